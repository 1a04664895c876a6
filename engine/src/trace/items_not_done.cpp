// SPDX-License-Identifier: MIT
#include "trace/items_not_done.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "trace/event_text.h"
#include "trace/task_values.h"

namespace poolscope::trace {
namespace {

/// Enough for a backtrace or a library's last complaint.
constexpr std::size_t kLastWords = 4096;

/// What of the task's standard error belongs to the item, as far as that is known; the end of it, in whole lines.
std::string last_words(const PoolState& state, const Reader& reader, std::uint32_t task, std::uint64_t item) {
    std::string text;
    const std::vector<std::uint32_t> rows = state.outputs_of_task(task);
    for (auto row = rows.rbegin(); row != rows.rend() && text.size() < kLastWords; ++row) {
        const OutputRow output = state.output(*row);
        if (output.stream != OutputStream::Err || (output.item && *output.item != item)) continue;
        const std::optional<Record> record = reader.read_at(output.offset);
        const auto* piece = record ? std::get_if<TaskOutput>(&record->body) : nullptr;
        if (piece != nullptr) text.insert(0, piece->text);
    }
    if (text.size() > kLastWords) {
        text.erase(0, text.size() - kLastWords);
        const std::size_t newline = text.find('\n');
        if (newline != std::string::npos && newline + 1 < text.size()) text.erase(0, newline + 1);
    }
    return utf8_only(text);
}

template <class Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

}  // namespace

std::unordered_map<std::uint32_t, Json> items_not_done(const PoolState& state, const Reader& reader) {
    std::unordered_map<std::uint32_t, Json> lists;
    for (const BatchInfo& batch : state.batches()) lists[batch.id.value] = Json::array();
    TaskValues values(state, reader);
    std::size_t told = 0;
    for (std::size_t index = 0; index < state.result_count() && told < kMostNotDone; ++index) {
        const ResultRow row = state.result(index);
        if (row.outcome == ItemOutcome::Done || row.outcome == ItemOutcome::Moved) continue;
        const auto list = lists.find(row.batch.value);
        if (list == lists.end()) continue;
        ++told;
        const TaskRow task = state.task(row.task);
        Json item = {{"item", row.item}, {"state", outcome_name(row.outcome)}, {"error", nullptr}, {"attempt", task.attempt}};
        if (const ItemResult* result = values.result(row.task, row.position)) {
            ItemError error = error_of(*result);
            item["error"] = {{"type", utf8_only(error.type)}, {"message", utf8_only(error.message)}};
        }
        const WorkerLife* worker = task.worker < state.workers().size() ? &state.workers()[task.worker] : nullptr;
        item["worker"] = worker != nullptr ? Json(worker->name) : Json(nullptr);
        item["pid"] = worker != nullptr && worker->pid != 0 ? Json(worker->pid) : Json(nullptr);
        if (row.outcome == ItemOutcome::Lost || row.outcome == ItemOutcome::TimedOut) {
            item["arguments"] = values.arguments(row.task, row.position);
            const bool ended = worker != nullptr && worker->cause;
            item["cause"] = ended ? Json(to_string(*worker->cause)) : Json(nullptr);
            item["exit_code"] = ended ? or_null(worker->exit_code) : Json(nullptr);
            item["signal"] = ended ? or_null(worker->signal) : Json(nullptr);
            item["standard_error"] = last_words(state, reader, row.task, row.item);
        }
        list->second.push_back(std::move(item));
    }
    return lists;
}

}  // namespace poolscope::trace
