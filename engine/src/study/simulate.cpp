// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/simulation.h>

#include "study/simulated_pool.h"

namespace poolscope::study {
namespace {

/// As if as many workers as this had been seen already whose predictions were as good as the default says.
constexpr double kPriorRuns = 5;

}  // namespace

std::uint64_t Workload::item_count() const noexcept {
    std::uint64_t count = 0;
    for (const WorkBatch& batch : batches) count += batch.items.size();
    return count;
}

Prediction simulate(const Workload& work, const PoolCosts& costs, const PoolShape& shape, const SimulationOptions& options) {
    if (shape.processes < 1) throw ValueError("Number of processes must be at least 1");
    if (shape.maxtasksperchild == 0) throw ValueError("maxtasksperchild must be a positive int or None");
    if (shape.maxitemsperchild == 0) throw ValueError("maxitemsperchild must be a positive int or None");
    if (shape.chunksize == 0) throw ValueError("Chunksize must be 1+, not 0");
    return SimulatedPool(work, costs, shape, options).run();
}

IdealBound ideal_bound(const Workload& work, std::uint32_t processes, double cores) {
    if (processes < 1) throw ValueError("Number of processes must be at least 1");
    IdealBound bound;
    double all = 0, computed = 0;
    double submitted = 0;  // the earliest moment at which the batch can be
    const auto spread = [&](double seconds, double computing) {
        return std::max(seconds / processes, cores > 0 ? computing / cores : 0.0);
    };
    for (const WorkBatch& batch : work.batches) {
        double of_batch = 0, longest = 0;
        for (const double seconds : batch.items) {
            of_batch += seconds;
            longest = std::max(longest, seconds);
        }
        all += of_batch;
        computed += of_batch * batch.computing;
        bound.by_longest = std::max(bound.by_longest, longest);
        submitted += batch.delay;
        const double ends = submitted + std::max(spread(of_batch, of_batch * batch.computing), longest);
        bound.seconds = std::max(bound.seconds, ends);
        if (batch.blocks) submitted = ends;
    }
    bound.by_work = spread(all, computed);
    bound.seconds = std::max(bound.seconds, bound.by_work);
    return bound;
}

const char* to_string(LossCause cause) noexcept {
    switch (cause) {
    case LossCause::Start: return "start";
    case LossCause::Recycling: return "recycling";
    case LossCause::Transport: return "transport";
    case LossCause::Chunk: return "chunk";
    case LossCause::Order: return "order";
    case LossCause::Rest: return "rest";
    case LossCause::Unexplained: return "unexplained";
    }
    return "unexplained";
}

Loss explain_loss(const Workload& work, const PoolCosts& costs, const PoolShape& shape, double cores, std::optional<double> measured) {
    SimulationOptions options{.cores = cores};
    Loss loss;
    loss.ideal = ideal_bound(work, shape.processes, cores).seconds;
    double last = std::max(simulate(work, costs, shape, options).makespan, loss.ideal);
    loss.measured = measured.value_or(last);
    const auto set = [&loss](LossCause cause, double seconds) { loss.seconds[static_cast<std::size_t>(cause)] = seconds; };
    set(LossCause::Unexplained, loss.measured - last);
    PoolCosts left = costs;
    PoolShape as = shape;
    // What is left cannot take longer than what it is left of, nor less than the bound; where the simulated schedule says so by an anomaly
    // of list scheduling (Graham 1969), the cause has saved nothing.
    const auto take_away = [&](LossCause cause) {
        const double now = std::clamp(simulate(work, left, as, options).makespan, loss.ideal, last);
        set(cause, last - now);
        last = now;
    };
    options.first_workers = FirstWorkers::AtOnce;
    take_away(LossCause::Start);
    as.maxtasksperchild = as.maxitemsperchild = {};
    take_away(LossCause::Recycling);
    left.hand_over = left.between_tasks = left.host_per_task = 0;
    options.leaves_results = false;
    take_away(LossCause::Transport);
    as.chunksize = 1;
    take_away(LossCause::Chunk);
    as.order = ItemOrder::LongestFirst;
    take_away(LossCause::Order);
    set(LossCause::Rest, last - loss.ideal);
    return loss;
}

PredictionError learn_error(std::span<const PredictedRun> past) {
    std::vector<double> logs;
    for (const PredictedRun& run : past)
        if (run.predicted > 0 && run.measured > 0) logs.push_back(std::log(run.measured / run.predicted));
    PredictionError error;
    error.runs = logs.size();
    if (logs.empty()) return error;
    const double seen = static_cast<double>(logs.size()) / (static_cast<double>(logs.size()) + kPriorRuns);
    const auto mixed = [&](double p, double guess) {
        return std::exp(seen * quantile(logs, p) + (1 - seen) * std::log(guess));
    };
    const PredictionError guess;
    error.low = mixed(0.05, guess.low);
    error.middle = mixed(0.5, guess.middle);
    error.high = mixed(0.95, guess.high);
    return error;
}

}  // namespace poolscope::study
