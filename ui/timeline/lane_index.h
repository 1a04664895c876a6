// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "timeline/span_source.h"

namespace poolscope::ui {

/// The activities that are painted, in the order of the colour table: Starting to Retiring, then Crashed. Ended draws
/// nothing and has no place.
inline constexpr std::size_t kPaintedStates = 8;
[[nodiscard]] constexpr std::optional<std::size_t> paintedState(WorkerActivity activity) {
    if (activity == WorkerActivity::Ended) return std::nullopt;
    return activity == WorkerActivity::Crashed ? kPaintedStates - 1 : static_cast<std::size_t>(activity);
}
[[nodiscard]] WorkerActivity activityOf(std::size_t paintedState);

/// Nanoseconds spent in each painted state.
struct StateTimes {
    std::array<Time, kPaintedStates> ns{};
    [[nodiscard]] Time operator[](WorkerActivity activity) const;
    StateTimes& operator+=(const StateTimes& other);
    friend StateTimes operator-(const StateTimes& left, const StateTimes& right);
    friend bool operator==(const StateTimes&, const StateTimes&) = default;
};

/// Where one lane's time went, up to any moment, in O(log n): the running sums of every state at each 16th span. The sums
/// are at the finest level of a 16-ary tree; prefix sums make its upper levels needless, as a difference of two answers
/// every interval. 10 bytes a span, half of them a copy of its begin and state, which a scan of the source would take four
/// times as long to get. Append-only: what was summed is never touched again; the last few spans of a lane,
/// which may still change, are in no sum yet.
class LaneIndex {
public:
    LaneIndex(const SpanSource& source, std::size_t slot) : m_source(&source), m_slot(slot) {}

    /// Takes in what was added to the lane since the last call. Gives the earliest moment from which the lane looks
    /// different now, or nothing if it looks the same.
    std::optional<Time> update();

    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] Span span(std::size_t index) const { return m_source->span(m_slot, index); }
    /// End of a span where an open one ends at `now`.
    [[nodiscard]] static Time endOf(const Span& span, Time now);
    /// The last span goes on.
    [[nodiscard]] bool isOpen() const { return m_count > 0 && m_tail.back().end == kOpen; }
    /// As it was at the last update; there must be one.
    [[nodiscard]] const Span& last() const { return m_tail.back(); }
    /// Spans from here on may have changed at the last update.
    [[nodiscard]] std::size_t firstChangeable() const { return m_count - m_tail.size(); }

    /// Remembers where the last answer was, so that answers for neighbouring moments cost no search.
    struct Place {
        std::size_t block = 0;
    };
    /// Time spent in each state before `time`; open spans end at `now`.
    [[nodiscard]] StateTimes timesUpTo(Time time, Time now, Place& place) const;
    /// Time spent in each state within [begin, end).
    [[nodiscard]] StateTimes timesWithin(Time begin, Time end, Time now) const;
    /// How many running spans overlap [begin, end).
    [[nodiscard]] std::size_t tasksWithin(Time begin, Time end, Time now) const;

    /// The last span that begins at or before `time`; nothing if all begin later.
    [[nodiscard]] std::optional<std::size_t> spanBefore(Time time) const;
    /// The span that covers `time`.
    [[nodiscard]] std::optional<std::size_t> spanAt(Time time, Time now) const;

private:
    static constexpr std::size_t kBlock = 16;
    struct Block {
        StateTimes before;        ///< of all spans before this block
        std::size_t tasksBefore;  ///< running spans before this block
    };
    /// The spans of a whole block: when they begin after its begin, and their painted states.
    struct Packed {
        static constexpr std::uint8_t kUnpainted = 0xff;
        bool isLonger = false;  ///< than 32 bits of nanoseconds: not packed, ask the source
        std::array<std::uint32_t, kBlock> begins{};
        std::array<std::uint8_t, kBlock> states{};
    };
    [[nodiscard]] Packed packed(std::size_t first) const;
    [[nodiscard]] std::optional<Time> firstDifference(std::size_t count) const;
    void sumBlocks(std::size_t count);
    [[nodiscard]] std::size_t blockBefore(Time time) const;
    [[nodiscard]] std::size_t endOfBlock(std::size_t block) const;
    [[nodiscard]] std::size_t tasksBegunBefore(Time time) const;

    const SpanSource* m_source;
    std::size_t m_slot;
    std::size_t m_count = 0;
    std::vector<Span> m_tail;         ///< the spans that may still change, as they were at the last update
    std::vector<Time> m_blockBegins;  ///< begin of each block's first span, apart from the sums: this is what is searched
    std::vector<Block> m_blocks;
    std::vector<Packed> m_packed;     ///< of all blocks but the last
};

}  // namespace poolscope::ui
