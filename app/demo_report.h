// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>

#include <poolscope/json.h>
#include <poolscope/lesson.h>

#include "demo_run.h"

namespace poolscope::app {

/// True when every checkpoint was ticked and every expected range holds.
[[nodiscard]] bool holds(const Lesson& lesson, const DemoRun& run);
/// What a person is told before anything runs: what it is about, and the question to predict.
void write_demo_opening(const Lesson& lesson, std::ostream& out);
/// What a person is told of the runs.
void write_demo_report(const Lesson& lesson, const DemoRun& run, std::ostream& out);
[[nodiscard]] Json demo_document(const Lesson& lesson, const DemoRun& run);

}  // namespace poolscope::app
