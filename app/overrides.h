// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <poolscope/scenario.h>

namespace poolscope::app {

/// What the command line says about the pool instead of the scenario, as it was typed. "null" and "none" stand for the
/// default.
struct Overrides {
    std::optional<std::string> processes;
    std::optional<std::string> start_method;
    std::optional<std::string> maxtasksperchild;
    std::optional<std::string> chunksize;  ///< of every batch that has one
    std::optional<std::string> maxitemsperchild = {};
    std::optional<std::string> max_memory_per_child = {};  ///< "200MiB"
    std::optional<std::string> max_age_per_child = {};     ///< this and the other times: seconds, or "500ms"
    std::optional<std::string> task_timeout = {};
    std::optional<std::string> initializer_timeout = {};
    std::optional<std::string> recycling_jitter = {};
    std::optional<std::string> restart_budget = {};  ///< "5/10s": five deaths in ten seconds
    std::optional<std::string> retries = {};
    std::optional<std::string> seed = {};
    std::optional<std::string> faults_file = {};  ///< instead of the scenario's faults; "none": without them
    std::vector<std::string> faults = {};         ///< beside those; see fault_from_text()
    std::optional<std::string> fault_seed = {};
    bool capture_output = false;                  ///< whatever the scenario says
};

/// Puts them into the scenario. Throws ScenarioError with the messages that the same values have in a scenario file;
/// the place is the option ("--processes", "--fault 'kill nth=x': nth").
void apply_overrides(Scenario& scenario, const Overrides& overrides);

}  // namespace poolscope::app
