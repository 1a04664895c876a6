// SPDX-License-Identifier: MIT
#include <algorithm>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include <poolscope/export.h>

#include "trace/event_text.h"
#include "trace/task_values.h"

namespace poolscope {
namespace {

// How many items without a result a document gives as null. A trace may claim any number of items.
constexpr std::uint64_t kMostMissing = 1u << 20;

double seconds(Time nanoseconds) {
    return static_cast<double>(nanoseconds) / 1e9;
}

template <class Value> Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(trace::utf8_only(text));
}

Json pool_document(const PoolSummary& summary) {
    const trace::PoolCreated pool = summary.configuration.value_or(trace::PoolCreated{});
    const Json initargs = trace::json_or_null(pool.initargs);
    return {{"processes", pool.processes},
            {"start_method", or_null(pool.start_method)},
            {"initializer", or_null(pool.initializer)},
            {"initargs", initargs.is_array() ? initargs : Json::array()},
            {"maxtasksperchild", or_null(pool.maxtasksperchild)}};
}

Json error_document(const BatchInfo& batch) {
    if (batch.error_type.empty() && batch.error_message.empty()) {
        return nullptr;
    }
    return {{"type", trace::utf8_only(batch.error_type)},
            {"message", trace::utf8_only(batch.error_message)},
            {"item", or_null(batch.error_item)},
            {"worker",
             batch.error_worker ? Json("PoolWorker-" + std::to_string(batch.error_worker->value)) : Json(nullptr)}};
}

// Every batch's results in input order.
std::unordered_map<std::uint32_t, Json> results_of_batches(const PoolState& state, const trace::Reader& reader) {
    std::unordered_map<std::uint32_t, Json> results;
    std::unordered_map<std::uint32_t, std::uint64_t> most;
    for (const BatchInfo& batch : state.batches()) {
        most[batch.id.value] = std::min(batch.items.value_or(UINT64_MAX), state.result_count() + kMostMissing);
        results[batch.id.value] = Json(static_cast<std::size_t>(batch.items ? most[batch.id.value] : 0), Json(nullptr));
    }
    trace::TaskValues values(state, reader);
    for (std::size_t index = 0; index < state.result_count(); ++index) {
        const ResultRow row = state.result(index);
        const auto found = results.find(row.batch.value);
        if (found == results.end() || row.item >= most[row.batch.value]) {
            continue;
        }
        auto& list = found->second.get_ref<Json::array_t&>();
        if (row.item >= list.size()) {
            list.resize(static_cast<std::size_t>(row.item) + 1);
        }
        const trace::ItemResult* settled = values.result(row.task, row.position);
        if (row.outcome == trace::ItemOutcome::Done && settled != nullptr) {
            list[static_cast<std::size_t>(row.item)] = trace::result_json(*settled);
        }
    }
    return results;
}

Json batches_document(const PoolState& state, const trace::Reader& reader) {
    auto results = results_of_batches(state, reader);
    Json batches = Json::array();
    for (const BatchInfo& batch : state.batches()) {
        const Time end = batch.ended.value_or(state.summary().last);
        batches.push_back({{"method", trace::utf8_only(batch.method)},
                           {"function", trace::utf8_only(batch.function)},
                           {"state", batch.outcome ? Json(trace::outcome_words(*batch.outcome)) : Json(nullptr)},
                           {"results", std::move(results[batch.id.value])},
                           {"error", error_document(batch)},
                           {"tasks", batch.tasks.value_or(batch.tasks_assigned)},
                           {"items", batch.items.value_or(batch.items_settled())},
                           {"wall_seconds", seconds(end - batch.submitted)}});
    }
    return batches;
}

Json workers_document(const PoolState& state) {
    const Time origin = state.summary().origin;
    const auto since_origin = [origin](const std::optional<Time>& time) {
        return time ? Json(seconds(*time - origin)) : Json(nullptr);
    };
    Json workers = Json::array();
    for (const WorkerLife& life : state.workers()) {
        Json end = nullptr;
        if (life.cause) {
            end = {{"cause", to_string(*life.cause)},
                   {"exit_code", or_null(life.exit_code)},
                   {"signal", or_null(life.signal)}};
        }
        workers.push_back({{"slot", life.slot.value},
                           {"name", life.name},
                           {"pid", life.pid != 0 ? Json(life.pid) : Json(nullptr)},
                           {"start_method", trace::utf8_only(life.start_method)},
                           {"tasks", life.tasks_done},
                           {"started", since_origin(life.started ? life.started : life.starting)},
                           {"ready", since_origin(life.ready)},
                           {"ended", since_origin(life.ended)},
                           {"end", std::move(end)}});
    }
    return workers;
}

}  // namespace

Json run_document(const PoolState& state, const trace::Reader& values) {
    const PoolSummary& summary = state.summary();
    const std::uint64_t items = summary.items_done + summary.items_failed + summary.items_lost +
                                summary.items_timed_out + summary.items_cancelled;
    return {{"pool", pool_document(summary)},
            {"batches", batches_document(state, values)},
            {"workers", workers_document(state)},
            {"summary",
             {{"wall_seconds", seconds(summary.ended.value_or(summary.last) - summary.origin)},
              {"tasks", summary.tasks_ended},
              {"items", items},
              {"workers_started", summary.workers_started},
              {"lost", summary.items_lost}}}};
}

}  // namespace poolscope
