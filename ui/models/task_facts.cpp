// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/task_facts.h"

#include <algorithm>

namespace poolscope::ui {

namespace {

std::optional<FilterRange> one(std::int64_t number) {
    return FilterRange{number, number};
}

std::optional<FilterRange> one(const std::optional<Time>& time) {
    return time ? one(std::int64_t{*time}) : std::nullopt;
}

const WorkerLife* lifeOf(const PoolState& state, const TaskRow& task) {
    return task.worker < state.workers().size() ? &state.workers()[task.worker] : nullptr;
}

const BatchInfo* batchOf(const PoolState& state, const TaskRow& task) {
    // Batches are numbered in order; a damaged trace may have gaps.
    const std::size_t guess = task.batch.value - 1;
    if (guess < state.batches().size() && state.batches()[guess].id == task.batch) return &state.batches()[guess];
    const std::optional<std::uint32_t> found = state.find_batch(task.batch);
    return found ? &state.batches()[*found] : nullptr;
}

const std::string kNone;

}  // namespace

std::optional<Time> submittedAt(const PoolState& state, const TaskRow& task) {
    const BatchInfo* const batch = batchOf(state, task);
    return batch ? std::optional(batch->submitted) : std::nullopt;
}

std::optional<Time> queueTime(const PoolState& state, const TaskRow& task) {
    const std::optional<Time> submitted = submittedAt(state, task);
    if (!submitted || task.worker == kNoIndex) return std::nullopt;
    return std::max<Time>(0, task.assigned - *submitted);
}

std::optional<Time> transportTime(const TaskRow& task) {
    return task.started ? std::optional(std::max<Time>(0, task.started - task.assigned)) : std::nullopt;
}

std::optional<Time> runTime(const TaskRow& task, Time now) {
    if (!task.started) return std::nullopt;
    return std::max<Time>(0, (task.ended == kOpen ? now : task.ended) - task.started);
}

std::optional<FilterRange> taskNumber(const PoolState& state, const TaskRow& task, FilterField field, Time now) {
    const WorkerLife* const life = lifeOf(state, task);
    switch (field) {
    case FilterField::Worker: return life ? one(std::int64_t{life->id.value}) : std::nullopt;
    case FilterField::Slot: return life ? one(std::int64_t{life->slot.value}) : std::nullopt;
    case FilterField::Pid: return life ? one(std::int64_t{life->pid}) : std::nullopt;
    case FilterField::Batch: return one(std::int64_t{task.batch.value});
    case FilterField::Task: return one(static_cast<std::int64_t>(task.id.value));
    case FilterField::Attempt: return one(std::int64_t{task.attempt});
    case FilterField::Item:
        return FilterRange{static_cast<qint64>(task.first_item), static_cast<qint64>(task.first_item + std::max(task.items, 1u) - 1)};
    case FilterField::Duration: return one(runTime(task, now));
    case FilterField::Queue: return one(queueTime(state, task));
    case FilterField::Transport: return one(transportTime(task));
    case FilterField::Moment: {
        const Time origin = state.summary().origin;
        if (task.started) return FilterRange{task.started - origin, (task.ended == kOpen ? now : task.ended) - origin};
        // What never began was there when it was given out, or when it ended.
        if (task.worker != kNoIndex) return one(std::int64_t{task.assigned - origin});
        return task.ended != kOpen ? one(std::int64_t{task.ended - origin}) : std::nullopt;
    }
    default: return std::nullopt;
    }
}

const std::string& functionOf(const PoolState& state, const TaskRow& task) {
    const BatchInfo* const batch = batchOf(state, task);
    return batch ? batch->function : kNone;
}

const std::string& workerOf(const PoolState& state, const TaskRow& task) {
    const WorkerLife* const life = lifeOf(state, task);
    return life ? life->name : kNone;
}

bool fitsWord(const QString& text, const QString& word, bool isWhole) {
    return isWhole ? text.compare(word, Qt::CaseInsensitive) == 0 : text.contains(word, Qt::CaseInsensitive);
}

}  // namespace poolscope::ui
