// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <utility>

#include <poolscope/errors.h>
#include <poolscope/signal_name.h>

#include "process/sample.h"
#include "supervise/configuration.h"
#include "supervise/supervisor_impl.h"
#include "supervise/worker_limits.h"

namespace poolscope::supervise {

void Supervisor::Impl::require_not_ending() const {
    if (is_ending()) throw ValueError("Pool not running");
}

WorkerRecord& Supervisor::Impl::living(WorkerId id) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->alive()) throw ValueError("there is no worker " + std::to_string(id.value) + " alive");
    return *worker;
}

void Supervisor::Impl::tell_change(const std::string& what) {
    record(trace::PoolChanged{configuration.processes, is_paused, configuration.maxtasksperchild, for_trace(configuration.limits),
                              what + ", by request"});
}

void Supervisor::Impl::resize(std::uint32_t processes) {
    require_not_ending();
    const std::uint32_t before = configuration.processes;
    const std::uint32_t after = checked_processes(processes);
    if (after == before) return;
    configuration.processes = after;
    tell_change("processes " + std::to_string(before) + " -> " + std::to_string(after));
    while (slots.size() < after) {
        const SlotIndex index{static_cast<std::uint32_t>(slots.size())};
        slots.emplace_back().index = index;
    }
    // A slot whose last worker still retires gets its new one when that has left.
    for (std::uint32_t i = before; i < after; ++i)
        if (!slots[i].restart && (!slots[i].worker || !slots[i].worker->alive())) start_in(slots[i]);
    for (std::uint32_t i = before; i > after; --i) {
        Slot& slot = slots[i - 1];
        if (slot.restart) loop.cancel_timer(*std::exchange(slot.restart, std::nullopt));
        if (slot.worker) retire(*slot.worker, EndCause::Resized);
    }
    feed_wanted = true;
}

void Supervisor::Impl::pause() {
    require_not_ending();
    if (is_paused) return;
    is_paused = true;
    for (Slot& slot : slots)
        if (slot.worker && slot.worker->alive()) give_back_unbegun(*slot.worker);
    tell_change("paused");
}

void Supervisor::Impl::resume() {
    require_not_ending();
    if (!is_paused) return;
    is_paused = false;
    feed_wanted = true;
    tell_change("resumed");
}

void Supervisor::Impl::set_limits(const WorkerLimits& limits) {
    require_not_ending();
    configuration.limits = checked_limits(limits);
    configuration.maxtasksperchild = std::exchange(configuration.limits.maxtasksperchild, std::nullopt);
    tell_change("limits of new workers: " + describe(limits));
}

/// Takes back what the worker has not begun. The last one first, so that each batch has its tasks in their old order again.
void Supervisor::Impl::give_back_unbegun(WorkerRecord& worker) {
    while (!worker.flights.empty() && worker.lane->withdraw(worker.flights.back().sequence)) {
        Flight flight = forget_flight(worker, worker.flights.size() - 1);
        record(trace::TaskWithdrawn{flight.task.id, worker.id});
        flight.batch->take_back(std::move(flight.task));
        list_as_supplying(flight.batch);
    }
}

Flight Supervisor::Impl::forget_flight(WorkerRecord& worker, std::size_t index) {
    Flight flight = take_flight(worker, index);
    --worker.handed;
    worker.handed_items -= flight.task.chunk.items;
    return flight;
}

Flight Supervisor::Impl::take_flight(WorkerRecord& worker, std::size_t index) {
    Flight flight = worker.flights.take(index);
    --flight.batch->in_flight;
    feed_wanted = true;  // there is a free place in its lane
    return flight;
}

/// The worker gets no more tasks and leaves when what it runs is done.
void Supervisor::Impl::retire(WorkerRecord& worker, EndCause why) {
    if (!worker.alive() || worker.doomed) return;
    give_back_unbegun(worker);
    if (!worker.leaves_because) {
        worker.leaves_because = why;
        if (worker.state == WorkerState::Ready) record(trace::WorkerRetiring{worker.id, why});
    }
    move_to(worker, WorkerEvent::AskedToLeave);
    if (!std::exchange(worker.quit_sent, true)) worker.lane->send_quit();
    worker.lane->pump();
    // One that was stopped while it idles could not leave, and whoever waits for it would wait for ever.
    if (worker.flights.empty() && worker.child) worker.child.send_signal(SIGCONT);
    watch_leaving();
}

void Supervisor::Impl::drain_worker(WorkerId id) {
    require_not_ending();
    WorkerRecord& worker = living(id);
    if (worker.message.empty()) worker.message = "it was drained";
    if (!worker.quit_sent && !worker.doomed)
        tell(trace::Severity::Note, worker.name() + " is drained by request: it leaves when what it runs is done");
    retire(worker, EndCause::ByUser);
}

/// SIGTERM, and SIGKILL after the grace.
void Supervisor::Impl::restart_worker(WorkerId id) {
    require_not_ending();
    WorkerRecord& worker = living(id);
    if (worker.doomed) return;
    tell(trace::Severity::Note, worker.name() + " is restarted by request");
    give_back_unbegun(worker);
    worker.doomed = true;
    if (!worker.cause) {
        worker.cause = EndCause::ByUser;
        worker.message = "it was restarted";
    }
    if (!worker.leaves_because && worker.state == WorkerState::Ready) record(trace::WorkerRetiring{id, EndCause::ByUser});
    move_to(worker, WorkerEvent::AskedToLeave);
    if (!worker.child) {
        starter->abandon(id);
        bury(worker, {});
        return;
    }
    worker.child.send_signal(SIGTERM);
    worker.child.send_signal(SIGCONT);  // a stopped process gets SIGTERM only when it goes on
    worker.kill_timer = loop.add_timer(std::chrono::steady_clock::now() + configuration.terminate_grace, [this, id] {
        WorkerRecord* late = find(id);
        if (late == nullptr) return;
        late->kill_timer.reset();
        if (late->alive()) kill(*late);
    });
}

void Supervisor::Impl::kill_worker(WorkerId id, int signal) {
    WorkerRecord& worker = living(id);
    if (signal < 1 || signal >= NSIG) throw ValueError("there is no signal " + std::to_string(signal));
    if (!worker.child) throw ValueError(worker.name() + " has no process to send a signal to");
    tell(trace::Severity::Note, signal_name(signal) + " was sent to " + worker.name() + " (pid " +
                                    std::to_string(worker.child.pid()) + ") by request");
    if (worker.child.send_signal(signal)) worker.requested_signals |= std::uint64_t{1} << (signal - 1);
    if (signal == SIGKILL) arm_give_up(worker);
    // Stopping and going on show in samples only: watch for a while even if nothing runs.
    watch_until = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    arm_watch();
}

std::vector<WorkerStatus> Supervisor::Impl::workers() const {
    std::vector<WorkerStatus> all;
    for (const Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive()) continue;
        const WorkerRecord& worker = *slot.worker;
        WorkerStatus status;
        status.worker = worker.id;
        status.slot = worker.slot;
        status.pid = worker.child.pid();
        status.ready = worker.was_ready;
        status.retiring = worker.state == WorkerState::Retiring || worker.doomed;
        // Without a trace nobody watches, and an idle pool nobody ever does.
        const auto seen = status.pid != 0 ? process::sample_process(status.pid) : std::nullopt;
        status.stopped = seen ? seen->is_stopped() : worker.stopped;
        if (worker.front_is_begun()) status.task = worker.flights.front().task.id;
        status.tasks_done = worker.done;
        all.push_back(status);
    }
    return all;
}

}  // namespace poolscope::supervise
