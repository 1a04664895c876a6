// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// A stretch of durations, [begin, end), and how many there were.
struct DurationBin {
    Time begin = 0;
    Time end = 0;
    std::uint64_t count = 0;
    friend bool operator==(const DurationBin&, const DurationBin&) = default;
};

/// How durations are spread, counted in two ways as they come: in equal steps, and in steps that grow with the duration (twenty to
/// a decade, at round numbers). Counts are exact: no duration is ever in a bin that does not hold it. Bounded memory: there are
/// kMostEven equal steps at most, and each ten become one when a longer duration comes.
class DurationBins {
public:
    void add(Time ns);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Of an empty one, 0.
    [[nodiscard]] Time shortest() const { return m_shortest; }
    [[nodiscard]] Time longest() const { return m_longest; }

    /// From 0 to the longest duration in equal bins, `most` or fewer; their width is 1, 2 or 5 times a power of ten.
    [[nodiscard]] std::vector<DurationBin> even(std::size_t most) const;
    /// From the bin of the shortest to that of the longest duration; each is wider than the one before.
    [[nodiscard]] std::vector<DurationBin> growing() const;

private:
    static constexpr std::size_t kMostEven = 40960;

    std::uint64_t m_count = 0;
    Time m_shortest = 0;
    Time m_longest = 0;
    Time m_step = 100;
    std::vector<std::uint64_t> m_even;
    std::vector<std::uint64_t> m_growing;
};

}  // namespace poolscope::ui
