// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <poolscope/scenario.h>

namespace poolscope::app {

/// What the command line says about the pool instead of the scenario, as it was typed. "null" and "none" stand for the
/// default.
struct Overrides {
    std::optional<std::string> processes;
    std::optional<std::string> start_method;
    std::optional<std::string> maxtasksperchild;
    std::optional<std::string> chunksize;  ///< of every batch that has one
};

/// Puts them into the scenario. Throws ScenarioError with the messages that the same values have in a scenario file;
/// the place is the option ("--processes").
void apply_overrides(Scenario& scenario, const Overrides& overrides);

}  // namespace poolscope::app
