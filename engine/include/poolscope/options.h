// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <poolscope/call.h>
#include <poolscope/context.h>

namespace poolscope {

/// How a pool is set up; every field may be left out. Values are checked by Pool's constructor.
struct PoolOptions {
    /// Workers kept alive; left out: the logical CPUs that this process may use (usable_cpus()).
    /// Below 1: ValueError "Number of processes must be at least 1".
    std::optional<std::int64_t> processes{};
    /// Called once in each new worker before its first task, in every replacement too: call(worker_init, "blue", 7).
    std::optional<Call> initializer{};
    /// Tasks (chunks, not items, as in CPython: gh-68663) that a worker completes before it leaves and is replaced; left
    /// out: it stays as long as the pool. Below 1: ValueError "maxtasksperchild must be a positive int or None".
    std::optional<std::int64_t> maxtasksperchild{};
    /// How workers are started: get_context("spawn"); left out: the default, forkserver unless set_start_method() said otherwise.
    std::optional<Context> context{};
    /// File to write the run's trace to (it must not exist, or be empty); empty: none is written.
    std::string trace{};
    /// Time between SIGTERM and SIGKILL when the pool is terminated.
    std::chrono::milliseconds terminate_grace{500};
};

}  // namespace poolscope
