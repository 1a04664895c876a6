// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <poolscope/baseline.h>
#include <poolscope/run_store.h>

#include "forms/code_actions.h"

namespace poolscope::ui {

/// The scenario of a trace or of a run folder. Reads the first record at most. Empty: it has none (its pool was a program's). Throws
/// ScenarioError, and what trace::Reader throws.
[[nodiscard]] std::optional<Scenario> scenarioOfRunAt(const QString& traceOrFolder);

/// A kept run's configuration, with what was measured of it: the median of all runs of `all` with its settings, how they stand against the
/// baseline, and on what. Throws as scenarioOfRunAt().
[[nodiscard]] std::optional<MeasuredCode> codeOfRun(const StoredRun& run, const std::vector<StoredRun>& all,
                                                    const std::optional<study::BaselineMark>& mark);

}  // namespace poolscope::ui
