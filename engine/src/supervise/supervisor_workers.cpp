// SPDX-License-Identifier: MIT
#include <cerrno>
#include <algorithm>
#include <csignal>
#include <utility>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/scenario.h>

#include "base/posix_error.h"
#include "process/sample.h"
#include "supervise/supervisor_impl.h"
#include "supervise/worker_limits.h"
#include "worker/setup.h"

namespace poolscope::supervise {

using trace::PoolPhase;

namespace {

/// How long the end of a killed worker is waited for when a pool that cannot be made is rolled back.
constexpr int kRollbackMs = 5000;
/// How often a dead worker is looked at that cannot be reaped yet.
constexpr std::chrono::milliseconds kReapAgain{20};

/// Nobody asked for it, and no recycling: the restart budget counts it, and before the worker was ready the start has failed.
bool is_unexpected(const WorkerRecord& worker, EndCause cause) {
    switch (cause) {
    case EndCause::MaxTasksPerChild:
    case EndCause::MaxItemsPerChild:
    case EndCause::Age:
    case EndCause::Closed:
    case EndCause::Terminated:
    case EndCause::Resized:
    case EndCause::ByUser: return false;
    case EndCause::MemoryLimit: return worker.doomed;  // killed for it; one that idles leaves in order
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

/// It was ready, and has neither done nor begun a task, as far as its lane tells.
bool has_begun_nothing(const WorkerRecord& worker) {
    return worker.was_ready && worker.done_items == 0 && worker.done == 0 && !worker.front_is_begun() &&
           (worker.flights.empty() || worker.flights.front().items_ended == 0);
}

/// Is false again at the end of the scope, however that is left.
class ClearedAtTheEnd {
public:
    explicit ClearedAtTheEnd(bool& value) : value_(value) {}
    ClearedAtTheEnd(const ClearedAtTheEnd&) = delete;
    ClearedAtTheEnd& operator=(const ClearedAtTheEnd&) = delete;
    ~ClearedAtTheEnd() { value_ = false; }

private:
    bool& value_;
};

bool is_young(const WorkerRecord& worker) {
    return std::chrono::nanoseconds(base::now_ns() - worker.ready_since) <= RestartPolicy::kShortLife;
}

}  // namespace

void Supervisor::Impl::start() {
    trace::PoolCreated created;
    created.processes = configuration.processes;
    created.start_method = to_string(configuration.context.start_method());
    created.initializer = configuration.initializer;
    created.initargs = configuration.initargs;
    created.maxtasksperchild = configuration.maxtasksperchild;
    created.processes_reason = configuration.processes_reason;
    created.limits = for_trace(configuration.limits);
    created.jitter = configuration.recycling_jitter;
    created.restart_budget = configuration.restart_budget;
    created.item_attempts = configuration.item_attempts;
    created.seed = configuration.seed;
    created.captures_output = configuration.capture_output;
    if (!configuration.faults.empty())
        created.faults = to_json(configuration.faults).dump(-1, ' ', false, Json::error_handler_t::replace);
    record(created);
    if (configuration.context.start_method() == StartMethod::Fork) {
        const auto self = process::sample_process(getpid());
        // On standard error a program whose only other thread is the pool's is not troubled: it did nothing that it could leave.
        const int unremarkable = writer == nullptr && gettid() != getpid() ? 2 : 1;
        if (self && self->threads > unremarkable) {
            tell(trace::Severity::Warning,
                 "This process has " + std::to_string(self->threads) +
                     " threads, use of fork() may lead to deadlocks in the child: a lock that another thread holds at that "
                     "moment stays locked there for ever. forkserver and spawn are safe.");
        }
    }
    fill_disk_if_planned();
    starter->prepare();
    for (std::uint32_t i = 0; i < configuration.processes; ++i) slots.emplace_back().index = SlotIndex{i};
    is_constructing = true;
    if (configuration.context.start_method() == StartMethod::Fork) start_all_by_fork();
    else for (Slot& slot : slots) start_in(slot);
    is_constructing = false;
    // A system that refuses at construction is told to the caller at once, naming the limit; nothing stays behind.
    for (const Slot& slot : slots) {
        if (!slot.restart) continue;
        const std::string text = last_refusal;
        on_ended = {};  // the caller learns of it here
        terminate();
        for (Slot& each : slots)
            if (each.worker && each.worker->child) each.worker->child.kill_group();
        for (Slot& each : slots) {
            if (!each.worker || !each.worker->child) continue;
            pollfd gone{each.worker->child.pidfd(), POLLIN, 0};
            // A killed process takes no time to end unless the kernel holds it; then its owner deals with it.
            if (poll(&gone, 1, kRollbackMs) == 1) child_ended(each.worker->id);
        }
        throw SystemError(text, last_refusal_error);
    }
}

bool Supervisor::Impl::any_begun() const {
    return std::any_of(slots.begin(), slots.end(),
                       [](const Slot& slot) { return slot.worker && slot.worker->alive() && slot.worker->front_is_begun(); });
}

bool Supervisor::Impl::any_process() const noexcept {
    return std::any_of(slots.begin(), slots.end(), [](const Slot& slot) { return slot.worker && slot.worker->alive() && slot.worker->child; });
}

bool Supervisor::Impl::wants_workers() const noexcept {
    return phase == PoolPhase::Running || (phase == PoolPhase::Closing && !batches.empty());
}

/// As the pool is to be; after a resize to fewer, the highest slots stay empty.
bool Supervisor::Impl::wants_worker_in(const Slot& slot) const noexcept {
    return wants_workers() && slot.index.value < configuration.processes;
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
    if (!wants_worker_in(slot)) {
        end_if_empty();
        return;
    }
    WorkerRecord& worker = announce(slot);
    try {
        make_lane(worker, lane::HostLane::make_memory());
        if (configuration.capture_output) worker.output = std::make_unique<WorkerOutput>();
    } catch (const SystemError& error) {
        worker_refused(worker.id, {error.what(), error.error_number()});
        return;
    }
    // A fork server's worker hears nothing before the host knows it (process/fork_server.h).
    if (worker.method != StartMethod::ForkServer) worker.lane->pump();
    starter->request(worker.id, worker.lane->memory_fd(), extras_for(worker));
    expect_output();
}

/// All workers of a new pool at once. Each fork copies what the host has mapped and lets go of each of its pages that is
/// written next, so all that can be done before the first fork or after the last is done there.
void Supervisor::Impl::start_all_by_fork() {
    // Each takes two descriptors meanwhile and one from then on.
    struct rlimit files {};
    const bool is_known = ::getrlimit(RLIMIT_NOFILE, &files) == 0;
    const std::size_t at_once = std::clamp<std::size_t>(is_known ? files.rlim_cur / 4 : 1, 1, 1024);
    for (std::size_t first = 0; first < slots.size(); first += at_once) {
        std::vector<WorkerStarter::Request> requests;
        for (std::size_t i = first; i < std::min(first + at_once, slots.size()); ++i) {
            WorkerRecord& worker = announce(slots[i]);
            try {
                worker.lane_memory = lane::HostLane::make_memory();
                if (configuration.capture_output) worker.output = std::make_unique<WorkerOutput>();
                requests.push_back({worker.id, worker.lane_memory.get(), extras_for(worker)});
            } catch (const SystemError& error) {
                worker_refused(worker.id, {error.what(), error.error_number()});
            }
        }
        starter->fork_all(requests);
    }
    expect_output();
}

WorkerRecord& Supervisor::Impl::announce(Slot& slot) {
    auto owned = std::make_unique<WorkerRecord>();
    WorkerRecord& worker = *owned;
    worker.id = WorkerId{next_worker++};
    worker.slot = slot.index;
    worker.generation = ++slot.generation;
    worker.method = configuration.context.start_method();
    worker.starting = base::now_ns();
    WorkerLimits limits = configuration.limits;
    limits.maxtasksperchild = configuration.maxtasksperchild;
    worker.limits = draw_limits(limits, configuration.recycling_jitter, configuration.seed, worker.id);
    worker.kills_at_start = oom_watch.at_start();
    slot.worker = std::move(owned);
    record(trace::WorkerStarting{worker.id, worker.slot, worker.generation, to_string(worker.method)});
    arm_watch();
    return worker;
}

void Supervisor::Impl::make_lane(WorkerRecord& worker, base::UniqueFd memory) {
    worker.lane = std::make_unique<lane::HostLane>(worker.generation, std::move(memory));
    worker::Setup setup;
    setup.name = worker.name();
    setup.slot = worker.slot.value;
    setup.generation = worker.generation;
    setup.start_method = to_string(worker.method);
    setup.maxtasksperchild = worker.limits.maxtasksperchild;
    setup.maxitemsperchild = worker.limits.maxitemsperchild;
    setup.seed = configuration.seed;
    setup.worker = worker.id.value;
    setup.initializer = configuration.initializer;
    setup.initargs = configuration.initargs;
    setup.captures_output = configuration.capture_output;
    setup.faults = faults_for(worker);
    // A fork server has preloaded them, or said why not. A forked worker loads again what the host has, which finds it loaded.
    if (worker.method != StartMethod::ForkServer) setup.modules = configuration.context.modules();
    worker.lane->send_setup(worker::encode_setup(setup));
}

StartExtras Supervisor::Impl::extras_for(const WorkerRecord& worker) {
    StartExtras extras;
    if (worker.output) extras = {worker.output->output_fd(), worker.output->error_fd(), 0};
    extras.refuse_with = refusal_for(worker);
    return extras;
}

void Supervisor::Impl::worker_started(WorkerId id, process::OwnedChild child) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->alive()) return;  // `child` ends it
    try {
        if (!worker->lane) make_lane(*worker, std::move(worker->lane_memory));
        // A child whose end nobody would hear of is no worker: it is ended here, and asked for again.
        loop.add_fd(child.pidfd(), EPOLLIN, [this, id](std::uint32_t) { child_ended(id); });
    } catch (const SystemError& error) {
        worker_refused(id, {error.what(), error.error_number()});
        return;
    }
    worker->child = std::move(child);
    worker->lane->close_memory_fd();
    worker->lane->pump();
    move_to(*worker, WorkerEvent::ProcessKnown);
    worker->process_known = base::now_ns();
    record_at(worker->process_known, trace::WorkerStarted{id, worker->child.pid()});
    arm_limits(*worker);
    drain(*worker);
}

void Supervisor::Impl::worker_refused(WorkerId id, const base::Failure& failure) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->alive()) return;
    worker->message = failure.message;
    worker->cause = EndCause::NotStarted;
    move_to(*worker, WorkerEvent::Reaped);
    worker->lane.reset();
    worker->lane_memory.reset();
    worker->output.reset();
    record(trace::WorkerEnded{id, EndCause::NotStarted, {}, {}, failure.message});
    tell(trace::Severity::Warning, worker->name() + " could not be started: " + failure.message);
    Slot& slot = slots[worker->slot.value];
    last_refusal = failure.message;
    last_refusal_error = failure.error_number;
    replace(slot, after_refusal(failure.error_number), *worker);
}

RestartPolicy::Verdict Supervisor::Impl::after_refusal(int error_number) {
    // A fork server that dies at its start will not do better by being asked for ever. It dies once, however many wait for it.
    if (error_number == EPIPE) return restart_policy.ended_before_ready();
    if (error_number == ECANCELED) return restart_policy.went_along();
    return restart_policy.start_refused(is_constructing || any_process());
}

void Supervisor::Impl::child_ended(WorkerId id) {
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->child) return;
    const int pidfd = worker->child.pidfd();
    // The pidfd is readable, but only waitid says that it is this child's end and how it came.
    loop.remove_fd(pidfd);
    const auto end = worker->child.try_reap();
    if (!end) {
        // Dead, but a debugger holds it: the pidfd stays readable, so it is asked again now and then instead of at once.
        worker->reap_timer = loop.add_timer(std::chrono::steady_clock::now() + kReapAgain, [this, id] {
            if (WorkerRecord* dead = find(id)) dead->reap_timer.reset();
            child_ended(id);
        });
        arm_give_up(*worker);
        return;
    }
    take_last_words(*worker);
    bury(*worker, *end);
}

/// What a worker that does nothing any more has left in its lane.
void Supervisor::Impl::take_last_words(WorkerRecord& worker) {
    hear_of_faults(worker);
    drain(worker);
    if (!worker.lane) return;
    worker.learn_begin(base::now_ns());
    // What it had ready and could not send any more.
    if (!worker.flights.empty() && !worker.damaged &&
        worker.lane->take_ledger(worker.flights.front().sequence, worker.flights.front().items_ended, message))
        take(worker, message);
}

/// SIGKILL. Nobody waits without end for what follows.
void Supervisor::Impl::kill(WorkerRecord& worker) {
    if (!worker.child) return;
    worker.child.kill_group();
    worker.killed = true;
    arm_give_up(worker);
}

void Supervisor::Impl::arm_give_up(WorkerRecord& worker) {
    if (worker.give_up_timer || !worker.child) return;
    worker.give_up_timer = loop.add_timer(std::chrono::steady_clock::now() + configuration.kill_patience, [this, id = worker.id] { give_up(id); });
}

/// The pool goes on without a process that the kernel or a debugger holds. Killed, it does nothing more of its program whenever it is let go.
void Supervisor::Impl::give_up(WorkerId id) {
    if (WorkerRecord* worker = find(id)) {
        worker->give_up_timer.reset();
        if (worker->reap_timer) loop.cancel_timer(*std::exchange(worker->reap_timer, std::nullopt));
    }
    child_ended(id);  // the word of its end may be on its way
    WorkerRecord* worker = find(id);
    if (worker == nullptr || !worker->child) return;
    for (auto* timer : {&worker->reap_timer, &worker->give_up_timer})
        if (*timer) loop.cancel_timer(*std::exchange(*timer, std::nullopt));
    process::ChildEnd end;
    if (worker->killed || worker->was_sent(SIGKILL)) end.signal = SIGKILL;
    worker->child.give_up();
    worker->given_up = true;
    tell(trace::Severity::Warning, worker->name() + " (pid " + std::to_string(worker->child.pid()) + ") " + (end.signal ? "was killed" : "has ended") +
                                       ", but the kernel or a debugger holds it: it is given up");
    if (worker->message.empty()) worker->message = "the kernel or a debugger holds it: it was given up";
    take_last_words(*worker);
    if (!worker->cause && worker->leaves_because && !worker->damaged && !end.signal && !worker->front_is_begun())
        worker->cause = worker->leaves_because;
    bury(*worker, end);
}

/// One that left between two tasks, as it was told to or by a limit of its own, says so by its exit code 0.
void Supervisor::Impl::note_end_in_order(WorkerRecord& worker, const process::ChildEnd& end) {
    const bool in_order = end.exit_code == 0 && !worker.damaged && !worker.front_is_begun();
    if (in_order && !worker.cause) worker.cause = worker.leaves_because;
}

void Supervisor::Impl::note_kill_for_memory(WorkerRecord& worker, const process::ChildEnd& end) {
    if (worker.cause || worker.damaged || end.signal != SIGKILL || worker.was_sent(SIGKILL)) return;
    if (oom_watch.explains_kill(worker.kills_at_start)) worker.cause = EndCause::OutOfMemory;
}

void Supervisor::Impl::bury(WorkerRecord& worker, const process::ChildEnd& end) {
    for (auto* timer : {&worker.kill_timer, &worker.give_up_timer})
        if (*timer) loop.cancel_timer(*std::exchange(*timer, std::nullopt));
    note_end_in_order(worker, end);
    note_kill_for_memory(worker, end);
    const EndCause cause = end_cause(worker, end);
    const std::string text = describe_end(worker, cause, end);
    const bool ended_at_once = is_unexpected(worker, cause) && has_begun_nothing(worker) && is_young(worker);
    move_to(worker, WorkerEvent::Reaped);
    finish_output(worker);
    {
        is_burying = true;
        const ClearedAtTheEnd cleared(is_burying);
        settle_dead_flights(worker, cause, end);
    }
    if (end.cpu_ns) record(trace::WorkerSampled{worker.id, *end.cpu_ns, 0});
    trace::WorkerEnded ended{worker.id, cause, {}, {}, worker.message};
    if (end.exit_code) ended.exit_code = *end.exit_code;
    if (end.signal) ended.signal = *end.signal;
    record(ended);
    worker.lane.reset();
    Slot& slot = slots[worker.slot.value];
    if (is_unexpected(worker, cause) && wants_workers() && restart_policy.exceeds_budget(std::chrono::steady_clock::now())) {
        break_pool({}, "more than " + std::to_string(configuration.restart_budget->deaths) + " workers ended unexpectedly within " +
                           seconds_text(configuration.restart_budget->per) + " (restart_budget); the last: " + text);
        return;
    }
    if (!wants_worker_in(slot)) {
        end_if_empty();
        return;
    }
    const bool counts_as_failed_start = !worker.was_ready && is_unexpected(worker, cause);
    if (counts_as_failed_start && worker.error_type.empty()) {
        worker.message = text + (worker.message.empty() ? " before it was ready" : "");
        if (!worker.standard_error_tail.empty()) worker.message += "; its last words:\n" + worker.standard_error_tail;
    }
    if (ended_at_once) {
        const auto verdict = restart_policy.ended_at_once(tasks_ended, any_begun(), configuration.processes);
        if (verdict.decision == RestartPolicy::Decision::Break)
            worker.message = "workers end as soon as they are ready, before they begin a task; the last: " + text;
        return replace(slot, verdict, worker);
    }
    replace(slot, counts_as_failed_start ? restart_policy.ended_before_ready() : restart_policy.ended_when_ready(), worker);
}

void Supervisor::Impl::replace(Slot& slot, const RestartPolicy::Verdict& verdict, const WorkerRecord& ended) {
    if (!wants_worker_in(slot)) {
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

void Supervisor::Impl::send_quit_to_all() {
    for (Slot& slot : slots) {
        if (slot.restart) loop.cancel_timer(*std::exchange(slot.restart, std::nullopt));
        if (slot.worker) retire(*slot.worker, EndCause::Closed);
    }
}

}  // namespace poolscope::supervise
