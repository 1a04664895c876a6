// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "process/sample.h"
#include "supervise/supervisor_impl.h"

namespace poolscope::supervise {
namespace {

/// How often running tasks are looked at, so that a viewer sees them begin; every so many rounds the processes are sampled.
constexpr std::chrono::milliseconds kWatchPeriod{30};
constexpr unsigned kRoundsPerSample = 8;
/// How long a record may lie unwritten.
constexpr std::chrono::milliseconds kFlushPeriod{15};
/// A task that has run for so long is told of while it runs; shorter ones are told of when they end.
constexpr trace::Time kTellRunningNs = 10'000'000;

}  // namespace

bool Supervisor::Impl::round() {
    const bool news = look_at_lanes();
    const bool wanted = feed_wanted;
    if (wanted) feed();
    return news || wanted;
}

/// Whether some worker has told something. Only those that have a task are asked.
bool Supervisor::Impl::has_news() const {
    return std::any_of(slots.begin(), slots.end(), [](const Slot& slot) {
        // What is not taken for a while is no news, or the loop would run round until it is.
        return slot.worker && !slot.worker->flights.empty() && slot.worker->lane && !slot.worker->faults.is_deaf() &&
               slot.worker->lane->has_news();
    });
}

/// The last thing before the loop sleeps: whatever lies in a lane is taken first.
bool Supervisor::Impl::before_sleep() {
    bell.going_to_sleep();
    const bool news = look_at_lanes();
    if (feed_wanted) feed();
    arm_flush();
    if (!trim_timer && bell.arguments()->take_news()) arm_trim(lane::ArenaTrim::kPause);
    return news || feed_wanted;
}

bool Supervisor::Impl::busy() const noexcept {
    if (std::chrono::steady_clock::now() < watch_until) return true;
    return std::any_of(slots.begin(), slots.end(), [](const Slot& slot) {
        if (!slot.worker || !slot.worker->alive()) return false;
        return !slot.worker->flights.empty() || slot.worker->state == WorkerState::Starting ||
               slot.worker->state == WorkerState::Started;
    });
}

void Supervisor::Impl::arm_watch() {
    // Only a trace wants to know; without one nothing is watched, and an idle pool is never woken.
    if (writer == nullptr || watch_timer) return;
    watch_timer = loop.add_timer(std::chrono::steady_clock::now() + kWatchPeriod, [this] {
        watch_timer.reset();
        watch();
    });
}

void Supervisor::Impl::watch() {
    static_cast<void>(look_at_lanes());
    const trace::Time now = base::now_ns();
    const bool last_round = !busy();
    const bool sampling = ++watch_round % kRoundsPerSample == 0 || last_round;
    if (sampling) oom_watch.look();
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive() || !slot.worker->child) continue;
        if (!slot.worker->flights.empty()) {
            slot.worker->learn_begin(now);
            const Flight& front = slot.worker->flights.front();
            if (front.started != 0 && now - front.started >= kTellRunningNs) tell_begin(*slot.worker);
        }
        if (sampling) sample(*slot.worker);
    }
    if (!last_round) arm_watch();
}

void Supervisor::Impl::sample(WorkerRecord& worker) {
    const auto seen = process::sample_process(worker.child.pid());
    if (!seen || seen->state == 'Z' || seen->state == 'X') return;
    record(trace::WorkerSampled{worker.id, seen->cpu_ns, seen->rss_bytes});
    note_stop(worker, seen->is_stopped());
}

/// Once, that the first of its tasks runs, whose beginning is known.
void Supervisor::Impl::tell_begin(WorkerRecord& worker) {
    Flight& front = worker.flights.front();
    if (std::exchange(front.start_recorded, true)) return;
    record(trace::TaskStarted{front.task.id, worker.id, front.started});
    note_life(worker, front.started);
}

void Supervisor::Impl::note_stop(WorkerRecord& worker, bool stopped) {
    if (stopped == worker.stopped) return;
    // What is stopped is what it runs: that is told first, however short a time it has run.
    worker.learn_begin(base::now_ns());
    if (stopped && !worker.flights.empty() && worker.flights.front().started != 0) tell_begin(worker);
    worker.stopped = stopped;
    worker.stop_seen = base::now_ns();
    if (stopped) record_at(worker.stop_seen, trace::WorkerStopped{worker.id});
    else record(trace::WorkerContinued{worker.id});
}

/// What a worker did after it was seen stopped shows that it goes on, earlier than the next sample does; and if it is stopped again
/// until then, that is another stop. Told after the record of what it did: by that one a reader knows when it went on.
void Supervisor::Impl::note_life(WorkerRecord& worker, trace::Time moment) {
    if (!worker.stopped || moment <= worker.stop_seen) return;
    worker.stopped = false;
    record(trace::WorkerContinued{worker.id});
}

void Supervisor::Impl::arm_flush() {
    if (writer == nullptr || flush_timer || !writer->has_unwritten()) return;
    flush_timer = loop.add_timer(std::chrono::steady_clock::now() + kFlushPeriod, [this] {
        flush_timer.reset();
        writer->flush();
        if (configuration.on_trace_failure && !writer->failure().empty())
            std::exchange(configuration.on_trace_failure, nullptr)();
    });
}

}  // namespace poolscope::supervise
