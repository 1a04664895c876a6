// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <poolscope/lesson.h>
#include <poolscope/run_sketch.h>

#include "kept_runs.h"

namespace poolscope::app {

/// What came of a demo's runs.
struct DemoRun {
    FactsByVariant facts;
    std::vector<RunSketch> sketches;  ///< one for each variant
    std::vector<bool> ticked;         ///< one for each checkpoint
    std::optional<LessonAnswer> prediction;
    int status = 0;                   ///< not 0: why it was given up, an ExitStatus
};

/// Runs all variants, one after another, and leaves nothing behind but what `kept` takes. What goes wrong is told on standard error.
[[nodiscard]] DemoRun run_demo(const Lesson& lesson, KeptRuns& kept);

}  // namespace poolscope::app
