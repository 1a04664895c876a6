// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <poolscope/batch_spec.h>
#include <poolscope/call.h>
#include <poolscope/context.h>
#include <poolscope/faults.h>
#include <poolscope/limits.h>
#include <poolscope/options.h>

#include "supervise/supervisor.h"

namespace poolscope::supervise {

/// What a caller asked for, before defaults and checks.
struct PoolRequest {
    std::optional<std::int64_t> processes;
    std::optional<Call> initializer;
    std::optional<std::int64_t> maxtasksperchild;
    std::optional<Context> context;
    // See PoolOptions.
    std::optional<std::int64_t> maxitemsperchild;
    std::optional<std::int64_t> max_memory_per_child;
    std::optional<std::chrono::nanoseconds> max_age_per_child;
    std::optional<std::chrono::nanoseconds> task_timeout;
    std::optional<std::chrono::nanoseconds> initializer_timeout;
    double recycling_jitter = 0;
    std::optional<RestartBudget> restart_budget;
    std::int64_t worker_lost_retries = 0;
    std::uint64_t seed = 0;
    bool capture_output = false;
    FaultPlan faults;
};

/// The options of a pool that the library makes, as a request.
[[nodiscard]] PoolRequest request_of(const PoolOptions& options);

/// Fills in the defaults and refuses what CPython refuses, with its messages: ValueError "Number of processes must be at
/// least 1", "maxtasksperchild must be a positive int or None"; TypeError "initializer must be a callable", naming what is known.
/// What CPython does not have is refused by a ValueError that names the option and the value.
[[nodiscard]] PoolConfiguration make_configuration(const PoolRequest& request);
/// The same from a scenario's words. Throws also ValueError "cannot find context for 'bogus'".
[[nodiscard]] PoolConfiguration make_configuration(const PoolSpec& spec);

/// Throws ValueError "Number of processes must be at least 1", or at most kMaxProcesses.
[[nodiscard]] std::uint32_t checked_processes(std::int64_t processes);

/// Chunk size that map and starmap choose: ceil(items / (4 x processes)), as CPython's Pool._map_async; 1 for no items.
[[nodiscard]] std::uint64_t default_chunksize(std::uint64_t items, std::uint32_t processes) noexcept;

/// More workers than this are refused with ValueError: the slot numbers and the descriptors of one process would not
/// suffice, and no machine has use for them.
inline constexpr std::int64_t kMaxProcesses = 10'000;
/// More tries of one item than this are refused with ValueError.
inline constexpr std::int64_t kMaxRetries = 1'000'000;

}  // namespace poolscope::supervise
