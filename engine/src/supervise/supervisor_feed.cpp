// SPDX-License-Identifier: MIT
#include <cstdint>
#include <utility>
#include <vector>

#include <poolscope/function.h>
#include <poolscope/value.h>

#include "supervise/supervisor_impl.h"

namespace poolscope::supervise {

void Supervisor::Impl::list_as_supplying(const std::shared_ptr<BatchRun>& batch) {
    feed_wanted = true;
    if (batch->listed_as_supplying) return;
    batch->listed_as_supplying = true;
    supplying.push_back(batch);
}

std::shared_ptr<BatchRun> Supervisor::Impl::take_first_supplying() {
    std::shared_ptr<BatchRun> batch = std::move(supplying.front());
    supplying.pop_front();
    batch->listed_as_supplying = false;
    return batch;
}

/// An input that nobody takes results of may be endless, and its reader as fast as the workers: whoever waits would wait for ever.
void Supervisor::Impl::let_wanted_batches_pass() {
    for (std::size_t left = supplying.size(); left > 1 && supplying.front()->may_wait(); --left) {
        supplying.push_back(std::move(supplying.front()));
        supplying.pop_front();
    }
}

/// The next task of the oldest batch that has one.
bool Supervisor::Impl::take_task(std::shared_ptr<BatchRun>& batch, Task& task) {
    while (!supplying.empty()) {
        BatchRun& first = *supplying.front();
        const BatchRun::Supply supply = first.next_task(task, next_task);
        note_input_end(first);
        if (supply == BatchRun::Supply::Task) {
            std::vector<std::uint64_t> cancelled = first.take_cancelled(task.chunk);
            if (cancelled.empty()) {
                batch = first.is_exhausted() ? take_first_supplying() : supplying.front();
                return true;
            }
            Flight flight;
            flight.task = std::move(task);
            flight.batch = supplying.front();
            flight.cancelled_items = std::move(cancelled);
            end_unbegun(std::move(flight), nullptr);
            continue;  // the rest of the chunk came back, and is the next
        }
        finish_if_complete(take_first_supplying());
    }
    return false;
}

void Supervisor::Impl::refresh_loads() {
    loads.assign(slots.size(), {});
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!slots[i].worker) continue;
        const WorkerRecord& worker = *slots[i].worker;
        LaneLoad& load = loads[i];
        load.open = worker.takes_tasks();
        load.tasks = worker.flights.size();
        load.allowance = worker.allowance();
    }
}

/// What only stealing asks: how the first task of each lane is getting on.
void Supervisor::Impl::learn_fronts() {
    const trace::Time now = base::now_ns();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!slots[i].worker || !slots[i].worker->lane) continue;
        WorkerRecord& worker = *slots[i].worker;
        LaneLoad& load = loads[i];
        load.streaming = worker.lane->has_backlog();
        if (load.streaming) load.stream_pause = worker.stream_pause(now);
        load.unread = worker.flights.empty() && !worker.lane->is_read();
        if (worker.flights.empty()) continue;
        const Flight& front = worker.flights.front();
        load.front_begun = front.started != 0 || worker.lane->is_begun(front.sequence);
        load.front_age = std::chrono::nanoseconds(now - (front.started != 0 ? front.started : front.assigned));
    }
}

/// Fills the lanes. Called once a round, after everything that may have changed who can take what.
void Supervisor::Impl::feed() {
    feed_wanted = false;
    if (is_ending() || is_paused || slots.empty()) return;
    refresh_loads();
    ReceiverSearch receivers(loads);
    const trace::Time now = base::now_ns();
    fed.clear();
    std::shared_ptr<BatchRun> batch;
    Task task;
    while (!supplying.empty()) {
        let_wanted_batches_pass();
        const std::size_t window = lane_window(supplying.front()->task_time().mean());
        const auto receiver = receivers.next(window);
        if (!receiver) break;
        if (!take_task(batch, task)) break;
        WorkerRecord& worker = *slots[*receiver].worker;
        hand(worker, std::move(batch), task, now);
        LaneLoad& load = loads[*receiver];
        if (!std::exchange(load.fed, true)) fed.push_back(*receiver);
        ++load.tasks;
        load.allowance = worker.allowance();
    }
    if (supplying.empty() && idle_beside_busy(loads)) {
        learn_fronts();
        if (time_to_steal(loads, kStealPatience)) steal();
    }
    for (const std::size_t slot : fed) slots[slot].worker->lane->pump();
    if (!fed.empty()) arm_watch();
}

/// The task is the worker's then.
void Supervisor::Impl::hand(WorkerRecord& worker, std::shared_ptr<BatchRun> batch, Task& task, trace::Time now) {
    const FunctionUse& function = batch->function();
    if (function.id >= worker.knows_function.size()) worker.knows_function.resize(function.id + 1, false);
    if (!worker.knows_function[function.id]) {
        worker.knows_function[function.id] = true;
        worker.lane->send_function(function.id, function.name);
    }
    const std::uint64_t sequence = worker.next_sequence++;
    ++batch->in_flight;
    worker.lane->send_task(sequence, {function.id, task.chunk.items, batch->id().value, task.attempt, task.chunk.first_item,
                                      static_cast<std::uint32_t>(task.chunk.kind), 0},
                           task.chunk.encoded(), batch->request().lends && !task.chunk.lent.empty());
    ++worker.handed;
    worker.handed_items += task.chunk.items;
    trace::Time assigned = now;  // as the trace has it: no task begins before
    if (writer != nullptr && task.chunk.large) {
        assigned = record_large(worker, *batch, task);
    } else if (writer != nullptr && task.chunk.kind != detail::kNotPacked) {
        assigned = record_numbers(worker, *batch, task, now);
    } else if (writer != nullptr) {
        assigned = writer->task_given(now, {task.id, batch->id(), worker.id, task.chunk.first_item, task.chunk.items, task.attempt,
                                            task.chunk.encoded()});
    }
    Flight& flight = worker.flights.emplace_back();
    flight.sequence = sequence;
    flight.assigned = assigned;
    flight.batch = std::move(batch);
    flight.task = std::move(task);
    deafen_if_due(worker);
    expect_output();
    worker.memory_settled = false;
    if (worker.limits.task_timeout || worker.limits.max_memory_per_child) arm_limits(worker);
}

/// A trace has each item's list of arguments.
trace::Time Supervisor::Impl::record_numbers(const WorkerRecord& worker, const BatchRun& batch, const Task& task, trace::Time now) {
    const Chunk& chunk = task.chunk;
    constexpr std::uint64_t kEach = sizeof(std::uint32_t) + 5 + detail::kEncodedNumber;
    if (const std::uint64_t size = chunk.items * kEach; size > writer->value_limit()) {
        const trace::Time recorded = base::now_ns();
        record_at(recorded, trace::TaskAssigned{task.id, batch.id(), worker.id, chunk.first_item, chunk.items, task.attempt, {}, size});
        return recorded;
    }
    lists.clear();
    ChunkWriter writing(lists);
    for (ChunkReader reader(chunk.encoded(), chunk.kind); !reader.at_end();) writing.add_encoded(reader.next());
    return writer->task_given(now, {task.id, batch.id(), worker.id, chunk.first_item, chunk.items, task.attempt, lists});
}

/// A worker idles while tasks lie behind a long one: the last of them moves over.
void Supervisor::Impl::steal() {
    while (const auto move = choose_steal(loads, kStealPatience)) {
        WorkerRecord& from = *slots[move->from].worker;
        WorkerRecord& to = *slots[move->to].worker;
        if (!from.lane->withdraw(from.flights.back().sequence)) {
            // Begun in this moment: its results will tell. Do not try this lane again in this round.
            loads[move->from].tasks = 0;
            loads[move->from].open = false;
            continue;
        }
        Flight flight = forget_flight(from, from.flights.size() - 1);
        record(trace::TaskWithdrawn{flight.task.id, from.id});
        hand(to, std::move(flight.batch), flight.task, base::now_ns());
        count_move(loads, *move, to.allowance());
        to.lane->pump();
    }
    const auto left = time_to_steal(loads, kStealPatience);
    if (!left) return;
    const base::SteadyTime when = std::chrono::steady_clock::now() + *left;
    if (steal_timer && steal_timer_at <= when) return;
    if (steal_timer) loop.cancel_timer(*steal_timer);
    steal_timer_at = when;
    steal_timer = loop.add_timer(when, [this] {
        steal_timer.reset();
        feed_wanted = true;
    });
}

}  // namespace poolscope::supervise
