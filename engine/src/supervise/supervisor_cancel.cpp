// SPDX-License-Identifier: MIT
#include <utility>

#include <poolscope/errors.h>
#include <poolscope/remote_error.h>

#include "supervise/supervisor_impl.h"

// Cancelling by request. What was not begun is taken back and ends at once. What runs ends with its worker: the items are
// settled when the worker is gone, since only then its lane tells for certain how far it came.

namespace poolscope::supervise {
namespace {

std::string words_for_item(std::uint64_t item, BatchId batch) {
    return "item " + std::to_string(item) + " of batch " + std::to_string(batch.value);
}

}  // namespace

void Supervisor::Impl::settle_as_cancelled(Flight& flight, const WorkerRecord* worker) {
    SettledItem item;
    item.item = flight.current_item();
    item.outcome = trace::ItemOutcome::Cancelled;
    const std::vector<std::byte> error = encode_error({"CancelledError", words_for_item(item.item, flight.batch->id()) + " was cancelled by request"});
    item.value = error;
    if (worker != nullptr) {
        item.worker = worker->id;
        item.pid = worker->child.pid();
    }
    settle_item(flight, item);
}

/// Ends a task that nobody has begun: the cancelled items of it end, the others go on in tasks of their own. `worker` had it.
void Supervisor::Impl::end_unbegun(Flight flight, const WorkerRecord* worker) {
    const std::shared_ptr<BatchRun> batch = flight.batch;
    const Chunk& chunk = flight.task.chunk;
    for (std::uint32_t position = 0; position < chunk.items; ++position) {
        flight.items_ended = position;
        if (flight.is_cancelled(chunk.first_item + position)) settle_as_cancelled(flight, worker);
        else note_result(flight, trace::ItemOutcome::Moved, {});
    }
    record_task_end(flight, worker, base::now_ns());
    give_out_again(flight, 0);
    finish_if_complete(batch);
}

/// What is left of a chunk from `position` on, without its cancelled items, waits to be given out again.
void Supervisor::Impl::give_out_again(const Flight& flight, std::uint32_t position) {
    std::vector<Chunk> rest = rest_of_chunk(flight.task.chunk, position, [&](std::uint64_t item) { return flight.is_cancelled(item); });
    if (rest.empty()) return;
    for (auto chunk = rest.rbegin(); chunk != rest.rend(); ++chunk)
        flight.batch->take_back(Task{TaskId{next_task++}, std::move(*chunk), flight.task.attempt});
    list_as_supplying(flight.batch);
}

/// Takes a task back from the middle of a lane, unless it was begun.
std::optional<Flight> Supervisor::Impl::take_out_unbegun(WorkerRecord& worker, std::size_t index) {
    if (!worker.lane->withdraw(worker.flights[index].sequence)) return {};
    return forget_flight(worker, index);
}

void Supervisor::Impl::cancel_batch(BatchId id) {
    require_not_ending();
    if (!batches.contains(id)) throw ValueError("there is no batch " + std::to_string(id.value) + " that has not ended");
    static_cast<void>(look_at_lanes());  // what is done is done
    const std::shared_ptr<BatchRun> batch = batches.find(id);
    if (batch == nullptr || batch->was_cancelled()) return;
    tell(trace::Severity::Note, "batch " + std::to_string(id.value) + " is cancelled by request");
    batch->cancel();
    note_input_end(*batch);
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive()) continue;
        WorkerRecord& worker = *slot.worker;
        for (std::size_t i = worker.flights.size(); i-- > 0;) {
            if (worker.flights[i].batch != batch) continue;
            std::optional<Flight> flight = take_out_unbegun(worker, i);
            if (!flight) {
                drain(worker);  // begun, and so everything before it has ended, which may have been told after the lanes were looked at
                break;
            }
            flight->cancelled = true;
            end_unbegun(std::move(*flight), &worker);
        }
        while (!worker.flights.empty() && worker.flights.front().batch == batch && !worker.doomed) {
            worker.flights.front().cancelled = true;
            const TaskId task = worker.flights.front().task.id;
            if (kill_for_task(worker, task, EndCause::ByUser, "the batch that it worked on was cancelled")) break;
            if (!worker.flights.empty() && worker.flights.front().task.id == task) break;  // all its items have ended
        }
    }
    finish_if_complete(batch);
}

void Supervisor::Impl::cancel_task(TaskId id) {
    require_not_ending();
    static_cast<void>(look_at_lanes());
    const auto tell_it = [&] { tell(trace::Severity::Note, "task " + std::to_string(id.value) + " is cancelled by request"); };
    for (const std::shared_ptr<BatchRun>& batch : batches.all()) {
        std::optional<Task> task = batch->remove_waiting(id);
        if (!task) continue;
        tell_it();
        Flight flight;
        flight.task = std::move(*task);
        flight.batch = batch;
        flight.cancelled = true;
        return end_unbegun(std::move(flight), nullptr);
    }
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive()) continue;
        WorkerRecord& worker = *slot.worker;
        for (std::size_t i = 0; i < worker.flights.size(); ++i) {
            if (worker.flights[i].task.id != id) continue;
            tell_it();
            worker.flights[i].cancelled = true;
            if (std::optional<Flight> flight = take_out_unbegun(worker, i)) return end_unbegun(std::move(*flight), &worker);
            static_cast<void>(kill_for_task(worker, id, EndCause::ByUser, "the task that it ran was cancelled"));
            return;
        }
    }
    throw ValueError("task " + std::to_string(id.value) + " is neither in a lane nor waiting: it has ended, or there is none of this number");
}

void Supervisor::Impl::cancel_item(BatchId id, std::uint64_t item) {
    require_not_ending();
    if (!batches.contains(id)) throw ValueError("there is no batch " + std::to_string(id.value) + " that has not ended");
    static_cast<void>(look_at_lanes());
    const std::shared_ptr<BatchRun> batch = batches.find(id);
    if (batch == nullptr) throw ValueError(words_for_item(item, id) + " has ended");
    const auto tell_it = [&] { tell(trace::Severity::Note, words_for_item(item, id) + " is cancelled by request"); };
    if (std::optional<Task> task = batch->remove_waiting_item(item)) {
        tell_it();
        Flight flight;
        flight.task = std::move(*task);
        flight.batch = batch;
        flight.cancelled_items = {item};
        return end_unbegun(std::move(flight), nullptr);
    }
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive()) continue;
        WorkerRecord& worker = *slot.worker;
        for (std::size_t i = 0; i < worker.flights.size(); ++i) {
            Flight& candidate = worker.flights[i];
            if (candidate.batch != batch || item < candidate.current_item() ||
                item - candidate.task.chunk.first_item >= candidate.task.chunk.items)
                continue;
            tell_it();
            candidate.cancelled_items.push_back(item);
            if (std::optional<Flight> flight = take_out_unbegun(worker, i)) return end_unbegun(std::move(*flight), &worker);
            drain(worker);
            end_if_cancelled(worker);
            return arm_limits(worker);
        }
    }
    if (item < batch->items_read()) throw ValueError(words_for_item(item, id) + " has ended");
    if (batch->cancel_when_read(item)) return tell_it();
    if (batch->request().items) throw ValueError("there is no " + words_for_item(item, id) + ", which has " + std::to_string(*batch->request().items));
    throw ValueError(words_for_item(item, id) + " was not given out yet");
}

/// The worker has come to an item that is to end as cancelled: it ends with it.
void Supervisor::Impl::end_if_cancelled(WorkerRecord& worker) {
    if (worker.doomed || worker.flights.empty()) return;
    const Flight& front = worker.flights.front();
    if (front.cancelled_items.empty()) return;
    // What quick items returned is not told as each ends: what was received may lie far behind.
    const std::uint32_t position = worker.position_now();
    const std::uint64_t item = front.task.chunk.first_item + position;
    if (position >= front.task.chunk.items || !front.is_cancelled(item)) return;
    static_cast<void>(kill_for_task(worker, front.task.id, EndCause::ByUser, "the item that it ran was cancelled", item));
}

}  // namespace poolscope::supervise
