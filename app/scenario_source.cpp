// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_source.h"

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "exit_status.h"
#include "known_functions.h"
#include "scenario_shelf.h"
#include "terminal.h"

namespace poolscope::app {

namespace fs = std::filesystem;

Scenario read_scenario(const std::string& source) {
    const std::vector<std::string> known = known_functions();
    if (source == "-") return load_scenario("/dev/stdin", &known);
    std::error_code error;
    if (!fs::exists(source, error) && source.find('/') == std::string::npos) {
        if (const auto path = find_shelved_scenario(source)) return load_scenario(*path, &known);
        throw ScenarioError(
            {{source,
              "is neither a file nor a scenario that came with the program (poolscope scenarios lists those)"}});
    }
    return load_scenario(source, &known);
}

int refuse_scenario(const ScenarioError& error) {
    for (const ScenarioProblem& problem : error.problems())
        std::cerr << "poolscope: " << (problem.place.empty() ? "" : on_one_line(problem.place) + ": ") << problem.message << '\n';
    return kBadInput;
}

}  // namespace poolscope::app
