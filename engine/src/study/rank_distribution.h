// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace poolscope::study {

/// More values a side than these, and the rank test is approximated: by then a p of 1 % or more is approximated to a tenth of itself.
inline constexpr std::size_t kMostExact = 20;

/// Of samples of one distribution without ties, n and m of them: for each U from 0 to n m the two-sided p-value, the share of all orders
/// whose U is at least as far from the middle. Exact; n and m up to kMostExact.
[[nodiscard]] std::vector<double> exact_p_values(std::size_t n, std::size_t m);
/// The same for one U by the normal approximation with correction for continuity; `tie_sum`: of t^3 - t over groups of t equal values.
[[nodiscard]] double approximate_p_value(double u, std::size_t n, std::size_t m, double tie_sum);

}  // namespace poolscope::study
