// SPDX-License-Identifier: MIT
#include "study/recorded_gaps.h"

#include <algorithm>
#include <cstdint>

#include <poolscope/statistics.h>

#include "study/clock_functions.h"

namespace poolscope::study {
namespace {

struct Ran {
    std::uint32_t worker;
    Time assigned, started, ended;
};

/// Fewer tasks than these say little of what the host takes for one.
constexpr std::uint64_t kManyTasks = 1000;

/// Where workers ran for less than half of the time that a batch took, it was the host who set the pace.
std::vector<double> host_times(const PoolState& state) {
    std::vector<double> running(state.batches().size(), 0);
    for (std::size_t i = 0; i < state.task_count(); ++i) {
        const TaskRow task = state.task(i);
        const auto batch = state.find_batch(task.batch);
        if (batch && task.started != 0 && task.ended != kOpen) running[*batch] += static_cast<double>(task.ended - task.started);
    }
    std::vector<double> times;
    for (std::size_t i = 0; i < running.size(); ++i) {
        const BatchInfo& batch = state.batches()[i];
        if (!batch.first_started || !batch.ended || batch.tasks_ended < kManyTasks) continue;
        const auto took = static_cast<double>(*batch.ended - *batch.first_started);
        if (took > 0 && running[i] < took * static_cast<double>(state.slot_count()) / 2)
            times.push_back(1e-9 * took / static_cast<double>(batch.tasks_ended));
    }
    return times;
}

/// Of more tasks than so many what handing them over took is no longer small beside a start.
constexpr std::uint64_t kFewTasks = 100;

double seconds(Time length) { return 1e-9 * static_cast<double>(std::max<Time>(0, length)); }

/// Processor seconds of a worker beside its tasks and its initializer: of its start, as far as few tasks tell.
std::optional<double> start_computing(const PoolState& state) {
    if (!state.summary().configuration) return {};
    std::vector<double> running(state.workers().size(), 0);
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow task = state.task(index);
        const auto batch = state.find_batch(task.batch);
        if (task.worker == kNoIndex || !batch || goes_by_the_clock(state.batches()[*batch].function)) continue;
        if (task.started != 0 && task.ended != kOpen) running[task.worker] += seconds(task.ended - task.started);
    }
    const bool initializer_computes = !goes_by_the_clock(state.summary().configuration->initializer);
    std::vector<double> computed;
    for (std::size_t i = 0; i < state.workers().size(); ++i) {
        const WorkerLife& life = state.workers()[i];
        if (life.generation != 1 || !life.ended || life.cpu_ns == 0 || life.tasks_done > kFewTasks) continue;
        const double initializer = initializer_computes && life.initializing && life.ready ? seconds(*life.ready - *life.initializing) : 0;
        computed.push_back(std::max(0.0, 1e-9 * static_cast<double>(life.cpu_ns) - running[i] - initializer));
    }
    if (computed.empty()) return {};
    return median(computed);
}

}  // namespace

RecordedGaps recorded_gaps(const PoolState& state) {
    std::vector<Ran> tasks;
    for (std::size_t i = 0; i < state.task_count(); ++i) {
        const TaskRow task = state.task(i);
        if (task.worker == kNoIndex || task.started == 0 || task.ended == kOpen) continue;
        tasks.push_back({task.worker, task.assigned, task.started, task.ended});
    }
    std::sort(tasks.begin(), tasks.end(), [](const Ran& a, const Ran& b) {
        return a.worker != b.worker ? a.worker < b.worker : a.started < b.started;
    });
    RecordedGaps gaps;
    std::vector<Time> last_end(state.workers().size(), 0);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const Ran& task = tasks[i];
        const Ran* before = i > 0 && tasks[i - 1].worker == task.worker ? &tasks[i - 1] : nullptr;
        const bool was_waiting = before == nullptr || task.assigned >= before->ended;
        const Time from = was_waiting ? task.assigned : before->ended;
        if (task.started >= from) (was_waiting ? gaps.hand_over : gaps.between).push_back(1e-9 * static_cast<double>(task.started - from));
        last_end[task.worker] = std::max(last_end[task.worker], task.ended);
    }
    gaps.host_per_task = host_times(state);
    gaps.start_computing = start_computing(state);
    gaps.last_end_before.resize(state.workers().size(), 0);
    std::vector<std::uint32_t> latest(state.slot_count(), kNoIndex);
    for (std::uint32_t i = 0; i < state.workers().size(); ++i) {
        const std::uint32_t slot = state.workers()[i].slot.value;
        if (slot >= latest.size()) continue;
        if (latest[slot] != kNoIndex) gaps.last_end_before[i] = last_end[latest[slot]];
        latest[slot] = i;
    }
    return gaps;
}

}  // namespace poolscope::study
