// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <utility>

#include "process/sample.h"
#include "supervise/supervisor_impl.h"
#include "supervise/worker_limits.h"

// Limits that hold from outside the worker. One timer for the whole pool, set only while some worker has something that
// can run out: a pool without limits, and an idle one whose limits all wait for work, is never woken.

namespace poolscope::supervise {
namespace {

constexpr trace::Time kMemoryPeriodNs = 100'000'000;
/// What a worker may take on top of its initializer_timeout until its initializer begins: exec and loading take milliseconds,
/// under full load seconds.
constexpr trace::Time kStartPatienceNs = 10'000'000'000;
/// Workers do not ring for each item, so one that is to end with a later item of its chunk is looked at so often.
constexpr trace::Time kCancelPeriodNs = 10'000'000;
/// One whose task is over time is ended for it, unless all items of the task have ended: then it is looked at again after this.
constexpr trace::Time kOverTimePeriodNs = 10'000'000;

/// How often workers that were told to leave are looked at: those that have nothing left to do, and those that have.
constexpr std::chrono::milliseconds kLeavingPeriod{100}, kBusyLeavingPeriod{1000};

/// How long a signal may take to stop a process that runs on another processor: many times what it does take.
constexpr trace::Time kStopPatienceNs = 2'000'000;

bool is_stopped(pid_t pid) {
    const auto seen = process::sample_process(pid);
    return seen && seen->is_stopped();
}

/// Its memory may grow: it works, or gets ready to.
bool may_grow(const WorkerRecord& worker) { return !worker.flights.empty() || !worker.was_ready; }

void take_earlier(std::optional<trace::Time>& earliest, trace::Time time) {
    earliest = std::min(earliest.value_or(time), time);
}

}  // namespace

/// When something of this worker can run out at the earliest.
std::optional<trace::Time> Supervisor::Impl::next_look_at(const WorkerRecord& worker, trace::Time now) const {
    if (!worker.alive() || worker.process_known == 0 || worker.doomed) return {};
    std::optional<trace::Time> earliest;
    const WorkerLimits& limits = worker.limits;
    if (limits.initializer_timeout && !worker.was_ready) {
        const trace::Time begun = worker.initializing_since != 0 ? worker.initializing_since : worker.process_known + kStartPatienceNs;
        take_earlier(earliest, begun + limits.initializer_timeout->count());
    }
    if (!worker.flights.empty()) {
        const Flight& front = worker.flights.front();
        // Workers do not ring when they begin a task: one that is not seen begun may begin it right now, not earlier.
        if (limits.task_timeout) {
            const trace::Time due = (front.begun() != 0 ? front.begun() : now) + limits.task_timeout->count();
            take_earlier(earliest, due > now ? due : now + kOverTimePeriodNs);
        }
        if (!front.cancelled_items.empty()) take_earlier(earliest, now + kCancelPeriodNs);
    }
    if (limits.max_memory_per_child && (may_grow(worker) || !worker.memory_settled))
        take_earlier(earliest, std::max(now, worker.memory_looked_at + kMemoryPeriodNs));
    if (limits.max_age_per_child && worker.state == WorkerState::Ready)
        take_earlier(earliest, worker.ready_since + limits.max_age_per_child->count());
    return earliest;
}

void Supervisor::Impl::arm_limits(const WorkerRecord& worker) {
    const auto time = next_look_at(worker, base::now_ns());
    if (time) arm_limits_at(*time);
}

void Supervisor::Impl::arm_limits_at(trace::Time time) {
    if (limit_timer && limit_timer_at <= time) return;
    if (limit_timer) loop.cancel_timer(*limit_timer);
    limit_timer_at = time;
    limit_timer = loop.add_timer(base::SteadyTime(std::chrono::nanoseconds(time)), [this] {
        limit_timer.reset();
        check_limits();
    });
}

void Supervisor::Impl::check_limits() {
    static_cast<void>(look_at_lanes());
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive() || !slot.worker->child || slot.worker->doomed) continue;
        end_if_cancelled(*slot.worker);  // it may have come to such an item without a word
        if (!slot.worker->doomed) check_clocks(*slot.worker, base::now_ns());
        if (!slot.worker->doomed) check_memory(*slot.worker, base::now_ns());
    }
    std::optional<trace::Time> earliest;
    const trace::Time now = base::now_ns();
    for (const Slot& slot : slots) {
        if (!slot.worker) continue;
        if (const auto time = next_look_at(*slot.worker, now)) take_earlier(earliest, *time);
    }
    if (earliest) arm_limits_at(*earliest);
}

void Supervisor::Impl::check_initializer(WorkerRecord& worker, trace::Time now) {
    const std::chrono::nanoseconds timeout = *worker.limits.initializer_timeout;
    if (worker.initializing_since != 0) {
        const std::chrono::nanoseconds taken(now - worker.initializing_since);
        if (taken >= timeout) {
            kill_now(worker, EndCause::TimedOut,
                     "initializer_timeout of " + seconds_text(timeout) + " ran out " + seconds_text(taken) + " after its initializer began");
        }
        return;
    }
    const std::chrono::nanoseconds taken(now - worker.process_known);
    if (taken >= timeout + std::chrono::nanoseconds(kStartPatienceNs)) {
        kill_now(worker, EndCause::TimedOut,
                 "it had not begun its initializer " + seconds_text(taken) + " after its process was started (initializer_timeout of " +
                     seconds_text(timeout) + ", and " + seconds_text(std::chrono::nanoseconds(kStartPatienceNs)) + " for the start)");
    }
}

/// A stopped worker does not begin what lies in its lane, so that the clock of no task would ever start; and one that was stopped when
/// its last item had ended, before it could say so, holds what is done. It may be stopped for task_timeout, then its tasks go to others.
void Supervisor::Impl::check_stopped(WorkerRecord& worker, trace::Time now) {
    Flight& front = worker.flights.front();
    const std::chrono::nanoseconds timeout = *worker.limits.task_timeout;
    if (now - front.assigned < timeout.count()) return;
    if (!is_stopped(worker.child.pid())) {
        front.seen_stopped = 0;
        return;
    }
    if (front.seen_stopped == 0) front.seen_stopped = now;
    const std::chrono::nanoseconds stopped(now - front.seen_stopped);
    if (stopped < timeout) return;
    const std::string task = "task " + std::to_string(front.task.id.value);
    const bool was_begun = front.begun() != 0;
    give_back_unbegun(worker);
    if (!was_begun && worker.front_is_begun()) return;  // it goes on: the task's own clock runs now
    kill_now(worker, EndCause::TimedOut,
             "it was stopped for " + seconds_text(stopped) + (was_begun ? " after the last item of " + task : " and had not begun " + task) +
                 ", task_timeout is " + seconds_text(timeout));
}

void Supervisor::Impl::check_clocks(WorkerRecord& worker, trace::Time now) {
    const WorkerLimits& limits = worker.limits;
    if (limits.initializer_timeout && !worker.was_ready) return check_initializer(worker, now);
    if (limits.task_timeout && !worker.flights.empty()) {
        Flight& front = worker.flights.front();
        // One that was stopped between taking its task and saying so: its clock starts when that is seen.
        worker.learn_begin(now);
        if (front.begun() == 0 && worker.lane->is_begun(front.sequence)) front.noticed = now;
        if (front.begun() != 0 && now - front.begun() >= limits.task_timeout->count()) {
            front.timed_out = true;
            const TaskId task = front.task.id;
            if (kill_for_task(worker, task, EndCause::TimedOut,
                              "task_timeout of " + seconds_text(*limits.task_timeout) + " ran out in task " + std::to_string(task.value)))
                return;
            // All its items have ended, and it may have been told already.
            if (!worker.doomed && !worker.flights.empty() && worker.flights.front().task.id == task) check_stopped(worker, now);
        } else if (front.begun() == 0) {
            check_stopped(worker, now);
        }
        if (worker.doomed) return;
    }
    if (limits.max_age_per_child && worker.state == WorkerState::Ready && now - worker.ready_since >= limits.max_age_per_child->count())
        retire(worker, EndCause::Age);
}

/// How much more than it may the worker holds, in words; empty when it does not, or that cannot be seen.
std::string Supervisor::Impl::memory_excess(const WorkerRecord& worker) const {
    const auto seen = process::sample_process(worker.child.pid());
    if (!seen || seen->rss_bytes <= *worker.limits.max_memory_per_child) return {};
    return std::to_string(seen->rss_bytes) + " bytes were resident, max_memory_per_child is " +
           std::to_string(*worker.limits.max_memory_per_child) + " bytes";
}

void Supervisor::Impl::check_memory(WorkerRecord& worker, trace::Time now) {
    if (!worker.limits.max_memory_per_child || now - worker.memory_looked_at < kMemoryPeriodNs) return;
    if (!may_grow(worker) && worker.memory_settled) return;
    worker.memory_looked_at = now;
    worker.memory_settled = !may_grow(worker);
    const std::string excess = memory_excess(worker);
    if (excess.empty()) return;
    if (!worker.was_ready) return kill_now(worker, EndCause::MemoryLimit, excess + ", before it was ready");
    if (worker.front_is_begun() && kill_for_task(worker, worker.flights.front().task.id, EndCause::MemoryLimit, excess)) return;
    if (worker.flights.empty() || !worker.front_is_begun()) {
        worker.message = excess;
        retire(worker, EndCause::MemoryLimit);
    }
}

/// Ends a worker at once, whatever it is doing; what it has not begun must have been taken back.
void Supervisor::Impl::kill_now(WorkerRecord& worker, EndCause cause, std::string why) {
    worker.doomed = true;
    if (!worker.cause) {
        worker.cause = cause;
        worker.message = std::move(why);
    }
    kill(worker);
}

/// Whether the worker is in this item of the first of its tasks: it is stopped then, and stays so. Were it killed after a mere look, an
/// item that ends quickly could have given way to the next, and that one would be lost in its place.
bool Supervisor::Impl::hold_in_item(WorkerRecord& worker, TaskId task, std::uint64_t item) {
    const bool was_stopped = is_stopped(worker.child.pid());
    if (!was_stopped) {
        worker.child.send_signal(SIGSTOP);
        // On a processor it stops within microseconds. Elsewhere it does nothing more before it stops, and nobody need wait for that.
        const trace::Time until = base::now_ns() + kStopPatienceNs;
        while (!is_stopped(worker.child.pid()) && base::now_ns() < until) {
        }
    }
    drain(worker);
    if (worker.doomed) return true;
    const bool is_in_it = !worker.flights.empty() && worker.flights.front().task.id == task &&
                          worker.flights.front().task.chunk.first_item + worker.position_now() == item;
    if (!is_in_it && !was_stopped) worker.child.send_signal(SIGCONT);
    return is_in_it;
}

/// Kills a worker for the task that it runs, or one item of it, so that no other task suffers: what waits behind it is taken
/// back first, and then the lane is looked at once more. False when the task, or the item, has ended by then.
bool Supervisor::Impl::kill_for_task(WorkerRecord& worker, TaskId task, EndCause cause, std::string why,
                                     std::optional<std::uint64_t> item) {
    give_back_unbegun(worker);
    drain(worker);
    if (worker.doomed || worker.flights.empty()) return worker.doomed;
    const Flight& front = worker.flights.front();
    const std::uint32_t position = worker.position_now();
    if (front.task.id != task || position == front.task.chunk.items) return false;
    if (item && (front.task.chunk.first_item + position != *item || !hold_in_item(worker, task, *item))) return false;
    if (!worker.doomed) kill_now(worker, cause, std::move(why));
    return true;
}

/// A worker that was told to leave and is stopped when it has nothing left to do cannot leave: its slot would stay as it is, and join()
/// would wait, for ever. It is looked at until it has left.
void Supervisor::Impl::watch_leaving() {
    if (!leave_timer) leave_timer = loop.add_timer(std::chrono::steady_clock::now() + kLeavingPeriod, [this] { look_at_leaving(); });
}

void Supervisor::Impl::look_at_leaving() {
    leave_timer.reset();
    bool is_any = false, is_any_idle = false;
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive() || !slot.worker->quit_sent || slot.worker->doomed) continue;
        WorkerRecord& worker = *slot.worker;
        is_any = true;
        if (!worker.flights.empty() || !worker.child) continue;
        is_any_idle = true;
        if (is_stopped(worker.child.pid())) worker.child.send_signal(SIGCONT);
    }
    const auto period = is_any_idle ? kLeavingPeriod : kBusyLeavingPeriod;
    if (is_any) leave_timer = loop.add_timer(std::chrono::steady_clock::now() + period, [this] { look_at_leaving(); });
}

}  // namespace poolscope::supervise
