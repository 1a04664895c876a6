// SPDX-License-Identifier: MIT
#include "supervise/configuration.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/fault_check.h>
#include <poolscope/function.h>

#include "supervise/worker_limits.h"
#include "trace/decimal_seconds.h"

namespace poolscope::supervise {

namespace {

using Nanoseconds = std::chrono::nanoseconds;

/// Whatever is longer is a slip in a scenario, and as nanoseconds may not fit.
constexpr double kMostSeconds = std::chrono::duration<double>(kLongestTime).count();

std::optional<std::uint64_t> checked_count(const char* name, const std::optional<std::int64_t>& value) {
    if (value && *value < 1)
        throw ValueError(std::string(name) + " must be at least 1, not " + std::to_string(*value) + "; leave it out for no limit");
    return value ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

Nanoseconds from_seconds(const char* name, double seconds) {
    if (!(seconds > 0) || seconds > kMostSeconds) {
        throw ValueError(std::string(name) + " must be above 0 s and at most a hundred years, not " + trace::short_number(seconds) + " s");
    }
    return std::max(Nanoseconds(1), Nanoseconds(static_cast<std::int64_t>(seconds * 1e9)));
}

std::optional<Nanoseconds> from_seconds(const char* name, const std::optional<double>& seconds) {
    return seconds ? std::optional(from_seconds(name, *seconds)) : std::nullopt;
}

void take_limits(const PoolRequest& request, PoolConfiguration& result) {
    result.limits.maxitemsperchild = checked_count("maxitemsperchild", request.maxitemsperchild);
    result.limits.max_memory_per_child = checked_count("max_memory_per_child", request.max_memory_per_child);
    result.limits.max_age_per_child = request.max_age_per_child;
    result.limits.task_timeout = request.task_timeout;
    result.limits.initializer_timeout = request.initializer_timeout;
    result.limits = checked_limits(result.limits);
    if (!(request.recycling_jitter >= 0 && request.recycling_jitter < 1))
        throw ValueError("recycling_jitter must be at least 0 and below 1, not " + trace::short_number(request.recycling_jitter));
    result.recycling_jitter = request.recycling_jitter;
    if (request.restart_budget && request.restart_budget->per.count() <= 0)
        throw ValueError("restart_budget must be over a time above 0 s, not " + seconds_text(request.restart_budget->per));
    result.restart_budget = request.restart_budget;
    if (request.worker_lost_retries < 0 || request.worker_lost_retries > kMaxRetries)
        throw ValueError("on_worker_lost must retry from 0 to " + std::to_string(kMaxRetries) + " times, not " +
                         std::to_string(request.worker_lost_retries));
    result.item_attempts = 1 + static_cast<std::uint32_t>(request.worker_lost_retries);
}

void check_faults(const FaultPlan& plan) {
    for (std::size_t i = 0; i < plan.faults.size(); ++i) {
        const std::vector<FaultProblem> problems = check(plan.faults[i]);
        if (problems.empty()) continue;
        throw ValueError("faults[" + std::to_string(i) + "]." + to_string(problems.front().field) + ": " + problems.front().message);
    }
}

/// "restart_budget": {"deaths": 5, "seconds": 10}
std::optional<RestartBudget> budget_of(const PoolSpec& spec) {
    if (!spec.restart_deaths && !spec.restart_seconds) return {};
    if (!spec.restart_deaths) throw ValueError("restart_budget needs deaths beside seconds");
    if (!spec.restart_seconds) throw ValueError("restart_budget needs seconds beside deaths");
    if (*spec.restart_deaths < 0 || *spec.restart_deaths > std::numeric_limits<std::uint32_t>::max())
        throw ValueError("restart_budget must allow at least 0 deaths, not " + std::to_string(*spec.restart_deaths));
    return RestartBudget{static_cast<std::uint32_t>(*spec.restart_deaths), from_seconds("restart_budget", *spec.restart_seconds)};
}

}  // namespace

std::uint32_t checked_processes(std::int64_t processes) {
    if (processes < 1) throw ValueError("Number of processes must be at least 1");
    if (processes > kMaxProcesses) throw ValueError("Number of processes must be at most " + std::to_string(kMaxProcesses));
    return static_cast<std::uint32_t>(processes);
}

PoolRequest request_of(const PoolOptions& options) {
    PoolRequest request;
    request.processes = options.processes;
    request.initializer = options.initializer;
    request.maxtasksperchild = options.maxtasksperchild;
    request.context = options.context;
    request.maxitemsperchild = options.maxitemsperchild;
    request.max_memory_per_child = options.max_memory_per_child;
    request.max_age_per_child = options.max_age_per_child;
    request.task_timeout = options.task_timeout;
    request.initializer_timeout = options.initializer_timeout;
    request.recycling_jitter = options.recycling_jitter;
    request.restart_budget = options.restart_budget;
    request.worker_lost_retries = options.on_worker_lost.retries;
    request.seed = options.seed.value_or(0);
    request.capture_output = options.capture_output;
    request.faults = options.faults;
    return request;
}

PoolConfiguration make_configuration(const PoolRequest& request) {
    PoolConfiguration result;
    if (request.processes) {
        result.processes = checked_processes(*request.processes);
    } else {
        const CpuCount cpus = usable_cpus();
        result.processes = static_cast<std::uint32_t>(cpus.count);
        result.processes_reason = cpus.reason;
    }
    if (request.maxtasksperchild) {
        if (*request.maxtasksperchild < 1) throw ValueError("maxtasksperchild must be a positive int or None");
        result.maxtasksperchild = static_cast<std::uint64_t>(*request.maxtasksperchild);
    }
    if (request.initializer) {
        const Registry& registry = Registry::of_process();
        if (registry.find(request.initializer->function) == nullptr)
            throw TypeError("initializer must be a callable: " + unknown_function_message(request.initializer->function, registry));
        result.initializer = request.initializer->function;
        result.initargs = request.initializer->arguments;
    }
    take_limits(request, result);
    result.seed = request.seed;
    result.capture_output = request.capture_output;
    check_faults(request.faults);
    result.faults = request.faults;
    result.context = request.context ? *request.context : get_context();
    return result;
}

PoolConfiguration make_configuration(const PoolSpec& spec) {
    PoolRequest request;
    request.processes = spec.processes;
    request.maxtasksperchild = spec.maxtasksperchild;
    request.context = get_context(spec.start_method.value_or(std::string()));
    if (spec.initializer) {
        const Registry& registry = Registry::of_process();
        const Function* function = registry.find(*spec.initializer);
        if (function == nullptr)
            throw TypeError("initializer must be a callable: " + unknown_function_message(*spec.initializer, registry));
        request.initializer = Call{function->name, bind_arguments(*function, spec.initargs, Json::object())};
    }
    request.maxitemsperchild = spec.maxitemsperchild;
    request.max_memory_per_child = spec.max_memory_per_child;
    request.max_age_per_child = from_seconds("max_age_per_child", spec.max_age_per_child);
    request.task_timeout = from_seconds("task_timeout", spec.task_timeout);
    request.initializer_timeout = from_seconds("initializer_timeout", spec.initializer_timeout);
    request.recycling_jitter = spec.recycling_jitter.value_or(0);
    request.restart_budget = budget_of(spec);
    request.worker_lost_retries = spec.worker_lost_retries.value_or(0);
    request.seed = static_cast<std::uint64_t>(spec.seed.value_or(0));
    request.capture_output = spec.capture_output.value_or(true);
    return make_configuration(request);
}

std::uint64_t default_chunksize(std::uint64_t items, std::uint32_t processes) noexcept {
    const std::uint64_t share = std::uint64_t{4} * std::max<std::uint32_t>(processes, 1);
    return std::max<std::uint64_t>(items / share + (items % share != 0 ? 1 : 0), 1);
}

}  // namespace poolscope::supervise
