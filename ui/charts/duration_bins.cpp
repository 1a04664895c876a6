// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/duration_bins.h"

#include <algorithm>
#include <array>

namespace poolscope::ui {

namespace {

// Renard's series R20, ISO 3: round numbers whose ratios are nearly equal.
constexpr std::array<Time, 20> kSteps{100, 112, 125, 140, 160, 180, 200, 224, 250, 280,
                                      315, 355, 400, 450, 500, 560, 630, 710, 800, 900};
constexpr int kDecades = 14;  // 100 ns to over three months

/// Where the growing bins begin; the first holds all that is shorter.
const std::vector<Time>& growingBegins() {
    static const std::vector<Time> begins = [] {
        std::vector<Time> made{0};
        Time scale = 1;
        for (int decade = 0; decade < kDecades; ++decade, scale *= 10)
            for (const Time step : kSteps)
                made.push_back(step * scale);
        return made;
    }();
    return begins;
}

}  // namespace

void DurationBins::add(Time ns) {
    ns = std::max<Time>(0, ns);
    m_shortest = m_count == 0 ? ns : std::min(m_shortest, ns);
    m_longest = std::max(m_longest, ns);
    ++m_count;
    while (static_cast<std::size_t>(ns / m_step) >= kMostEven) {
        for (std::size_t index = 1; index < m_even.size(); ++index) {
            const std::uint64_t count = m_even[index];
            m_even[index] = 0;
            m_even[index / 10] += count;
        }
        m_even.resize((m_even.size() + 9) / 10);
        m_step *= 10;
    }
    const auto even = static_cast<std::size_t>(ns / m_step);
    if (even >= m_even.size()) m_even.resize(even + 1);
    ++m_even[even];

    const std::vector<Time>& begins = growingBegins();
    if (m_growing.empty()) m_growing.resize(begins.size());
    ++m_growing[static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), ns) - begins.begin() - 1)];
}

std::vector<DurationBin> DurationBins::even(std::size_t most) const {
    std::vector<DurationBin> bins;
    if (m_count == 0 || most == 0) return bins;
    const std::size_t cells = m_even.size();
    std::size_t cellsInBin = 1;
    for (std::size_t decade = 1; cells > cellsInBin * most; decade *= 10)
        for (const std::size_t factor : {1, 2, 5}) {
            cellsInBin = decade * factor;
            if (cells <= cellsInBin * most) break;
        }
    const Time width = m_step * static_cast<Time>(cellsInBin);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        if (cell % cellsInBin == 0) {
            const Time begin = static_cast<Time>(cell) * m_step;
            bins.push_back({begin, begin + width, 0});
        }
        bins.back().count += m_even[cell];
    }
    return bins;
}

std::vector<DurationBin> DurationBins::growing() const {
    std::vector<DurationBin> bins;
    if (m_count == 0) return bins;
    const std::vector<Time>& begins = growingBegins();
    std::size_t first = 0;
    std::size_t last = m_growing.size() - 1;
    while (m_growing[first] == 0) ++first;
    while (m_growing[last] == 0) --last;
    for (std::size_t index = first; index <= last; ++index)
        bins.push_back({begins[index], index + 1 < begins.size() ? begins[index + 1] : kOpen, m_growing[index]});
    return bins;
}

}  // namespace poolscope::ui
