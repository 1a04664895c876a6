// SPDX-License-Identifier: MIT
#include <poolscope/compared_run.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <utility>

#include <poolscope/run_store.h>
#include <poolscope/value.h>

#include "host/batch_plan.h"
#include "study/input_words.h"
#include "supervise/configuration.h"

namespace poolscope::study {
namespace {

using namespace std::string_literals;

std::string number(std::uint64_t value) {
    return std::to_string(value);
}
std::string seconds(std::chrono::nanoseconds time) {
    std::string text = std::to_string(static_cast<double>(time.count()) / 1e9);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text + " s";
}
template <class Value, class Words> std::string or_none(const std::optional<Value>& value, Words words) {
    return value ? words(*value) : "none"s;
}
/// What comes from a trace may be anything.
std::string arguments(const std::vector<std::byte>& encoded) {
    constexpr std::size_t kMostChars = 120;
    if (encoded.empty()) return "[]";
    try {
        return value_to_text(encoded, kMostChars);
    } catch (const std::exception&) {
        return "(not readable)";
    }
}

std::vector<Setting> settings_of(const PoolState& state) {
    const trace::PoolCreated pool = state.summary().configuration.value_or(trace::PoolCreated{});
    std::vector<Setting> settings{
        {"processes", number(pool.processes)},
        {"start_method", pool.start_method},
        {"initializer", pool.initializer.empty() ? "none"s : pool.initializer},
        {"initargs", pool.initializer.empty() ? "[]"s : arguments(pool.initargs)},
        {"maxtasksperchild", or_none(pool.maxtasksperchild, number)},
        {"maxitemsperchild", or_none(pool.limits.maxitemsperchild, number)},
        {"max_memory_per_child", or_none(pool.limits.max_memory_per_child, number)},
        {"max_age_per_child", or_none(pool.limits.max_age_per_child, seconds)},
        {"task_timeout", or_none(pool.limits.task_timeout, seconds)},
        {"initializer_timeout", or_none(pool.limits.initializer_timeout, seconds)},
        {"recycling_jitter", seconds(std::chrono::nanoseconds(std::llround(pool.jitter * 1e9)))},
        {"item attempts", number(pool.item_attempts)},
        {"faults", pool.faults.empty() ? "none"s : pool.faults},
    };
    settings[10].value.resize(settings[10].value.size() - 2);  // a share, no time
    const std::vector<std::string> inputs = input_words(state);
    for (std::size_t index = 0; index < state.batches().size(); ++index) {
        const BatchInfo& batch = state.batches()[index];
        const std::string where = state.batches().size() == 1 ? ""s : "batch " + number(index + 1) + ": ";
        settings.push_back({where + "method", batch.method});
        settings.push_back({where + "function", batch.function});
        settings.push_back({where + "items", inputs[index]});
        settings.push_back({where + "chunksize", number(batch.chunksize)});
    }
    return settings;
}

/// `settings` are those of the state, the batches' at their end, four each with the chunksize last.
std::string but_processes(const PoolState& state, const std::vector<Setting>& settings, std::uint32_t processes) {
    std::string text;
    std::size_t index = settings.size() - 4 * state.batches().size();
    for (std::size_t i = 1; i < index; ++i) text += settings[i].value + "\n";
    for (const BatchInfo& batch : state.batches()) {
        for (std::size_t i = 0; i < 3; ++i) text += settings[index + i].value + "\n";
        const bool is_chosen = batch.items && processes > 0 && batch.chunksize == std::min(supervise::default_chunksize(*batch.items, processes), host::kMostItemsChosen);
        text += is_chosen ? "chosen\n" : settings[index + 3].value + "\n";
        index += 4;
    }
    return text;
}

void add_tasks(const PoolState& state, ComparedRun& run) {
    const std::size_t count = state.task_count();
    const std::size_t step = (count + ComparedRun::kMostTasks - 1) / std::max<std::size_t>(ComparedRun::kMostTasks, 1) + (count == 0);
    for (std::size_t index = 0; index < count; ++index) {
        const TaskRow task = state.task(index);
        const bool began = task.started != 0, ended = task.ended != kOpen;
        if (began && (!run.first_task || task.started < *run.first_task)) run.first_task = task.started;
        if (!began || !ended || (task.phase != TaskPhase::Done && task.phase != TaskPhase::Failed)) continue;
        if (!run.first_result || task.ended < *run.first_result) run.first_result = task.ended;
        if (index % step == 0) run.task_seconds.push_back(static_cast<double>(task.ended - task.started) / 1e9);
    }
}

/// Results are in order of arrival.
std::vector<Time> settled_at(const PoolState& state) {
    const std::size_t count = state.result_count();
    std::vector<Time> at;
    if (count == 0) return at;
    at.reserve(101);
    for (std::size_t percent = 0; percent <= 100; ++percent) {
        const std::size_t row = percent == 0 ? 0 : (count * percent + 99) / 100 - 1;
        const Time ended = state.task(state.result(row).task).ended;
        at.push_back(std::max(ended == kOpen ? state.summary().last : ended, at.empty() ? Time{0} : at.back()));
    }
    return at;
}

}  // namespace

ComparedRun compared_run_of(const PoolState& state, std::string name) {
    const PoolSummary& summary = state.summary();
    ComparedRun run;
    run.name = std::move(name);
    run.title = summary.title;
    run.identity = std::to_string(summary.host_pid) + " " + std::to_string(summary.wall_clock_ns) + " " + std::to_string(summary.origin);
    run.settings = settings_of(state);
    run.processes = summary.configuration ? summary.configuration->processes : 0;
    run.but_processes = but_processes(state, run.settings, run.processes);
    run.is_complete = summary.ended.has_value() && !summary.host_gone;
    run.origin = summary.origin;
    run.end = std::max(summary.ended.value_or(summary.last), summary.origin);
    if (!state.batches().empty()) {
        run.submitted = state.batches().front().submitted;
        for (const BatchInfo& batch : state.batches()) run.submitted = std::min(*run.submitted, batch.submitted);
    }
    add_tasks(state, run);
    run.settled_at = settled_at(state);
    run.tasks = summary.tasks_ended;
    run.items_done = summary.items_done;
    run.items_not_done = summary.items_failed + summary.items_lost + summary.items_timed_out + summary.items_cancelled;
    run.workers_started = summary.workers_started;
    run.workers_crashed = summary.workers_crashed;
    run.ledger = ledger_of(state, {.end = run.end, .most_places = 0});
    return run;
}

ComparedRun read_compared_run(const std::string& trace_or_run_folder, std::string name) {
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(trace_or_run_folder, error);
    trace::Reader reader(is_folder ? trace_or_run_folder + "/trace" : trace_or_run_folder, trace::ReadValues::No);
    PoolState state;
    reduce_rest(reader, state);
    ComparedRun run = compared_run_of(state, std::move(name));
    if (is_folder)
        if (const auto stored = RunStore::look(trace_or_run_folder)) run.environment = stored->environment;
    return run;
}

const char* to_string(Measure measure) noexcept {
    switch (measure) {
    case Measure::Wall: return "wall";
    case Measure::Work: return "work";
    case Measure::FirstResult: return "first_result";
    case Measure::MedianTask: return "median_task";
    }
    return "";
}

std::optional<Measure> measure_from_name(std::string_view name) noexcept {
    for (const Measure measure : {Measure::Wall, Measure::Work, Measure::FirstResult, Measure::MedianTask})
        if (name == to_string(measure)) return measure;
    return std::nullopt;
}

std::optional<double> measured(const ComparedRun& run, Measure measure) {
    const auto since_submitted = [&run](std::optional<Time> moment) -> std::optional<double> {
        if (!run.submitted || !moment) return std::nullopt;
        return static_cast<double>(*moment - *run.submitted) / 1e9;
    };
    switch (measure) {
    case Measure::Wall: return run.end > run.origin ? std::optional(run.wall_seconds()) : std::nullopt;
    case Measure::Work: return since_submitted(run.settled_at.empty() ? std::nullopt : std::optional(run.settled_at.back()));
    case Measure::FirstResult: return since_submitted(run.first_result);
    case Measure::MedianTask:
        if (run.task_seconds.empty()) return std::nullopt;
        std::vector<double> sorted = run.task_seconds;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        return *middle;
    }
    return std::nullopt;
}

}  // namespace poolscope::study
