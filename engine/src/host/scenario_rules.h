// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <poolscope/scenario.h>

#include "host/scenario_problems.h"

/// What the pool takes and what it refuses, in CPython's words where CPython has any. One place for the scenario file,
/// the command line, the window's fields and the host. A message is empty when the value is good.
namespace poolscope::host {

[[nodiscard]] std::string processes_message(std::int64_t processes);
/// For maxtasksperchild, maxitemsperchild and max_memory_per_child, which `key` names.
[[nodiscard]] std::string positive_message(const char* key, std::int64_t value);
/// For the time limits.
[[nodiscard]] std::string seconds_message(const char* key, double seconds);
[[nodiscard]] std::string jitter_message(double jitter);
[[nodiscard]] std::string restart_deaths_message(std::int64_t deaths);
[[nodiscard]] std::string retries_message(std::int64_t retries);
[[nodiscard]] std::string seed_message(std::int64_t seed);
[[nodiscard]] std::string chunksize_message(std::int64_t chunksize);
[[nodiscard]] std::string start_method_message(const std::string& name);
[[nodiscard]] std::string initializer_message(const std::string& name, const std::vector<std::string>* known);
[[nodiscard]] std::string function_message(const std::string& name, const std::vector<std::string>* known);

void check_pool(const PoolSpec& pool, const Place& at, Problems& problems, const std::vector<std::string>* known);
/// Whether args, kwargs, iterable and chunksize suit the method and each other.
void check_call(const BatchSpec& batch, const Place& at, Problems& problems);

/// A list, {"range": [start, stop, step]} or {"lines": "FILE"}; for a starred method a list of lists.
void check_iterable(const Json& iterable, Method method, const Place& at, Problems& problems);

}  // namespace poolscope::host
