// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include <poolscope/batch_spec.h>
#include <poolscope/bounded_json.h>
#include <poolscope/scenario.h>
#include <poolscope/simulation.h>

#include "study/clock_functions.h"
#include "study/recorded_gaps.h"

namespace poolscope::study {
namespace {

/// A sample says how much of its time a worker computed when it has run for at least so long; samples are a quarter of a second apart.
constexpr double kEnoughRunning = 1.0;
/// The last sample, of a worker that has ended, is exact; what else it counts is the start, a millisecond or two.
constexpr double kEnoughRunningWhenEnded = 0.01;
/// Processors this busy are taken to be wanted by more workers than there are.
constexpr double kSaturated = 0.8;

double seconds_between(Time from, Time to) {
    return to > from ? 1e-9 * static_cast<double>(to - from) : 0;
}

/// What only the scenario knows of a batch: the trace has what came of it.
struct Asked {
    bool chunk_is_default = false;      ///< its chunksize was left to the pool
    std::vector<double> seconds{};      ///< of each item, where its function lasts for as long as it is told to
};

Asked asked_of(const Json& batch, const std::string& function) {
    Asked asked;
    asked.chunk_is_default = !batch.contains("chunksize") || batch["chunksize"].is_null();
    const auto iterable = batch.find("iterable");
    if (!takes_seconds(function) || iterable == batch.end() || !iterable->is_array()) return asked;
    for (const Json& item : *iterable) {
        const auto seconds = first_seconds(item);
        if (!seconds) return {asked.chunk_is_default};
        asked.seconds.push_back(*seconds);
    }
    return asked;
}

std::vector<Asked> asked_of(const PoolState& state) {
    std::vector<Asked> asked(state.batches().size());
    const Json scenario = parse_bounded_json(state.summary().scenario);
    const auto batches = scenario.is_object() ? scenario.find("batches") : scenario.end();
    if (!scenario.is_object() || batches == scenario.end() || !batches->is_array()) return asked;
    for (std::size_t i = 0; i < std::min(asked.size(), batches->size()); ++i) {
        const Json& batch = (*batches)[i];
        const std::string& function = state.batches()[i].function;
        if (!batch.is_object() || !batch.contains("function") || batch["function"] != function) break;
        asked[i] = asked_of(batch, function);
    }
    return asked;
}

struct Items {
    std::vector<double> seconds;
    std::vector<bool> known;
};

/// Each item's time in the last task that ran it to an end. Of a task of several items only the whole is known: they share it as they
/// were told to last, or evenly.
std::vector<Items> item_times(const PoolState& state, const std::vector<Asked>& asked, Workload& work) {
    std::vector<Items> items(state.batches().size());
    // A trace may say anything: over all batches no more room than for what it tells of, and some more.
    std::size_t room = state.result_count() + (std::size_t{1} << 20);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const BatchInfo& batch = state.batches()[i];
        const std::size_t told = std::min<std::size_t>(batch.items.value_or(batch.items_settled()), room);
        room -= told;
        items[i].seconds.resize(told, 0);
        items[i].known.resize(told, false);
    }
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow task = state.task(index);
        if (task.started == 0 || task.ended == kOpen || (task.phase != TaskPhase::Done && task.phase != TaskPhase::Failed)) continue;
        const auto batch = state.find_batch(task.batch);
        if (!batch || task.items == 0) continue;
        const double whole = seconds_between(task.started, task.ended);
        const std::vector<double>& told = asked[*batch].seconds;
        const std::uint64_t end = task.first_item + task.items;
        double told_in_all = 0;
        for (std::uint64_t item = task.first_item; item < end && end <= told.size(); ++item) told_in_all += told[item];
        if (task.items > 1 && told_in_all <= 0) work.items_are_averaged = true;
        Items& of_batch = items[*batch];
        for (std::uint64_t item = task.first_item; item < end && item < of_batch.seconds.size(); ++item) {
            of_batch.seconds[item] = told_in_all > 0 ? whole * told[item] / told_in_all : whole / task.items;
            of_batch.known[item] = true;
        }
    }
    return items;
}

void fill_unknown(Items& items, Workload& work) {
    double sum = 0;
    std::uint64_t known = 0;
    for (std::size_t i = 0; i < items.seconds.size(); ++i) {
        if (!items.known[i]) continue;
        sum += items.seconds[i];
        ++known;
    }
    work.items_unknown += items.seconds.size() - known;
    const double mean = known > 0 ? sum / static_cast<double>(known) : 0;
    for (std::size_t i = 0; i < items.seconds.size(); ++i)
        if (!items.known[i]) items.seconds[i] = mean;
}

/// What the workers did in all, as far as tasks say.
struct Occupation {
    double running = 0;      ///< seconds of tasks that do not go by the clock
    double computing = 0;    ///< processor seconds of workers
    double busy_time = 0;    ///< from the first of their tasks to the last end
    bool is_exact = true;    ///< every worker's last sample is in
};

Occupation occupation_of(const PoolState& state) {
    Occupation seen;
    Time first = kOpen, last = 0;
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow task = state.task(index);
        const auto batch = state.find_batch(task.batch);
        if (task.started == 0 || task.ended == kOpen || !batch || goes_by_the_clock(state.batches()[*batch].function)) continue;
        seen.running += seconds_between(task.started, task.ended);
        first = std::min(first, task.started);
        last = std::max(last, task.ended);
    }
    if (first < last) seen.busy_time = seconds_between(first, last);
    const bool initializer_computes = !state.summary().configuration || !goes_by_the_clock(state.summary().configuration->initializer);
    for (const WorkerLife& life : state.workers()) {
        double computing = 1e-9 * static_cast<double>(life.cpu_ns);
        if (initializer_computes && life.initializing && life.ready) computing -= seconds_between(*life.initializing, *life.ready);
        seen.computing += std::max(0.0, computing);
        seen.is_exact = seen.is_exact && life.ended && life.cpu_ns > 0;
    }
    return seen;
}

struct Computing {
    double share = 1;   ///< of an item's own time
    double length = 1;  ///< an item's own time, as a share of the recorded one
};

Computing computing_of(const Occupation& seen, const PoolState& state, double cores, Workload& work) {
    Computing found;
    if (seen.running <= 0 || seen.busy_time <= 0) return found;
    const double at_once = seen.running / seen.busy_time;
    const double enough = seen.is_exact ? kEnoughRunningWhenEnded * static_cast<double>(state.workers().size())
                                        : kEnoughRunning * static_cast<double>(std::max<std::size_t>(1, state.slot_count()));
    if (seen.running < enough) {
        work.computing_is_assumed = true;
        if (cores > 0 && at_once > cores) found.length = cores / at_once;
        return found;
    }
    const double share = std::clamp(seen.computing / seen.running, 0.0, 1.0);
    const bool is_saturated = cores > 0 && at_once > cores && seen.computing >= kSaturated * cores * seen.busy_time;
    if (is_saturated)
        found.length = std::max(share, 0.01);
    else
        found.share = share > 0.95 ? 1 : share;
    return found;
}

void take_faults(const std::string& plan, Workload& work) {
    if (plan.empty()) return;
    try {
        work.faults = faults_from_json(parse_bounded_json(plan));
    } catch (const std::exception&) {
        work.faults = {};  // of another version of the program
    }
    const auto is_followed = [](const Fault& fault) { return fault.action == FaultAction::FullLane || fault.action == FaultAction::SlowReader || fault.action == FaultAction::FillDisk; };
    if (work.faults.empty() || !std::all_of(work.faults.faults.begin(), work.faults.faults.end(), is_followed)) work.not_simulated.emplace_back("faults");
}

}  // namespace

Workload workload_of(const PoolState& state, double cores) {
    Workload work;
    const PoolSummary& summary = state.summary();
    if (summary.configuration) {
        work.recorded.processes = std::max<std::uint32_t>(1, summary.configuration->processes);
        work.recorded.maxtasksperchild = summary.configuration->maxtasksperchild;
        if (summary.configuration->limits.maxitemsperchild != 0) work.recorded.maxitemsperchild = summary.configuration->limits.maxitemsperchild;
        if (summary.configuration->limits.max_memory_per_child) work.not_simulated.emplace_back("max_memory_per_child");
        if (summary.configuration->limits.max_age_per_child) work.not_simulated.emplace_back("max_age_per_child");
        if (summary.configuration->item_attempts > 1) work.not_simulated.emplace_back("on_worker_lost");
        take_faults(summary.configuration->faults, work);
        work.recorded.start_method = start_method_from_string(summary.configuration->start_method).value_or(StartMethod::ForkServer);
    }
    const Occupation seen = occupation_of(state);
    const Computing computing = computing_of(seen, state, cores, work);
    const std::vector<Asked> asked = asked_of(state);
    std::vector<Items> items = item_times(state, asked, work);
    Time free_since = summary.origin, last_end = summary.origin;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const BatchInfo& info = state.batches()[i];
        WorkBatch batch;
        batch.method = info.method;
        batch.function = info.function;
        batch.chunksize = std::max<std::uint64_t>(1, info.chunksize);
        batch.chunk_is_default = asked[i].chunk_is_default;
        const auto method = method_from_string(info.method);
        batch.blocks = method && is_blocking(*method);
        batch.delay = seconds_between(free_since, info.submitted);
        const Time end = info.ended.value_or(summary.last);
        free_since = batch.blocks ? end : info.submitted;
        last_end = std::max(last_end, end);
        fill_unknown(items[i], work);
        batch.items = std::move(items[i].seconds);
        if (goes_by_the_clock(info.function)) {
            batch.computing = 0;
        } else {
            batch.computing = computing.share;
            for (double& seconds : batch.items) seconds *= computing.length;
        }
        work.batches.push_back(std::move(batch));
    }
    work.recorded_seconds = seconds_between(summary.origin, last_end);
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        for (const WorkerLife& life : state.workers()) {
            if (life.slot.value != slot || life.generation != 1) continue;
            work.ready_at.push_back(seconds_between(summary.origin, life.ready.value_or(last_end)));
            break;
        }
    }
    return work;
}

PoolCosts costs_of(const PoolState& state, const PoolCosts& known, double cores) {
    PoolCosts costs = known;
    const PoolSummary& summary = state.summary();
    if (!summary.configuration) return costs;
    const auto method = start_method_from_string(summary.configuration->start_method);
    std::vector<double> latencies, initializers, replacements;
    std::vector<Time> begins;
    const RecordedGaps gaps = recorded_gaps(state);
    for (std::size_t i = 0; i < state.workers().size(); ++i) {
        const WorkerLife& life = state.workers()[i];
        if (!life.ready) continue;
        const double initializer = life.initializing ? seconds_between(*life.initializing, *life.ready) : 0;
        if (life.initializing) initializers.push_back(initializer);
        if (life.generation == 1) {
            begins.push_back(life.starting);
            latencies.push_back(std::max(0.0, seconds_between(life.starting, *life.ready) - initializer));
        } else if (gaps.last_end_before[i] != 0) {
            replacements.push_back(std::max(0.0, seconds_between(gaps.last_end_before[i], *life.ready) - initializer));
        }
    }
    if (method && !latencies.empty()) {
        StartCost& start = costs.of(*method);
        std::sort(begins.begin(), begins.end());
        start.first = seconds_between(summary.origin, begins.front());
        const double each = begins.size() > 1 ? seconds_between(begins.front(), begins.back()) / static_cast<double>(begins.size() - 1) : 0;
        start.serial = each;
        // The first worker's own share of the host's time is in its latency.
        start.latency = std::max(0.0, median(latencies) - each);
        // Those that started together waited for one another; in the simulation they will.
        start.compute = std::min(gaps.start_computing.value_or(start.compute), start.latency);
        const double waited = cores > 0 ? start.compute * std::max(0.0, static_cast<double>(latencies.size()) / cores - 1) : 0;
        start.latency = std::max(start.compute, start.latency - waited);
        if (!replacements.empty()) start.replace = median(replacements);
        else if (start.replace <= 0) start.replace = start.serial + start.latency;
    }
    costs.initializer = initializers.empty() ? 0 : median(initializers);
    costs.initializer_computing = goes_by_the_clock(summary.configuration->initializer) ? 0 : 1;
    if (!gaps.hand_over.empty()) costs.hand_over = median(gaps.hand_over);
    if (!gaps.between.empty()) costs.between_tasks = median(gaps.between);
    if (!gaps.host_per_task.empty()) costs.host_per_task = median(gaps.host_per_task);
    Time last_end = 0;
    for (const BatchInfo& batch : state.batches()) last_end = std::max(last_end, batch.ended.value_or(0));
    if (summary.ended && last_end != 0) costs.close = seconds_between(last_end, *summary.ended);
    return costs;
}

}  // namespace poolscope::study
