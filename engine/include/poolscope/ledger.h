// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <poolscope/pool_state.h>

/// Where the time of a pool went: every nanosecond of every slot has one cause, so that the causes of a ledger add up to
/// slots x time exactly. Computed from a PoolState alone; the same state gives the same ledger.
namespace poolscope {

/// What a slot's time went into. The order is that in which a ledger lists them: work, what work needs, what was lost.
enum class LedgerCause : std::uint8_t {
    Useful,        ///< running a task that ended well, or still runs
    Wasted,        ///< running a task that failed, was lost, ran out of time or was cancelled: all of it, other items included
    Transport,     ///< a task on its way to an idle worker, or its result back
    Starting,      ///< of a process that replaces none
    Initializing,  ///< likewise
    Recycling,     ///< from a worker's retiring until its successor in the slot is ready
    Crash,         ///< from a worker's death until its replacement is ready; without one until the slot's end
    Stopped,       ///< by SIGSTOP, whatever it did before
    IdleNoWork,    ///< every submitted item was settled
    IdlePaused,    ///< tasks waited to be handed out, and the pool was paused
    IdleUnfed,     ///< tasks waited to be handed out, or a batch's input was still being read
    IdleTail,      ///< the last tasks of all open batches were in the hands of other workers
    Absent,        ///< no process in the slot, nor one to come: before its first, after its last, one that leaves for good
};
inline constexpr std::size_t kLedgerCauses = 13;
/// "useful", "wasted", "transport", "starting", "initializing", "recycling", "crash", "stopped", "idle_no_work",
/// "idle_paused", "idle_unfed", "idle_tail", "absent".
[[nodiscard]] const char* to_string(LedgerCause cause) noexcept;
/// The cause of that name; empty when there is none.
[[nodiscard]] std::optional<LedgerCause> ledger_cause(std::string_view name) noexcept;

/// Which part of a run.
struct LedgerScope {
    std::optional<Time> begin = std::nullopt;  ///< none: the run's origin
    std::optional<Time> end = std::nullopt;    ///< none: the latest moment known of (PoolSummary::last). Open spans grow to the end.
    std::vector<std::uint32_t> only_slots = {};  ///< distinct; empty: all that the run has
    std::size_t most_places = 100;             ///< of one cause that are listed
};

/// A piece of a slot's time with one cause: as long as it lasts for all causes but Useful and Wasted, whose places are single tasks.
struct LedgerPlace {
    std::uint32_t slot = 0;
    Time begin = 0;
    Time end = 0;
    std::uint32_t worker = kNoIndex;  ///< index into workers(), of the one that was there when the place began
    std::uint32_t task = kNoIndex;    ///< index into tasks(), of Useful and Wasted
    friend bool operator==(const LedgerPlace&, const LedgerPlace&) = default;
};

struct LedgerLine {
    std::int64_t total_ns = 0;
    double share = 0;                 ///< of Ledger::total_ns; 0 when that is 0
    std::uint64_t place_count = 0;    ///< also of those that are not listed
    std::vector<LedgerPlace> places;  ///< the longest first, equally long ones in order of time; at most LedgerScope::most_places
};

struct Ledger {
    Time begin = 0;
    Time end = 0;
    std::size_t slot_count = 0;
    std::int64_t total_ns = 0;  ///< slot_count x (end - begin): the sum of all lines
    std::array<LedgerLine, kLedgerCauses> lines;
    [[nodiscard]] const LedgerLine& operator[](LedgerCause cause) const { return lines[static_cast<std::size_t>(cause)]; }
};

/// The ledger of a part of a run. What is known by now says what it was: a task that failed after the part's end has wasted its time within.
/// Times without order (end before begin) give an empty ledger; a part is cut at its end so that total_ns stays below 2^63
/// (292 years of one core). Linear in the spans within the part, the tasks and the batches; allocates no more for a longer run,
/// except for each batch.
[[nodiscard]] Ledger ledger_of(const PoolState& state, const LedgerScope& scope = {});

/// By how much one ledger differs from another, cause by cause.
struct LedgerDifference {
    struct Line {
        std::int64_t total_ns = 0;
        double share = 0;  ///< 0.25: a quarter of all time more than in the other
    };
    std::int64_t total_ns = 0;
    std::array<Line, kLedgerCauses> lines;
    [[nodiscard]] const Line& operator[](LedgerCause cause) const { return lines[static_cast<std::size_t>(cause)]; }
};
[[nodiscard]] LedgerDifference operator-(const Ledger& to, const Ledger& from) noexcept;

}  // namespace poolscope
