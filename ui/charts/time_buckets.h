// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// A row of equal stretches of time, made of whole buckets: what a chart shows, a point for each.
struct TimeColumns {
    Time begin = 0;           ///< of the first column, on the trace's clock
    Time step = 1;
    std::size_t count = 0;
    std::size_t firstBucket = 0;
    std::size_t buckets = 1;  ///< in a column

    [[nodiscard]] Time beginOf(std::size_t column) const { return begin + static_cast<Time>(column) * step; }
    [[nodiscard]] Time endOf(std::size_t column) const { return beginOf(column) + step; }
    /// The column that covers a moment; one of them for moments before and after, too. There must be one.
    [[nodiscard]] std::size_t at(Time time) const {
        if (time <= begin) return 0;
        return std::min(count - 1, static_cast<std::size_t>((time - begin) / step));
    }
    friend bool operator==(const TimeColumns&, const TimeColumns&) = default;
};

/// A run's time in buckets of one width, from its origin on. There are never more than kMost: when a run outgrows them, each two
/// become one of twice the width. So what is counted in them takes bounded memory, and counting costs the same at any length.
class TimeBuckets {
public:
    static constexpr std::size_t kMost = 32768;
    static constexpr Time kFinest = 100'000;

    explicit TimeBuckets(Time origin = 0) : m_origin(origin) {}

    [[nodiscard]] Time origin() const { return m_origin; }
    [[nodiscard]] Time width() const { return m_width; }
    /// The bucket of a moment, which may be past all that were there. Moments before the origin are in the first.
    [[nodiscard]] std::size_t indexOf(Time time) const {
        return time <= m_origin ? 0 : static_cast<std::size_t>((time - m_origin) / m_width);
    }
    [[nodiscard]] Time beginOf(std::size_t bucket) const { return m_origin + static_cast<Time>(bucket) * m_width; }
    /// Whether each two buckets must become one, so that this moment has a place.
    [[nodiscard]] bool mustWiden(Time time) const { return indexOf(time) >= kMost; }
    void widen() { m_width *= 2; }

    /// Columns that cover [begin, end) and are `most` or fewer, but not before the origin. Their step is a round number (1, 2, 5
    /// times a power of ten) of buckets and they stand at multiples of it, so that what a column shows does not change while
    /// the view moves.
    [[nodiscard]] TimeColumns columns(Time begin, Time end, std::size_t most) const;

private:
    Time m_origin;
    Time m_width = kFinest;
};

}  // namespace poolscope::ui
