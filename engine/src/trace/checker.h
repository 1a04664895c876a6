// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <poolscope/trace_check.h>

#include "trace/interval_set.h"

namespace poolscope::trace {

/// What is inside Checker: what is open, and one take() for each kind of record. check_pool.cpp, check_workers.cpp,
/// check_tasks.cpp and check_batches.cpp have the bodies.
struct Checker::Impl {
    /// A worker that lives, or has ended and still has tasks.
    struct Life {
        std::uint32_t slot = 0;
        std::optional<std::uint64_t> maxtasks, maxitems;  ///< in force when it was started
        bool started = false, initializing = false, ready = false, retiring = false, stopped = false, ended = false;
        std::unordered_set<std::uint64_t> lane;  ///< tasks that it has
        std::uint64_t tasks_completed = 0, items_completed = 0;
        /// Ended as cancelled in a task that was begun: the worker may have completed them, only nobody wanted the result any more.
        std::uint64_t items_cancelled = 0;
        Time last_task_ended = 0;
        std::size_t pause = 0;          ///< number of the pause in which it began a task last, from 1
        std::uint32_t pause_began = 0;  ///< how many tasks it began in that
    };
    struct Slot {
        std::uint32_t generation = 0;
        std::uint32_t worker = 0;  ///< of the latest life
    };
    struct Task {
        std::uint32_t batch = 0;
        std::uint32_t worker = 0;  ///< 0: withdrawn
        std::uint64_t first_item = 0;
        std::uint32_t items = 0;
        Time assigned = 0;
        bool started = false;
    };
    struct Batch {
        std::optional<std::uint64_t> items;
        bool sized = false;  ///< when it was submitted
        bool input_ended = false;
        bool input_failed = false;
        IntervalSet settled;                          ///< items that have their end
        IntervalSet out;                              ///< items of tasks that have none
        std::unordered_set<std::uint64_t> open;       ///< those tasks
        std::map<std::uint64_t, std::uint32_t> runs;  ///< how often an item was run without an end
        std::uint64_t known_end = 0;                  ///< behind the last item that a task told of
        std::uint64_t done = 0, failed = 0, lost = 0, timed_out = 0, cancelled = 0;
    };
    struct Pause {
        Time from = 0;
        Time to = 0;  ///< 0: goes on
    };

    CheckReport report;
    const Record* now = nullptr;  ///< the record that is being taken in
    Record last;                  ///< without its body
    bool created = false;
    std::optional<PoolPhase> phase;  ///< empty: before the first word of it, which is as Running
    std::uint32_t processes = 0;
    std::optional<std::uint64_t> maxtasks, maxitems;
    std::uint32_t item_attempts = 1;
    double jitter = 0;
    std::vector<Pause> pauses;

    std::uint32_t last_worker = 0;
    std::map<std::uint32_t, Life> lives;
    std::map<std::uint32_t, Slot> slots;
    std::unordered_map<std::uint64_t, Task> tasks;  ///< that have no end
    IntervalSet ended_tasks;
    std::map<std::uint32_t, Batch> batches;  ///< that have not ended
    IntervalSet known_batches;

    void find(Rule rule, std::string text);
    [[nodiscard]] bool paused() const noexcept { return !pauses.empty() && pauses.back().to == 0; }
    [[nodiscard]] bool pool_ended() const noexcept { return phase == PoolPhase::Ended; }
    [[nodiscard]] bool is_ending() const noexcept { return phase && *phase >= PoolPhase::Terminating; }

    void take(const RunStarted& record);
    void take(const PoolCreated& record);
    void take(const PoolChanged& record);
    void take(const PoolPhaseChanged& record);
    void take(const BatchSubmitted& record);
    void take(const BatchInputEnded& record);
    void take(const BatchEnded& record);
    void take(const WorkerStarting& record);
    void take(const WorkerStarted& record);
    void take(const WorkerInitializing& record);
    void take(const WorkerReady& record);
    void take(const WorkerRetiring& record);
    void take(const WorkerStopped& record);
    void take(const WorkerContinued& record);
    void take(const WorkerEnded& record);
    void take(const WorkerSampled& record);
    void take(const TaskAssigned& record);
    void take(const TaskWithdrawn& record);
    void take(const TaskStarted& record);
    void take(const TaskEnded& record);
    void take(const TaskOutput& record);
    void take(const Message&) {}

    /// A living worker; null and a finding when there is none.
    [[nodiscard]] Life* living(WorkerId worker, const char* what);
    void forget_if_over(std::uint32_t worker);
    void check_cause(const Life& life, const WorkerEnded& record);
    [[nodiscard]] Batch* open_batch(BatchId batch, const std::string& what);
    void check_assignment(const TaskAssigned& record, Life& life, Batch& batch);
    void check_end_times(const TaskEnded& record, Life* life, Time assigned);
    void check_recycling(const TaskEnded& record, Life& life);
    void check_pause(const TaskEnded& record, Life& life);
    void settle(const TaskEnded& record, Batch& batch);
    [[nodiscard]] static std::uint64_t items_of(const Batch& batch) noexcept;
    void count(const Batch& batch, std::uint64_t items, std::uint64_t untold_cancelled);
    void look_at_what_is_open();
};

[[nodiscard]] inline std::string words(WorkerId worker) {
    return "PoolWorker-" + std::to_string(worker.value);
}
[[nodiscard]] inline std::string words(TaskId task) {
    return "task " + std::to_string(task.value);
}
[[nodiscard]] inline std::string words(BatchId batch) {
    return "batch " + std::to_string(batch.value);
}

}  // namespace poolscope::trace
