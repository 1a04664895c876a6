// SPDX-License-Identifier: GPL-3.0-or-later
#include "overrides.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/bounded_json.h>
#include <poolscope/quantity.h>

namespace poolscope::app {

namespace {

bool is_default(const std::string& typed) {
    return typed == "null" || typed == "none" || typed == "None";
}

// A number as JSON has it is one; anything else is a text, which a scenario refuses where it wants a number.
Json as_json(const std::string& typed) {
    if (is_default(typed)) return nullptr;
    Json number = Json::parse(typed, nullptr, false);
    return number.is_number() ? number : Json(typed);
}

Json as_text(const std::string& typed) {
    return is_default(typed) ? Json(nullptr) : Json(typed);
}

Json as_bytes(const std::string& typed) {
    const auto bytes = bytes_from_text(typed);
    return bytes ? Json(*bytes) : as_json(typed);
}

Json as_seconds(const std::string& typed) {
    const auto seconds = seconds_from_text(typed);
    return seconds ? Json(*seconds) : as_json(typed);
}

Json as_retries(const std::string& typed) {
    const Json number = as_json(typed);
    return number.is_null() ? number : Json{{"retry", number}};
}

// "5/10s". What is of another form is left as a text, which a scenario refuses.
Json as_budget(const std::string& typed) {
    if (is_default(typed)) return nullptr;
    const auto slash = typed.find('/');
    if (slash == std::string::npos) return typed;
    return {{"deaths", as_json(typed.substr(0, slash))}, {"seconds", as_seconds(typed.substr(slash + 1))}};
}

/// One option that stands for one word of a scenario's pool.
struct PoolOption {
    const char* option;
    const char* key;
    std::optional<std::string> Overrides::*typed;
    Json (*read)(const std::string& typed);
    void (*take)(PoolSpec& to, const PoolSpec& from);
};

const std::vector<PoolOption>& pool_options() {
    static const std::vector<PoolOption> options{
        {"--processes", "processes", &Overrides::processes, as_json,
         [](PoolSpec& to, const PoolSpec& from) { to.processes = from.processes; }},
        {"--start-method", "start_method", &Overrides::start_method, as_text,
         [](PoolSpec& to, const PoolSpec& from) { to.start_method = from.start_method; }},
        {"--maxtasksperchild", "maxtasksperchild", &Overrides::maxtasksperchild, as_json,
         [](PoolSpec& to, const PoolSpec& from) { to.maxtasksperchild = from.maxtasksperchild; }},
        {"--maxitemsperchild", "maxitemsperchild", &Overrides::maxitemsperchild, as_json,
         [](PoolSpec& to, const PoolSpec& from) { to.maxitemsperchild = from.maxitemsperchild; }},
        {"--max-memory-per-child", "max_memory_per_child", &Overrides::max_memory_per_child, as_bytes,
         [](PoolSpec& to, const PoolSpec& from) { to.max_memory_per_child = from.max_memory_per_child; }},
        {"--max-age-per-child", "max_age_per_child", &Overrides::max_age_per_child, as_seconds,
         [](PoolSpec& to, const PoolSpec& from) { to.max_age_per_child = from.max_age_per_child; }},
        {"--task-timeout", "task_timeout", &Overrides::task_timeout, as_seconds,
         [](PoolSpec& to, const PoolSpec& from) { to.task_timeout = from.task_timeout; }},
        {"--initializer-timeout", "initializer_timeout", &Overrides::initializer_timeout, as_seconds,
         [](PoolSpec& to, const PoolSpec& from) { to.initializer_timeout = from.initializer_timeout; }},
        {"--recycling-jitter", "recycling_jitter", &Overrides::recycling_jitter, as_json,
         [](PoolSpec& to, const PoolSpec& from) { to.recycling_jitter = from.recycling_jitter; }},
        {"--restart-budget", "restart_budget", &Overrides::restart_budget, as_budget,
         [](PoolSpec& to, const PoolSpec& from) {
             to.restart_deaths = from.restart_deaths;
             to.restart_seconds = from.restart_seconds;
         }},
        {"--retries", "on_worker_lost", &Overrides::retries, as_retries,
         [](PoolSpec& to, const PoolSpec& from) { to.worker_lost_retries = from.worker_lost_retries; }},
        {"--seed", "seed", &Overrides::seed, as_json,
         [](PoolSpec& to, const PoolSpec& from) { to.seed = from.seed; }},
    };
    return options;
}

/// The option that gave the value at this place; the place itself when none did.
std::string option_at(const std::string& place) {
    if (place == "/batches/0/chunksize") return "--chunksize";
    if (place == "/faults/seed") return "--fault-seed";
    constexpr std::string_view kPool = "/pool/";
    if (!place.starts_with(kPool)) return place;
    const std::string key = place.substr(kPool.size(), place.find('/', kPool.size()) - kPool.size());
    for (const PoolOption& each : pool_options()) {
        if (key == each.key) return each.option;
    }
    return place;
}

std::string message_at(const ScenarioProblem& problem) {
    const bool budget = problem.place == "/pool/restart_budget";
    return budget ? "must be DEATHS/SECONDS, 5/10s for example, or none" : problem.message;
}

/// Collects what is wrong, the place being the option.
class Refusals {
public:
    void add(const std::string& option, const ScenarioError& error) {
        for (const ScenarioProblem& problem : error.problems()) {
            problems_.push_back({option + (problem.place.empty() ? "" : ": " + problem.place), problem.message});
        }
    }
    void add(const ScenarioError& error) {
        for (const ScenarioProblem& problem : error.problems())
            problems_.push_back({option_at(problem.place), message_at(problem)});
    }
    void add(std::string option, std::string message) {
        problems_.push_back({std::move(option), std::move(message)});
    }
    void throw_if_any() {
        if (!problems_.empty()) throw ScenarioError(std::move(problems_));
    }

private:
    std::vector<ScenarioProblem> problems_;
};

/// A file that holds what a scenario's "faults" does.
FaultPlan read_faults_file(const std::string& path, Refusals& refusals) {
    const std::string option = "--faults " + path;
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad()) {
        refusals.add(option, std::string("cannot be read"));
        return {};
    }
    if (parse_bounded_json(text).is_discarded()) {
        refusals.add(option, std::string("is not JSON: it must hold {\"seed\": 7, \"plan\": [...]}"));
        return {};
    }
    try {
        // As strictly as in a scenario: a key that is given twice is a mistake.
        return parse_scenario("{\"poolscope\": 1, \"batches\": [], \"faults\": " + text + "}").faults;
    } catch (const ScenarioError& error) {
        constexpr std::string_view kFaults = "/faults";
        std::vector<ScenarioProblem> problems = error.problems();
        for (ScenarioProblem& problem : problems)
            if (problem.place.starts_with(kFaults)) problem.place.erase(0, std::min(problem.place.size(), kFaults.size() + 1));
        refusals.add(option, ScenarioError(std::move(problems)));
        return {};
    }
}

void apply_faults(FaultPlan& plan, const Overrides& overrides, const FaultPlan& checked, Refusals& refusals) {
    if (overrides.faults_file) {
        plan = is_default(*overrides.faults_file) ? FaultPlan{} : read_faults_file(*overrides.faults_file, refusals);
    }
    for (const std::string& text : overrides.faults) {
        try {
            plan.faults.push_back(fault_from_text(text));
        } catch (const ScenarioError& error) {
            refusals.add("--fault '" + text + "'", error);
        }
    }
    if (overrides.fault_seed) plan.seed = checked.seed;
}

}  // namespace

void apply_overrides(Scenario& scenario, const Overrides& overrides) {
    // A little scenario that holds nothing else is checked by the one who checks scenarios.
    Json probe = {{"poolscope", 1}, {"pool", Json::object()}, {"batches", Json::array()}};
    for (const PoolOption& each : pool_options()) {
        if (const auto& typed = overrides.*each.typed) probe["pool"][each.key] = each.read(*typed);
    }
    if (overrides.chunksize) {
        probe["batches"].push_back({{"method", "map"},
                                    {"function", "any"},
                                    {"iterable", Json::array()},
                                    {"chunksize", as_json(*overrides.chunksize)}});
    }
    if (overrides.fault_seed) probe["faults"] = {{"seed", as_json(*overrides.fault_seed)}};
    Refusals refusals;
    Scenario checked;
    try {
        checked = parse_scenario(probe.dump(-1, ' ', false, Json::error_handler_t::replace));
    } catch (const ScenarioError& error) {
        refusals.add(error);
    }
    FaultPlan faults = scenario.faults;
    apply_faults(faults, overrides, checked.faults, refusals);
    refusals.throw_if_any();

    for (const PoolOption& each : pool_options()) {
        if (overrides.*each.typed) each.take(scenario.pool, checked.pool);
    }
    if (overrides.chunksize) {
        for (BatchSpec& batch : scenario.batches) {
            if (!takes_arguments(batch.method)) batch.chunksize = checked.batches.front().chunksize;
        }
    }
    if (overrides.capture_output) scenario.pool.capture_output = true;
    scenario.faults = std::move(faults);
}

}  // namespace poolscope::app
