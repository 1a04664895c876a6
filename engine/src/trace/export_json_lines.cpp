// SPDX-License-Identifier: MIT
#include <ostream>

#include <nlohmann/json.hpp>

#include "trace/break_off.h"
#include "trace/event_text.h"
#include "trace/export_watch.h"
#include "trace/exporters.h"
#include "trace/task_values.h"

namespace poolscope::trace {
namespace {

template <class Value> Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json or_null(const std::optional<WorkerId>& worker) {
    return worker ? Json(worker->value) : Json(nullptr);
}

const char* severity_name(Severity severity) noexcept {
    switch (severity) {
    case Severity::Note: return "note";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "note";
}

// One function for each record: its name and its fields, which are called as in <poolscope/trace.h>.

Json fields(const RunStarted& record) {
    return {{"type", "run_started"},       {"wall_clock_ns", record.wall_clock_ns},
            {"host_pid", record.host_pid}, {"version", record.version},
            {"program", record.program},   {"title", record.title},
            {"scenario", record.scenario}};
}
template <class Duration> Json nanoseconds_or_null(const std::optional<Duration>& duration) {
    return duration ? Json(duration->count()) : Json(nullptr);
}
Json fields(const Limits& limits) {
    return {{"maxitemsperchild", or_null(limits.maxitemsperchild)},
            {"max_memory_per_child", or_null(limits.max_memory_per_child)},
            {"max_age_per_child_ns", nanoseconds_or_null(limits.max_age_per_child)},
            {"task_timeout_ns", nanoseconds_or_null(limits.task_timeout)},
            {"initializer_timeout_ns", nanoseconds_or_null(limits.initializer_timeout)}};
}
Json fields(const RestartBudget& budget) {
    return {{"deaths", budget.deaths}, {"per_ns", budget.per.count()}};
}
Json fields(const PoolCreated& record) {
    return {{"type", "pool_created"},
            {"processes", record.processes},
            {"start_method", record.start_method},
            {"initializer", record.initializer},
            {"initargs", json_or_null(record.initargs)},
            {"maxtasksperchild", or_null(record.maxtasksperchild)},
            {"processes_reason", record.processes_reason},
            {"limits", fields(record.limits)},
            {"jitter", record.jitter},
            {"restart_budget", record.restart_budget ? fields(*record.restart_budget) : Json(nullptr)},
            {"item_attempts", record.item_attempts},
            {"seed", record.seed},
            {"captures_output", record.captures_output},
            {"faults", record.faults}};
}
Json fields(const PoolPhaseChanged& record) {
    return {{"type", "pool_phase_changed"}, {"phase", phase_words(record.phase)}, {"message", record.message}};
}
Json fields(const BatchSubmitted& record) {
    return {{"type", "batch_submitted"},     {"batch", record.batch.value},      {"method", record.method},
            {"function", record.function},   {"items", or_null(record.items)},   {"tasks", or_null(record.tasks)},
            {"chunksize", record.chunksize}, {"description", record.description}};
}
Json fields(const BatchInputEnded& record) {
    return {{"type", "batch_input_ended"},
            {"batch", record.batch.value},
            {"items", record.items},
            {"tasks", record.tasks},
            {"error", record.error}};
}
Json fields(const BatchEnded& record) {
    return {{"type", "batch_ended"},
            {"batch", record.batch.value},
            {"outcome", outcome_words(record.outcome)},
            {"error_type", record.error_type},
            {"error_message", record.error_message},
            {"error_item", or_null(record.error_item)},
            {"error_worker", or_null(record.error_worker)}};
}
Json fields(const WorkerStarting& record) {
    return {{"type", "worker_starting"},
            {"worker", record.worker.value},
            {"slot", record.slot.value},
            {"generation", record.generation},
            {"start_method", record.start_method}};
}
Json fields(const WorkerStarted& record) {
    return {{"type", "worker_started"}, {"worker", record.worker.value}, {"pid", record.pid}};
}
Json fields(const WorkerInitializing& record) {
    return {{"type", "worker_initializing"}, {"worker", record.worker.value}};
}
Json fields(const WorkerReady& record) {
    return {{"type", "worker_ready"}, {"worker", record.worker.value}};
}
Json fields(const WorkerRetiring& record) {
    return {{"type", "worker_retiring"}, {"worker", record.worker.value}, {"cause", to_string(record.cause)}};
}
Json fields(const WorkerStopped& record) {
    return {{"type", "worker_stopped"}, {"worker", record.worker.value}};
}
Json fields(const WorkerContinued& record) {
    return {{"type", "worker_continued"}, {"worker", record.worker.value}};
}
Json fields(const WorkerEnded& record) {
    return {{"type", "worker_ended"},           {"worker", record.worker.value},
            {"cause", to_string(record.cause)}, {"exit_code", or_null(record.exit_code)},
            {"signal", or_null(record.signal)}, {"message", record.message}};
}
Json fields(const WorkerSampled& record) {
    return {{"type", "worker_sampled"},
            {"worker", record.worker.value},
            {"cpu_ns", record.cpu_ns},
            {"rss_bytes", record.rss_bytes}};
}
Json fields(const TaskAssigned& record) {
    return {{"type", "task_assigned"},
            {"task", record.task.value},
            {"batch", record.batch.value},
            {"worker", record.worker.value},
            {"first_item", record.first_item},
            {"items", record.items},
            {"attempt", record.attempt},
            {"arguments", json_or_null(record.arguments)},
            {"arguments_omitted", record.arguments_omitted}};
}
Json fields(const TaskWithdrawn& record) {
    return {{"type", "task_withdrawn"}, {"task", record.task.value}, {"worker", record.worker.value}};
}
Json fields(const TaskStarted& record) {
    return {{"type", "task_started"},
            {"task", record.task.value},
            {"worker", record.worker.value},
            {"started_ns", record.started}};
}
Json fields(const TaskEnded& record) {
    Json results = Json::array();
    for (const ItemResult& item : record.results) {
        Json result{{"outcome", outcome_name(item.outcome)}};
        if (item.outcome == ItemOutcome::Done) {
            result["value"] = result_json(item);
        } else if (item.outcome != ItemOutcome::Moved) {
            const ItemError error = error_of(item);
            result["error"] = {{"type", error.type}, {"message", error.message}};
        }
        results.push_back(std::move(result));
    }
    return {{"type", "task_ended"},
            {"task", record.task.value},
            {"batch", record.batch.value},
            {"worker", or_null(record.worker)},
            {"started_ns", record.started != 0 ? Json(record.started) : Json(nullptr)},
            {"ended_ns", record.ended},
            {"first_item", record.first_item},
            {"results", std::move(results)}};
}
Json fields(const Message& record) {
    return {{"type", "message"}, {"severity", severity_name(record.severity)}, {"text", record.text}};
}

Json fields(const PoolChanged& record) {
    return {{"type", "pool_changed"},          {"processes", record.processes},
            {"paused", record.paused},         {"maxtasksperchild", or_null(record.maxtasksperchild)},
            {"limits", fields(record.limits)}, {"message", record.message}};
}
Json fields(const TaskOutput& record) {
    return {{"type", "task_output"},
            {"worker", record.worker.value},
            {"task", record.task ? Json(record.task->value) : Json(nullptr)},
            {"item", or_null(record.item)},
            {"stream", record.stream == OutputStream::Err ? "stderr" : "stdout"},
            {"text", record.text},
            {"omitted", record.omitted}};
}

}  // namespace

void export_json_lines(Reader& reader, const ExportOptions& options, std::ostream& out) {
    ExportWatch watch(options);
    const auto write = [&](const Record& record) {
        Json line{{"sequence", record.sequence != 0 ? Json(record.sequence) : Json(nullptr)}, {"time_ns", record.time}};
        line.update(std::visit([](const auto& body) { return fields(body); }, record.body));
        // Strings of the trace are UTF-8 by convention only.
        out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    };
    BreakOff break_off;
    while (const auto record = reader.next()) {
        break_off.see(*record);
        write(*record);
        watch.step(reader);
    }
    for (const Record& end : break_off.ends(reader)) {
        write(end);
    }
}

}  // namespace poolscope::trace
