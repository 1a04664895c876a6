// SPDX-License-Identifier: MIT
#include <utility>

#include <poolscope/remote_error.h>
#include <poolscope/value.h>

#include "supervise/supervisor_impl.h"
#include "supervise/worker_limits.h"

// What becomes of the tasks of a worker that is gone.

namespace poolscope::supervise {
namespace {

constexpr std::size_t kMostArgumentText = 200;

std::string with_tail(std::string text, const std::string& standard_error) {
    if (!standard_error.empty()) text += "; the last it wrote to standard error: " + standard_error;
    return text;
}

}  // namespace

void Supervisor::Impl::settle_dead_flights(WorkerRecord& worker, EndCause cause, const process::ChildEnd& end) {
    if (worker.front_is_begun()) settle_dead_front(worker, cause, end);
    // The others were not begun: they go on elsewhere, in their old order.
    while (!worker.flights.empty()) {
        Flight flight = take_flight(worker, worker.flights.size() - 1);
        record(trace::TaskWithdrawn{flight.task.id, worker.id});
        flight.batch->take_back(std::move(flight.task));
        list_as_supplying(flight.batch);
    }
}

/// The item in which the worker died has had one of its attempts. Those before it are done (their results were in the lane), those
/// after it become a task of their own, as does the item itself if it may be tried again.
void Supervisor::Impl::settle_dead_front(WorkerRecord& worker, EndCause cause, const process::ChildEnd& end) {
    Flight flight = take_flight(worker, 0);
    const trace::Time now = base::now_ns();
    const std::shared_ptr<BatchRun> batch = flight.batch;
    const std::uint32_t position = flight.items_ended;
    const std::uint32_t items = flight.task.chunk.items;
    std::optional<Task> again;
    if (position < items) {
        const bool may_be_tried = flight.task.attempt < configuration.item_attempts;
        if (flight.is_cancelled(flight.current_item())) {
            settle_as_cancelled(flight, &worker);
        } else if (!flight.timed_out && may_be_tried) {
            // Alone: whatever it does to its worker, it does to no other item.
            again = Task{TaskId{next_task++}, part_of_chunk(flight.task.chunk, position, 1), flight.task.attempt + 1};
            note_result(flight, trace::ItemOutcome::Moved, {});
        } else {
            settle_as_lost(flight, worker, cause, end, now);
        }
    }
    for (std::uint32_t i = position + 1; i < items; ++i) {
        flight.items_ended = i;
        if (flight.is_cancelled(flight.current_item())) settle_as_cancelled(flight, &worker);
        else note_result(flight, trace::ItemOutcome::Moved, {});
    }
    record_task_end(flight, &worker, now);
    give_out_again(flight, position + 1);
    if (again) {
        batch->take_back(std::move(*again));
        list_as_supplying(batch);
    }
    finish_if_complete(batch);
}

/// The item ends as lost, or as timed out, with everything that is known of it.
void Supervisor::Impl::settle_as_lost(Flight& flight, const WorkerRecord& worker, EndCause cause, const process::ChildEnd& end,
                                      trace::Time now) {
    SettledItem item;
    item.item = flight.current_item();
    item.worker = worker.id;
    item.pid = worker.child.pid();
    item.cause = cause;
    item.exit_code = end.exit_code;
    item.signal = end.signal;
    LostItemFacts facts;
    facts.attempt = flight.task.attempt;
    facts.arguments = value_to_text(arguments_at(flight.task.chunk, flight.items_ended), kMostArgumentText);
    facts.standard_error = worker.standard_error_tail;
    facts.elapsed = std::chrono::nanoseconds(now - (flight.begun() != 0 ? flight.begun() : flight.assigned));
    const std::string which = "item " + std::to_string(item.item) + " of " + flight.batch->request().function + ", called with " +
                              facts.arguments + " (attempt " + std::to_string(facts.attempt) + " of " +
                              std::to_string(configuration.item_attempts) + "), ";
    const std::string when = seconds_text(facts.elapsed) + " after its task began";
    std::vector<std::byte> value;
    if (flight.timed_out) {
        item.outcome = trace::ItemOutcome::TimedOut;
        item.limit = worker.limits.task_timeout.value_or(std::chrono::nanoseconds{0});
        value = encode_error({"TaskTimeoutError", with_tail("task_timeout of " + seconds_text(item.limit) + " ran out while " + worker.name() +
                                                                " (pid " + std::to_string(item.pid) + ", slot " +
                                                                std::to_string(worker.slot.value) + ") ran " + which + when,
                                                            facts.standard_error)});
    } else {
        item.outcome = trace::ItemOutcome::Lost;
        value = encode_error({"WorkerLostError",
                              with_tail(describe_end(worker, cause, end) + " while it ran " + which + when, facts.standard_error)});
    }
    item.value = value;
    item.lost = std::move(facts);
    settle_item(flight, item);
}

}  // namespace poolscope::supervise
