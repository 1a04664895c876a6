// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <poolscope/number_row.h>

#include "base/shared_memory.h"
#include "lane/arena.h"
#include "lane/bell.h"
#include "lane/layout.h"
#include "lane/ring.h"

namespace poolscope::lane {

/// A message from the host.
struct TaskMessage {
    TaskKind kind = TaskKind::Quit;
    std::uint64_t number = 0;
    std::vector<std::byte> payload;
};

/// The worker's end of its lane. Only the thread that runs tasks uses it. Waits have no limit of their own: they end when
/// the host does something or is gone, which ends this process.
class WorkerLane {
public:
    /// Maps the lane's memory. Throws SystemError, ValueError when it is no lane of this version.
    WorkerLane(base::UniqueFd memory, WorkerBell bell);

    /// Waits for the next message. False: it was there already, the whole of it.
    bool receive(TaskMessage& message);
    /// Takes the task for this worker. False: the host has withdrawn it.
    [[nodiscard]] bool claim(std::uint64_t sequence);

    /// Sends a message, in pieces when it is larger than the ring has room, waiting for room when there is none.
    void send(ResultKind kind, std::uint64_t number, std::span<const std::byte> payload = {});
    /// The same, but calls `in_between` in the middle: when half a frame is written and not published, of a message in several
    /// pieces when the first is published. For faults on order.
    void send_interrupted(ResultKind kind, std::uint64_t number, std::span<const std::byte> payload,
                          const std::function<void()>& in_between);
    /// Says which task runs now, and since when. After claim().
    void begin(std::uint64_t sequence, std::int64_t now) noexcept;
    /// Puts the next item's value into the ledger, where it survives this process, until tell_results() sends it. False, and
    /// nothing is done, when it does not fit.
    [[nodiscard]] bool note_value(std::span<const std::byte> value) noexcept;
    /// Where calls with bare numbers put their results, in the ledger likewise; room for none: tell_results() comes first. All values of
    /// one task are of one kind.
    [[nodiscard]] detail::NumberCalls room_for_numbers(PackedKind kind) noexcept;
    /// So many of them are there.
    void note_numbers(std::uint32_t count) noexcept;
    [[nodiscard]] std::uint32_t values_noted() const noexcept { return noted_items_; }
    /// Tells how far the task has come: its values in the ledger, and its end unless `ended` is 0.
    void tell_results(std::uint64_t sequence, std::int64_t started, std::int64_t ended);
    /// The same for a task whose last item's value need not go through the ledger.
    void tell_results(std::uint64_t sequence, std::int64_t started, std::int64_t ended, std::span<const std::byte> value);
    /// An item was told of in a message of its own.
    void skip_item() noexcept { ++told_items_; }
    /// Says that a fault of the plan comes now, so that the host can tell why, and rings.
    void tell_fault(std::uint32_t index, std::uint32_t nth) noexcept;
    /// Whether the host has put more tasks in already: then there is no hurry to wake it.
    [[nodiscard]] bool has_more() const { return tasks_.has_more(); }
    /// Where large arguments are read, and large results put.
    [[nodiscard]] const ArgumentSource& arguments() const noexcept { return bell_.arguments(); }
    [[nodiscard]] std::shared_ptr<Arena> make_result_arena() const;
    [[nodiscard]] BlockSlots& result_slots() const noexcept { return block_slots(memory_->data()); }
    /// Called before each sleep: how long to sleep at most, and be called again then; empty: until something comes.
    void set_before_sleep(std::function<std::optional<std::chrono::nanoseconds>()> hook) { before_sleep_ = std::move(hook); }
    /// Wakes the host if it sleeps.
    void ring() noexcept { bell_.ring(); }

private:
    [[nodiscard]] Header& header() const noexcept { return *reinterpret_cast<Header*>(memory_->data()); }
    template <class Condition>
    void wait_until(const Condition& condition);
    void begin_ledger(PackedKind kind) noexcept;
    void send_results(std::uint64_t sequence, const ResultsHead& head, std::span<const std::byte> values);
    /// Writes and publishes the next piece of a payload and takes it off the front.
    void send_piece(ResultKind kind, std::uint64_t number, std::span<const std::byte>& payload, const std::function<void()>* in_between);

    std::shared_ptr<base::SharedMemory> memory_;
    WorkerBell bell_;
    RingReader tasks_;
    RingWriter results_;
    std::function<std::optional<std::chrono::nanoseconds>()> before_sleep_;
    bool recently_busy_ = false;
    std::uint32_t told_items_ = 0;   ///< of the task that runs
    std::uint32_t noted_items_ = 0;  ///< in the ledger
    std::size_t noted_bytes_ = 0;
    PackedKind noted_kind_ = detail::kNotPacked;
};

}  // namespace poolscope::lane
