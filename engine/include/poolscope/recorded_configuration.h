// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/baseline.h>
#include <poolscope/run_store.h>
#include <poolscope/scenario.h>

namespace poolscope::study {

/// With what a run was made, and what was measured of it, as lines to stand above its code (poolscope/measured_words.h).
struct RecordedConfiguration {
    Scenario scenario;
    std::vector<std::string> measured;
};

/// The scenario of a trace, or of the folder of a run. Reads the trace's first record at most. Empty: it has none, since its pool was a
/// program's. Throws ScenarioError, and what trace::Reader throws.
[[nodiscard]] std::optional<Scenario> recorded_scenario(const std::string& trace_or_folder);

/// A kept run's configuration, with the median of all runs of `all` that have its settings and did as much, how they stand against the
/// baseline (`mark`: of this run, by marks_against_baseline()), and on what machine. Throws as recorded_scenario().
[[nodiscard]] std::optional<RecordedConfiguration> recorded_configuration(const StoredRun& run, std::span<const StoredRun> all,
                                                                          const std::optional<BaselineMark>& mark);

}  // namespace poolscope::study
