// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "host/closest_name.h"
#include "host/scenario_rules.h"

namespace poolscope::host {

namespace {

// More processes than any machine of today starts by default (pid_max is at most 4194304, and a typing error of some
// zeros should be refused here and not by a machine on its knees).
constexpr std::int64_t kMostProcesses = 10'000;

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

std::string maxtasksperchild_message(std::int64_t maxtasksperchild) {
    return maxtasksperchild >= 1 ? "" : "maxtasksperchild must be a positive int or None";
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

void check_pool(const PoolSpec& pool, const Place& at, Problems& problems, const std::vector<std::string>* known) {
    const auto report = [&](const char* key, std::string message) {
        if (!message.empty()) problems.add(Place(at, key), std::move(message));
    };
    if (pool.processes) report("processes", processes_message(*pool.processes));
    if (pool.initializer) report("initializer", initializer_message(*pool.initializer, known));
    if (!pool.initargs.is_array()) report("initargs", "must be a list of arguments");
    if (pool.maxtasksperchild) report("maxtasksperchild", maxtasksperchild_message(*pool.maxtasksperchild));
    if (pool.start_method) report("start_method", start_method_message(*pool.start_method));
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

namespace {

std::vector<ScenarioProblem> relative(std::vector<ScenarioProblem> problems) {
    for (ScenarioProblem& problem : problems) {
        if (!problem.place.empty() && problem.place.front() == '/') problem.place.erase(0, 1);
    }
    return problems;
}

}  // namespace

std::vector<ScenarioProblem> check(const PoolSpec& pool, const std::vector<std::string>* known_functions) {
    host::Problems problems;
    host::check_pool(pool, {}, problems, known_functions);
    return relative(problems.take());
}

std::vector<ScenarioProblem> check(const BatchSpec& batch, const std::vector<std::string>* known_functions) {
    host::Problems problems;
    if (auto message = host::function_message(batch.function, known_functions); !message.empty()) {
        problems.add("function", std::move(message));
    }
    host::check_call(batch, {}, problems);
    return relative(problems.take());
}

}  // namespace poolscope
