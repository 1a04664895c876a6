// SPDX-License-Identifier: MIT
#include <poolscope/cost_estimate.h>

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include <poolscope/context.h>
#include <poolscope/errors.h>

#include "host/batch_plan.h"
#include "host/batch_source.h"
#include "study/clock_functions.h"
#include "study/task_supply.h"
#include "supervise/configuration.h"

namespace poolscope::study {
namespace {

/// A host has so many descriptors without workers, and so many more for each: its pidfd and what its lane and its output are in.
constexpr std::uint64_t kHostDescriptors = 20, kWorkerDescriptors = 3;
/// Tasks of one item are many from here on.
constexpr std::uint64_t kManyTasks = 10'000;
/// Starting workers anew is much when it takes this share of the workers' time.
constexpr double kMuchRecycling = 0.1;

std::optional<std::uint64_t> items_of(const BatchSpec& batch) {
    if (takes_arguments(batch.method)) return 1;
    if (batch.iterable.is_array()) return batch.iterable.size();
    if (batch.iterable.is_object() && batch.iterable.contains("range")) {
        try {
            return host::Range::from_json(batch.iterable["range"]).size();
        } catch (const std::exception&) {
            return {};  // what is wrong with it is said elsewhere
        }
    }
    return {};
}

/// Of functions whose first argument is how long they take, once the chunksize is known.
void add_work(const BatchSpec& batch, BatchCost& cost) {
    if (!takes_seconds(batch.function)) return;
    if (takes_arguments(batch.method)) {
        cost.work_seconds = cost.longest_task_seconds = first_seconds(batch.args);
        return;
    }
    if (!batch.iterable.is_array()) return;
    double sum = 0, longest = 0, task = 0;
    for (std::size_t i = 0; i < batch.iterable.size(); ++i) {
        const auto seconds = first_seconds(batch.iterable[i]);
        if (!seconds) return;
        task = i % cost.chunksize == 0 ? *seconds : task + *seconds;
        longest = std::max(longest, task);
        sum += *seconds;
    }
    cost.work_seconds = sum;
    cost.longest_task_seconds = longest;
}

BatchCost cost_of(const BatchSpec& batch, std::uint32_t processes) {
    BatchCost cost;
    cost.items = items_of(batch);
    if (takes_arguments(batch.method)) {
        cost.tasks = 1;
        add_work(batch, cost);
        return cost;
    }
    const bool is_lazy = batch.method == Method::IMap || batch.method == Method::IMapUnordered;
    if (batch.chunksize)
        cost.chunksize = static_cast<std::uint64_t>(std::max<std::int64_t>(1, *batch.chunksize));
    else if (!is_lazy && cost.items)
        cost.chunksize = std::min(supervise::default_chunksize(*cost.items, processes), host::kMostItemsChosen);
    cost.chunksize = std::min(cost.chunksize, host::kMostItemsInTask);
    if (cost.items) cost.tasks = *cost.items / cost.chunksize + (*cost.items % cost.chunksize != 0 ? 1 : 0);
    add_work(batch, cost);
    return cost;
}

/// The least time until `work` is done by workers that become ready one after the other, `each` apart, with `most` of them: the best is to use
/// as many as are ready in time to be of use.
double shared(double work, double each, std::uint64_t most) {
    const auto with = [&](double workers) { return work / workers + each * (workers + 1) / 2; };
    const double all = static_cast<double>(std::max<std::uint64_t>(1, most));
    if (each <= 0) return with(all);
    const double best = std::clamp(std::floor(std::sqrt(2 * work / each)), 1.0, all);
    return std::min(with(best), with(std::min(best + 1, all)));
}

/// By maxtasksperchild, or by maxitemsperchild in tasks as large as those of the largest batch; empty: no limit.
std::optional<std::uint64_t> tasks_of_a_life(const PoolSpec& pool, const std::vector<BatchCost>& batches) {
    const auto limit = [](const std::optional<std::int64_t>& set) {
        return set && *set > 0 ? std::optional(static_cast<std::uint64_t>(*set)) : std::nullopt;
    };
    const auto largest = std::max_element(batches.begin(), batches.end(),
                                          [](const BatchCost& a, const BatchCost& b) { return a.items.value_or(0) < b.items.value_or(0); });
    return study::tasks_of_a_life(limit(pool.maxtasksperchild), batches.empty() ? std::nullopt : limit(pool.maxitemsperchild),
                                  batches.empty() ? 1 : largest->chunksize);
}

class Warner {
public:
    Warner(const Scenario& scenario, const PoolCosts& costs, const SystemRoom& room, CostEstimate& estimate)
        : scenario_(scenario), costs_(costs), room_(room), estimate_(estimate) {}

    void warn_of_all() {
        batches();
        recycling();
        workers();
        system();
    }

private:
    CostWarning& add(CostTrap trap, std::string place) {
        CostWarning warning;
        warning.trap = trap;
        warning.place = std::move(place);
        estimate_.warnings.push_back(std::move(warning));
        return estimate_.warnings.back();
    }

    void batches() {
        for (std::size_t i = 0; i < estimate_.batches.size(); ++i) {
            const BatchCost& cost = estimate_.batches[i];
            const std::string place = "/batches/" + std::to_string(i) + "/chunksize";
            if (!cost.items || !cost.tasks) continue;
            const bool is_chunked = !takes_arguments(scenario_.batches[i].method);
            if (is_chunked && cost.chunksize > 1 && *cost.tasks < estimate_.processes && *cost.items > *cost.tasks) {
                CostWarning& warning = add(CostTrap::ChunkBeyondShare, place);
                warning.count = *cost.tasks;
                warning.limit = std::max<std::uint64_t>(1, *cost.items / estimate_.processes);
            }
            const double seconds = static_cast<double>(*cost.tasks) * costs_.host_per_task;
            if (is_chunked && cost.chunksize == 1 && *cost.tasks >= kManyTasks && !cost.work_seconds) {
                CostWarning& warning = add(CostTrap::TinyTasks, place);
                warning.count = *cost.tasks;
                warning.seconds = seconds;
            }
        }
    }

    void recycling() {
        if (estimate_.restarts == 0) return;
        const auto limit = scenario_.pool.maxtasksperchild;
        const double each = costs_.of(estimate_.start_method).replace + estimate_.initializer_seconds.value_or(costs_.initializer);
        const bool every_task = limit == 1 && estimate_.start_method == StartMethod::Spawn;
        const bool is_much = estimate_.work_seconds && estimate_.restart_seconds > kMuchRecycling * *estimate_.work_seconds;
        const bool is_unknown_and_long = !estimate_.work_seconds && estimate_.restart_seconds > 1.0 * estimate_.processes;
        if (!every_task && !is_much && !is_unknown_and_long) return;
        CostWarning& warning = add(CostTrap::CostlyRecycling, limit ? "/pool/maxtasksperchild" : "/pool/maxitemsperchild");
        warning.count = estimate_.restarts;
        warning.seconds = each;
        warning.name = poolscope::to_string(estimate_.start_method);
    }

    void workers() {
        std::uint64_t at_once = 0;  // tasks that may run side by side
        bool is_known = !estimate_.batches.empty();
        std::uint64_t largest = 0;
        std::string computing;
        bool is_supposed = false;  // that it does
        bool something_waits = false;  // and for that more workers are worth their while
        for (std::size_t i = 0; i < estimate_.batches.size(); ++i) {
            const BatchCost& cost = estimate_.batches[i];
            is_known = is_known && cost.tasks.has_value();
            if (is_blocking(scenario_.batches[i].method)) largest = std::max(largest, cost.tasks.value_or(0));
            else at_once += cost.tasks.value_or(0);
            if (cost.tasks.value_or(2) < 2) continue;
            const std::string& function = scenario_.batches[i].function;
            if (waits(function) || runs_a_command(function)) {
                something_waits = true;
            } else if (computing.empty() || (is_supposed && computes(function))) {
                computing = function;
                is_supposed = !computes(function);
            }
        }
        const std::uint64_t most = largest + at_once;
        const bool is_told = std::any_of(estimate_.warnings.begin(), estimate_.warnings.end(),
                                         [](const CostWarning& warning) { return warning.trap == CostTrap::ChunkBeyondShare; });
        if (is_known && most < estimate_.processes && !is_told) {
            CostWarning& warning = add(CostTrap::MoreWorkersThanTasks, "/pool/processes");
            warning.count = most;
            warning.limit = estimate_.processes;
        }
        if (!computing.empty() && !something_waits && static_cast<double>(estimate_.processes) > std::ceil(room_.cores)) {
            CostWarning& warning = add(CostTrap::MoreWorkersThanCores, "/pool/processes");
            warning.count = static_cast<std::uint64_t>(std::ceil(room_.cores));
            warning.limit = estimate_.processes;
            warning.name = computing;
            warning.is_supposed = is_supposed;
        }
        if (estimate_.initializer_seconds && estimate_.work_seconds &&
            *estimate_.initializer_seconds > *estimate_.work_seconds / estimate_.processes) {
            CostWarning& warning = add(CostTrap::SlowInitializer, "/pool/initializer");
            warning.seconds = *estimate_.initializer_seconds;
            warning.name = scenario_.pool.initializer.value_or("");
        }
    }

    void system() {
        // The host and, for one method, the fork server are processes, too.
        const std::uint64_t processes = estimate_.processes + 2;
        if (room_.processes && processes > *room_.processes) {
            CostWarning& warning = add(CostTrap::TooManyProcesses, "/pool/processes");
            warning.is_fatal = true;
            warning.count = processes;
            warning.limit = *room_.processes;
            warning.name = room_.processes_limit;
        }
        if (room_.descriptors && estimate_.descriptors > *room_.descriptors) {
            CostWarning& warning = add(CostTrap::TooManyDescriptors, "/pool/processes");
            warning.is_fatal = true;
            warning.count = estimate_.descriptors;
            warning.limit = *room_.descriptors;
        }
        if (room_.memory_bytes && estimate_.memory_bytes > *room_.memory_bytes) {
            CostWarning& warning = add(CostTrap::TooMuchMemory, "/pool/processes");
            warning.count = estimate_.memory_bytes;
            warning.limit = *room_.memory_bytes;
        }
        const std::uint64_t each = costs_.of(estimate_.start_method).memory_bytes;
        if (scenario_.pool.max_memory_per_child && each > 0 && *scenario_.pool.max_memory_per_child > 0 &&
            static_cast<std::uint64_t>(*scenario_.pool.max_memory_per_child) < each) {
            CostWarning& warning = add(CostTrap::MemoryLimitBelowStart, "/pool/max_memory_per_child");
            warning.is_fatal = true;
            warning.count = each;
            warning.limit = static_cast<std::uint64_t>(*scenario_.pool.max_memory_per_child);
        }
    }

    const Scenario& scenario_;
    const PoolCosts& costs_;
    const SystemRoom& room_;
    CostEstimate& estimate_;
};

}  // namespace

CostEstimate estimate(const Scenario& scenario, const PoolCosts& costs, const SystemRoom& room) {
    CostEstimate found;
    const PoolSpec& pool = scenario.pool;
    const std::int64_t processes = pool.processes.value_or(usable_cpus().count);
    found.processes = static_cast<std::uint32_t>(std::clamp<std::int64_t>(processes, 1, supervise::kMaxProcesses));
    found.start_method = start_method_from_string(pool.start_method.value_or(get_start_method())).value_or(StartMethod::ForkServer);
    const StartCost& start = costs.of(found.start_method);

    double work = 0, chain = 0, longest_beside = 0;
    bool is_work_known = !scenario.batches.empty();
    for (const BatchSpec& batch : scenario.batches) {
        found.batches.push_back(cost_of(batch, found.processes));
        const BatchCost& cost = found.batches.back();
        found.tasks += cost.tasks.value_or(0);
        is_work_known = is_work_known && cost.work_seconds;
        work += cost.work_seconds.value_or(0);
        // Blocking batches wait for each other, and none is done before its longest task.
        if (is_blocking(batch.method)) chain += std::max(cost.longest_task_seconds.value_or(0), cost.work_seconds.value_or(0) / found.processes);
        else longest_beside = std::max(longest_beside, cost.longest_task_seconds.value_or(0));
    }
    found.tasks_per_worker = static_cast<double>(found.tasks) / found.processes;
    if (const auto limit = tasks_of_a_life(pool, found.batches)) {
        // Each slot has its share of the tasks, some of them one more, and a new worker after every `limit` of them but the last.
        const std::uint64_t share = found.tasks / found.processes, with_one_more = found.tasks % found.processes;
        const auto restarts = [&limit](std::uint64_t tasks) { return tasks == 0 ? 0 : (tasks - 1) / *limit; };
        found.restarts = with_one_more * restarts(share + 1) + (found.processes - with_one_more) * restarts(share);
    }
    if (pool.max_memory_per_child) found.not_counted.emplace_back("max_memory_per_child");
    if (pool.max_age_per_child) found.not_counted.emplace_back("max_age_per_child");
    if (pool.worker_lost_retries.value_or(0) > 0) found.not_counted.emplace_back("on_worker_lost");
    if (pool.initializer && takes_seconds(*pool.initializer)) found.initializer_seconds = first_seconds(pool.initargs);
    // Those that start together share the processors.
    const double waited = room.cores > 0 ? start.compute * std::max(0.0, static_cast<double>(found.processes) / room.cores - 1) : 0;
    found.start_seconds = start.first + start.serial * found.processes + start.latency + waited;
    found.restart_seconds = static_cast<double>(found.restarts) * (start.replace + found.initializer_seconds.value_or(costs.initializer));
    found.transport_seconds = static_cast<double>(found.tasks) * costs.host_per_task;
    if (is_work_known) {
        found.work_seconds = work;
        found.least_seconds = start.first + start.latency + found.initializer_seconds.value_or(0) +
                              std::max(start.serial + std::max(chain, longest_beside),
                                       shared(work + found.restart_seconds, start.serial, std::min<std::uint64_t>(found.processes, found.tasks)));
    }
    found.memory_bytes = start.memory_bytes * found.processes;
    found.descriptors = kHostDescriptors + kWorkerDescriptors * found.processes;
    Warner(scenario, costs, room, found).warn_of_all();
    return found;
}

}  // namespace poolscope::study
