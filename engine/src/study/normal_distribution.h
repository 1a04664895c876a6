// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope::study {

/// The share of a standard normal distribution below z.
[[nodiscard]] double normal_share_below(double z) noexcept;
/// The z below which the share p lies; p between 0 and 1, exclusively.
[[nodiscard]] double normal_quantile(double p) noexcept;

}  // namespace poolscope::study
