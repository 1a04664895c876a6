// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <poolscope/scenario.h>

namespace poolscope::app {

/// Reads the scenario that was asked for: a file, "-" for standard input, or the name of one that came with the
/// program. Throws ScenarioError.
[[nodiscard]] Scenario read_scenario(const std::string& source);

/// Tells each problem on standard error, a line each with its place. Gives the exit status for it.
[[nodiscard]] int refuse_scenario(const ScenarioError& error);

}  // namespace poolscope::app
