// SPDX-License-Identifier: MIT
#include "trace_builder.h"

#include <poolscope/value.h>

namespace poolscope::testing {

TraceBuilder::TraceBuilder(const std::string& path) : writer_(path) {}

void TraceBuilder::begin_run(std::uint32_t processes, const std::string& start_method, const std::string& initializer,
                             std::optional<std::uint64_t> maxtasksperchild, const std::string& title, const std::string& scenario) {
    start_method_ = start_method;
    has_initializer_ = !initializer.empty();
    add(trace::RunStarted{.wall_clock_ns = 1'700'000'000'000'000'000,
                          .host_pid = host_pid,
                          .version = "0.1.0",
                          .program = "poolscope-host",
                          .title = title,
                          .scenario = scenario});
    add(trace::PoolCreated{.processes = processes,
                           .start_method = start_method,
                           .initializer = initializer,
                           .initargs = encode_value(std::vector<std::int64_t>{}),
                           .maxtasksperchild = maxtasksperchild,
                           .processes_reason = {}});
    add(trace::PoolPhaseChanged{.phase = trace::PoolPhase::Running, .message = {}});
}

void TraceBuilder::end_run() {
    add(trace::PoolPhaseChanged{.phase = trace::PoolPhase::Ended, .message = {}});
    flush();
}

WorkerId TraceBuilder::start_worker(std::uint32_t slot, trace::Time step) {
    const WorkerId worker{++workers_};
    if (slot >= generations_.size()) {
        generations_.resize(slot + 1);
    }
    add(trace::WorkerStarting{
        .worker = worker, .slot = SlotIndex{slot}, .generation = ++generations_[slot], .start_method = start_method_});
    advance(step);
    add(trace::WorkerStarted{.worker = worker, .pid = static_cast<std::int32_t>(4710 + workers_)});
    advance(step);
    if (has_initializer_) {
        add(trace::WorkerInitializing{.worker = worker});
        advance(step);
    }
    add(trace::WorkerReady{.worker = worker});
    return worker;
}

void TraceBuilder::end_worker(WorkerId worker, EndCause cause, std::optional<int> signal, std::optional<int> exit_code,
                              const std::string& message) {
    add(trace::WorkerEnded{
        .worker = worker, .cause = cause, .exit_code = exit_code, .signal = signal, .message = message});
}

BatchId TraceBuilder::submit(const std::string& method, const std::string& function, std::optional<std::uint64_t> items,
                             std::uint64_t chunksize) {
    const BatchId batch{++batches_};
    std::optional<std::uint64_t> tasks;
    if (items) {
        tasks = (*items + chunksize - 1) / chunksize;
    }
    add(trace::BatchSubmitted{.batch = batch,
                              .method = method,
                              .function = function,
                              .items = items,
                              .tasks = tasks,
                              .chunksize = chunksize,
                              .description = items ? "range(0, " + std::to_string(*items) + ")" : "an iterator"});
    return batch;
}

void TraceBuilder::end_batch(BatchId batch, trace::BatchOutcome outcome, const std::string& error_type,
                             const std::string& error_message, std::optional<std::uint64_t> error_item,
                             std::optional<WorkerId> error_worker) {
    add(trace::BatchEnded{.batch = batch,
                          .outcome = outcome,
                          .error_type = error_type,
                          .error_message = error_message,
                          .error_item = error_item,
                          .error_worker = error_worker});
}

TaskId TraceBuilder::assign(BatchId batch, WorkerId worker, std::uint64_t first_item, std::uint32_t items,
                            std::uint32_t attempt) {
    tasks_.push_back({batch, worker, first_item, items});
    const TaskId task{tasks_.size()};
    add_assigned(task, attempt);
    return task;
}

void TraceBuilder::assign_again(TaskId task, WorkerId worker, std::uint32_t attempt) {
    tasks_.at(task.value - 1).worker = worker;
    add_assigned(task, attempt);
}

void TraceBuilder::add_assigned(TaskId task, std::uint32_t attempt) {
    const Assigned& assigned = tasks_.at(task.value - 1);
    trace::TaskAssigned record{.task = task,
                               .batch = assigned.batch,
                               .worker = assigned.worker,
                               .first_item = assigned.first_item,
                               .items = assigned.items,
                               .attempt = attempt,
                               .arguments = {},
                               .arguments_omitted = 0};
    ValueWriter arguments(record.arguments);
    arguments.begin_list(assigned.items);
    for (std::uint32_t item = 0; item < assigned.items; ++item) {
        encode_arguments(arguments, static_cast<std::int64_t>(assigned.first_item + item));
    }
    add(record);
}

void TraceBuilder::end_task(TaskId task, trace::Time started, trace::Time ended, trace::ItemOutcome outcome) {
    end_task(task, started, ended, std::vector<trace::ItemOutcome>(tasks_.at(task.value - 1).items, outcome));
}

void TraceBuilder::end_task(TaskId task, trace::Time started, trace::Time ended,
                            const std::vector<trace::ItemOutcome>& outcomes) {
    const Assigned& assigned = tasks_.at(task.value - 1);
    trace::TaskEnded record{.task = task,
                            .batch = assigned.batch,
                            .worker = assigned.worker,
                            .started = started == 0 ? 0 : absolute(started),
                            .ended = absolute(ended),
                            .first_item = assigned.first_item,
                            .results = {}};
    record.results.reserve(outcomes.size());
    for (std::size_t position = 0; position < outcomes.size(); ++position) {
        const auto item = static_cast<std::int64_t>(assigned.first_item + position);
        trace::ItemResult result{.outcome = outcomes[position], .value = {}, .value_omitted = 0};
        using Error = std::vector<std::string>;
        switch (result.outcome) {
        case trace::ItemOutcome::Done:
            result.value = encode_value(
                static_cast<std::int64_t>(static_cast<std::uint64_t>(item) * static_cast<std::uint64_t>(item)));
            break;
        case trace::ItemOutcome::Failed:
            result.value = encode_value(Error{"std::runtime_error", "item " + std::to_string(item) + " is bad"});
            break;
        case trace::ItemOutcome::Lost: result.value = encode_value(Error{"WorkerLostError", "the worker died"}); break;
        case trace::ItemOutcome::TimedOut:
            result.value = encode_value(Error{"TimeoutError", "the task took too long"});
            break;
        case trace::ItemOutcome::Cancelled:
            result.value = encode_value(Error{"CancelledError", "the pool was terminated"});
            break;
        case trace::ItemOutcome::Moved: break;
        }
        record.results.push_back(std::move(result));
    }
    add(record);
}

}  // namespace poolscope::testing
