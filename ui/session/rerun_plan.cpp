// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/rerun_plan.h"

#include <algorithm>

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <poolscope/value.h>

#include "format/quantity.h"
#include "session/value_source.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Rerun", text);
}

/// What a form would say of a pool, from the trace; the run's seed alone is a new one's own affair.
PoolSpec poolOf(const trace::PoolCreated& made) {
    const auto number = [](const auto& count) {
        return count ? std::optional(static_cast<std::int64_t>(*count)) : std::nullopt;
    };
    const auto seconds = [](const std::optional<std::chrono::nanoseconds>& time) {
        return time ? std::optional(std::chrono::duration<double>(*time).count()) : std::nullopt;
    };
    PoolSpec pool;
    pool.processes = made.processes;
    pool.start_method = made.start_method;
    if (!made.initializer.empty()) pool.initializer = made.initializer;
    try {
        Json arguments = made.initargs.empty() ? Json::array() : value_to_json(made.initargs);
        if (arguments.is_array()) pool.initargs = std::move(arguments);
    } catch (const std::exception&) {
        // The bytes are a file's; an initializer that misses its arguments says so.
    }
    pool.maxtasksperchild = number(made.maxtasksperchild);
    pool.maxitemsperchild = number(made.limits.maxitemsperchild);
    pool.max_memory_per_child = number(made.limits.max_memory_per_child);
    pool.max_age_per_child = seconds(made.limits.max_age_per_child);
    pool.task_timeout = seconds(made.limits.task_timeout);
    pool.initializer_timeout = seconds(made.limits.initializer_timeout);
    if (made.jitter > 0) pool.recycling_jitter = made.jitter;
    if (made.restart_budget) {
        pool.restart_deaths = static_cast<std::int64_t>(made.restart_budget->deaths);
        pool.restart_seconds = std::chrono::duration<double>(made.restart_budget->per).count();
    }
    if (made.item_attempts > 1) pool.worker_lost_retries = std::int64_t{made.item_attempts} - 1;
    pool.capture_output = made.captures_output;
    return pool;
}

}  // namespace

std::vector<std::uint32_t> RerunPlan::failedRows(const PoolState& state) {
    using enum trace::ItemOutcome;
    std::vector<std::uint32_t> rows;
    const PoolSummary& all = state.summary();
    std::uint64_t expected = all.items_failed + all.items_lost + all.items_timed_out;
    for (std::size_t row = 0; row < state.result_count() && expected > 0; ++row) {
        const trace::ItemOutcome outcome = state.result(row).outcome;
        if (outcome != Failed && outcome != Lost && outcome != TimedOut) continue;
        rows.push_back(static_cast<std::uint32_t>(row));
        --expected;
    }
    return rows;
}

void RerunPlan::refuse(const QString& why) {
    const auto known = std::find_if(m_refused.begin(), m_refused.end(), [&](const Refused& one) { return one.why == why; });
    if (known == m_refused.end()) m_refused.push_back({why, 1});
    else ++known->items;
}

bool RerunPlan::step(std::chrono::microseconds budget) {
    const auto end = std::chrono::steady_clock::now() + budget;
    while (m_next < m_rows.size() && std::chrono::steady_clock::now() < end)
        take(m_rows[m_next++]);
    return m_next >= m_rows.size();
}

void RerunPlan::take(std::uint32_t row) {
    if (row >= m_state.result_count()) return;
    const ResultRow result = m_state.result(row);
    const TaskRow task = m_state.task(result.task);
    const std::optional<std::uint32_t> batch = m_state.find_batch(result.batch);
    if (!batch) return refuse(say("the trace does not say which function was called"));
    const std::optional<Json> arguments = m_values.argumentJson(task, result.position);
    if (!arguments) {
        const std::uint64_t omitted = m_values.omittedArguments(task);
        return refuse(omitted ? say("their arguments were too long to be kept in the trace")
                              : say("their arguments are not in the trace"));
    }
    if (!arguments->is_array()) return refuse(say("their arguments in the trace are damaged"));
    Calls& calls = m_calls[result.batch.value];
    calls.function = m_state.batches()[*batch].function;
    calls.lists.emplace_back(result.item, *arguments);
    ++m_items;
}

std::vector<BatchSpec> RerunPlan::batches() const {
    std::vector<BatchSpec> specs;
    for (const auto& [id, calls] : m_calls) {
        std::vector<std::pair<std::uint64_t, Json>> lists = calls.lists;
        std::stable_sort(lists.begin(), lists.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        const bool isPlain = std::all_of(lists.begin(), lists.end(), [](const auto& call) { return call.second.size() == 1; });
        BatchSpec spec;
        spec.method = isPlain ? Method::MapAsync : Method::StarMapAsync;
        spec.function = calls.function;
        for (auto& [item, arguments] : lists)
            spec.iterable.push_back(isPlain ? arguments[0] : arguments);
        specs.push_back(std::move(spec));
    }
    return specs;
}

Scenario scenarioOfRun(const PoolState& state) {
    const PoolSummary& run = state.summary();
    Scenario scenario;
    bool isKnown = false;
    if (!run.scenario.empty()) {
        try {
            scenario = parse_scenario(run.scenario);
            isKnown = true;
        } catch (const ScenarioError&) {
            // Of another version: what the pool was made with is in the trace too.
        }
    }
    if (!isKnown && run.configuration) scenario.pool = poolOf(*run.configuration);
    scenario.batches.clear();
    scenario.faults = {};  // they were for the run as it was
    return scenario;
}

}  // namespace poolscope::ui
