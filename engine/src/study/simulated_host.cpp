// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "study/simulated_pool.h"
#include "supervise/dispatcher.h"

/// What the host does in the simulation: supervise/supervisor_feed.cpp with a clock of its own.
namespace poolscope::study {
namespace {

constexpr double kPatience = 1e-9 * static_cast<double>(supervise::kStealPatience.count());

}  // namespace

std::uint64_t SimulatedPool::allowance(const Worker& worker) const {
    if (!shape_.maxtasksperchild) return UINT64_MAX;
    return *shape_.maxtasksperchild - std::min(*shape_.maxtasksperchild, worker.handed);
}

void SimulatedPool::list(std::uint32_t slot) {
    const Worker& worker = workers_[slot];
    if (worker.is_open && allowance(worker) > 0) receivers_.emplace(worker.load(), slot);
}

void SimulatedPool::unlist(std::uint32_t slot) {
    receivers_.erase({workers_[slot].load(), slot});
}

void SimulatedPool::ask_for_feed() {
    if (std::exchange(feed_is_due_, true)) return;
    at(std::max(now_, host_free_), What::Feed, 0);
}

void SimulatedPool::feed() {
    feed_is_due_ = false;
    // A task costs the host as much when it ends as when it is handed over.
    const double half = costs_.host_per_task / 2;
    double busy = half * static_cast<double>(ended_.size());
    for (const SimulatedTask& task : std::exchange(ended_, {}))
        if (supply_.settle(task)) batch_ended(task.batch);
    while (supply_.has_task() && !receivers_.empty()) {
        const auto [tasks, slot] = *receivers_.begin();
        if (tasks >= supply_.window()) break;
        busy += half;
        hand(slot, supply_.take(), now_ + busy + costs_.hand_over);
    }
    host_free_ = now_ + busy;
    steal();
}

void SimulatedPool::hand(std::uint32_t slot, const SimulatedTask& task, double arrives) {
    Worker& worker = workers_[slot];
    unlist(slot);
    worker.lane.push_back(task);
    ++worker.handed;
    ++in_flight_;
    deafen_if_due(slot);
    list(slot);
    if (worker.lane.size() > 1) {
        ++queued_behind_;
        return;
    }
    move_to(slot, State::Awaiting);
    if (arrives > now_)
        at(arrives, What::Arrived, slot);
    else
        begin_task(slot);
}

/// As supervise/supervisor_faults.cpp does.
void SimulatedPool::deafen_if_due(std::uint32_t slot) {
    if (!options_.leaves_results) return;
    Worker& worker = workers_[slot];
    if (worker.handed <= worker.counted) return;  // it was taken back once
    worker.counted = worker.handed;
    for (std::size_t i = 0; i < work_.faults.faults.size(); ++i) {
        const Fault& fault = work_.faults.faults[i];
        if (fault.action == FaultAction::FullLane && fires(work_.faults, i, worker.id, slot, worker.handed))
            worker.deaf_until = now_ + 1e-9 * static_cast<double>(fault.duration.count());
    }
}

void SimulatedPool::hear(std::uint32_t slot) {
    Worker& worker = workers_[slot];
    if (now_ < worker.deaf_until) return at(worker.deaf_until, What::Heard, slot);  // it was deafened once more
    unlist(slot);
    in_flight_ -= worker.unheard.size();
    for (const SimulatedTask& task : std::exchange(worker.unheard, {})) ended_.push_back(task);
    list(slot);
    ask_for_feed();
}

void SimulatedPool::steal() {
    // Whoever looked in vain looks again when a task may have lasted for long enough, as the real host does by a timer.
    if (supply_.has_task() || queued_behind_ == 0 || idle_ == 0 || steal_is_due_) return;
    std::vector<supervise::LaneLoad> loads(workers_.size());
    for (std::size_t slot = 0; slot < workers_.size(); ++slot) {
        const Worker& worker = workers_[slot];
        supervise::LaneLoad& load = loads[slot];
        load.open = worker.is_open;
        // Done tasks that nobody has taken cannot be stolen, and their worker is given nothing in exchange.
        load.tasks = std::max<std::size_t>(worker.lane.size(), worker.unheard.empty() ? 0 : 1);
        load.allowance = static_cast<std::size_t>(allowance(worker));
        // What is on its way arrives: nobody is held up here.
        load.front_begun = worker.state == State::Running || worker.state == State::Awaiting;
        load.front_age = std::chrono::nanoseconds(static_cast<std::int64_t>((now_ - worker.since) * 1e9 + 0.5));
    }
    while (const auto move = supervise::choose_steal(loads, supervise::kStealPatience)) {
        const auto from = static_cast<std::uint32_t>(move->from), to = static_cast<std::uint32_t>(move->to);
        Worker& giver = workers_[from];
        unlist(from);
        const SimulatedTask task = giver.lane.back();
        giver.lane.pop_back();
        --giver.handed;
        --in_flight_;
        --queued_behind_;
        list(from);
        hand(to, task, now_ + costs_.hand_over);
        supervise::count_move(loads, *move, static_cast<std::size_t>(allowance(workers_[to])));
    }
    if (queued_behind_ > 0 && idle_ > 0) {
        steal_is_due_ = true;
        at(now_ + kPatience, What::Steal, 0);
    }
}

}  // namespace poolscope::study
