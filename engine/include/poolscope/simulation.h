// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/context.h>
#include <poolscope/faults.h>
#include <poolscope/ledger.h>
#include <poolscope/pool_state.h>
#include <poolscope/scenario.h>
#include <poolscope/statistics.h>

/// What a run would have been with other settings: the recorded durations of its items are dealt out again, by the rule of the real pool's
/// dispatcher, to simulated workers. Pure: no clock, no system call, nothing random that does not follow from a seed. Times are in seconds.
namespace poolscope::study {

/// One call of a pool method, as far as a schedule needs it.
struct WorkBatch {
    std::string method;
    std::string function;
    std::vector<double> items;        ///< seconds of each, in the order of the input, with a processor of its own
    double computing = 1;             ///< share of that time for which a processor is needed; the rest is waiting (sleep, input and output)
    std::uint64_t chunksize = 1;      ///< as it ran
    bool chunk_is_default = false;    ///< it was left to the pool, and another number of processes makes another one
    bool blocks = false;              ///< the batches behind it wait for its end: apply, map, starmap
    double delay = 0;                 ///< until it was submitted, from when it could have been
};

/// In which order the items of a batch are cut into tasks and given out.
enum class ItemOrder : std::uint8_t { AsGiven, LongestFirst, ShortestFirst, Shuffled };
/// "as_given", "longest_first", "shortest_first", "shuffled".
[[nodiscard]] const char* to_string(ItemOrder order) noexcept;
[[nodiscard]] std::optional<ItemOrder> item_order_from_string(const std::string& name) noexcept;

/// Item by position.
[[nodiscard]] std::vector<std::uint32_t> item_order(std::span<const double> items, ItemOrder order, std::uint64_t seed);

/// The settings of a pool that decide its schedule.
struct PoolShape {
    std::uint32_t processes = 1;
    StartMethod start_method = StartMethod::ForkServer;
    std::optional<std::uint64_t> maxtasksperchild = {};
    std::optional<std::uint64_t> chunksize = {};  ///< of every batch but apply; empty: as it ran, or the pool's choice where it was that
    ItemOrder order = ItemOrder::AsGiven;
    std::uint64_t seed = 1;                       ///< of Shuffled
    std::optional<std::uint64_t> maxitemsperchild = {};  ///< a worker leaves after the task with which it has done so many
    bool operator==(const PoolShape&) const = default;
};

/// What starting workers costs by one method.
struct StartCost {
    double first = 0;    ///< before the first worker: of the pool itself, and of the fork server
    double serial = 0;   ///< each worker keeps the host busy for so long
    double latency = 0;  ///< from then until it runs, without its initializer; several start at once
    double replace = 0;  ///< from a worker's last task until its successor runs, without its initializer
    std::uint64_t memory_bytes = 0;  ///< of a worker that has done nothing yet; 0: not known
    double compute = 0;  ///< so much of the latency needs a processor, which those that start and those that compute share
};
struct PoolCosts {
    std::array<StartCost, 3> start;         ///< Fork, Spawn, ForkServer: see of()
    double initializer = 0;                 ///< of each worker
    double initializer_computing = 1;       ///< as WorkBatch::computing
    double hand_over = 0;                   ///< from the host's decision until an idle worker has begun the task
    double between_tasks = 0;               ///< between two tasks of a worker that has the next one already
    double host_per_task = 0;               ///< the host is busy for so long with each task, for all workers together
    double close = 0;                       ///< from the last batch's end until the pool has ended
    [[nodiscard]] StartCost& of(StartMethod method) { return start[static_cast<std::size_t>(method) - 1]; }
    [[nodiscard]] const StartCost& of(StartMethod method) const { return start[static_cast<std::size_t>(method) - 1]; }
};

/// A run as the simulation sees it.
struct Workload {
    std::vector<WorkBatch> batches;
    PoolShape recorded;              ///< how it ran
    double recorded_seconds = 0;     ///< from its origin to the end of its last batch
    std::vector<double> ready_at;    ///< of the first worker of each slot, since the origin
    bool items_are_averaged = false; ///< tasks of several items were recorded as one piece: each item counts as their mean
    bool computing_is_assumed = false;  ///< no worker was sampled for long enough: functions that are known to wait wait, all others compute
    FaultPlan faults = {};           ///< of them only FullLane is simulated: results that the host leaves in the lanes for a while
    /// Settings of the pool that replace workers or run items again and that no simulation follows: "max_memory_per_child",
    /// "max_age_per_child", "on_worker_lost", "faults".
    std::vector<std::string> not_simulated = {};
    std::uint64_t items_unknown = 0; ///< never ran to an end; each counts as the mean of the others of its batch
    [[nodiscard]] std::uint64_t item_count() const noexcept;
};
/// The work in a run that has ended or goes on, as far as it was done.
///
/// How much of an item is computing comes from the processor time that the trace samples of the workers say (about four times a second).
/// Where more workers computed than `cores` and kept them busy, what they waited for was each other, and the items are taken to be as long as
/// their processor time. A run too short for samples is judged by names: functions of the catalogue that wait (sleep, hang) wait, all
/// others compute. `cores`: of the machine on which it ran; 0: nobody waited for a processor, the durations stand as they are.
[[nodiscard]] Workload workload_of(const PoolState& state, double cores);
/// What the run itself shows: its method's start, recycling, its initializer, the gaps between tasks. What it does not show stays as in
/// `known` (see cost_estimate.h for this machine's own). `cores`: of the machine on which it ran; 0: workers did not wait for one another
/// when they started.
[[nodiscard]] PoolCosts costs_of(const PoolState& state, const PoolCosts& known = {}, double cores = 0);

/// When the first worker of each slot is ready.
enum class FirstWorkers : std::uint8_t {
    Simulated,   ///< by the costs of starting
    AsRecorded,  ///< when the recorded one was: for the shape that was recorded
    AtOnce,
};
struct SimulationOptions {
    double cores = 0;          ///< processors that the workers share; 0: each has its own
    bool keeps_spans = false;  ///< the schedule itself, not only its sums
    FirstWorkers first_workers = FirstWorkers::Simulated;
    bool leaves_results = true;  ///< as the fault plan says
};
/// A piece of a simulated lane.
struct GhostSpan {
    double begin = 0;
    double end = 0;
    std::uint32_t slot = 0;
    WorkerActivity activity = WorkerActivity::Running;  ///< Starting, Initializing, Running or Retiring
    std::uint32_t batch = 0;       ///< Running: index into Workload::batches
    std::uint64_t first_item = 0;  ///< Running: position in the order in which items were given out
    std::uint32_t items = 0;
};
struct Prediction {
    PoolShape shape;
    double makespan = 0;   ///< from the pool's beginning to the end of its last batch
    double wall = 0;       ///< the same and the closing
    std::uint64_t tasks = 0;
    std::uint64_t workers_started = 0;
    std::array<double, kLedgerCauses> ledger{};  ///< seconds of all slots by cause, up to the makespan; they add up to slots x makespan
    double contended = 0;  ///< seconds of tasks that went into waiting for a processor
    std::vector<GhostSpan> spans;  ///< in order of their ends; see keeps_spans
    [[nodiscard]] double of(LedgerCause cause) const { return ledger[static_cast<std::size_t>(cause)]; }
};
/// Deals the work out. As the real dispatcher: to the worker with the fewest tasks in its lane, the lowest slot first; lanes hold as many tasks
/// as last for a round trip, and what lies behind a long task is taken back. Where more tasks compute than there are cores, they share
/// them evenly; waiting takes no processor. Takes n log p for n tasks and p workers. Throws ValueError for a shape without processes,
/// a chunksize or maxtasksperchild of 0, or more tasks than 2^32.
[[nodiscard]] Prediction simulate(const Workload& work, const PoolCosts& costs, const PoolShape& shape,
                                  const SimulationOptions& options = {});

/// No schedule of the same items on so many workers (and cores) ends before this, whatever order and chunks; starting costs nothing.
struct IdealBound {
    double by_work = 0;     ///< all work, spread evenly
    double by_longest = 0;  ///< no item is torn apart
    double seconds = 0;     ///< the greater of the two, and of what batches that wait for each other take one after the other
};
[[nodiscard]] IdealBound ideal_bound(const Workload& work, std::uint32_t processes, double cores = 0);

/// Why a run took longer than the ideal.
enum class LossCause : std::uint8_t {
    Start,      ///< processes and their initializers
    Recycling,  ///< workers that were replaced
    Transport,  ///< handing tasks over, and the host
    Chunk,      ///< several items in one task
    Order,      ///< long items late
    Rest,       ///< items do not fill the workers evenly even so
    Unexplained,  ///< the measured time is longer (or, below 0, shorter) than the simulated one
};
inline constexpr std::size_t kLossCauses = 7;
[[nodiscard]] const char* to_string(LossCause cause) noexcept;
struct Loss {
    double measured = 0;   ///< or simulated, when nothing was measured
    double ideal = 0;
    std::array<double, kLossCauses> seconds{};  ///< they add up to measured - ideal
    [[nodiscard]] double of(LossCause cause) const { return seconds[static_cast<std::size_t>(cause)]; }
    /// Share of the measured time: 0.38 is "you lost 38 %".
    [[nodiscard]] double share() const noexcept { return measured > 0 ? (measured - ideal) / measured : 0; }
};
/// A part of what was lost, in whole per cents of the measured time.
struct LossPercent {
    std::optional<LossCause> cause;  ///< empty: all that are below half a per cent, together
    int percent = 0;
};
/// What was lost, rounded so that it adds up: the first is the sum, then come the parts that are not 0, the largest first and the small ones
/// together last. (By the largest remainder: each is off by less than one per cent, as rounding needs.)
struct LossPercents {
    int sum = 0;
    std::vector<LossPercent> parts;
};
[[nodiscard]] LossPercents in_whole_percents(const Loss& loss);
/// Takes the causes away one after the other, in the order in which they are listed, and simulates what is left; each cause has what its going
/// saved. Another order of taking away would deal some of it differently.
[[nodiscard]] Loss explain_loss(const Workload& work, const PoolCosts& costs, const PoolShape& shape, double cores = 0,
                                std::optional<double> measured = {});

/// The scenario of a recorded run with these settings, to be run for real: an order by length is that of the recorded lengths. Throws ValueError
/// when the items cannot be reordered, or are not those that were recorded.
[[nodiscard]] Scenario shaped(const Scenario& scenario, const Workload& recorded, const PoolShape& shape);

/// One prediction beside what came of it.
struct PredictedRun {
    double predicted = 0;
    double measured = 0;
};
/// How far predictions were off, as factors on the next one.
struct PredictionError {
    double low = 0.75;
    double middle = 1;
    double high = 1.35;
    std::size_t runs = 0;  ///< from which it was learnt
    [[nodiscard]] Interval around(double prediction) const noexcept { return {prediction * low, prediction * high}; }
};
/// From the quantiles (5 %, 50 %, 95 %) of measured / predicted, and the guess that the default says for as long as there are few: it counts as
/// five runs. Pairs that are not above zero are left out.
[[nodiscard]] PredictionError learn_error(std::span<const PredictedRun> past);

}  // namespace poolscope::study
