// SPDX-License-Identifier: MIT
#include "study/simulated_pool.h"

#include <algorithm>
#include <limits>

namespace poolscope::study {

SimulatedPool::SimulatedPool(const Workload& work, const PoolCosts& costs, const PoolShape& shape, const SimulationOptions& options)
    : work_(work), costs_(costs), shape_(shape), options_(options), supply_(work, shape), processors_(options.cores),
      workers_(shape.processes), batches_left_(work.batches.size()) {
    result_.shape = shape;
    shape_.maxtasksperchild = tasks_of_a_life(work, shape);
}

Prediction SimulatedPool::run() {
    start_all();
    if (!work_.batches.empty()) at(work_.batches.front().delay, What::Submit, 0);
    while (!is_over()) {
        const double next_event = events_.empty() ? std::numeric_limits<double>::infinity() : events_.top().time;
        const double next_end = processors_.next_end();
        if (next_end <= next_event) {
            if (next_end == std::numeric_limits<double>::infinity()) break;
            step_to(next_end);
            phase_ended(processors_.end_next());
        } else {
            const Event event = events_.top();
            events_.pop();
            step_to(event.time);
            handle(event);
        }
    }
    result_.makespan = now_;
    result_.wall = now_ + costs_.close;
    result_.tasks = supply_.tasks_taken();
    for (std::uint32_t slot = 0; slot < workers_.size(); ++slot) move_to(slot, State::Absent);
    double told = 0;
    for (const double seconds : result_.ledger) told += seconds;
    of(LedgerCause::Absent) += std::max(0.0, static_cast<double>(workers_.size()) * result_.makespan - told);
    return std::move(result_);
}

bool SimulatedPool::is_over() const {
    return batches_left_ == 0;
}

void SimulatedPool::handle(const Event& event) {
    Worker* worker = event.which < workers_.size() ? &workers_[event.which] : nullptr;
    switch (event.what) {
    case What::Submit: submit(event.which); break;
    case What::Loads: processors_.begin(now_, event.which, costs_.of(shape_.start_method).compute); break;
    case What::Up: initialize(event.which); break;
    case What::Waited: processors_.begin(now_, event.which, worker->compute); break;
    case What::Ended: phase_ended(event.which); break;
    case What::Arrived:
        if (worker->state == State::Awaiting) begin_task(event.which);
        break;
    case What::Feed: feed(); break;
    case What::Heard: hear(event.which); break;
    case What::Steal:
        steal_is_due_ = false;
        steal();
        break;
    }
}

void SimulatedPool::step_to(double time) {
    const double idle = static_cast<double>(idle_) * std::max(0.0, time - now_);
    if (idle > 0) {
        const LedgerCause cause = open_batches_ == 0        ? LedgerCause::IdleNoWork
                                  : supply_.has_task() ? LedgerCause::IdleUnfed
                                                            : LedgerCause::IdleTail;
        of(cause) += idle;
    }
    now_ = std::max(now_, time);
}

/// Adds up what the worker did until now, and has it do something else.
void SimulatedPool::move_to(std::uint32_t slot, State state) {
    Worker& worker = workers_[slot];
    const double seconds = now_ - worker.since;
    const auto span = [&](WorkerActivity activity, const SimulatedTask* task) {
        if (!options_.keeps_spans || seconds <= 0) return;
        GhostSpan one{worker.since, now_, slot, activity, 0, 0, 0};
        if (task != nullptr) {
            one.batch = task->batch;
            one.first_item = task->first;
            one.items = task->items;
        }
        result_.spans.push_back(one);
    };
    switch (worker.state) {
    case State::Starting:
        of(worker.is_successor ? LedgerCause::Recycling : LedgerCause::Starting) += seconds;
        span(worker.is_successor ? WorkerActivity::Retiring : WorkerActivity::Starting, nullptr);
        break;
    case State::Initializing:
        of(worker.is_successor ? LedgerCause::Recycling : LedgerCause::Initializing) += seconds;
        span(WorkerActivity::Initializing, nullptr);
        break;
    case State::Awaiting: of(LedgerCause::Transport) += seconds; break;
    case State::Running:
        of(LedgerCause::Useful) += seconds;
        if (!worker.lane.empty()) {
            result_.contended += std::max(0.0, seconds - worker.lane.front().seconds);
            span(WorkerActivity::Running, &worker.lane.front());
        }
        break;
    case State::Idle: --idle_; break;
    case State::Absent: of(LedgerCause::Absent) += seconds; break;
    }
    if (state == State::Idle) ++idle_;
    worker.state = state;
    worker.since = now_;
}

void SimulatedPool::start_all() {
    const StartCost& start = costs_.of(shape_.start_method);
    for (std::uint32_t slot = 0; slot < workers_.size(); ++slot) {
        move_to(slot, State::Starting);
        workers_[slot].id = static_cast<std::uint32_t>(++result_.workers_started);
        const double asked = start.first + start.serial * (slot + 1);  // of the system
        const bool is_recorded = options_.first_workers == FirstWorkers::AsRecorded && slot < work_.ready_at.size();
        if (options_.first_workers == FirstWorkers::Simulated) starting_until_ = asked;
        if (options_.first_workers == FirstWorkers::AtOnce) at(0, What::Up, slot);
        else if (is_recorded) at(work_.ready_at[slot], What::Up, slot);
        else if (options_.cores > 0 && start.compute > 0) at(asked + std::max(0.0, start.latency - start.compute), What::Loads, slot);
        else at(asked + start.latency, What::Up, slot);
    }
    host_free_ = starting_until_;
}

void SimulatedPool::initialize(std::uint32_t slot) {
    const bool is_initialized = !workers_[slot].is_successor && options_.first_workers != FirstWorkers::Simulated;
    move_to(slot, State::Initializing);
    if (costs_.initializer > 0 && !is_initialized)
        work_phase(slot, costs_.initializer, costs_.initializer_computing);
    else
        become_ready(slot);
}

void SimulatedPool::become_ready(std::uint32_t slot) {
    Worker& worker = workers_[slot];
    move_to(slot, State::Idle);
    worker.handed = worker.done = worker.counted = 0;
    worker.deaf_until = 0;
    worker.is_open = true;
    list(slot);
    ask_for_feed();
}

void SimulatedPool::work_phase(std::uint32_t slot, double seconds, double computing) {
    const double to_compute = options_.cores > 0 ? seconds * std::clamp(computing, 0.0, 1.0) : 0;
    if (to_compute <= 0) {
        at(now_ + seconds, What::Ended, slot);
    } else if (to_compute < seconds) {
        workers_[slot].compute = to_compute;
        at(now_ + (seconds - to_compute), What::Waited, slot);
    } else {
        processors_.begin(now_, slot, seconds);
    }
}

void SimulatedPool::phase_ended(std::uint32_t slot) {
    switch (workers_[slot].state) {
    case State::Starting: initialize(slot); break;
    case State::Initializing: become_ready(slot); break;
    default: task_ended(slot); break;
    }
}

void SimulatedPool::begin_task(std::uint32_t slot) {
    move_to(slot, State::Running);
    const SimulatedTask& task = workers_[slot].lane.front();
    work_phase(slot, task.seconds, work_.batches[task.batch].computing);
}

void SimulatedPool::task_ended(std::uint32_t slot) {
    Worker& worker = workers_[slot];
    unlist(slot);
    const bool has_next = worker.lane.size() > 1;
    move_to(slot, has_next ? State::Awaiting : State::Idle);
    if (now_ < worker.deaf_until) {
        if (worker.unheard.empty()) at(worker.deaf_until, What::Heard, slot);
        worker.unheard.push_back(worker.lane.front());
    } else {
        ended_.push_back(worker.lane.front());
        --in_flight_;
    }
    worker.lane.pop_front();
    ++worker.done;
    if (has_next) {
        --queued_behind_;
        if (costs_.between_tasks > 0)
            at(now_ + costs_.between_tasks, What::Arrived, slot);
        else
            begin_task(slot);
    }
    if (shape_.maxtasksperchild && worker.done >= *shape_.maxtasksperchild)
        retire(slot);
    else
        list(slot);
    ask_for_feed();
}

void SimulatedPool::retire(std::uint32_t slot) {
    Worker& worker = workers_[slot];
    worker.is_open = false;
    const bool is_wanted = in_flight_ > 0 || supply_.has_task() || next_batch_ < work_.batches.size();
    move_to(slot, is_wanted ? State::Starting : State::Absent);
    if (!is_wanted) return;
    worker.is_successor = true;
    worker.id = static_cast<std::uint32_t>(++result_.workers_started);
    // `replace` was measured where the host had nothing else to start: its own share of it waits for those before.
    const StartCost& start = costs_.of(shape_.start_method);
    const double begins = std::max(now_, starting_until_);
    starting_until_ = begins + std::min(start.serial, start.replace);
    at(begins + start.replace, What::Up, slot);
}

void SimulatedPool::submit(std::uint32_t batch) {
    next_batch_ = batch + 1;
    ++open_batches_;
    supply_.submit(batch);
    const WorkBatch& submitted = work_.batches[batch];
    if (!submitted.blocks && next_batch_ < work_.batches.size())
        at(now_ + work_.batches[next_batch_].delay, What::Submit, next_batch_);
    if (supply_.is_complete(batch)) batch_ended(batch);
    ask_for_feed();
}

void SimulatedPool::batch_ended(std::uint32_t batch) {
    --open_batches_;
    --batches_left_;
    if (work_.batches[batch].blocks && batch + 1 < work_.batches.size())
        at(now_ + work_.batches[batch + 1].delay, What::Submit, batch + 1);
}

}  // namespace poolscope::study
