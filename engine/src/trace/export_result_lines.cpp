// SPDX-License-Identifier: MIT
#include <ostream>

#include <nlohmann/json.hpp>

#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/export_watch.h"
#include "trace/exporters.h"
#include "trace/task_values.h"

namespace poolscope::trace {
namespace {

constexpr double kNsPerSecond = 1e9;

Json seconds(Time nanoseconds) {
    return static_cast<double>(nanoseconds) / kNsPerSecond;
}

}  // namespace

void export_result_lines(const PoolState& state, const Reader& reader, const ExportOptions& options, std::ostream& out) {
    TaskValues values(state, reader);
    const Time origin = state.summary().origin;
    ExportWatch watch(options, kReduced);
    for_each_row(state, options, watch, [&](std::size_t index) {
        const ResultRow result = state.result(index);
        const TaskRow task = state.task(result.task);
        const auto batch = state.find_batch(result.batch);
        const ItemResult* const settled = values.result(result.task, result.position);
        const bool done = result.outcome == ItemOutcome::Done;
        Json line = {{"batch", result.batch.value},
                     {"function", batch ? Json(utf8_only(state.batches()[*batch].function)) : Json(nullptr)},
                     {"item", result.item},
                     {"arguments", values.arguments(result.task, result.position)},
                     {"state", outcome_name(result.outcome)},
                     {"value", done && settled != nullptr ? result_json(*settled) : Json(nullptr)},
                     {"error", nullptr},
                     {"task", task.id.value},
                     {"attempt", task.attempt},
                     {"worker", nullptr},
                     {"assigned", task.worker != kNoIndex ? seconds(elapsed(origin, task.assigned)) : Json(nullptr)},
                     {"started", nullptr},
                     {"ended", task.ended != kOpen ? seconds(elapsed(origin, task.ended)) : Json(nullptr)}};
        if (!done) {
            const ItemError error = settled != nullptr ? error_of(*settled) : ItemError{};
            line["error"] = {{"type", error.type}, {"message", error.message}};
        }
        if (task.worker != kNoIndex) {
            const WorkerLife& life = state.workers()[task.worker];
            line["worker"] = {{"name", life.name}, {"pid", life.pid}, {"slot", life.slot.value}, {"generation", life.generation}};
        }
        if (task.started != 0) line["started"] = seconds(elapsed(origin, task.started));
        out << line.dump() << '\n';
        return static_cast<bool>(out);
    });
}

}  // namespace poolscope::trace
