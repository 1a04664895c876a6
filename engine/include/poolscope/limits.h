// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include <poolscope/time_span.h>

namespace poolscope {

/// How long and how much a worker, its initializer and its tasks may take; left out: no limit. Beyond CPython but for
/// maxtasksperchild. Every clock starts when the thing itself starts, never while it waits.
struct WorkerLimits {
    /// Tasks (chunks) that a worker completes before it leaves and is replaced.
    std::optional<std::uint64_t> maxtasksperchild{};
    /// Items that a worker completes before it leaves; looked at between tasks, so a chunk is never torn apart.
    std::optional<std::uint64_t> maxitemsperchild{};
    /// Bytes of resident memory of the worker process, looked at from outside several times a second, also while a task runs:
    /// a worker above it is killed (its item is lost, cause memory_limit); one that idles above it leaves in order.
    std::optional<std::uint64_t> max_memory_per_child{};
    /// Time since the worker was ready, after which it leaves as soon as it is between two tasks.
    std::optional<TimeSpan> max_age_per_child{};
    /// Time of one task (chunk) from its start in the worker; when it runs out that worker is killed, the item that ran ends
    /// as timed out, and the rest of the chunk goes on elsewhere with a clock of its own. A worker that is stopped (SIGSTOP) for
    /// as long before it begins a task is killed too; that task goes on elsewhere.
    std::optional<TimeSpan> task_timeout{};
    /// Time from the initializer's start until the worker is ready; when it runs out the worker is killed, which counts as a failed
    /// start. So does a process that has not come to its initializer within ten seconds more.
    std::optional<TimeSpan> initializer_timeout{};

    bool operator==(const WorkerLimits&) const = default;
};

/// More unexpected ends of workers than `deaths` within `per` break the pool.
struct RestartBudget {
    std::uint32_t deaths = 0;
    TimeSpan per{};
    bool operator==(const RestartBudget&) const = default;
};

}  // namespace poolscope
