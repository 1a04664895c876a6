// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <poolscope/run_store.h>
#include <poolscope/statistics.h>

/// How kept runs stand against the one of the same work that is pinned as the baseline. Pure.
namespace poolscope::study {

/// Better is Finding::Difference with a ratio below 1, worse with one above it; NoDifference says that they are alike; anything else that it is
/// not certain.
struct BaselineMark {
    bool is_baseline = false;
    /// It is the same work, but not as much of it was done: times say nothing.
    bool did_other = false;
    /// The time of runs with the settings of this one, over that of the baseline's.
    Comparison comparison = {};
    std::size_t base_runs = 0, runs = 0;
};
/// By run; empty for those that are not compared: of a work that has no baseline, not ended in order, and earlier than it.
///
/// Repetitions tell a difference from chance: a run stands for all runs with its settings that are later than the baseline, the baseline for
/// all with its own (up to the baseline, for a run with the same settings: something else has changed between them). So many as there
/// are other settings share the error, and so do all looks while one run after the other is added. A run of a program without a scenario is known by its program, its calls and their number.
[[nodiscard]] std::vector<std::optional<BaselineMark>> marks_against_baseline(std::span<const StoredRun> runs, double margin = 0.05);

}  // namespace poolscope::study
