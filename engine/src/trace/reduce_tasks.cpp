// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "trace/reducer.h"

namespace poolscope {
namespace {

using trace::ItemOutcome;

// The worst that happened to an item says what the task is. A task whose items moved on was lost with its worker, unless
// another of its items says why: it ran out of time, or was cancelled.
TaskPhase phase_of(const std::vector<trace::ItemResult>& results) noexcept {
    const auto rank = [](ItemOutcome outcome) {
        switch (outcome) {
        case ItemOutcome::Lost: return 4;
        case ItemOutcome::TimedOut: return 3;
        case ItemOutcome::Failed: return 2;
        case ItemOutcome::Cancelled: return 1;
        case ItemOutcome::Moved:
        case ItemOutcome::Done: return 0;
        }
        return 0;
    };
    int worst = 0;
    bool moved = false;
    bool cancelled = false;
    for (const trace::ItemResult& item : results) {
        worst = std::max(worst, rank(item.outcome));
        moved = moved || item.outcome == ItemOutcome::Moved;
        cancelled = cancelled || item.outcome == ItemOutcome::Cancelled;
    }
    if (moved && worst < rank(ItemOutcome::TimedOut)) {
        return cancelled ? TaskPhase::Cancelled : TaskPhase::Lost;
    }
    constexpr TaskPhase phases[] = {TaskPhase::Done, TaskPhase::Cancelled, TaskPhase::Failed, TaskPhase::TimedOut,
                                    TaskPhase::Lost};
    return phases[worst];
}

bool is_over(TaskPhase phase) noexcept {
    return phase >= TaskPhase::Done;
}

bool went_wrong(TaskPhase phase) noexcept {
    return phase == TaskPhase::Failed || phase == TaskPhase::Lost || phase == TaskPhase::TimedOut;
}

std::uint8_t narrow_attempt(std::uint32_t attempt) noexcept {
    return static_cast<std::uint8_t>(std::min(attempt, 255u));
}

}  // namespace

void PoolState::Impl::take(const trace::TaskAssigned& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex) {
        return;
    }
    TaskRow row;
    std::optional<std::uint32_t> task = tasks.find(record.task);
    if (task) {
        row = tasks.row(*task, summary.origin);
        if (is_over(row.phase) || row.batch != record.batch) {
            return contradict();
        }
        if (waiting_tasks.erase(*task) == 0) {  // its withdrawal is missing
            contradict();
            drop_from_lane(row.worker, *task);
        }
    }
    row.id = record.task;
    row.batch = record.batch;
    row.worker = worker;
    row.items = record.items;
    row.first_item = record.first_item;
    row.assigned = record.assigned == 0 ? now : std::min(sane(record.assigned), now);
    row.started = 0;
    row.assigned_offset = offset;
    row.phase = TaskPhase::Assigned;
    row.attempt = narrow_attempt(record.attempt);
    if (task) {
        change_task(*task, row);
    } else {
        task = tasks.add(row, summary.origin);
        if (!task) {
            return contradict();
        }
        if (const std::uint32_t batch = batch_index(record.batch); batch != kNoIndex) {
            ++change_batch(batch).tasks_assigned;
        } else {
            contradict();
        }
    }
    tracks[worker].lane.push_back(*task);
    workers[worker].assigned_tasks = static_cast<std::uint32_t>(tracks[worker].lane.size());
    settle_activity(worker, row.assigned);
}

void PoolState::Impl::drop_from_lane(std::uint32_t worker, std::uint32_t task) {
    if (worker == kNoIndex) {
        return;
    }
    std::vector<std::uint32_t>& lane = tracks[worker].lane;
    const auto found = std::find(lane.begin(), lane.end(), task);
    if (found == lane.end()) {
        return;
    }
    lane.erase(found);
    WorkerLife& life = change_worker(worker);
    if (life.current_task == task) {
        life.current_task = kNoIndex;
    }
    if (!is_mark(life.activity)) {
        life.assigned_tasks = static_cast<std::uint32_t>(lane.size());
        settle_activity(worker, now);
    }
}

void PoolState::Impl::take(const trace::TaskWithdrawn& record) {
    const auto task = tasks.find(record.task);
    if (!task) {
        return contradict();
    }
    TaskRow row = tasks.row(*task, summary.origin);
    if (is_over(row.phase) || row.phase == TaskPhase::Waiting || row.worker != worker_index(record.worker)) {
        return contradict();
    }
    if (row.phase == TaskPhase::Running) {  // only what was not begun can be taken back
        contradict();
    }
    row.phase = TaskPhase::Waiting;
    row.started = 0;
    change_task(*task, row);
    waiting_tasks.insert(*task);
    drop_from_lane(row.worker, *task);
}

void PoolState::Impl::take(const trace::TaskStarted& record) {
    const auto task = tasks.find(record.task);
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex) {
        return;
    }
    if (!task) {
        return contradict();
    }
    TaskRow row = tasks.row(*task, summary.origin);
    if (row.phase != TaskPhase::Assigned || row.worker != worker || workers[worker].current_task != kNoIndex) {
        return contradict();
    }
    const Time started = std::min(sane(record.started), now);
    row.phase = TaskPhase::Running;
    row.started = started;
    change_task(*task, row);
    if (const std::uint32_t batch = batch_index(row.batch); batch != kNoIndex) {
        std::optional<Time>& first = change_batch(batch).first_started;
        first = std::min(first.value_or(started), started);
    }
    WorkerLife& life = change_worker(worker);
    life.current_task = *task;
    trace::SlotLane& lane = lane_of(life);
    change_slot(life.slot);
    if (tracks[worker].stopped) {
        if (const Time since = lane.last_begin(summary.origin); started <= since) {  // it was stopped in the midst of it
            static_cast<void>(lane.pop(summary.origin));
            lane.push_running(*task, started, summary.origin);
            return lane.push(WorkerActivity::Stopped, kNoIndex, since, summary.origin);
        }
        go_on_unnoticed(worker);
    }
    life.activity = WorkerActivity::Running;
    lane.push_running(*task, started, summary.origin);
}

// Puts the run into the worker's lane of the timeline, before the mark of its death if that came first. A run that began after its
// worker was seen stopped, or came back since, shows that the worker goes on: hosts learn of that only when they look again.
void PoolState::Impl::draw_run(std::uint32_t worker, std::uint32_t task, Time started, Time ended, TaskPhase phase) {
    const WorkerLife& life = workers[worker];
    if (!owns_lane(worker)) {
        return;  // the slot has a new worker already, and what is drawn stays
    }
    trace::SlotLane& lane = lane_of(life);
    const WorkerActivity mark = lane.last_activity();
    std::optional<Time> marked;
    if (is_mark(mark)) {
        marked = lane.pop(summary.origin);
    }
    std::optional<Time> stopped;
    bool goes_on = false;
    if (lane.last_activity() == WorkerActivity::Stopped) {
        const Time since = lane.last_begin(summary.origin);
        const bool came_back = phase == TaskPhase::Done || phase == TaskPhase::Failed;
        goes_on = started > since || (came_back && ended > since);
        if (started <= since) {
            stopped = lane.pop(summary.origin);
        }
    }
    const bool drawn = lane.last_activity() == WorkerActivity::Running && lane.last_task() == task;
    // Before a stop and a mark it would take its time from a span that does not change any more.
    if (!drawn && !(stopped && marked)) {
        if (started == 0 && phase == TaskPhase::Lost && lane.last_activity() == WorkerActivity::Transport) {
            started = lane.last_begin(summary.origin);  // it had begun, but could not say so any more
        }
        if (started != 0) {
            lane.push_running(task, started, summary.origin);
        }
    }
    const bool runs = lane.last_activity() == WorkerActivity::Running && lane.last_task() == task;
    if (runs && went_wrong(phase)) {
        lane.mark_failed();
    }
    if (stopped) {
        if (runs && ended < *stopped) {
            lane.push(activity_without_task(worker), kNoIndex, ended, summary.origin);
        }
        lane.push(WorkerActivity::Stopped, kNoIndex, *stopped, summary.origin);
    }
    const bool stays_stopped = stopped && !goes_on;
    if (marked) {
        if (runs && !stays_stopped && ended < *marked) {
            lane.push(activity_without_task(worker), kNoIndex, ended, summary.origin);
        }
        lane.push(mark, kNoIndex, *marked, summary.origin);
        if (summary.ended) {
            lane.close(*summary.ended, summary.origin);
        }
    } else if ((runs || goes_on) && !stays_stopped) {
        const std::vector<std::uint32_t>& waiting = tracks[worker].lane;
        const Time assigned = waiting.empty() ? 0 : tasks.assigned(waiting.front(), summary.origin);
        if (assigned > ended) {  // the lane was empty for a while
            lane.push(WorkerActivity::Idle, kNoIndex, ended, summary.origin);
            lane.push(WorkerActivity::Transport, kNoIndex, assigned, summary.origin);
        } else {
            lane.push(activity_without_task(worker), kNoIndex, ended, summary.origin);
        }
    }
    if (goes_on && !marked) {
        go_on_unnoticed(worker);
    }
    change_slot(life.slot);
}

void PoolState::Impl::take(const trace::TaskEnded& record) {
    std::optional<std::uint32_t> task = tasks.find(record.task);
    std::uint32_t worker = record.worker ? worker_index(*record.worker) : kNoIndex;
    if (record.worker && worker == kNoIndex) {
        contradict();
    }
    TaskRow row;
    row.id = record.task;
    row.batch = record.batch;
    if (task) {
        row = tasks.row(*task, summary.origin);
        if (is_over(row.phase) || row.batch != record.batch) {
            return contradict();
        }
        if (row.items != record.results.size() || row.first_item != record.first_item) {
            contradict();
        }
        if (worker != kNoIndex && row.worker != worker) {
            contradict();
        }
    } else {
        // Cancelled before any worker got it. With a worker, the record that assigned it is missing.
        row.assigned = now;
        if (worker != kNoIndex) {
            contradict();
        }
    }
    const std::uint32_t assigned_to = row.worker;
    const Time ended = record.ended == 0 ? now : std::min(sane(record.ended), now);
    const Time started = record.started == 0 ? 0 : std::min(sane(record.started), ended);
    row.items = static_cast<std::uint32_t>(record.results.size());
    row.first_item = record.first_item;
    row.worker = worker != kNoIndex ? worker : row.worker;
    row.started = started;
    row.ended = ended;
    row.ended_offset = offset;
    row.phase = phase_of(record.results);
    const std::uint32_t batch = batch_index(record.batch);
    if (task) {
        change_task(*task, row);
    } else {
        task = tasks.add(row, summary.origin);
        if (!task) {
            return contradict();
        }
    }

    // The worker's lane, first without drawing: draw_run() asks what is left in it.
    if (worker != kNoIndex) {
        std::vector<std::uint32_t>& lane = tracks[worker].lane;
        if (const auto found = std::find(lane.begin(), lane.end(), *task); found != lane.end()) {
            lane.erase(found);
        }
        WorkerLife& life = change_worker(worker);
        const bool alive = !is_mark(life.activity);
        if (life.current_task == *task) {
            life.current_task = kNoIndex;
        }
        const bool completed = row.phase == TaskPhase::Done || row.phase == TaskPhase::Failed;
        life.tasks_done += completed && started != 0 ? 1 : 0;
        if (life.generation != 0) {
            draw_run(worker, *task, started, ended, row.phase);
        }
        if (alive) {
            life.assigned_tasks = static_cast<std::uint32_t>(lane.size());
            settle_activity(worker, ended);
        }
    }
    if (assigned_to != kNoIndex && assigned_to != worker) {
        drop_from_lane(assigned_to, *task);
    }
    waiting_tasks.erase(*task);

    if (row.phase == TaskPhase::Lost && worker != kNoIndex) {
        const auto lost = std::find_if(record.results.begin(), record.results.end(),
                                       [](const trace::ItemResult& item) { return item.outcome == ItemOutcome::Lost; });
        tracks[worker].lost_task = *task;
        tracks[worker].lost_item = record.first_item + static_cast<std::uint64_t>(lost - record.results.begin());
    }
    results.add(*task, record.results);
    ++summary.tasks_ended;
    if (batch != kNoIndex) {
        BatchInfo& info = change_batch(batch);
        ++info.tasks_ended;
        if (started != 0) {
            info.first_started = std::min(info.first_started.value_or(started), started);
        }
    } else {
        contradict();
    }
    count_items(record, batch, worker);
    if (went_wrong(row.phase)) {
        tell_failures(record, *task, batch, worker);
    }
}

}  // namespace poolscope
