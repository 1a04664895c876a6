// SPDX-License-Identifier: MIT
#include <poolscope/export_sqlite.h>

#include <nlohmann/json.hpp>

#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/export_watch.h"
#include "trace/part_file.h"
#include "trace/sqlite_file.h"
#include "trace/task_values.h"

namespace poolscope {
namespace trace {
namespace {

const char* const kTables = R"sql(
CREATE TABLE runs (run INTEGER PRIMARY KEY, title TEXT, program TEXT, version TEXT, host_pid INTEGER,
    began_unix REAL, wall_seconds REAL, phase TEXT, processes INTEGER, start_method TEXT, initializer TEXT, initargs TEXT,
    maxtasksperchild INTEGER, seed INTEGER, done INTEGER, failed INTEGER, lost INTEGER, timed_out INTEGER,
    cancelled INTEGER, workers_started INTEGER, workers_crashed INTEGER, scenario TEXT);
CREATE TABLE batches (batch INTEGER PRIMARY KEY, method TEXT, function TEXT, input TEXT, chunksize INTEGER,
    items INTEGER, tasks INTEGER, state TEXT, done INTEGER, failed INTEGER, lost INTEGER, timed_out INTEGER,
    cancelled INTEGER, submitted REAL, first_started REAL, ended REAL, error_type TEXT, error_message TEXT,
    error_item INTEGER, error_worker INTEGER);
CREATE TABLE workers (worker INTEGER PRIMARY KEY, name TEXT, slot INTEGER, generation INTEGER, pid INTEGER,
    start_method TEXT, state TEXT, starting REAL, started REAL, initializing REAL, ready REAL, ended REAL,
    tasks_done INTEGER, items_done INTEGER, cpu_seconds REAL, max_rss_bytes INTEGER, cause TEXT, exit_code INTEGER,
    signal INTEGER, message TEXT);
CREATE TABLE tasks (task INTEGER PRIMARY KEY, batch INTEGER, worker INTEGER, first_item INTEGER, items INTEGER,
    state TEXT, attempt INTEGER, assigned REAL, started REAL, ended REAL);
CREATE TABLE items (arrival INTEGER PRIMARY KEY, batch INTEGER, item INTEGER, task INTEGER, worker INTEGER, state TEXT,
    arguments TEXT, value TEXT, error_type TEXT, error_message TEXT);
CREATE TABLE events (event INTEGER PRIMARY KEY, time REAL, severity TEXT, worker INTEGER, task INTEGER, text TEXT);
CREATE TABLE spans (slot INTEGER, began REAL, ended REAL, activity TEXT, worker INTEGER, task INTEGER, failed INTEGER);
)sql";

const char* const kIndexes = R"sql(
CREATE INDEX items_by_item ON items (batch, item);
CREATE INDEX items_by_state ON items (state);
CREATE INDEX tasks_by_batch ON tasks (batch);
CREATE INDEX tasks_by_worker ON tasks (worker);
CREATE INDEX spans_by_slot ON spans (slot, began);
)sql";

constexpr double kNsPerSecond = 1e9;

const char* severity_word(Severity severity) noexcept {
    return severity == Severity::Note ? "note" : severity == Severity::Warning ? "warning" : "error";
}

// One function for each table.
class Tables {
public:
    Tables(const PoolState& state, SqliteFile& file) : state_(state), file_(file), origin_(state.summary().origin) {}

    void runs() {
        const PoolSummary& all = state_.summary();
        const PoolCreated options = all.configuration.value_or(PoolCreated{});
        SqliteRow row(file_, "runs", 22);
        row.add(1).add(all.title).add(all.program).add(all.version).add(all.host_pid);
        row.add(static_cast<double>(all.wall_clock_ns) / kNsPerSecond).add(since(all.ended.value_or(all.last)));
        row.add(phase_words(all.phase)).add(all.processes).add(options.start_method).add(options.initializer);
        row.add(json_or_null(options.initargs).dump()).add(all.maxtasksperchild).add(options.seed);
        row.add(all.items_done).add(all.items_failed).add(all.items_lost).add(all.items_timed_out).add(all.items_cancelled);
        row.add(all.workers_started).add(all.workers_crashed).add(all.scenario);
        row.write();
    }
    void batches() {
        SqliteRow row(file_, "batches", 20);
        for (const BatchInfo& batch : state_.batches()) {
            row.add(batch.id.value).add(batch.method).add(batch.function).add(batch.description).add(batch.chunksize);
            row.add(batch.items).add(batch.tasks).add(batch.outcome ? outcome_words(*batch.outcome) : "running");
            row.add(batch.items_done).add(batch.items_failed).add(batch.items_lost).add(batch.items_timed_out);
            row.add(batch.items_cancelled).add(since(batch.submitted)).add(since(batch.first_started)).add(since(batch.ended));
            row.add(batch.error_type).add(batch.error_message).add(batch.error_item);
            batch.error_worker ? row.add(batch.error_worker->value) : row.add_null();
            row.write();
        }
    }
    void workers() {
        SqliteRow row(file_, "workers", 20);
        for (const WorkerLife& life : state_.workers()) {
            row.add(life.id.value).add(life.name).add(life.slot.value).add(life.generation).add(life.pid);
            row.add(life.start_method).add(to_string(life.activity)).add(since(life.starting)).add(since(life.started));
            row.add(since(life.initializing)).add(since(life.ready)).add(since(life.ended)).add(life.tasks_done);
            row.add(life.items_done).add(static_cast<double>(life.cpu_ns) / kNsPerSecond).add(life.max_rss_bytes);
            life.cause ? row.add(to_string(*life.cause)) : row.add_null();
            row.add(life.exit_code).add(life.signal).add(life.message);
            row.write();
        }
    }
    void tasks(ExportWatch watch) {
        SqliteRow row(file_, "tasks", 10);
        for (std::size_t index = 0; index < state_.task_count(); ++index) {
            watch.step(index, state_.task_count());
            const TaskRow task = state_.task(index);
            row.add(task.id.value).add(task.batch.value);
            add_worker(row, task.worker);
            row.add(task.first_item).add(task.items).add(phase_name(task.phase)).add(std::uint32_t{task.attempt});
            row.add(task.worker != kNoIndex ? since(task.assigned) : std::nullopt);
            row.add(task.started != 0 ? since(task.started) : std::nullopt);
            row.add(task.ended != kOpen ? since(task.ended) : std::nullopt);
            row.write();
        }
    }
    void items(const Reader& reader, const ExportOptions& options, ExportWatch watch) {
        SqliteRow row(file_, "items", 10);
        TaskValues values(state_, reader);
        for_each_row(state_, options, watch, [&](std::size_t index) {
            const ResultRow result = state_.result(index);
            const TaskRow task = state_.task(result.task);
            row.add(static_cast<std::uint64_t>(index)).add(result.batch.value).add(result.item).add(task.id.value);
            add_worker(row, task.worker);
            row.add(outcome_name(result.outcome));
            const Json arguments = values.arguments(result.task, result.position);
            arguments.is_null() ? row.add_null() : row.add(arguments.dump());
            const ItemResult* const settled = values.result(result.task, result.position);
            if (settled == nullptr) row.add_null().add_null().add_null();
            else if (result.outcome == ItemOutcome::Done) row.add(result_json(*settled).dump()).add_null().add_null();
            else {
                const ItemError error = error_of(*settled);
                row.add_null().add(error.type).add(error.message);
            }
            row.write();
            return true;
        });
    }
    void events() {
        SqliteRow row(file_, "events", 6);
        std::uint64_t number = 0;
        for (const Event& event : state_.events()) {
            row.add(number++).add(since(event.time)).add(severity_word(event.severity));
            add_worker(row, event.worker);
            event.task < state_.task_count() ? row.add(state_.task(event.task).id.value) : row.add_null();
            row.add(event.text).write();
        }
    }
    void spans(ExportWatch watch) {
        SqliteRow row(file_, "spans", 7);
        for (std::size_t slot = 0; slot < state_.slot_count(); ++slot) {
            const std::size_t count = state_.span_count(slot);
            for (std::size_t index = 0; index < count; ++index) {
                watch.step(index, count);
                const Span span = state_.span(slot, index);
                row.add(static_cast<std::uint64_t>(slot)).add(since(span.begin));
                row.add(span.end != kOpen ? since(span.end) : std::nullopt).add(to_string(span.activity));
                add_worker(row, span.worker);
                span.task < state_.task_count() ? row.add(state_.task(span.task).id.value) : row.add_null();
                row.add(span.failed ? 1 : 0).write();
            }
        }
    }

private:
    [[nodiscard]] std::optional<double> since(std::optional<Time> time) const {
        if (!time) return std::nullopt;
        return static_cast<double>(elapsed(origin_, *time)) / kNsPerSecond;
    }
    void add_worker(SqliteRow& row, std::uint32_t worker) const {
        worker < state_.workers().size() ? row.add(state_.workers()[worker].id.value) : row.add_null();
    }

    const PoolState& state_;
    SqliteFile& file_;
    Time origin_;
};

}  // namespace
}  // namespace trace

void export_sqlite(const std::string& path, const std::string& target, const ExportOptions& options) {
    using trace::ExportWatch;
    // How the time of an export is spread over its parts, about.
    constexpr double kTasks = 0.45, kItems = 0.85, kSpans = 0.95;
    trace::require_other_file(path, target);
    const PoolState state = trace::reduce_watched(path, ExportWatch(options, 0, trace::kReduced));
    trace::PartName name(target);
    {
        trace::SqliteFile file(name.path());
        file.run(trace::kTables);
        trace::Tables tables(state, file);
        tables.runs();
        tables.batches();
        tables.workers();
        tables.tasks(ExportWatch(options, trace::kReduced, kTasks));
        tables.items(trace::Reader(path), options, ExportWatch(options, kTasks, kItems));
        tables.events();
        tables.spans(ExportWatch(options, kItems, kSpans));
        file.run(trace::kIndexes);
        file.finish();
    }
    name.put_in_place();
}

}  // namespace poolscope
