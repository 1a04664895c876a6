// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace poolscope::ui {

/// Where the p-th percentile of `count` values stands when they are in order, by nearest rank: the smallest place such that at
/// least p percent of the values are at it or before. It is a value that was really seen, nothing is interpolated. `count` is not 0.
[[nodiscard]] inline std::size_t nearestRank(std::size_t count, double percent) {
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100.0 * static_cast<double>(count) - 1e-9));
    return std::clamp<std::size_t>(rank, 1, count) - 1;
}

/// The p-th percentile by nearest rank, exact. Takes time in proportion to the number of values and leaves them in another order.
template <class Value>
[[nodiscard]] Value percentile(std::vector<Value>& values, double percent) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(nearestRank(values.size(), percent));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

}  // namespace poolscope::ui
