// SPDX-License-Identifier: MIT
#include <ostream>
#include <string>
#include <string_view>

#include <poolscope/csv_field.h>

#include "trace/decimal_seconds.h"
#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/export_watch.h"
#include "trace/exporters.h"
#include "trace/task_values.h"

namespace poolscope::trace {
namespace {

/// Cells of one row as RFC 4180 has them: quoted where they must be, lines ended by CR LF.
class CsvRow {
public:
    void add(std::string_view cell) {
        if (!line_.empty()) {
            line_ += ',';
        }
        // A line that begins with an empty cell would look empty to the next one.
        if (cell.empty() && line_.empty()) {
            line_ = "\"\"";
            return;
        }
        append_csv_field(line_, cell);
    }
    void add(std::uint64_t number) { add(std::to_string(number)); }
    void write_to(std::ostream& out) {
        line_ += "\r\n";
        out.write(line_.data(), static_cast<std::streamsize>(line_.size()));
        line_.clear();
    }

private:
    std::string line_;
};

void add_worker(CsvRow& row, const PoolState& state, std::uint32_t worker) {
    if (worker == kNoIndex) {
        for (int cell = 0; cell < 4; ++cell) {
            row.add("");
        }
        return;
    }
    const WorkerLife& life = state.workers()[worker];
    row.add(life.name);
    row.add(std::to_string(life.pid));
    row.add(life.slot.value);
    row.add(life.generation);
}

void add_times(CsvRow& row, const TaskRow& task, Time origin) {
    const bool begun = task.started != 0;
    row.add(task.worker != kNoIndex ? decimal_seconds(elapsed(origin, task.assigned)) : "");
    row.add(begun ? decimal_seconds(elapsed(origin, task.started)) : "");
    row.add(decimal_seconds(elapsed(origin, task.ended)));
    row.add(begun ? decimal_seconds(elapsed(task.started, task.ended)) : "");
}

}  // namespace

void export_csv(const PoolState& state, const Reader& reader, const ExportOptions& options, std::ostream& out) {
    CsvRow row;
    for (const char* title :
         {"batch", "method", "function", "item", "arguments", "state", "value", "error_type", "error_message", "worker",
          "pid", "slot", "generation", "assigned_seconds", "started_seconds", "ended_seconds", "duration_seconds"}) {
        row.add(title);
    }
    row.write_to(out);

    TaskValues values(state, reader);
    const BatchInfo unknown;
    ExportWatch watch(options, kReduced);
    for_each_row(state, options, watch, [&](std::size_t index) {
        const ResultRow result = state.result(index);
        const TaskRow task = state.task(result.task);
        const auto known = state.find_batch(result.batch);
        const BatchInfo& batch = known ? state.batches()[*known] : unknown;
        row.add(result.batch.value);
        row.add(batch.method);
        row.add(batch.function);
        row.add(result.item);
        const Json arguments = values.arguments(result.task, result.position);
        row.add(arguments.is_null() ? "" : arguments.dump());
        row.add(outcome_name(result.outcome));
        const ItemResult* settled = values.result(result.task, result.position);
        const bool done = result.outcome == ItemOutcome::Done;
        row.add(done && settled != nullptr ? result_json(*settled).dump() : "");
        const ItemError error = !done && settled != nullptr ? error_of(*settled) : ItemError{};
        row.add(error.type);
        row.add(error.message);
        add_worker(row, state, task.worker);
        add_times(row, task, state.summary().origin);
        row.write_to(out);
        return static_cast<bool>(out);
    });
}

}  // namespace poolscope::trace
