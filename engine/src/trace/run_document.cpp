// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstring>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include <poolscope/bounded_json.h>
#include <poolscope/export.h>

#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/items_not_done.h"
#include "trace/task_values.h"

namespace poolscope {
namespace {

// How many items without a result a document gives as null, over all batches: a trace may claim any number of batches,
// each with any number of items.
constexpr std::uint64_t kMostMissing = 1u << 20;

double seconds(Time nanoseconds) {
    return static_cast<double>(nanoseconds) / 1e9;
}

template <class Value> Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json seconds_or_null(const std::optional<std::chrono::nanoseconds>& time) {
    return time ? Json(seconds(time->count())) : Json(nullptr);
}

Json or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(trace::utf8_only(text));
}

Json pool_document(const PoolSummary& summary) {
    const trace::PoolCreated pool = summary.configuration.value_or(trace::PoolCreated{});
    const Json initargs = trace::json_or_null(pool.initargs);
    const Json faults = parse_bounded_json(pool.faults);
    return {{"processes", pool.processes},
            {"start_method", or_null(pool.start_method)},
            {"initializer", or_null(pool.initializer)},
            {"initargs", initargs.is_array() ? initargs : Json::array()},
            {"maxtasksperchild", or_null(pool.maxtasksperchild)},
            {"maxitemsperchild", or_null(pool.limits.maxitemsperchild)},
            {"max_memory_per_child", or_null(pool.limits.max_memory_per_child)},
            {"max_age_per_child", seconds_or_null(pool.limits.max_age_per_child)},
            {"task_timeout", seconds_or_null(pool.limits.task_timeout)},
            {"initializer_timeout", seconds_or_null(pool.limits.initializer_timeout)},
            {"item_attempts", pool.item_attempts},
            {"seed", pool.seed},
            {"faults", faults.is_discarded() ? Json(nullptr) : faults}};
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

// Every batch's results in input order, null where there is none.
std::unordered_map<std::uint32_t, Json> results_of_batches(const PoolState& state, const trace::Reader& reader) {
    struct Rows {
        std::uint64_t count = 0;
        std::uint64_t behind_last = 0;
    };
    std::unordered_map<std::uint32_t, Rows> rows;
    for (std::size_t index = 0; index < state.result_count(); ++index) {
        const ResultRow row = state.result(index);
        Rows& of_batch = rows[row.batch.value];
        ++of_batch.count;
        if (row.item < state.result_count() + kMostMissing) {
            of_batch.behind_last = std::max(of_batch.behind_last, row.item + 1);
        }
    }
    std::unordered_map<std::uint32_t, Json> results;
    std::uint64_t missing_left = kMostMissing;
    for (const BatchInfo& batch : state.batches()) {
        const Rows& told = rows[batch.id.value];
        const std::uint64_t listed = std::min(batch.items.value_or(told.behind_last), told.count + missing_left);
        missing_left -= listed - std::min(listed, told.count);
        results[batch.id.value] = Json(static_cast<std::size_t>(listed), Json(nullptr));
    }
    trace::TaskValues values(state, reader);
    for (std::size_t index = 0; index < state.result_count(); ++index) {
        const ResultRow row = state.result(index);
        const auto found = results.find(row.batch.value);
        if (found == results.end()) {
            continue;
        }
        auto& list = found->second.get_ref<Json::array_t&>();
        if (row.item >= list.size()) {
            continue;
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
    auto not_done = trace::items_not_done(state, reader);
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
                           {"done", batch.items_done},
                           {"failed", batch.items_failed},
                           {"lost", batch.items_lost},
                           {"timed_out", batch.items_timed_out},
                           {"cancelled", batch.items_cancelled},
                           {"not_done", std::move(not_done[batch.id.value])},
                           {"wall_seconds", seconds(trace::elapsed(batch.submitted, end))}});
    }
    return batches;
}

Json workers_document(const PoolState& state) {
    const Time origin = state.summary().origin;
    const auto since_origin = [origin](const std::optional<Time>& time) {
        return time ? Json(seconds(trace::elapsed(origin, *time))) : Json(nullptr);
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
    Json document{{"pool", pool_document(summary)},
            {"batches", batches_document(state, values)},
            {"workers", workers_document(state)},
            {"summary",
             {{"wall_seconds", seconds(trace::elapsed(summary.origin, summary.ended.value_or(summary.last)))},
              {"tasks", summary.tasks_ended},
              {"items", items},
              {"workers_started", summary.workers_started},
              {"lost", summary.items_lost},
              {"done", summary.items_done},
              {"failed", summary.items_failed},
              {"timed_out", summary.items_timed_out},
              {"cancelled", summary.items_cancelled}}}};
    // What follows of the pool is not known; a reader must not take the numbers for all of it.
    if (summary.recording_stopped) document["summary"]["recording_stopped"] = std::strerror(*summary.recording_stopped);
    return document;
}

}  // namespace poolscope
