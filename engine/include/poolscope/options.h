// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <poolscope/call.h>
#include <poolscope/context.h>
#include <poolscope/faults.h>
#include <poolscope/limits.h>
#include <poolscope/time_span.h>

namespace poolscope {

class PoolMonitor;

/// What becomes of an item whose worker died in it: it ends as lost, or it is tried again.
struct OnWorkerLost {
    std::uint32_t retries = 0;  ///< an item runs at most 1 + retries times
    [[nodiscard]] static OnWorkerLost fail() noexcept { return {}; }
    [[nodiscard]] static OnWorkerLost retry(std::uint32_t times) noexcept { return {times}; }
    bool operator==(const OnWorkerLost&) const = default;
};

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
    /// File to write the run's trace to (it must not exist, or be empty); empty: none is written, and warnings (a callback that threw, say)
    /// go to standard error, the first few of each kind. It grows with every task, as a monitor's does: a pool that is to run for ever has
    /// neither, or a disk for it.
    std::string trace{};
    /// Time between SIGTERM and SIGKILL when the pool is terminated.
    TimeSpan terminate_grace = std::chrono::milliseconds(500);

    // Beyond CPython, all off by default. See WorkerLimits for what each limit means; zero and below are a ValueError that names it.
    std::optional<std::int64_t> maxitemsperchild{};
    std::optional<std::int64_t> max_memory_per_child{};  ///< bytes
    std::optional<TimeSpan> max_age_per_child{};
    std::optional<TimeSpan> task_timeout{};
    std::optional<TimeSpan> initializer_timeout{};
    /// Share, from 0 up to but not including 1, by which each worker's own maxtasksperchild, maxitemsperchild and
    /// max_age_per_child may be lower, so that not all leave at once. Drawn from `seed`.
    double recycling_jitter = 0;
    std::optional<RestartBudget> restart_budget{};
    OnWorkerLost on_worker_lost{};
    /// From which item_seed() of every item is made (with batch and index, so results do not depend on which worker ran what);
    /// left out: 0.
    std::optional<std::uint64_t> seed{};
    /// Whether what workers write to standard output and error is taken in, with a bound, and told in the trace as their task's;
    /// otherwise it goes where the host's goes, as in CPython. Without `trace` and `monitor` it is seen nowhere, but for the last lines in a
    /// WorkerLostError.
    bool capture_output = false;
    FaultPlan faults{};
    /// Lets windows watch the pool, and order it about where that is allowed: monitor() of <poolscope/monitor.h>. Not together with `trace`.
    std::shared_ptr<PoolMonitor> monitor{};
};

}  // namespace poolscope
