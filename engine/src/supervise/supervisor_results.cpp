// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <utility>

#include <poolscope/remote_error.h>
#include <poolscope/wire.h>

#include "supervise/supervisor_impl.h"
#include "supervise/wakes_together.h"
#include "tasks/inlined_value.h"

namespace poolscope::supervise {

namespace {

/// What follows a larger one may be long in coming.
constexpr std::size_t kSmallMessage = 1024;

/// The error in a worker's message, unless it is nonsense.
std::optional<CaughtError> told_error(std::span<const std::byte> bytes) {
    try {
        return decode_error(bytes);
    } catch (const DecodingError&) {
        return {};
    }
}

}  // namespace

/// A time that a worker told, which may be nonsense: not before what the host knows to be earlier, not in the future.
trace::Time Supervisor::Impl::told_time(std::int64_t time, trace::Time earliest) {
    if (time > latest_now) latest_now = base::now_ns();
    return std::clamp<trace::Time>(time, earliest, std::max(earliest, latest_now));
}

bool Supervisor::Impl::look_at_lanes() {
    bool any = false;
    for (Slot& slot : slots) {
        // A fork server's child may have spoken before the server has told of it: its words wait until then.
        if (!slot.worker || !slot.worker->lane || !slot.worker->child) continue;
        WorkerRecord& worker = *slot.worker;
        hear_of_faults(worker);
        if (worker.faults.is_deaf()) continue;
        if (worker.lane->has_backlog()) worker.lane->pump();
        if (!worker.lane->has_news()) continue;
        any = true;
        drain(worker);
        end_if_cancelled(worker);
    }
    return any;
}

void Supervisor::Impl::drain(WorkerRecord& worker) {
    if (!worker.lane) return;
    const WakesTogether wakes;
    while (worker.lane->receive(message)) {
        take(worker, message);
        if (message.payload.size() > kSmallMessage) WakesTogether::wake_now();
    }
    worker.lane->release();
    feed_wanted = true;
    if (worker.lane->damaged()) distrust(worker);
}

void Supervisor::Impl::take(WorkerRecord& worker, const lane::ResultMessage& news) {
    using lane::ResultKind;
    if (worker.damaged) return;
    switch (news.kind) {
    case ResultKind::Hello:
        if (configuration.initializer.empty() || worker.was_ready) return;
        worker.initializing_since = base::now_ns();
        record(trace::WorkerInitializing{worker.id});
        arm_limits(worker);
        return;
    case ResultKind::Ready:
        if (worker.was_ready) return distrust(worker);
        return take_ready(worker);
    case ResultKind::InitializerFailed: {
        const std::optional<CaughtError> error = told_error(news.payload);
        if (!error) return distrust(worker);
        worker.cause = worker.cause.value_or(EndCause::InitializerFailed);
        worker.error_type = error->type;
        worker.message = error->message;
        return;
    }
    case ResultKind::Results: return take_results(worker, news);
    case ResultKind::Item:
        if (news.number == static_cast<std::uint64_t>(lane::ItemStatus::Done)) take_value(worker, trace::ItemOutcome::Done, news.payload);
        else if (news.number == static_cast<std::uint64_t>(lane::ItemStatus::DoneLarge)) take_large_value(worker, news.payload);
        else if (news.number == static_cast<std::uint64_t>(lane::ItemStatus::Failed) && told_error(news.payload)) take_value(worker, trace::ItemOutcome::Failed, news.payload);
        else return distrust(worker);
        if (worker.output) worker.output->item_ended();
        return;
    case ResultKind::Output: return take_output(worker, news);
    }
}

void Supervisor::Impl::take_ready(WorkerRecord& worker) {
    if (worker.limits.max_memory_per_child && !worker.doomed) {
        // A limit that no worker can keep would have each one replaced for ever: it counts as a failed start.
        const std::string excess = memory_excess(worker);
        if (!excess.empty()) return kill_now(worker, EndCause::MemoryLimit, excess + ", before its first task");
    }
    worker.was_ready = true;
    worker.ready_since = base::now_ns();
    restart_policy.worker_ready();
    move_to(worker, WorkerEvent::SaidReady);
    record_at(worker.ready_since, trace::WorkerReady{worker.id});
    if (worker.leaves_because) record(trace::WorkerRetiring{worker.id, *worker.leaves_because});
    else if (worker.limits.max_age_per_child) arm_limits(worker);
}

/// After terminate() or a break the flights are settled already, and the worker does not know yet: what it tells falls.
void Supervisor::Impl::take_results(WorkerRecord& worker, const lane::ResultMessage& news) {
    if (worker.flights.empty() && is_ending()) return;
    lane::ResultsHead head{};
    if (news.payload.size() < sizeof head || worker.flights.empty() || worker.flights.front().sequence != news.number) return distrust(worker);
    std::memcpy(&head, news.payload.data(), sizeof head);
    Flight& flight = worker.flights.front();
    if (flight.started == 0) flight.started = told_time(head.started, flight.assigned);
    if (head.items > flight.task.chunk.items - flight.items_ended) return distrust(worker);
    const detail::ValueRow row{head.items, std::span<const std::byte>(news.payload).subspan(sizeof head), static_cast<PackedKind>(head.kind)};
    if (head.kind > 0xff || !row.is_sound()) return distrust(worker);
    take_values(worker, row);
    if (worker.damaged || worker.flights.empty() || head.ended == 0) return;
    if (worker.flights.front().items_ended != worker.flights.front().task.chunk.items) return distrust(worker);
    take_end(worker, head.ended);
}

void Supervisor::Impl::take_values(WorkerRecord& worker, const detail::ValueRow& row) {
    try {
        detail::ValueRowReader reader(row);
        reader.skip(row.items);
        if (!reader.at_end()) return distrust(worker);
    } catch (const DecodingError&) {
        return distrust(worker);
    }
    const std::uint32_t items = row.items;
    if (items == 0) return;
    Flight& flight = worker.flights.front();
    if (!flight.cancelled && flight.cancelled_items.empty()) {
        const std::uint64_t first = flight.current_item();
        if (writer != nullptr) {
            detail::ValueRowReader reader(row);
            for (std::uint32_t i = 0; i < items; ++i) flight.results.add(trace::ItemOutcome::Done, reader.next(), writer->value_limit());
        }
        flight.items_ended += items;
        flight.batch->items_done(first, row, worker.id, worker.child.pid());
    } else {
        detail::ValueRowReader reader(row);
        for (std::uint32_t i = 0; i < items && !worker.flights.empty(); ++i) take_value(worker, trace::ItemOutcome::Done, reader.next());
    }
    if (worker.output) worker.output->item_ended();
}

void Supervisor::Impl::take_value(WorkerRecord& worker, trace::ItemOutcome outcome, std::span<const std::byte> value,
                                  const std::shared_ptr<const detail::LargeSource>& large) {
    if (worker.flights.empty() && is_ending()) return;
    if (worker.flights.empty() || worker.flights.front().started == 0 ||
        worker.flights.front().items_ended >= worker.flights.front().task.chunk.items)
        return distrust(worker);
    Flight& flight = worker.flights.front();
    if (flight.is_cancelled(flight.current_item())) return settle_as_cancelled(flight, &worker);
    SettledItem item;
    item.item = flight.current_item();
    item.outcome = outcome;
    item.value = value;
    item.large = large;
    item.worker = worker.id;
    item.pid = worker.child.pid();
    settle_item(flight, item);
}

void Supervisor::Impl::take_end(WorkerRecord& worker, trace::Time told) {
    Flight& flight = worker.flights.front();
    ++worker.done;
    worker.done_items += flight.task.chunk.items;
    const trace::Time ended = told_time(told, flight.started);
    flight.batch->task_time().add(std::chrono::nanoseconds(ended - flight.started));
    record_task_end(flight, &worker, ended);
    note_life(worker, ended);
    const std::shared_ptr<BatchRun> batch = std::move(flight.batch);
    worker.flights.pop_front();
    --batch->in_flight;
    // It knows these two limits itself and is about to leave; being told as well does no harm.
    if (worker.limits.maxtasksperchild && worker.done >= *worker.limits.maxtasksperchild) retire(worker, EndCause::MaxTasksPerChild);
    else if (worker.limits.maxitemsperchild && worker.done_items >= *worker.limits.maxitemsperchild)
        retire(worker, EndCause::MaxItemsPerChild);
    finish_if_complete(batch);
}

void Supervisor::Impl::settle_item(Flight& flight, SettledItem item) {
    note_result(flight, item.outcome, item.value, item.large.get());
    ++flight.items_ended;
    flight.batch->item_ended(item);
}

void Supervisor::Impl::note_result(Flight& flight, trace::ItemOutcome outcome, std::span<const std::byte> value, const detail::LargeSource* large) {
    if (writer == nullptr) return;
    if (large == nullptr) return flight.results.add(outcome, value, writer->value_limit());
    std::vector<std::byte> whole;
    const std::uint64_t size = value.size() + large->size_bytes();
    if (size <= writer->value_limit() && tasks::append_inlined(whole, value, *large)) flight.results.add(outcome, whole, whole.size());
    else flight.results.add_omitted(outcome, size);
}

void Supervisor::Impl::record_task_end(Flight& flight, const WorkerRecord* worker, trace::Time ended) {
    if (writer != nullptr) {
        trace::TaskFinished record_of_end;
        record_of_end.task = flight.task.id;
        record_of_end.batch = flight.batch->id();
        if (worker != nullptr) record_of_end.worker = worker->id;
        record_of_end.started = flight.started;
        record_of_end.ended = ended;
        record_of_end.first_item = flight.task.chunk.first_item;
        writer->task_finished(std::max(ended, latest_now), record_of_end, flight.results);
    }
    ++tasks_ended;
    flight.batch->task_ended(flight.task.chunk.first_item, flight.task.chunk.items);
}

/// A worker that wrote what no worker writes is not believed any more, and ended. Its tasks are settled by its death.
void Supervisor::Impl::distrust(WorkerRecord& worker) {
    if (worker.damaged) return;
    worker.damaged = true;
    worker.doomed = true;
    if (!worker.cause) {
        // What is found in the lane of one that has ended already is not what ended it.
        if (worker.child) worker.cause = EndCause::Killed;
        worker.message = "it wrote damaged data into its lane and was killed";
    }
    tell(trace::Severity::Error, worker.name() + " wrote damaged data into its lane; it is killed and replaced");
    kill(worker);
}

}  // namespace poolscope::supervise
