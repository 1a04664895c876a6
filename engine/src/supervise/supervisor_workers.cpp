// SPDX-License-Identifier: MIT
#include <cerrno>
#include <csignal>
#include <utility>

#include <sys/epoll.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "base/posix_error.h"
#include "process/sample.h"
#include "supervise/supervisor_impl.h"
#include <poolscope/remote_error.h>
#include "worker/setup.h"


namespace poolscope::supervise {

using trace::PoolPhase;

void Supervisor::Impl::start() {
    record(trace::PoolCreated{configuration.processes, to_string(configuration.context.start_method()), configuration.initializer,
                              configuration.initargs, configuration.maxtasksperchild, configuration.processes_reason});
    if (configuration.context.start_method() == StartMethod::Fork) {
        const auto self = process::sample_process(getpid());
        if (self && self->threads > 1) {
            tell(trace::Severity::Warning,
                 "This process has " + std::to_string(self->threads) +
                     " threads, use of fork() may lead to deadlocks in the child: a lock that another thread holds at that "
                     "moment stays locked there for ever. forkserver and spawn are safe.");
        }
    }
    starter->prepare();
    slots.resize(configuration.processes);
    for (std::uint32_t i = 0; i < configuration.processes; ++i) slots[i].index = SlotIndex{i};
    for (Slot& slot : slots) start_in(slot);
    // A system that refuses at construction is told to the caller at once, naming the limit; nothing stays behind.
    for (const Slot& slot : slots) {
        if (!slot.restart) continue;
        const std::string text = last_refusal;
        terminate();
        for (Slot& each : slots)
            if (each.worker && each.worker->child) each.worker->child.kill_group();
        throw SystemError(text, EAGAIN);
    }
}

bool Supervisor::Impl::wants_workers() const noexcept {
    return phase == PoolPhase::Running || (phase == PoolPhase::Closing && !batches.empty());
}

void Supervisor::Impl::move_to(WorkerRecord& worker, WorkerEvent event) {
    if (const auto next = after(worker.state, event)) worker.state = *next;
}

WorkerRecord* Supervisor::Impl::find(WorkerId id) noexcept {
    for (Slot& slot : slots)
        if (slot.worker && slot.worker->id == id) return slot.worker.get();
    return nullptr;
}

void Supervisor::Impl::start_in(Slot& slot) {
    slot.restart.reset();
    if (!wants_workers()) {
        end_if_empty();
        return;
    }
    auto owned = std::make_unique<WorkerRecord>();
    WorkerRecord& worker = *owned;
    worker.id = WorkerId{next_worker++};
    worker.slot = slot.index;
    worker.generation = ++slot.generation;
    worker.method = configuration.context.start_method();
    worker.starting = base::now_ns();
    slot.worker = std::move(owned);
    record(trace::WorkerStarting{worker.id, worker.slot, worker.generation, to_string(worker.method)});
    arm_watch();
    try {
        worker.lane = std::make_unique<lane::HostLane>(worker.generation);
        if (configuration.capture_output) worker.output = std::make_unique<WorkerOutput>();
    } catch (const SystemError& error) {
        worker_refused(worker.id, {error.what(), error.error_number()});
        return;
    }
    worker::Setup setup;
    setup.name = worker.name();
    setup.slot = worker.slot.value;
    setup.generation = worker.generation;
    setup.start_method = to_string(worker.method);
    setup.maxtasksperchild = configuration.maxtasksperchild;
    setup.initializer = configuration.initializer;
    setup.initargs = configuration.initargs;
    setup.maxitemsperchild = configuration.limits.maxitemsperchild;
    setup.seed = configuration.seed;
    setup.worker = worker.id.value;
    setup.captures_output = worker.output != nullptr;
    setup.faults = faults_for(worker);
    // A forked worker has what the host has loaded, a fork server's what the server has preloaded.
    // A fork server has loaded them already, or said why not.
    if (worker.method != StartMethod::ForkServer) setup.modules = configuration.context.modules();
    worker.lane->send_setup(worker::encode_setup(setup));
    worker.lane->pump();
    StartExtras extras;
    if (worker.output) extras = {worker.output->output_fd(), worker.output->error_fd(), 0};
    extras.refuse_with = refusal_for(worker);
    starter->request(worker.id, *worker.lane, extras);
    expect_output();
}

void Supervisor::Impl::worker_started(WorkerId id, process::OwnedChild child) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->alive()) return;  // `child` ends it
    worker->child = std::move(child);
    worker->lane->close_memory_fd();
    move_to(*worker, WorkerEvent::ProcessKnown);
    record(trace::WorkerStarted{id, worker->child.pid()});
    loop.add_fd(worker->child.pidfd(), EPOLLIN, [this, id](std::uint32_t) { child_ended(id); });
    drain(*worker);
}

void Supervisor::Impl::worker_refused(WorkerId id, const base::Failure& failure) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->alive()) return;
    worker->message = failure.message;
    worker->cause = EndCause::Exited;
    move_to(*worker, WorkerEvent::Reaped);
    worker->lane.reset();
    record(trace::WorkerEnded{id, EndCause::Exited, {}, {}, failure.message});
    tell(trace::Severity::Warning, worker->name() + " could not be started: " + failure.message);
    Slot& slot = slots[worker->slot.value];
    // A fork server that dies at its start will not do better by being asked for ever.
    const auto verdict = failure.error_number == EPIPE ? restart_policy.ended_before_ready() : restart_policy.start_refused();
    last_refusal = failure.message;
    replace(slot, verdict, *worker);
}

void Supervisor::Impl::child_ended(WorkerId id) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->child) return;
    const int pidfd = worker->child.pidfd();
    // The pidfd is readable, but only waitid says that it is this child's end and how it came.
    loop.remove_fd(pidfd);
    const auto end = worker->child.try_reap();
    if (!end) {
        loop.add_fd(pidfd, EPOLLIN, [this, id](std::uint32_t) { child_ended(id); });
        return;
    }
    hear_of_faults(*worker);
    drain(*worker);
    bury(*worker, *end);
}

void Supervisor::Impl::bury(WorkerRecord& worker, const process::ChildEnd& end) {
    const bool left_in_order = end.exit_code == 0 && !worker.damaged;
    if (!worker.cause && left_in_order) {
        if (configuration.maxtasksperchild && worker.done >= *configuration.maxtasksperchild)
            worker.cause = EndCause::MaxTasksPerChild;
        else if (worker.quit_sent)
            worker.cause = EndCause::Closed;
    }
    const EndCause cause = end_cause(worker, end);
    const std::string text = describe_end(worker, cause, end);
    move_to(worker, WorkerEvent::Reaped);
    finish_output(worker);
    settle_dead_flights(worker, cause, end);
    trace::WorkerEnded ended{worker.id, cause, {}, {}, worker.message};
    if (end.exit_code) ended.exit_code = *end.exit_code;
    if (end.signal) ended.signal = *end.signal;
    record(ended);
    worker.lane.reset();
    Slot& slot = slots[worker.slot.value];
    if (!wants_workers()) {
        end_if_empty();
        return;
    }
    const bool counts_as_failed_start = !worker.was_ready && !worker.quit_sent;
    if (counts_as_failed_start && worker.message.empty()) worker.message = text + " before it was ready";
    replace(slot, counts_as_failed_start ? restart_policy.ended_before_ready() : restart_policy.ended_when_ready(), worker);
}

void Supervisor::Impl::replace(Slot& slot, const RestartPolicy::Verdict& verdict, const WorkerRecord& ended) {
    if (!wants_workers()) {
        end_if_empty();
        return;
    }
    if (verdict.decision == RestartPolicy::Decision::Break) {
        break_pool(ended.error_type, ended.message);
        return;
    }
    const auto when = std::chrono::steady_clock::now() + verdict.delay;
    // Through the loop also when it is at once: this may run deep inside a walk over the slots.
    slot.restart = loop.add_timer(when, [this, index = slot.index.value] { start_in(slots[index]); });
}

void Supervisor::Impl::settle_dead_flights(WorkerRecord& worker, EndCause cause, const process::ChildEnd& end) {
    if (!worker.flights.empty()) {
        const Flight& front = worker.flights.front();
        const bool begun = front.started != 0 || (worker.lane && worker.lane->is_begun(front.sequence));
        if (begun) lose_front_flight(worker, cause, end);
    }
    // The others were not begun: they go on elsewhere, in their old order.
    std::deque<Flight> rest = std::exchange(worker.flights, {});
    for (auto flight = rest.rbegin(); flight != rest.rend(); ++flight) {
        record(trace::TaskWithdrawn{flight->task.id, worker.id});
        flight->batch->take_back(std::move(flight->task));
        list_as_supplying(flight->batch);
    }
}

/// The item in which the worker died is lost; those before it are done (their results were in the lane), those after it
/// become a task of their own.
void Supervisor::Impl::lose_front_flight(WorkerRecord& worker, EndCause cause, const process::ChildEnd& end) {
    Flight flight = std::move(worker.flights.front());
    worker.flights.pop_front();
    const trace::Time now = base::now_ns();
    const trace::Time begun = flight.started != 0 ? flight.started : flight.assigned;
    const std::shared_ptr<BatchRun> batch = flight.batch;
    if (flight.items_ended < flight.task.chunk.items) {
        SettledItem item;
        item.item = flight.task.chunk.first_item + flight.items_ended;
        item.outcome = trace::ItemOutcome::Lost;
        item.worker = worker.id;
        item.pid = worker.child.pid();
        item.cause = cause;
        item.exit_code = end.exit_code;
        item.signal = end.signal;
        const std::string text = describe_end(worker, cause, end) + " while it ran item " + std::to_string(item.item) + " of " +
                                 batch->request().function + ", " + std::to_string((now - begun) / 1'000'000) +
                                 " ms after its task began";
        const std::vector<std::byte> value = encode_error({"WorkerLostError", text});
        item.value = value;
        settle_item(flight, item);
    }
    std::optional<Chunk> rest = rest_of_chunk(flight.task.chunk, flight.items_ended);
    if (rest)
        for (std::uint32_t i = 0; i < rest->items; ++i) note_result(flight, trace::ItemOutcome::Moved, {});
    record_task_end(flight, &worker, now);
    if (rest) {
        batch->take_back(Task{TaskId{next_task++}, std::move(*rest), 1});
        list_as_supplying(batch);
    }
    finish_if_complete(batch);
}

void Supervisor::Impl::send_quit_to_all() {
    for (Slot& slot : slots) {
        if (slot.restart) loop.cancel_timer(*std::exchange(slot.restart, std::nullopt));
        if (!slot.worker || !slot.worker->alive() || slot.worker->quit_sent || !slot.worker->lane) continue;
        WorkerRecord& worker = *slot.worker;
        worker.quit_sent = true;
        worker.lane->send_quit();
        worker.lane->pump();
        if (worker.state == WorkerState::Ready) record(trace::WorkerRetiring{worker.id, EndCause::Closed});
        move_to(worker, WorkerEvent::AskedToLeave);
    }
}

void Supervisor::Impl::kill_worker(WorkerId id, int signal) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || id.value >= next_worker) throw ValueError("there is no worker " + std::to_string(id.value) + " alive");
    if (signal < 1 || signal >= NSIG) throw ValueError("there is no signal " + std::to_string(signal));
    if (!worker->alive() || !worker->child) throw ValueError(worker->name() + " has no process to send a signal to");
    tell(trace::Severity::Note, signal_name(signal) + " was sent to " + worker->name() + " (pid " +
                                    std::to_string(worker->child.pid()) + ") by request");
    worker->child.send_signal(signal);
    // Stopping and going on show in samples only: watch for a while even if nothing runs.
    watch_until = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    arm_watch();
}

}  // namespace poolscope::supervise
