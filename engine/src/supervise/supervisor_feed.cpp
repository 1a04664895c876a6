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

/// The next task of the oldest batch that has one.
bool Supervisor::Impl::take_task(std::shared_ptr<BatchRun>& batch, Task& task) {
    while (!supplying.empty()) {
        batch = supplying.front();
        const BatchRun::Supply supply = batch->next_task(task, next_task);
        note_input_end(*batch);
        if (supply == BatchRun::Supply::Task) {
            std::vector<std::uint64_t> cancelled = batch->take_cancelled(task.chunk);
            if (cancelled.empty()) return true;
            Flight flight;
            flight.task = std::move(task);
            flight.batch = batch;
            flight.cancelled_items = std::move(cancelled);
            end_unbegun(std::move(flight), nullptr);
            continue;  // the rest of the chunk came back, and is the next
        }
        supplying.pop_front();
        batch->listed_as_supplying = false;
        finish_if_complete(batch);
    }
    return false;
}

void Supervisor::Impl::refresh_loads() {
    loads.assign(slots.size(), {});
    const trace::Time now = base::now_ns();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!slots[i].worker) continue;
        const WorkerRecord& worker = *slots[i].worker;
        LaneLoad& load = loads[i];
        load.open = worker.takes_tasks();
        load.tasks = worker.flights.size();
        load.allowance = worker.allowance();
        if (worker.flights.empty()) continue;
        load.streaming = worker.lane->has_backlog();
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
    bool handed_any = false;
    while (!supplying.empty()) {
        const std::size_t window = lane_window(supplying.front()->task_time().mean());
        const auto receiver = choose_receiver(loads, window);
        if (!receiver) break;
        std::shared_ptr<BatchRun> batch;
        Task task;
        if (!take_task(batch, task)) break;
        WorkerRecord& worker = *slots[*receiver].worker;
        hand(worker, batch, std::move(task));
        ++loads[*receiver].tasks;
        loads[*receiver].allowance = worker.allowance();
        handed_any = true;
    }
    if (supplying.empty() && steal_may_follow(loads)) steal();
    if (!handed_any) return;
    for (Slot& slot : slots)
        if (slot.worker && slot.worker->lane) slot.worker->lane->pump();
    arm_watch();
}

void Supervisor::Impl::hand(WorkerRecord& worker, const std::shared_ptr<BatchRun>& batch, Task task) {
    const std::string& function = batch->request().function;
    const auto [known, is_new] =
        worker.function_ids.try_emplace(function, static_cast<std::uint32_t>(worker.function_ids.size()));
    if (is_new) worker.lane->send_function(known->second, function);
    Flight flight;
    flight.sequence = worker.next_sequence++;
    flight.assigned = base::now_ns();
    flight.batch = batch;
    worker.lane->send_task(flight.sequence,
                           {known->second, task.chunk.items, batch->id().value, task.attempt, task.chunk.first_item},
                           task.chunk.arguments);
    ++worker.handed;
    worker.handed_items += task.chunk.items;
    if (writer != nullptr) {
        trace::TaskAssigned assigned{task.id, batch->id(), worker.id, task.chunk.first_item, task.chunk.items, task.attempt, {}, 0};
        if (task.chunk.arguments.size() <= writer->value_limit()) {
            ValueWriter list(assigned.arguments);
            list.begin_list(task.chunk.items);
            ChunkReader reader(task.chunk.arguments);
            while (!reader.at_end()) list.encoded(reader.next());
        } else {
            assigned.arguments_omitted = task.chunk.arguments.size();
        }
        record_at(flight.assigned, assigned);
    }
    flight.task = std::move(task);
    worker.flights.push_back(std::move(flight));
    deafen_if_due(worker);
    expect_output();
    worker.memory_settled = false;
    if (worker.limits.task_timeout || worker.limits.max_memory_per_child) arm_limits(worker);
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
        --loads[move->from].tasks;
        hand(to, flight.batch, std::move(flight.task));
        ++loads[move->to].tasks;
        loads[move->to].allowance = to.allowance();
        to.lane->pump();
    }
    if (!steal_timer && steal_may_follow(loads)) {
        steal_timer = loop.add_timer(std::chrono::steady_clock::now() + kStealPatience, [this] {
            steal_timer.reset();
            feed_wanted = true;
        });
    }
}

}  // namespace poolscope::supervise
