// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/json.h>
#include <poolscope/scenario.h>
#include <poolscope/simulation.h>

/// What a scenario will cost and do before it is run, and what is known to go wrong with it. Pure, but for this_system().
namespace poolscope::study {

/// This machine's own figures, measured once with small runs (`poolscope estimate --measure`) and kept.
struct MachineCosts {
    PoolCosts costs;
    std::string machine;             ///< what they hold for: processor, kernel and version of Poolscope
    std::int64_t measured_at_s = 0;  ///< seconds since 1970
};
[[nodiscard]] Json to_json(const MachineCosts& costs);
/// Empty when the document is none of to_json()'s.
[[nodiscard]] std::optional<MachineCosts> machine_costs_from_json(const Json& json);
/// Words that change when figures must be measured anew.
[[nodiscard]] std::string this_machine();
/// Whether they hold for this machine as it is, and were measured within the last week: others are measured anew before they are used.
[[nodiscard]] bool is_current(const MachineCosts& costs, std::int64_t now_s);
/// Rough figures of a machine nobody has measured yet.
[[nodiscard]] PoolCosts usual_costs();

/// What the system has left for a pool. Empty: no limit, or it does not tell.
struct SystemRoom {
    double cores = 1;
    std::optional<std::uint64_t> processes;    ///< more of this user (RLIMIT_NPROC) and control group (pids.max)
    std::string processes_limit;               ///< which of the two that is
    std::optional<std::uint64_t> descriptors;  ///< of one process (RLIMIT_NOFILE)
    std::optional<std::uint64_t> memory_bytes; ///< available
};
/// Asks the system: a few small files, less than a millisecond.
[[nodiscard]] SystemRoom this_system();

/// A trap that a configuration walks into.
enum class CostTrap : std::uint8_t {
    ChunkBeyondShare,      ///< chunks larger than a worker's share: some workers get none
    MoreWorkersThanTasks,
    MoreWorkersThanCores,  ///< for functions that compute, or may
    TinyTasks,             ///< many tasks of one item each
    CostlyRecycling,       ///< maxtasksperchild so low that starting workers takes much of the time
    SlowInitializer,       ///< takes longer than the work that a worker does
    TooManyProcesses,      ///< more than the system allows
    TooManyDescriptors,
    TooMuchMemory,
    MemoryLimitBelowStart, ///< max_memory_per_child below what a fresh worker holds
};
[[nodiscard]] const char* to_string(CostTrap trap) noexcept;

struct CostWarning {
    CostTrap trap = CostTrap::TinyTasks;
    std::string place;      ///< the field that it concerns: "/pool/processes", "/batches/0/chunksize"
    bool is_fatal = false;  ///< the run will not do what was asked for
    /// The numbers of the sentence, whose meaning depends on the trap; message() puts them in.
    std::uint64_t count = 0, limit = 0;
    double seconds = 0;
    std::string name = {};  ///< of a function or a limit
    bool is_supposed = false;  ///< MoreWorkersThanCores: whether the function computes is not known
};
/// In English: "2 of 8 workers get no task: 60 items in chunks of 10 are 6 tasks".
[[nodiscard]] std::string message(const CostWarning& warning);

struct BatchCost {
    std::optional<std::uint64_t> items;  ///< empty: not known before it is read
    std::uint64_t chunksize = 1;
    std::optional<std::uint64_t> tasks;
    std::optional<double> work_seconds;  ///< of functions that say so by their arguments (sleep, busy); a time below 0 is none
    std::optional<double> longest_task_seconds = std::nullopt;  ///< of the chunk that takes longest, where the work is known
};
struct CostEstimate {
    std::uint32_t processes = 1;
    StartMethod start_method = StartMethod::ForkServer;
    std::vector<BatchCost> batches;
    std::uint64_t tasks = 0;              ///< that are known
    double tasks_per_worker = 0;
    std::uint64_t restarts = 0;           ///< by maxtasksperchild and maxitemsperchild, where each worker has its share of the tasks
    /// Settings that replace workers or run items again, and that nothing here counts: "max_memory_per_child", "max_age_per_child",
    /// "on_worker_lost".
    std::vector<std::string> not_counted = {};
    double start_seconds = 0;             ///< until all workers are ready, but for the initializer
    std::optional<double> initializer_seconds;  ///< where its arguments say so
    double restart_seconds = 0;           ///< of all workers together
    double transport_seconds = 0;         ///< of the host, for all tasks
    std::optional<double> work_seconds;   ///< of all items, where all are known
    /// Until the last item is done, at best, where the work is known: with those workers that are ready in time to be of use.
    std::optional<double> least_seconds;
    std::uint64_t memory_bytes = 0;       ///< of all workers when they have started; 0: not known
    std::uint64_t descriptors = 0;        ///< of the host
    std::vector<CostWarning> warnings;
};
/// `scenario` is one that a pool takes (check()); of what is wrong with it nothing is said here.
[[nodiscard]] CostEstimate estimate(const Scenario& scenario, const PoolCosts& costs, const SystemRoom& room);
[[nodiscard]] Json to_json(const CostEstimate& estimate);

}  // namespace poolscope::study
