// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "host/closest_name.h"
#include "host/scenario_rules.h"

namespace poolscope::host {

namespace {

// More processes than any machine of today starts by default (pid_max is at most 4194304, and a typing error of some
// zeros should be refused here and not by a machine on its knees).
constexpr std::int64_t kMostProcesses = 10'000;
// Clocks count nanoseconds; thirty years are for ever and still fit.
constexpr double kShortestSeconds = 1e-9;
constexpr double kLongestSeconds = 1e9;
constexpr std::int64_t kMostCounted = 1'000'000'000;
constexpr std::int64_t kMostRetries = 1'000'000;

bool is_known(const std::string& name, const std::vector<std::string>* known) {
    return known == nullptr || std::find(known->begin(), known->end(), name) != known->end();
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

std::string processes_message(std::int64_t processes) {
    if (processes < 1) return "Number of processes must be at least 1";
    if (processes > kMostProcesses) {
        return "Number of processes must be at most " + std::to_string(kMostProcesses) + ", not " +
               std::to_string(processes);
    }
    return {};
}

std::string positive_message(const char* key, std::int64_t value) {
    return value >= 1 ? std::string() : std::string(key) + " must be a positive int or None";
}

std::string seconds_message(const char* key, double seconds) {
    if (seconds >= kShortestSeconds && seconds <= kLongestSeconds) return {};
    std::string message = std::string(key) + " must be a positive number of seconds or None";
    if (seconds > kLongestSeconds) message += ", at most 1000000000";
    return message;
}

std::string jitter_message(double jitter) {
    return jitter >= 0 && jitter < 1 ? "" : "recycling_jitter must be a number from 0 up to but not including 1";
}

std::string restart_deaths_message(std::int64_t deaths) {
    if (deaths >= 0 && deaths <= kMostCounted) return {};
    return "deaths must be a whole number from 0 to " + std::to_string(kMostCounted);
}

std::string retries_message(std::int64_t retries) {
    if (retries >= 0 && retries <= kMostRetries) return {};
    return "retry must be a whole number from 0 to " + std::to_string(kMostRetries);
}

std::string seed_message(std::int64_t seed) {
    return seed >= 0 ? "" : "seed must be a whole number from 0 to 9223372036854775807";
}

std::string chunksize_message(std::int64_t chunksize) {
    return chunksize >= 1 ? "" : "Chunksize must be 1+, not " + std::to_string(chunksize);
}

std::string start_method_message(const std::string& name) {
    constexpr std::array<const char*, 3> kMethods{"fork", "spawn", "forkserver"};
    for (const char* method : kMethods) {
        if (name == method) return {};
    }
    return "cannot find context for " + in_quotes(name);
}

std::string initializer_message(const std::string& name, const std::vector<std::string>* known) {
    if (!name.empty() && is_known(name, known)) return {};
    std::string message = "initializer must be a callable";
    if (known == nullptr) return message;
    message += "; " + in_quotes(name) + " is not one";
    if (const auto near = closest_name(name, *known)) message += ", did you mean '" + *near + "'?";
    return message + " (known: " + joined(*known) + ")";
}

std::string function_message(const std::string& name, const std::vector<std::string>* known) {
    if (name.empty()) return "a function must be named";
    if (is_known(name, known)) return {};
    return "unknown function " + in_quotes(name) + "; " + name_advice(name, *known);
}

namespace {

void check_restart_budget(const PoolSpec& pool, const Place& at, Problems& problems) {
    const Place budget(at, "restart_budget");
    if (pool.restart_deaths) {
        if (auto message = restart_deaths_message(*pool.restart_deaths); !message.empty())
            problems.add(Place(budget, "deaths"), std::move(message));
    }
    if (pool.restart_seconds) {
        if (auto message = seconds_message("seconds", *pool.restart_seconds); !message.empty())
            problems.add(Place(budget, "seconds"), std::move(message));
    }
    if (pool.restart_deaths && !pool.restart_seconds)
        problems.add(Place(budget, "seconds"), "is missing: so many deaths in how long?");
    if (pool.restart_seconds && !pool.restart_deaths)
        problems.add(Place(budget, "deaths"), "is missing: how many deaths in so long?");
}

}  // namespace

void check_pool(const PoolSpec& pool, const Place& at, Problems& problems, const std::vector<std::string>* known) {
    const auto report = [&](const char* key, std::string message) {
        if (!message.empty()) problems.add(Place(at, key), std::move(message));
    };
    if (pool.processes) report("processes", processes_message(*pool.processes));
    if (pool.initializer) report("initializer", initializer_message(*pool.initializer, known));
    if (!pool.initargs.is_array()) report("initargs", "must be a list of arguments");
    const auto report_count = [&](const char* key, const std::optional<std::int64_t>& value) {
        if (value) report(key, positive_message(key, *value));
    };
    const auto report_seconds = [&](const char* key, const std::optional<double>& value) {
        if (value) report(key, seconds_message(key, *value));
    };
    report_count("maxtasksperchild", pool.maxtasksperchild);
    if (pool.start_method) report("start_method", start_method_message(*pool.start_method));
    report_count("maxitemsperchild", pool.maxitemsperchild);
    report_count("max_memory_per_child", pool.max_memory_per_child);
    report_seconds("max_age_per_child", pool.max_age_per_child);
    report_seconds("task_timeout", pool.task_timeout);
    report_seconds("initializer_timeout", pool.initializer_timeout);
    if (pool.recycling_jitter) report("recycling_jitter", jitter_message(*pool.recycling_jitter));
    check_restart_budget(pool, at, problems);
    if (pool.worker_lost_retries) {
        if (auto message = retries_message(*pool.worker_lost_retries); !message.empty())
            problems.add(Place(Place(at, "on_worker_lost"), "retry"), std::move(message));
    }
    if (pool.seed) report("seed", seed_message(*pool.seed));
}

void check_call(const BatchSpec& batch, const Place& at, Problems& problems) {
    const std::string method = to_string(batch.method);
    const auto report = [&](const char* key, std::string message) {
        if (!message.empty()) problems.add(Place(at, key), std::move(message));
    };
    if (!batch.args.is_array()) report("args", "must be a list of arguments");
    if (!batch.kwargs.is_object()) report("kwargs", "must be an object of parameter names and arguments");
    if (takes_arguments(batch.method)) {
        const bool unused = batch.iterable.is_array() && batch.iterable.empty();
        if (!unused) report("iterable", method + " makes one call: it takes args and kwargs, not an iterable");
        if (batch.chunksize) report("chunksize", method + " makes one call: it takes no chunksize");
        return;
    }
    const std::string over = method + " calls the function for each item: it takes an iterable, not ";
    if (!batch.args.empty()) report("args", over + "args");
    if (!batch.kwargs.empty()) report("kwargs", over + "kwargs");
    check_iterable(batch.iterable, batch.method, Place(at, "iterable"), problems);
    if (batch.chunksize) report("chunksize", chunksize_message(*batch.chunksize));
}

}  // namespace poolscope::host

namespace poolscope {

std::vector<ScenarioProblem> check(const PoolSpec& pool, const std::vector<std::string>* known_functions) {
    host::Problems problems;
    host::check_pool(pool, {}, problems, known_functions);
    return host::without_slash(problems.take());
}

std::vector<ScenarioProblem> check(const BatchSpec& batch, const std::vector<std::string>* known_functions) {
    host::Problems problems;
    if (auto message = host::function_message(batch.function, known_functions); !message.empty()) {
        problems.add("function", std::move(message));
    }
    host::check_call(batch, {}, problems);
    return host::without_slash(problems.take());
}

}  // namespace poolscope
