// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace poolscope::study {

/// Throws ValueError when the sample is empty or holds what is not finite.
void require_numbers(std::span<const double> sample);
/// The same, and when a value is not above zero.
void require_positive(std::span<const double> sample);

}  // namespace poolscope::study
