// SPDX-License-Identifier: MIT
#include "supervise/configuration.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/function.h>

namespace poolscope::supervise {

PoolConfiguration make_configuration(const PoolRequest& request) {
    PoolConfiguration result;
    if (request.processes) {
        if (*request.processes < 1) throw ValueError("Number of processes must be at least 1");
        if (*request.processes > kMaxProcesses)
            throw ValueError("Number of processes must be at most " + std::to_string(kMaxProcesses));
        result.processes = static_cast<std::uint32_t>(*request.processes);
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
    return make_configuration(request);
}

std::uint64_t default_chunksize(std::uint64_t items, std::uint32_t processes) noexcept {
    const std::uint64_t share = std::uint64_t{4} * std::max<std::uint32_t>(processes, 1);
    return std::max<std::uint64_t>(items / share + (items % share != 0 ? 1 : 0), 1);
}

}  // namespace poolscope::supervise
