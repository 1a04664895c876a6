// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <poolscope/batch_spec.h>
#include <poolscope/faults.h>
#include <poolscope/json.h>
#include <poolscope/limits.h>

#include "host/scenario_problems.h"

/// The parts of a scenario, each read and written in a file of its own.
namespace poolscope::host {

/// `known`: the functions that an initializer may be, or null. What is wrong is added to `problems`.
[[nodiscard]] PoolSpec read_pool(const Json& json, const Place& at, Problems& problems,
                                 const std::vector<std::string>* known);
/// The five words of CPython always, null for a default; the others only when they are set.
[[nodiscard]] Json pool_to_json(const PoolSpec& pool);

[[nodiscard]] FaultPlan read_faults(const Json& json, const Place& at, Problems& problems);

/// The limits of a pool alone, in a scenario's words: what the command set_limits takes. Left out and null: no limit.
[[nodiscard]] WorkerLimits read_limits(const Json& json, const Place& at, Problems& problems);
[[nodiscard]] Json limits_to_json(const WorkerLimits& limits);

}  // namespace poolscope::host
