// SPDX-License-Identifier: GPL-3.0-or-later
#include "overrides.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace poolscope::app {

namespace {

// A number as JSON has it is one; anything else is a text, which a scenario refuses where it wants a number.
Json as_json(const std::string& typed) {
    if (typed == "null" || typed == "none" || typed == "None") return nullptr;
    Json number = Json::parse(typed, nullptr, false);
    return number.is_number() ? number : Json(typed);
}

}  // namespace

void apply_overrides(Scenario& scenario, const Overrides& overrides) {
    // A little scenario that holds nothing else is checked by the one who checks scenarios.
    Json probe = {{"poolscope", 1}, {"pool", Json::object()}, {"batches", Json::array()}};
    if (overrides.processes) probe["pool"]["processes"] = as_json(*overrides.processes);
    if (overrides.start_method) {
        const Json typed = as_json(*overrides.start_method);
        probe["pool"]["start_method"] = typed.is_null() ? typed : Json(*overrides.start_method);
    }
    if (overrides.maxtasksperchild) probe["pool"]["maxtasksperchild"] = as_json(*overrides.maxtasksperchild);
    if (overrides.chunksize) {
        probe["batches"].push_back({{"method", "map"},
                                    {"function", "any"},
                                    {"iterable", Json::array()},
                                    {"chunksize", as_json(*overrides.chunksize)}});
    }
    Scenario checked;
    try {
        checked = parse_scenario(probe.dump(-1, ' ', false, Json::error_handler_t::replace));
    } catch (const ScenarioError& error) {
        const std::map<std::string, std::string> options{{"/pool/processes", "--processes"},
                                                         {"/pool/start_method", "--start-method"},
                                                         {"/pool/maxtasksperchild", "--maxtasksperchild"},
                                                         {"/batches/0/chunksize", "--chunksize"}};
        std::vector<ScenarioProblem> problems = error.problems();
        for (ScenarioProblem& problem : problems) {
            if (const auto option = options.find(problem.place); option != options.end())
                problem.place = option->second;
        }
        throw ScenarioError(std::move(problems));
    }
    if (overrides.processes) scenario.pool.processes = checked.pool.processes;
    if (overrides.start_method) scenario.pool.start_method = checked.pool.start_method;
    if (overrides.maxtasksperchild) scenario.pool.maxtasksperchild = checked.pool.maxtasksperchild;
    if (overrides.chunksize) {
        for (BatchSpec& batch : scenario.batches) {
            if (!takes_arguments(batch.method)) batch.chunksize = checked.batches.front().chunksize;
        }
    }
}

}  // namespace poolscope::app
