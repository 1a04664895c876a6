// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <poolscope/run_comparison.h>

namespace poolscope::app {

/// One sentence: what the comparison of a configuration with the baseline carries, and no more. The parts of the gap are told
/// of wall times alone, which they add up to.
[[nodiscard]] std::string verdict_words(const std::string& base, const std::string& other, const study::GroupComparison& result,
                                        study::Measure measure);

}  // namespace poolscope::app
