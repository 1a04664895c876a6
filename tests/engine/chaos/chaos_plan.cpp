// SPDX-License-Identifier: MIT
#include "chaos_plan.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <poolscope/call.h>

#include "base/split_mix.h"

namespace poolscope::chaos {
namespace {

/// Numbers that follow from a seed, the same with every compiler (std's distributions are not).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(base::split_mix(seed)) {}
    std::uint64_t next() noexcept { return base::split_mix(++state_); }
    /// From `least` to `most`.
    std::uint64_t between(std::uint64_t least, std::uint64_t most) noexcept { return least + next() % (most - least + 1); }
    bool once_in(std::uint64_t n) noexcept { return next() % n == 0; }
    template <class T, std::size_t N>
    T one_of(const std::array<T, N>& values) noexcept {
        return values[next() % N];
    }

private:
    std::uint64_t state_;
};

Manners some_manners(Dice& dice, const ChaosPlan& plan) {
    constexpr std::array<std::uint32_t, 6> kOften{0, 0, 0, 5, 20, 50};
    Manners manners;
    manners.throwing = dice.one_of(kOften);
    manners.dying = dice.one_of(kOften);
    manners.large = dice.one_of(std::array<std::uint32_t, 4>{0, 0, 5, 20});
    manners.talking = dice.one_of(std::array<std::uint32_t, 3>{0, 5, 50});
    if (plan.may_outgrow) manners.growing = dice.one_of(std::array<std::uint32_t, 3>{0, 5, 5});
    if (plan.may_time_out) manners.hanging = dice.one_of(std::array<std::uint32_t, 3>{0, 5, 5});
    manners.tick_us = dice.one_of(std::array<std::uint32_t, 5>{0, 0, 250, 1000, 3000});
    return unpack(pack(manners));
}

PlannedBatch some_batch(Dice& dice, const ChaosPlan& plan) {
    constexpr std::array<Method, 5> kMethods{Method::ApplyAsync, Method::MapAsync, Method::StarMapAsync, Method::IMap,
                                             Method::IMapUnordered};
    PlannedBatch batch;
    batch.method = dice.one_of(kMethods);
    batch.items = batch.method == Method::ApplyAsync ? 1 : dice.once_in(8) ? 0 : dice.between(1, 400);
    batch.chunksize = static_cast<std::int64_t>(dice.once_in(3) ? 1 : dice.between(1, 40));
    batch.salt = dice.next() & 0xfffff;
    batch.manners = some_manners(dice, plan);
    const bool takes_one_value = batch.method == Method::MapAsync || batch.method == Method::IMap || batch.method == Method::IMapUnordered;
    batch.of_numbers = takes_one_value && dice.once_in(2);
    if (batch.of_numbers) {
        batch.manners.large = 0;
        if (batch.manners.tick_us == 0 && dice.once_in(3)) {  // chunks and results of several pages
            batch.items = dice.between(400, 6000);
            batch.chunksize = static_cast<std::int64_t>(dice.between(1, 2000));
        }
    }
    batch.cancelled = dice.once_in(12);
    const bool is_map = batch.method == Method::MapAsync || batch.method == Method::StarMapAsync;
    if (is_map && batch.items > 0 && dice.once_in(5)) batch.cancelled_item = dice.between(0, batch.items - 1);
    if (batch.method != Method::ApplyAsync && dice.once_in(8)) batch.on_error = OnError::Stop;
    return batch;
}

/// Whether a worker that stops here and never goes on is killed by one of its pool's clocks.
bool stop_is_ended_by_a_limit(FaultPoint at, const PoolOptions& options) {
    switch (at) {
    case FaultPoint::Start: return false;  // in the end, but ten seconds are a long time
    case FaultPoint::Initializer: return options.initializer && options.initializer_timeout;
    case FaultPoint::Idle:
    case FaultPoint::Reading:
    case FaultPoint::Task:
    case FaultPoint::Writing: return options.task_timeout.has_value();
    }
    return false;
}

Fault some_fault(Dice& dice, ChaosPlan& plan) {
    constexpr std::array<FaultAction, 6> kDeaths{FaultAction::Kill,  FaultAction::Segfault, FaultAction::Abort,
                                                 FaultAction::Exit, FaultAction::Delay,    FaultAction::Stop};
    constexpr std::array<FaultPoint, 6> kPoints{FaultPoint::Start, FaultPoint::Initializer, FaultPoint::Idle,
                                                FaultPoint::Reading, FaultPoint::Task,      FaultPoint::Writing};
    Fault fault;
    if (dice.once_in(6)) {
        fault.action = FaultAction::Refuse;
        fault.nth = dice.between(2, 6);
        fault.times = dice.between(1, 4);
        fault.error_number = dice.one_of(std::array<int, 3>{EAGAIN, ENOMEM, EMFILE});
        return fault;
    }
    if (dice.once_in(8)) {
        fault.action = FaultAction::FullLane;
        fault.worker = static_cast<std::uint32_t>(dice.between(1, 6));
        fault.nth = dice.between(1, 10);
        fault.duration = std::chrono::milliseconds(dice.between(1, 80));
        return fault;
    }
    if (dice.once_in(10)) {
        fault.action = dice.once_in(2) ? FaultAction::FillDisk : FaultAction::SlowReader;
        fault.bytes = dice.between(4'000, 200'000);
        return fault;
    }
    if (dice.once_in(7)) {
        fault.action = FaultAction::Fail;
        fault.message = kOrderedError;
        fault.at = dice.once_in(3) ? FaultPoint::Initializer : FaultPoint::Task;
        if (fault.at == FaultPoint::Task) fault.nth = dice.between(0, 12);
        else plan.may_break = true;
        fault.probability = static_cast<double>(dice.between(1, 100)) / 200.0;
        return fault;
    }
    fault.action = dice.one_of(kDeaths);
    fault.at = dice.one_of(kPoints);
    const bool before_ready = fault.at == FaultPoint::Start || fault.at == FaultPoint::Initializer;
    if (!before_ready) fault.nth = dice.between(0, 12);
    fault.probability = static_cast<double>(dice.between(1, 100)) / (fault.nth == 0 ? 2000.0 : 200.0);
    if (fault.action == FaultAction::Exit) fault.exit_code = static_cast<int>(dice.between(0, 5));
    const bool takes_time = fault.action == FaultAction::Delay || fault.action == FaultAction::Stop;
    if (takes_time) fault.duration = std::chrono::milliseconds(dice.between(1, 60));
    if (fault.action == FaultAction::Stop && stop_is_ended_by_a_limit(fault.at, plan.options) && dice.once_in(2)) {
        fault.duration = {};  // for ever: only the time limit ends it
        plan.may_break = plan.may_break || before_ready;
    }
    if (before_ready && !takes_time) plan.may_break = true;
    return fault;
}

PlannedDisturbance some_disturbance(Dice& dice) {
    constexpr std::array<Disturbance, 17> kKinds{
        Disturbance::KillWorker,     Disturbance::KillWorker,     Disturbance::KillFromOutside, Disturbance::KillFromOutside,
        Disturbance::KillFromOutside, Disturbance::StopWorker,    Disturbance::StopWorker,      Disturbance::ContinueWorker,
        Disturbance::Resize,     Disturbance::KillForkServer, Disturbance::Pause,      Disturbance::Resume,
        Disturbance::Drain,      Disturbance::Restart,        Disturbance::SetLimits,  Disturbance::CancelTask,
        Disturbance::CancelTask};
    PlannedDisturbance disturbance;
    disturbance.what = dice.one_of(kKinds);
    disturbance.after_us = static_cast<std::uint32_t>(dice.between(0, 6000));
    disturbance.choice = static_cast<std::uint32_t>(dice.next());
    disturbance.signal = dice.one_of(std::array<int, 4>{9, 9, 11, 15});
    return disturbance;
}

/// A sanitizer's shadow counts as memory too, and is larger than any limit: there is none then, and the rest of the plan is the same.
void limit_memory(Dice& dice, [[maybe_unused]] ChaosPlan& plan) {
    if (!dice.once_in(8)) return;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    plan.options.max_memory_per_child = static_cast<std::int64_t>(kGrowth * 3 / 4);
    plan.may_outgrow = true;
#endif
}

}  // namespace

bool ChaosPlan::has(FaultAction action) const noexcept {
    return std::any_of(options.faults.faults.begin(), options.faults.faults.end(), [action](const Fault& fault) { return fault.action == action; });
}
bool ChaosPlan::has(Disturbance what) const noexcept {
    return std::any_of(disturbances.begin(), disturbances.end(), [what](const PlannedDisturbance& one) { return one.what == what; });
}

ChaosPlan make_plan(std::uint64_t seed, const std::string& method) {
    Dice dice(seed);
    ChaosPlan plan;
    plan.seed = seed;
    const std::string chosen = dice.one_of(std::array<const char*, 3>{"fork", "spawn", "forkserver"});
    PoolOptions& options = plan.options;
    options.context = get_context(method.empty() ? chosen : method);
    options.processes = static_cast<std::int64_t>(dice.between(1, 6));
    options.terminate_grace = std::chrono::milliseconds(dice.between(1, 200));
    if (dice.once_in(3)) options.maxtasksperchild = static_cast<std::int64_t>(dice.between(1, 20));
    if (dice.once_in(5)) options.maxitemsperchild = static_cast<std::int64_t>(dice.between(1, 100));
    if (dice.once_in(6)) options.max_age_per_child = std::chrono::milliseconds(dice.between(5, 200));
    if (dice.once_in(4)) options.recycling_jitter = static_cast<double>(dice.between(1, 90)) / 100;
    if (dice.once_in(3)) options.on_worker_lost = OnWorkerLost::retry(static_cast<std::uint32_t>(dice.between(1, 3)));
    if (dice.once_in(5)) {
        options.task_timeout = std::chrono::milliseconds(dice.between(30, 300));
        plan.may_time_out = true;
    }
    if (dice.once_in(5)) {
        options.initializer_timeout = std::chrono::milliseconds(dice.between(300, 2000));
        plan.may_break = true;  // on a loaded machine a good start can take as long, too
    }
    if (dice.once_in(8)) {
        options.restart_budget = RestartBudget{static_cast<std::uint32_t>(dice.between(2, 40)), std::chrono::milliseconds(dice.between(100, 3000))};
        plan.may_break = true;
    }
    limit_memory(dice, plan);
    plan.on_one_core = dice.once_in(4);
    options.capture_output = !dice.once_in(3);
    options.seed = seed;
    if (dice.once_in(2)) options.initializer = call(chaos_initializer, std::string("label"));
    options.faults.seed = seed;
    const std::uint64_t faults = dice.once_in(2) ? 0 : dice.between(1, 4);
    for (std::uint64_t i = 0; i < faults; ++i) options.faults.faults.push_back(some_fault(dice, plan));
    const std::uint64_t batches = dice.between(1, 6);
    for (std::uint64_t i = 0; i < batches; ++i) plan.batches.push_back(some_batch(dice, plan));
    const std::uint64_t disturbances = dice.between(0, 30);
    for (std::uint64_t i = 0; i < disturbances; ++i) plan.disturbances.push_back(some_disturbance(dice));
    plan.terminates = dice.once_in(8);
    return plan;
}

std::string describe(const ChaosPlan& plan) {
    std::uint64_t items = 0;
    for (const PlannedBatch& batch : plan.batches) items += batch.items;
    return "seed " + std::to_string(plan.seed) + ", " + to_string(plan.options.context->start_method()) + ", " +
           std::to_string(*plan.options.processes) + " processes, " + std::to_string(plan.batches.size()) + " batches, " +
           std::to_string(items) + " items, " + std::to_string(plan.options.faults.faults.size()) + " faults, " +
           std::to_string(plan.disturbances.size()) + " disturbances" + (plan.on_one_core ? ", one core" : "") +
           (plan.may_outgrow ? ", memory limit" : "") + (plan.terminates ? ", terminated" : "");
}

}  // namespace poolscope::chaos
