// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include <poolscope/statistics.h>

namespace poolscope::study {

/// As compare(), for samples to which runs are added until somebody is content: kept runs, and those that are laid beside each other. Each look
/// must be as sure as a LookPlan from 4 to 40 runs a side says for the shorter sample, so that all looks together claim a difference that is
/// not there as seldom as options.level says; options.level is shared among so many `comparisons`. Looks with more runs are made at the level
/// of the last one, and are not paid for. `more_runs` is never fewer than it takes until such a look can claim anything.
[[nodiscard]] Comparison compare_growing(std::span<const double> a, std::span<const double> b, CompareOptions options, std::size_t comparisons);

}  // namespace poolscope::study
