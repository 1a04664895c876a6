// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/reducer.h"

namespace poolscope {
namespace {

// A trace that claims more is damaged or made up.
constexpr std::uint32_t kMostSlots = 1u << 16;
// Lives whose records were damaged get a place, so that workers()[id - 1] holds; more than this in a row is not
// believed.
constexpr std::uint32_t kMostMissingWorkers = 4096;

std::string name_of(WorkerId id) {
    return "PoolWorker-" + std::to_string(id.value);
}

bool is_crash(EndCause cause, const std::optional<std::int32_t>& signal) noexcept {
    switch (cause) {
    case EndCause::MaxTasksPerChild:
    case EndCause::MaxItemsPerChild:
    case EndCause::Age:
    case EndCause::Resized:
    case EndCause::Closed:
    case EndCause::Terminated: return false;
    case EndCause::MemoryLimit:
    case EndCause::ByUser: return signal.has_value();  // it may have been told to leave, or been killed
    case EndCause::Crashed:
    case EndCause::Killed:
    case EndCause::Exited:
    case EndCause::InitializerFailed:
    case EndCause::TimedOut:
    case EndCause::OutOfMemory:
    case EndCause::HostGone:
    case EndCause::NotStarted: return true;
    }
    return true;
}

}  // namespace

std::uint32_t PoolState::Impl::worker_index(WorkerId id) const noexcept {
    return id.value >= 1 && id.value <= workers.size() ? id.value - 1 : kNoIndex;
}

std::uint32_t PoolState::Impl::living_worker(WorkerId id) {
    const std::uint32_t worker = worker_index(id);
    if (worker == kNoIndex || is_mark(workers[worker].activity)) {
        contradict();
        return kNoIndex;
    }
    return worker;
}

bool PoolState::Impl::owns_lane(std::uint32_t worker) {
    return lane_of(workers[worker]).latest_worker() == worker;
}

WorkerActivity PoolState::Impl::activity_without_task(std::uint32_t worker) const {
    const WorkerLife& life = workers[worker];
    if (!tracks[worker].lane.empty()) {
        return WorkerActivity::Transport;
    }
    if (tracks[worker].retiring) {
        return WorkerActivity::Retiring;
    }
    if (life.ready) {
        return WorkerActivity::Idle;
    }
    return life.initializing ? WorkerActivity::Initializing : WorkerActivity::Starting;
}

void PoolState::Impl::set_activity(std::uint32_t worker, WorkerActivity activity, Time time) {
    WorkerLife& life = change_worker(worker);
    const std::uint32_t task = activity == WorkerActivity::Running ? life.current_task : kNoIndex;
    life.activity = activity;
    trace::SlotLane& lane = lane_of(life);
    if (lane.last_activity() == activity && lane.last_task() == task) {
        return;
    }
    lane.push(activity, task, time, summary.origin);
    change_slot(life.slot);
}

// What the worker does now follows from what is known of it; a stopped one does nothing until it is continued.
void PoolState::Impl::settle_activity(std::uint32_t worker, Time time) {
    if (tracks[worker].stopped) {
        change_worker(worker);
        return;
    }
    const bool running = workers[worker].current_task != kNoIndex;
    set_activity(worker, running ? WorkerActivity::Running : activity_without_task(worker), time);
}

bool PoolState::Impl::add_missing_workers(std::uint32_t count) {
    if (count > kMostMissingWorkers) {
        return false;
    }
    for (; count > 0; --count) {
        contradict();
        WorkerLife life;
        life.id.value = static_cast<std::uint32_t>(workers.size()) + 1;
        life.generation = 0;
        life.name = name_of(life.id);
        life.activity = WorkerActivity::Ended;
        life.starting = now;
        life.message = "nothing is known of this worker: its records are missing from the trace";
        workers.push_back(std::move(life));
        tracks.emplace_back();
    }
    return true;
}

void PoolState::Impl::take(const trace::WorkerStarting& record) {
    const std::size_t known = workers.size();
    if (record.worker.value <= known || record.slot.value >= kMostSlots ||
        !add_missing_workers(record.worker.value - static_cast<std::uint32_t>(known) - 1)) {
        return contradict();
    }
    if (record.slot.value >= lanes.size()) {
        lanes.resize(record.slot.value + 1);
        lane_in_changes.resize(lanes.size());
    }
    const std::uint32_t before = lanes[record.slot.value].latest_worker();
    if (before != kNoIndex && !is_mark(workers[before].activity)) {
        contradict();
        workers[before].message = "its end is missing from the trace";
        end_life(before, EndCause::Closed, now);
        workers[before].cause.reset();
    }
    const auto worker = static_cast<std::uint32_t>(workers.size());
    WorkerLife life;
    life.id = record.worker;
    life.slot = record.slot;
    life.generation = record.generation;
    life.name = name_of(record.worker);
    life.start_method = record.start_method;
    life.starting = now;
    workers.push_back(std::move(life));
    tracks.emplace_back();
    lanes[record.slot.value].begin_life(worker, now, summary.origin);
    change_slot(record.slot);
    ++summary.workers_started;
    ++summary.workers_alive;
}

void PoolState::Impl::take(const trace::WorkerStarted& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex || workers[worker].started) {
        return worker == kNoIndex ? void() : contradict();
    }
    WorkerLife& life = change_worker(worker);
    life.pid = record.pid;
    life.started = now;
    std::string text = trace::worker_words(life);
    const std::uint32_t before = lane_of(life).worker_before(worker);
    text += before == kNoIndex ? " is started by " + life.start_method : " takes the slot of " + workers[before].name;
    if (life.generation > 1) {
        text += " as its generation " + std::to_string(life.generation);
    }
    add_event(trace::Severity::Note, worker, kNoIndex, std::move(text));
}

void PoolState::Impl::take(const trace::WorkerInitializing& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex || workers[worker].initializing || workers[worker].ready) {
        return worker == kNoIndex ? void() : contradict();
    }
    change_worker(worker).initializing = now;
    settle_activity(worker, now);
}

void PoolState::Impl::take(const trace::WorkerReady& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex || workers[worker].ready) {
        return worker == kNoIndex ? void() : contradict();
    }
    WorkerLife& life = change_worker(worker);
    life.ready = now;
    settle_activity(worker, now);
    if (life.initializing && summary.configuration && !summary.configuration->initializer.empty()) {
        add_event(trace::Severity::Note, worker, kNoIndex,
                  trace::worker_words(life) + " is ready: " + summary.configuration->initializer + " took " +
                      trace::duration_words(trace::elapsed(*life.initializing, now)));
    }
}

void PoolState::Impl::take(const trace::WorkerRetiring& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex || tracks[worker].retiring) {
        return worker == kNoIndex ? void() : contradict();
    }
    tracks[worker].retiring = true;
    tracks[worker].asked_to_leave = record.cause == EndCause::ByUser;
    trace::SlotLane& lane = lane_of(workers[worker]);
    const bool idle_since_last_task = workers[worker].tasks_done != 0 && lane.last_activity() == WorkerActivity::Idle;
    const bool by_its_last_task =
        record.cause == EndCause::MaxTasksPerChild || record.cause == EndCause::MaxItemsPerChild;
    if (by_its_last_task && idle_since_last_task && !tracks[worker].stopped) {
        // Its last task made it retire; that the host learned of it later does not make the worker free in between.
        return set_activity(worker, WorkerActivity::Retiring, lane.pop(summary.origin));
    }
    settle_activity(worker, now);
}

void PoolState::Impl::take(const trace::WorkerStopped& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex || tracks[worker].stopped) {
        return worker == kNoIndex ? void() : contradict();
    }
    tracks[worker].stopped = true;
    tracks[worker].goes_on_unnoticed = false;
    set_activity(worker, WorkerActivity::Stopped, now);
    add_event(trace::Severity::Warning, worker, workers[worker].current_task,
              trace::worker_words(workers[worker]) + " was stopped by a signal");
}

void PoolState::Impl::take(const trace::WorkerContinued& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex || (!tracks[worker].stopped && !tracks[worker].goes_on_unnoticed)) {
        return worker == kNoIndex ? void() : contradict();
    }
    tracks[worker].stopped = false;
    tracks[worker].goes_on_unnoticed = false;
    settle_activity(worker, now);
    add_event(trace::Severity::Note, worker, workers[worker].current_task,
              trace::worker_words(workers[worker]) + " goes on");
}

void PoolState::Impl::go_on_unnoticed(std::uint32_t worker) {
    tracks[worker].stopped = false;
    tracks[worker].goes_on_unnoticed = true;
}

// One that was asked to leave, and then told to by a signal, did what whoever restarted it wanted.
bool PoolState::Impl::ends_badly(std::uint32_t worker, EndCause cause) const noexcept {
    return is_crash(cause, workers[worker].signal) && !(cause == EndCause::ByUser && tracks[worker].asked_to_leave);
}

void PoolState::Impl::end_life(std::uint32_t worker, EndCause cause, Time time) {
    WorkerLife& life = change_worker(worker);
    const bool crash = ends_badly(worker, cause);
    life.cause = cause;
    life.ended = time;
    life.activity = crash ? WorkerActivity::Crashed : WorkerActivity::Ended;
    life.current_task = kNoIndex;
    life.assigned_tasks = 0;
    --summary.workers_alive;
    summary.workers_crashed += crash ? 1 : 0;
    if (!owns_lane(worker)) {
        return;
    }
    trace::SlotLane& lane = lane_of(life);
    const bool died_in_task = tracks[worker].lost_task != kNoIndex;
    if (crash) {
        lane.mark_failed();
    }
    const WorkerActivity last = lane.last_activity();
    if (died_in_task && last != WorkerActivity::Running && last != WorkerActivity::Stopped) {
        // The end of the task in which it died was told some microseconds before: it was not idle in between.
        time = lane.pop(summary.origin);
    }
    lane.push(life.activity, kNoIndex, time, summary.origin);
    if (summary.ended) {
        lane.close(time, summary.origin);
    }
    change_slot(life.slot);
}

// What a worker that died by itself was doing. Hosts tell the end of the task before that of the worker, or the other
// way round.
std::string PoolState::Impl::words_for_work_at_death(std::uint32_t worker, std::uint32_t& task) {
    const Track& track = tracks[worker];
    const std::uint32_t running = workers[worker].current_task;
    task = track.lost_task != kNoIndex ? track.lost_task : running;
    if (task != kNoIndex) {
        const TaskRow row = tasks.row(task, summary.origin);
        const bool item_known = task == track.lost_task;
        return " while it ran task " + std::to_string(row.id.value) + " (" +
               (item_known ? trace::item_words(track.lost_item, 1) : trace::item_words(row.first_item, row.items)) +
               ")";
    }
    if (track.lane.empty()) {
        return "";
    }
    return " with " + trace::count_words(track.lane.size(), "task") + " in its lane";
}

void PoolState::Impl::take(const trace::WorkerEnded& record) {
    const std::uint32_t worker = living_worker(record.worker);
    if (worker == kNoIndex) {
        return;
    }
    WorkerLife& life = workers[worker];
    life.exit_code = record.exit_code;
    life.signal = record.signal;
    life.message = record.message;
    std::uint32_t task = kNoIndex;
    const std::string work = is_crash(record.cause, record.signal) ? words_for_work_at_death(worker, task) : "";
    end_life(worker, record.cause, now);
    tell_end(worker, task, work);
}

void PoolState::Impl::tell_end(std::uint32_t worker, std::uint32_t task, const std::string& work) {
    const WorkerLife& life = workers[worker];
    std::string text = trace::worker_words(life) + " ";
    text += life.started || life.cause == EndCause::HostGone ? trace::end_words(life) : "could not be started";
    text += work;
    if (!life.message.empty()) {
        text += ": " + life.message;
    }
    const bool crash = life.activity == WorkerActivity::Crashed;
    add_event(crash ? trace::Severity::Error : trace::Severity::Note, worker, task, std::move(text));
}

void PoolState::Impl::take(const trace::WorkerSampled& record) {
    const std::uint32_t worker = worker_index(record.worker);
    if (worker == kNoIndex) {
        return contradict();
    }
    WorkerLife& life = change_worker(worker);
    life.cpu_ns = record.cpu_ns;
    if (record.rss_bytes != 0) life.rss_bytes = record.rss_bytes;
    life.max_rss_bytes = std::max(life.max_rss_bytes, record.rss_bytes);
    tracks[worker].samples.add({now, record.cpu_ns, life.rss_bytes});
}

}  // namespace poolscope
