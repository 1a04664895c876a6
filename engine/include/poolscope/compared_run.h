// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/environment.h>
#include <poolscope/ledger.h>
#include <poolscope/pool_state.h>

/// A run, reduced to what it is compared by.
namespace poolscope::study {

/// A setting in the words of a scenario file: {"maxtasksperchild", "5"}, {"batch 2: chunksize", "10"}.
struct Setting {
    std::string name;
    std::string value;
    friend bool operator==(const Setting&, const Setting&) = default;
};

struct ComparedRun {
    std::string name;   ///< what it is called in a comparison: given by the caller
    std::string title;  ///< of its scenario
    /// Of the trace: its host and when it began, on both clocks. The same in a copy, wherever it lies and whatever it is called.
    std::string identity;
    /// Everything that was configured, in a fixed order; of settings that were not used the default is told ("none").
    std::vector<Setting> settings;
    /// The same in runs whose settings differ in `processes` alone: those that tell how work scales. A chunksize that the pool chooses by the
    /// number of processes does not count as another.
    std::string but_processes;
    std::optional<Environment> environment;  ///< not in a trace: run.json has it (poolscope/run_store.h)
    std::uint32_t processes = 0;
    bool is_complete = false;  ///< the pool has ended in the trace

    // Moments, on the trace's clock; empty: it never came to that.
    Time origin = 0;
    Time end = 0;  ///< the last moment known of
    std::optional<Time> submitted;     ///< the first batch
    std::optional<Time> first_task;    ///< began in a worker
    std::optional<Time> first_result;  ///< of the first task that ended
    /// When each percent of all settled items was settled: settled_at[50] is when half of them were. Empty without items.
    std::vector<Time> settled_at;

    std::uint64_t tasks = 0, items_done = 0, items_not_done = 0;
    std::uint32_t workers_started = 0, workers_crashed = 0;
    std::vector<double> task_seconds;  ///< of tasks that ran to their end, in order of assignment; at most kMostTasks, evenly chosen
    Ledger ledger;                     ///< of the whole run, without places

    static constexpr std::size_t kMostTasks = 200'000;

    [[nodiscard]] double wall_seconds() const noexcept { return static_cast<double>(end - origin) / 1e9; }
};

/// Linear in the run's spans, tasks and results. `name` is told in every comparison.
[[nodiscard]] ComparedRun compared_run_of(const PoolState& state, std::string name);
/// Reads a trace, or the trace and the run.json of a run folder, whole. Throws what trace::Reader throws.
[[nodiscard]] ComparedRun read_compared_run(const std::string& trace_or_run_folder, std::string name);

/// What two runs are compared by; smaller is better for each.
enum class Measure : std::uint8_t {
    Wall,         ///< seconds from the run's origin to its end
    Work,         ///< seconds from the first submission until every item was settled
    FirstResult,  ///< seconds from the first submission to the first result
    MedianTask,   ///< seconds of the median task
};
inline constexpr std::size_t kMeasures = 4;
/// "wall", "work", "first_result", "median_task".
[[nodiscard]] const char* to_string(Measure measure) noexcept;
[[nodiscard]] std::optional<Measure> measure_from_name(std::string_view name) noexcept;
/// In seconds; empty when the run has not come to that.
[[nodiscard]] std::optional<double> measured(const ComparedRun& run, Measure measure);

}  // namespace poolscope::study
