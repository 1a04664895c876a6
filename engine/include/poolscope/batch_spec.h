// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>

namespace poolscope {

/// The methods of a pool, as in CPython.
enum class Method : std::uint8_t { Apply, ApplyAsync, Map, MapAsync, IMap, IMapUnordered, StarMap, StarMapAsync };

/// "apply", "apply_async", "map", "map_async", "imap", "imap_unordered", "starmap", "starmap_async".
[[nodiscard]] const char* to_string(Method method) noexcept;
[[nodiscard]] std::optional<Method> method_from_string(const std::string& name) noexcept;
/// True for apply and apply_async: one call with args and kwargs instead of an iterable.
[[nodiscard]] bool takes_arguments(Method method) noexcept;
/// True for starmap and starmap_async: each item is a list of arguments.
[[nodiscard]] bool is_starred(Method method) noexcept;
/// True for apply, map and starmap: the next batch of a scenario waits until this one is done. imap and
/// imap_unordered give an iterator at once, as in CPython, so they do not block.
[[nodiscard]] bool is_blocking(Method method) noexcept;

/// One batch as a scenario file, the window and the command protocol say it.
struct BatchSpec {
    Method method = Method::Map;
    std::string function;
    Json args = Json::array();               ///< apply, apply_async
    Json kwargs = Json::object();            ///< apply, apply_async: by parameter name
    Json iterable = Json::array();           ///< a list, {"range": [start, stop, step]} or {"lines": "FILE"}
    std::optional<std::int64_t> chunksize;   ///< empty: as CPython chooses
};

/// What a scenario says of the pool; empty means the default.
struct PoolSpec {
    std::optional<std::int64_t> processes;
    std::optional<std::string> initializer;
    Json initargs = Json::array();
    std::optional<std::int64_t> maxtasksperchild;
    std::optional<std::string> start_method;
    // Beyond CPython: see PoolOptions and WorkerLimits. Times are in seconds.
    std::optional<std::int64_t> maxitemsperchild;
    std::optional<std::int64_t> max_memory_per_child;  ///< bytes
    std::optional<double> max_age_per_child;
    std::optional<double> task_timeout;
    std::optional<double> initializer_timeout;
    std::optional<double> recycling_jitter;
    std::optional<std::int64_t> restart_deaths;        ///< "restart_budget": {"deaths": 5, "seconds": 10}
    std::optional<double> restart_seconds;
    std::optional<std::int64_t> worker_lost_retries;   ///< "on_worker_lost": "fail" or {"retry": 2}
    std::optional<std::int64_t> seed;
    std::optional<bool> capture_output;                ///< a host's default is true
};

}  // namespace poolscope
