// SPDX-License-Identifier: GPL-3.0-or-later
#include "batch_report.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/value.h>

#include "quantity_words.h"
#include "terminal.h"

namespace poolscope::app {

namespace {

constexpr std::size_t kFirstResults = 8;
constexpr std::size_t kLongestResult = 66;
constexpr std::size_t kLongestLine = 110;

using FirstRows = std::map<BatchId, std::vector<ResultRow>>;

bool in_input_order(const BatchInfo& batch) {
    return batch.method != "imap_unordered";
}

// The rows of the results that are shown; they lie in order of arrival, so all are looked at once.
FirstRows first_rows(const PoolState& state) {
    FirstRows rows;
    std::map<BatchId, bool> ordered;
    for (const BatchInfo& batch : state.batches())
        ordered[batch.id] = in_input_order(batch);
    for (std::size_t i = 0; i < state.result_count(); ++i) {
        const ResultRow row = state.result(i);
        std::vector<ResultRow>& shown = rows[row.batch];
        const auto order = ordered.find(row.batch);
        const bool by_item = order == ordered.end() || order->second;
        if (by_item ? row.item < kFirstResults : shown.size() < kFirstResults) shown.push_back(row);
    }
    for (auto& [batch, shown] : rows) {
        const auto order = ordered.find(batch);
        if (order != ordered.end() && !order->second) continue;
        std::sort(shown.begin(), shown.end(), [](const ResultRow& a, const ResultRow& b) { return a.item < b.item; });
    }
    return rows;
}

// The error's type of an item that was not done; the value is the encoded list [type, message].
std::string failure_mark(const trace::ItemResult& result) {
    const Json error = value_to_json(result.value);
    const bool named = error.is_array() && !error.empty() && error[0].is_string();
    return "<" + (named ? error[0].get<std::string>() : std::string("not done")) + ">";
}

std::string value_words(const ResultRow& row, const PoolState& state, const trace::Reader& values) {
    const std::optional<trace::Record> record = values.read_at(state.task(row.task).ended_offset);
    const auto* ended = record ? std::get_if<trace::TaskEnded>(&record->body) : nullptr;
    if (ended == nullptr || row.position >= ended->results.size()) return "<not in the trace>";
    const trace::ItemResult& result = ended->results[row.position];
    if (row.outcome != trace::ItemOutcome::Done) {
        try {
            return failure_mark(result);
        } catch (const std::exception&) {
            return "<not done>";
        }
    }
    if (result.value_omitted > 0) return "<" + std::to_string(result.value_omitted) + " bytes>";
    return shortened(on_one_line(value_to_text(result.value, 4 * kLongestResult)), kLongestResult);
}

std::string outcome_words(const BatchInfo& batch) {
    if (!batch.outcome) return "did not end";
    switch (*batch.outcome) {
    case trace::BatchOutcome::Succeeded: return "succeeded";
    case trace::BatchOutcome::Failed: return "failed";
    case trace::BatchOutcome::Lost: return "lost";
    case trace::BatchOutcome::Cancelled: return "cancelled";
    }
    return "did not end";
}

void append_count(std::string& line, std::uint64_t number, const char* what) {
    if (number > 0) line += ", " + std::to_string(number) + " " + what;
}

void write_head(std::size_t number, const BatchInfo& batch, std::ostream& out) {
    std::string line = std::to_string(number) + ". " + batch.method + " " + batch.function;
    if (!batch.description.empty()) line += ": " + batch.description;
    out << shortened(on_one_line(line), kLongestLine) << '\n';

    std::string end = "   " + outcome_words(batch);
    if (batch.ended) end += " in " + duration_words(*batch.ended - batch.submitted);
    end += ": " + counted(batch.items.value_or(batch.items_settled()), "item") + " in " +
           counted(batch.tasks_ended, "task");
    append_count(end, batch.items_failed, "failed");
    append_count(end, batch.items_lost, "lost");
    append_count(end, batch.items_timed_out, "timed out");
    append_count(end, batch.items_cancelled, "cancelled");
    out << end << '\n';
}

void write_error(const BatchInfo& batch, const PoolState& state, std::ostream& out) {
    if (batch.error_type.empty() && batch.error_message.empty()) return;
    std::string line = "   first error: " + batch.error_type + ": " + on_one_line(batch.error_message);
    std::string where;
    if (batch.error_item) where = "item " + std::to_string(*batch.error_item);
    if (batch.error_worker && batch.error_worker->value >= 1 && batch.error_worker->value <= state.workers().size()) {
        where += (where.empty() ? "" : ", ") + state.workers()[batch.error_worker->value - 1].name;
    }
    if (!where.empty()) line += " (" + where + ")";
    out << line << '\n';
}

}  // namespace

void write_batches(const PoolState& state, const trace::Reader& values, std::ostream& out) {
    const FirstRows rows = first_rows(state);
    std::size_t number = 0;
    for (const BatchInfo& batch : state.batches()) {
        write_head(++number, batch, out);
        write_error(batch, state, out);
        const auto shown = rows.find(batch.id);
        if (shown == rows.end()) continue;
        std::string line = batch.items_settled() == 1 ? "   result: " : "   results: ";
        std::size_t count = 0;
        for (const ResultRow& row : shown->second) {
            const std::string value = value_words(row, state, values);
            if (count > 0 && display_width(line) + display_width(value) + 2 > kLongestLine) break;
            line += (count == 0 ? "" : ", ") + value;
            ++count;
        }
        if (batch.items_settled() > count) line += ", ... (" + std::to_string(batch.items_settled() - count) + " more)";
        out << line << '\n';
    }
}

}  // namespace poolscope::app
