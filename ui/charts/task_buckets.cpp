// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/task_buckets.h"

#include <algorithm>

#include "charts/percentile.h"

namespace poolscope::ui {

namespace {

bool isOver(TaskPhase phase) {
    return phase >= TaskPhase::Done;
}

/// Its items were in another task before, whose worker died.
bool isRest(const TaskRow& row, const BatchInfo& batch) {
    return row.attempt > 1 || (batch.chunksize > 0 && row.first_item % batch.chunksize != 0);
}

}  // namespace

TaskBuckets::Bucket& TaskBuckets::at(std::size_t bucket) {
    if (bucket >= m_buckets.size()) m_buckets.resize(bucket + 1);
    return m_buckets[bucket];
}

void TaskBuckets::widen() {
    for (std::size_t index = 1; index < m_buckets.size(); ++index) {
        Bucket& bucket = m_buckets[index];
        Bucket& wider = m_buckets[index / 2];
        if (index % 2 == 0) {
            wider = std::move(bucket);
            continue;
        }
        wider.items += bucket.items;
        wider.tasks += bucket.tasks;
        wider.moreInFlight += bucket.moreInFlight;
        wider.moreQueued += bucket.moreQueued;
        wider.took.insert(wider.took.end(), bucket.took.begin(), bucket.took.end());
    }
    m_buckets.resize((m_buckets.size() + 1) / 2);
    m_known.clear();
}

void TaskBuckets::update(const PoolState& state, const ChangeSet& changes, const TimeBuckets& buckets) {
    const auto batches = static_cast<std::uint32_t>(state.batches().size());
    m_queues.resize(batches);
    for (auto batch = static_cast<std::uint32_t>(changes.first_batch); batch < batches; ++batch) {
        const BatchInfo& info = state.batches()[batch];
        if (!info.tasks || info.method.starts_with("imap")) continue;
        m_queues[batch].waiting = *info.tasks;
        at(buckets.indexOf(info.submitted)).moreQueued += static_cast<std::int64_t>(*info.tasks);
    }
    const auto tasks = static_cast<std::uint32_t>(state.task_count());
    m_isOver.resize(tasks);
    for (const std::uint32_t task : changes.changed_tasks)
        takeTask(state, task, buckets);
    for (auto task = static_cast<std::uint32_t>(changes.first_task); task < tasks; ++task)
        takeTask(state, task, buckets);
    for (const std::uint32_t batch : changes.changed_batches)
        takeBatch(state, batch, buckets);
    for (auto batch = static_cast<std::uint32_t>(changes.first_batch); batch < batches; ++batch)
        takeBatch(state, batch, buckets);
    countItemsOfLostTasks(state, changes, buckets);
}

void TaskBuckets::takeBatch(const PoolState& state, std::uint32_t batch, const TimeBuckets& buckets) {
    BatchQueue& queue = m_queues[batch];
    const BatchInfo& info = state.batches()[batch];
    if (!info.ended || queue.isOver) return;
    queue.isOver = true;
    // What was cancelled without ever being given out leaves the queue with its batch.
    if (queue.waiting && *queue.waiting > 0)
        at(buckets.indexOf(*info.ended)).moreQueued -= static_cast<std::int64_t>(*queue.waiting);
    queue.waiting.reset();
}

TaskBuckets::BatchQueue* TaskBuckets::queueOf(const TaskRow& row, const PoolState& state) {
    const auto batch = state.find_batch(row.batch);
    if (!batch || *batch >= m_queues.size() || isRest(row, state.batches()[*batch])) return nullptr;
    BatchQueue& queue = m_queues[*batch];
    return queue.waiting ? &queue : nullptr;
}

void TaskBuckets::takeOut(const TaskRow& row, OpenTask& open, const PoolState& state, const TimeBuckets& buckets) {
    open.assigned = row.assigned;
    Bucket& bucket = at(buckets.indexOf(row.assigned));
    ++bucket.moreInFlight;
    BatchQueue* const queue = queueOf(row, state);
    open.isQueueCounted = queue && *queue->waiting > 0;
    if (!open.isQueueCounted) return;
    --*queue->waiting;
    --bucket.moreQueued;
}

void TaskBuckets::putBack(const TaskRow& row, const OpenTask& open, const PoolState& state, const TimeBuckets& buckets) {
    Bucket& bucket = at(buckets.indexOf(open.assigned));
    --bucket.moreInFlight;
    BatchQueue* const queue = queueOf(row, state);
    if (!open.isQueueCounted || !queue) return;
    ++*queue->waiting;
    ++bucket.moreQueued;
}

void TaskBuckets::takeTask(const PoolState& state, std::uint32_t task, const TimeBuckets& buckets) {
    if (m_isOver[task]) return;
    const TaskRow row = state.task(task);
    const bool isOut = row.assigned_offset != 0 && row.phase != TaskPhase::Waiting;
    const auto known = m_open.find(task);
    OpenTask open = known != m_open.end() ? known->second : OpenTask{};
    if (known != m_open.end() && (!isOut || open.assigned != row.assigned)) {
        putBack(row, open, state, buckets);
        m_open.erase(known);
        if (isOut) takeOut(row, open, state, buckets);
    } else if (known == m_open.end() && isOut) {
        takeOut(row, open, state, buckets);
    }
    if (!isOver(row.phase)) {
        if (isOut) m_open.insert_or_assign(task, open);
        return;
    }
    m_open.erase(task);
    m_isOver[task] = true;
    Bucket& bucket = at(buckets.indexOf(row.ended));
    if (isOut) {
        --bucket.moreInFlight;
    } else if (BatchQueue* const queue = queueOf(row, state); queue && *queue->waiting > 0) {
        --*queue->waiting;
        --bucket.moreQueued;
    }
    if (row.phase == TaskPhase::Lost || row.phase == TaskPhase::TimedOut) m_lost.emplace(task, row.ended);
    if (row.phase != TaskPhase::Cancelled) takeEnd(row, buckets);
}

void TaskBuckets::takeEnd(const TaskRow& row, const TimeBuckets& buckets) {
    ++m_tasksEnded;
    Bucket& bucket = at(buckets.indexOf(row.ended));
    ++bucket.tasks;
    if (row.phase == TaskPhase::Done || row.phase == TaskPhase::Failed) bucket.items += row.items;
    if (row.started == 0 || row.assigned_offset == 0) return;
    const PackedDuration run(row.ended - row.started);
    bucket.took.push_back({PackedDuration(row.ended - row.assigned), run});
    m_durations.add(run.ns());
}

// Of the items of such a task some may have moved to another task: the rows of results say which were settled. They came
// with the end of the task.
void TaskBuckets::countItemsOfLostTasks(const PoolState& state, const ChangeSet& changes, const TimeBuckets& buckets) {
    if (m_lost.empty()) return;
    for (std::size_t row = changes.first_result; row < state.result_count(); ++row)
        if (const auto lost = m_lost.find(state.result(row).task); lost != m_lost.end())
            ++at(buckets.indexOf(lost->second)).items;
    m_lost.clear();
}

}  // namespace poolscope::ui
