// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <poolscope/cost_estimate.h>

#include "study/number_words.h"

namespace poolscope::study {
namespace {

std::string time(double seconds) {
    return seconds < 1 ? three_digits(seconds * 1e3) + " ms" : three_digits(seconds) + " s";
}
std::string mebibytes(std::uint64_t bytes) { return three_digits(static_cast<double>(bytes) / (1 << 20)) + " MiB"; }
std::string workers(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " worker" : " workers"); }
std::string tasks(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " task" : " tasks"); }

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

}  // namespace

const char* to_string(CostTrap trap) noexcept {
    switch (trap) {
    case CostTrap::ChunkBeyondShare: return "chunk_beyond_share";
    case CostTrap::MoreWorkersThanTasks: return "more_workers_than_tasks";
    case CostTrap::MoreWorkersThanCores: return "more_workers_than_cores";
    case CostTrap::TinyTasks: return "tiny_tasks";
    case CostTrap::CostlyRecycling: return "costly_recycling";
    case CostTrap::SlowInitializer: return "slow_initializer";
    case CostTrap::TooManyProcesses: return "too_many_processes";
    case CostTrap::TooManyDescriptors: return "too_many_descriptors";
    case CostTrap::TooMuchMemory: return "too_much_memory";
    case CostTrap::MemoryLimitBelowStart: return "memory_limit_below_start";
    }
    return "";
}

std::string message(const CostWarning& warning) {
    switch (warning.trap) {
    case CostTrap::ChunkBeyondShare:
        return "only " + workers(warning.count) + " will have anything to do: chunks are larger than a worker's share, which is " +
               std::to_string(warning.limit);
    case CostTrap::MoreWorkersThanTasks:
        return "there are never more than " + tasks(warning.count) + " for " + workers(warning.limit);
    case CostTrap::MoreWorkersThanCores:
        return (warning.is_supposed ? "if " + warning.name + " computes, " : warning.name + " computes, and ") + workers(warning.limit) + " share " + std::to_string(warning.count) +
               (warning.count == 1 ? " processor" : " processors") + ": more than that gain nothing";
    case CostTrap::TinyTasks:
        return tasks(warning.count) + " of one item each take the host about " + time(warning.seconds) +
               ": if items are short, larger chunks cost less";
    case CostTrap::CostlyRecycling:
        return "workers are replaced " + std::to_string(warning.count) + " times, at about " + time(warning.seconds) + " each with " + warning.name;
    case CostTrap::SlowInitializer:
        return warning.name + " takes " + time(warning.seconds) + " in each worker, longer than the work that the worker does";
    case CostTrap::TooManyProcesses:
        return std::to_string(warning.count) + " processes are needed, and " + warning.name + " leaves " + std::to_string(warning.limit);
    case CostTrap::TooManyDescriptors:
        return "the host needs about " + std::to_string(warning.count) + " descriptors, and RLIMIT_NOFILE allows " + std::to_string(warning.limit);
    case CostTrap::TooMuchMemory:
        return "the workers take " + mebibytes(warning.count) + " before they do anything, and " + mebibytes(warning.limit) + " are available";
    case CostTrap::MemoryLimitBelowStart:
        return "a fresh worker holds " + mebibytes(warning.count) + " already, more than the limit of " + mebibytes(warning.limit);
    }
    return {};
}

Json to_json(const CostEstimate& estimate) {
    Json batches = Json::array(), warnings = Json::array();
    for (const BatchCost& batch : estimate.batches)
        batches.push_back({{"items", or_null(batch.items)},
                           {"chunksize", batch.chunksize},
                           {"tasks", or_null(batch.tasks)},
                           {"work_seconds", or_null(batch.work_seconds)}});
    for (const CostWarning& warning : estimate.warnings)
        warnings.push_back({{"trap", to_string(warning.trap)}, {"place", warning.place}, {"fatal", warning.is_fatal}, {"message", message(warning)}});
    return {{"processes", estimate.processes},
            {"start_method", poolscope::to_string(estimate.start_method)},
            {"tasks", estimate.tasks},
            {"tasks_per_worker", estimate.tasks_per_worker},
            {"restarts", estimate.restarts},
            {"not_counted", estimate.not_counted},
            {"start_seconds", estimate.start_seconds},
            {"initializer_seconds", or_null(estimate.initializer_seconds)},
            {"restart_seconds", estimate.restart_seconds},
            {"transport_seconds", estimate.transport_seconds},
            {"work_seconds", or_null(estimate.work_seconds)},
            {"least_seconds", or_null(estimate.least_seconds)},
            {"memory_bytes", estimate.memory_bytes},
            {"descriptors", estimate.descriptors},
            {"batches", std::move(batches)},
            {"warnings", std::move(warnings)}};
}

}  // namespace poolscope::study
