// SPDX-License-Identifier: MIT
#include "supervise/supervisor.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include <sys/epoll.h>

#include <poolscope/errors.h>

#include "supervise/supervisor_impl.h"
#include <poolscope/remote_error.h>

namespace poolscope::supervise {

using trace::PoolPhase;

Supervisor::Supervisor(base::EventLoop& loop, PoolConfiguration configuration, trace::Writer* writer)
    : impl_(std::make_unique<Impl>(loop, std::move(configuration), writer)) {}
Supervisor::~Supervisor() = default;

void Supervisor::start() { impl_->start(); }
BatchId Supervisor::submit(BatchRequest request) { return submit(std::make_shared<BatchRun>(std::move(request)), base::now_ns()); }
BatchId Supervisor::submit(const std::shared_ptr<BatchRun>& batch, trace::Time now) {
    return impl_->submit(batch, now, batch->request().description);
}
BatchId Supervisor::submit(const std::shared_ptr<BatchRun>& batch, trace::Time now, std::string_view description) {
    return impl_->submit(batch, now, description);
}
void Supervisor::source_ready(BatchId batch) { impl_->source_ready(batch); }
void Supervisor::close() { impl_->close(); }
void Supervisor::terminate() { impl_->terminate(); }
void Supervisor::break_down(const std::string& message) { impl_->break_pool({}, message); }
PoolPhase Supervisor::phase() const noexcept { return impl_->phase; }
const std::string& Supervisor::phase_message() const noexcept { return impl_->phase_message; }
const std::string& Supervisor::broken_type() const noexcept { return impl_->broken_type; }
void Supervisor::set_on_ended(EndedCallback callback) { impl_->on_ended = std::move(callback); }
const std::shared_ptr<lane::Arena>& Supervisor::arguments() const noexcept { return impl_->bell.arguments(); }
void Supervisor::kill_worker(WorkerId worker, int signal) { impl_->kill_worker(worker, signal); }
void Supervisor::resize(std::uint32_t processes) { impl_->resize(processes); }
void Supervisor::pause() { impl_->pause(); }
void Supervisor::resume() { impl_->resume(); }
bool Supervisor::paused() const noexcept { return impl_->is_paused; }
void Supervisor::drain_worker(WorkerId worker) { impl_->drain_worker(worker); }
void Supervisor::restart_worker(WorkerId worker) { impl_->restart_worker(worker); }
void Supervisor::cancel_batch(BatchId batch) { impl_->cancel_batch(batch); }
void Supervisor::cancel_task(TaskId task) { impl_->cancel_task(task); }
void Supervisor::cancel_item(BatchId batch, std::uint64_t item) { impl_->cancel_item(batch, item); }
void Supervisor::set_limits(const WorkerLimits& limits) { impl_->set_limits(limits); }
bool Supervisor::round() { return impl_->round(); }
bool Supervisor::has_news() const { return impl_->has_news(); }
void Supervisor::takes_over() { impl_->bell.awake(); }
void Supervisor::gives_back() { static_cast<void>(impl_->before_sleep()); }
std::vector<WorkerStatus> Supervisor::workers() const { return impl_->workers(); }
std::uint32_t Supervisor::processes() const noexcept { return impl_->configuration.processes; }

Supervisor::Impl::Impl(base::EventLoop& event_loop, PoolConfiguration pool_configuration, trace::Writer* trace_writer)
    : loop(event_loop), configuration(std::move(pool_configuration)), writer(trace_writer),
      oom_watch(base::CgroupKills()), restart_policy(configuration.failed_starts_limit, configuration.restart_budget) {
    starter = std::make_unique<WorkerStarter>(
        loop, bell, configuration.context,
        WorkerStarter::Callbacks{[this](WorkerId id, process::OwnedChild child) { worker_started(id, std::move(child)); },
                                 [this](WorkerId id, const base::Failure& failure) { worker_refused(id, failure); },
                                 [this](const std::string& text) { tell(trace::Severity::Warning, text); }});
    loop.add_fd(bell.event_fd(), EPOLLIN, [this](std::uint32_t) { bell.silence(); });
    loop.set_work([this] { return round(); });
    loop.set_has_work([this] { return has_news(); });
    loop.set_before_sleep([this] { return before_sleep(); });
    loop.set_after_sleep([this] { bell.awake(); });
    // An argument's memory may be let go of while everybody sleeps.
    bell.arguments()->set_on_news([this] { loop.wake(); });
}

Supervisor::Impl::~Impl() {
    bell.arguments()->set_on_news({});
    loop.set_work({});
    loop.set_has_work({});
    loop.set_before_sleep({});
    loop.set_after_sleep({});
    loop.remove_fd(bell.event_fd());
    if (output_alarm) loop.remove_fd(output_alarm->fd());
    for (const auto& timer : {watch_timer, flush_timer, steal_timer, kill_timer, limit_timer, output_timer, fault_timer, trim_timer, leave_timer})
        if (timer) loop.cancel_timer(*timer);
    for (Slot& slot : slots) {
        if (slot.restart) loop.cancel_timer(*slot.restart);
        if (slot.worker && slot.worker->kill_timer) loop.cancel_timer(*slot.worker->kill_timer);
        if (slot.worker && slot.worker->reap_timer) loop.cancel_timer(*slot.worker->reap_timer);
        if (slot.worker && slot.worker->give_up_timer) loop.cancel_timer(*slot.worker->give_up_timer);
        if (slot.worker && slot.worker->child) loop.remove_fd(slot.worker->child.pidfd());
    }
    // OwnedChild ends and reaps whoever is left.
}

bool Supervisor::Impl::is_ending() const noexcept {
    return phase == PoolPhase::Terminating || phase == PoolPhase::Broken || phase == PoolPhase::Ended;
}

void Supervisor::Impl::set_phase(PoolPhase next, const std::string& text) {
    phase = next;
    if (!text.empty()) phase_message = text;
    record(trace::PoolPhaseChanged{next, text});
}

FunctionUse& Supervisor::Impl::use_of(const std::string& function) {
    if (last_function == nullptr || last_function->name != function) {
        std::unique_ptr<FunctionUse>& use = functions[function];
        if (!use) use = std::make_unique<FunctionUse>(FunctionUse{function, static_cast<std::uint32_t>(functions.size() - 1), {}});
        last_function = use.get();
    }
    return *last_function;
}

BatchId Supervisor::Impl::submit(const std::shared_ptr<BatchRun>& batch, trace::Time now, std::string_view description) {
    if (phase == PoolPhase::Broken || !broken_type.empty()) throw BrokenPoolError(phase_message);
    if (phase != PoolPhase::Running) throw ValueError("Pool not running");
    const BatchId id{next_batch++};
    const BatchRequest& request = batch->request();
    if (writer != nullptr)
        writer->batch_submitted(now, {id, request.method, request.function, request.items, request.tasks, request.chunksize, description});
    batch->enter(id, use_of(request.function));
    batches.add(batch);
    if (request.items == 0) {
        // An empty input gives its empty result at once, also when every worker is busy.
        Task none;
        static_cast<void>(batch->next_task(none, next_task));
        note_input_end(*batch);
        finish_if_complete(batch);
    } else {
        list_as_supplying(batch);
    }
    return id;
}

void Supervisor::Impl::source_ready(BatchId id) {
    const std::shared_ptr<BatchRun> batch = batches.find(id);
    if (batch == nullptr) return;
    // An end is no task: it is not to wait until some worker has room for one.
    batch->look_for_input_end();
    note_input_end(*batch);
    if (batch->is_exhausted()) finish_if_complete(batch);
    else list_as_supplying(batch);
}

void Supervisor::Impl::close() {
    if (phase != PoolPhase::Running) return;
    set_phase(PoolPhase::Closing, {});
    after_batches();
}

/// What follows when no batch is left in a closed pool: the workers go.
void Supervisor::Impl::after_batches() {
    if (phase == PoolPhase::Closing && batches.empty()) send_quit_to_all();
    end_if_empty();
}

void Supervisor::Impl::terminate() {
    if (is_ending()) return;
    // What is done is done. A fork server's child of which the server has not told yet can have done nothing.
    for (Slot& slot : slots)
        if (slot.worker && slot.worker->lane && slot.worker->child) drain(*slot.worker);
    if (is_ending()) return;
    set_phase(PoolPhase::Terminating, {});
    cancel_batches(false, {}, {});
    for (Slot& slot : slots) {
        if (slot.restart) loop.cancel_timer(*std::exchange(slot.restart, std::nullopt));
        if (!slot.worker || !slot.worker->alive()) continue;
        WorkerRecord& worker = *slot.worker;
        if (!worker.cause) worker.cause = EndCause::Terminated;
        move_to(worker, WorkerEvent::AskedToLeave);
        if (worker.child) {
            worker.child.send_signal(SIGTERM);
            worker.child.send_signal(SIGCONT);  // a stopped process gets SIGTERM only when it goes on
        } else {
            starter->abandon(worker.id);
            bury(worker, {});
        }
    }
    kill_timer = loop.add_timer(std::chrono::steady_clock::now() + configuration.terminate_grace, [this] {
        kill_timer.reset();
        for (Slot& slot : slots)
            if (slot.worker && slot.worker->alive()) kill(*slot.worker);
    });
    end_if_empty();
}

void Supervisor::Impl::break_pool(const std::string& type, const std::string& text) {
    if (is_ending()) return;
    broken_type = type.empty() ? "BrokenPoolError" : type;
    set_phase(PoolPhase::Broken, text);
    cancel_batches(true, broken_type, text);
    for (Slot& slot : slots) {
        if (slot.restart) loop.cancel_timer(*std::exchange(slot.restart, std::nullopt));
        if (!slot.worker || !slot.worker->alive()) continue;
        if (!slot.worker->cause) slot.worker->cause = EndCause::Terminated;
        move_to(*slot.worker, WorkerEvent::AskedToLeave);
        if (slot.worker->child) {
            kill(*slot.worker);
        } else {
            starter->abandon(slot.worker->id);
            bury(*slot.worker, {});
        }
    }
    end_if_empty();
}

void Supervisor::Impl::cancel_batches(bool pool_broke, const std::string& type, const std::string& text) {
    const std::string message_text = pool_broke ? text : "the pool was terminated before this item was done";
    const std::vector<std::byte> error = encode_error({pool_broke ? type : "CancelledError", message_text});
    // What lies in lanes is settled item by item, as the trace has told of those tasks; the rest is told with the batch.
    for (Slot& slot : slots) {
        if (!slot.worker) continue;
        for (std::size_t i = 0; i < slot.worker->flights.size(); ++i) {
            Flight& flight = slot.worker->flights[i];
            while (flight.items_ended < flight.task.chunk.items) {
                SettledItem item;
                item.item = flight.task.chunk.first_item + flight.items_ended;
                item.outcome = trace::ItemOutcome::Cancelled;
                item.value = error;
                item.worker = slot.worker->id;
                item.pid = slot.worker->child.pid();
                settle_item(flight, item);
            }
            record_task_end(flight, slot.worker.get(), base::now_ns());
            --flight.batch->in_flight;
        }
        slot.worker->flights.clear();
    }
    supplying.clear();
    for (const std::shared_ptr<BatchRun>& batch : batches.take_all()) {
        batch->cancel();
        note_input_end(*batch);
        finish_batch(batch, pool_broke ? trace::BatchOutcome::Failed : trace::BatchOutcome::Cancelled, pool_broke);
    }
}

void Supervisor::Impl::note_input_end(BatchRun& batch) {
    if (!batch.take_input_end() || writer == nullptr) return;
    const auto* error = batch.input_error();
    // BatchSubmitted has said it already, as it does for every single call.
    const BatchRequest& request = batch.request();
    if (error == nullptr && request.items == batch.items_read() && request.tasks == batch.tasks_read()) return;
    record(trace::BatchInputEnded{batch.id(), batch.items_read(), batch.tasks_read(),
                                  error ? error->first + ": " + error->second : std::string()});
}

void Supervisor::Impl::finish_batch(const std::shared_ptr<BatchRun>& batch, trace::BatchOutcome outcome, bool pool_broke) {
    BatchEnd end;
    end.outcome = outcome;
    end.items = batch->request().items.value_or(batch->items_read());
    if (const auto* error = batch->input_error()) end.error = *error;
    end.pool_broke = pool_broke;
    if (pool_broke) end.error = {broken_type, phase_message};
    else if (!batch->leaves_items_untold())
        end.thrown_by_input = batch->thrown_by_input();
    else
        end.error = {"CancelledError", is_ending() ? "the pool was terminated before this was done" : "the batch was cancelled before this was done"};
    record_batch_end(*batch, end);
    if (batch->request().lends) {
        // A task that was taken back, or whose worker is being ended, may still be on its way.
        for (Slot& slot : slots)
            if (slot.worker && slot.worker->lane) slot.worker->lane->keep_lent();
    }
    if (BatchObserver* const watcher = batch->watcher()) watcher->batch_ended(end);
}

void Supervisor::Impl::record_batch_end(const BatchRun& batch, const BatchEnd& end) {
    if (writer == nullptr) return;
    trace::BatchEnded ended;
    ended.batch = batch.id();
    ended.outcome = end.outcome;
    if (const auto* first = batch.first_error(); first != nullptr && !end.pool_broke) {
        ended.error_type = first->type;
        ended.error_message = first->message;
        ended.error_item = first->item;
        ended.error_worker = first->worker;
    } else if (end.error) {
        ended.error_type = end.error->first;
        ended.error_message = end.error->second;
    }
    writer->batch_ended(latest_now, ended);
}

/// A worker may be held up between its last item's result and the end of its task: the batch ends after that.
void Supervisor::Impl::finish_if_complete(const std::shared_ptr<BatchRun>& batch) {
    if (!batch->complete() || batch->in_flight > 0 || !batches.remove(*batch)) return;
    finish_batch(batch, batch->outcome(), false);
    after_batches();
}

void Supervisor::Impl::end_if_empty() {
    if (phase == PoolPhase::Running || ended_told || is_burying) return;
    if (phase == PoolPhase::Closing && !batches.empty()) return;
    for (const Slot& slot : slots)
        if (slot.restart || (slot.worker && slot.worker->alive())) return;
    ended_told = true;
    starter->shut_down();
    if (kill_timer) loop.cancel_timer(*std::exchange(kill_timer, std::nullopt));
    set_phase(PoolPhase::Ended, {});
    if (writer != nullptr) writer->flush();
    // Moved out first: it is called once.
    if (EndedCallback callback = std::exchange(on_ended, {})) callback();
}

}  // namespace poolscope::supervise
