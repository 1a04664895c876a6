// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine_figures.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/context.h>
#include <poolscope/errors.h>

#include "measured_run.h"
#include "state_file.h"

namespace poolscope::app {

namespace {

constexpr const char* kFile = "machine.json";
/// Of each kind of run; the least is taken: whatever else the machine does can only add to it.
constexpr int kRuns = 3;

std::int64_t now_s() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Scenario scenario_of(const char* method, std::int64_t processes, std::int64_t items, std::optional<std::int64_t> maxtasksperchild) {
    Scenario scenario;
    scenario.title = "Figures of this machine";
    scenario.pool.start_method = method;
    scenario.pool.processes = processes;
    scenario.pool.maxtasksperchild = maxtasksperchild;
    scenario.pool.capture_output = true;
    BatchSpec batch;
    batch.method = Method::Map;
    batch.function = "identity";
    batch.iterable = {{"range", {0, items}}};
    batch.chunksize = 1;
    scenario.batches.push_back(std::move(batch));
    return scenario;
}

/// Two workers that do nothing for so long.
Scenario waiting(const char* method, double seconds) {
    Scenario scenario = scenario_of(method, 2, 0, {});
    scenario.batches.front().function = "sleep";
    scenario.batches.front().iterable = Json::array({seconds, seconds});
    return scenario;
}

class Measuring {
public:
    explicit Measuring(Interruption& interruption) : interruption_(interruption) {}

    /// False: interrupted.
    bool run(const Scenario& scenario) {
        const MeasuredRun run = measure_run(scenario, interruption_);
        if (run.interrupted_by) return false;
        if (!run.succeeded) throw SystemError("the figures of this machine cannot be measured: " + run.problem, EIO);
        latest_ = study::costs_of(run.state, {}, usable_cpus().count);
        memory_ = 0;
        for (const WorkerLife& life : run.state.workers()) memory_ = std::max(memory_, life.max_rss_bytes);
        seconds_ = run.work_seconds;
        return true;
    }
    [[nodiscard]] const study::PoolCosts& latest() const noexcept { return latest_; }
    [[nodiscard]] std::uint64_t memory() const noexcept { return memory_; }
    [[nodiscard]] double seconds() const noexcept { return seconds_; }

private:
    Interruption& interruption_;
    study::PoolCosts latest_;
    std::uint64_t memory_ = 0;
    double seconds_ = 0;
};

void take_less(double& value, double seen, bool is_first) {
    value = is_first ? seen : std::min(value, seen);
}

}  // namespace

std::optional<study::MachineCosts> kept_machine_figures() {
    const auto path = state_path(kFile);
    const auto document = path ? read_document(*path) : std::nullopt;
    if (!document) return {};
    auto machine = study::machine_costs_from_json(*document);
    if (!machine || !study::is_current(*machine, now_s())) return {};
    return machine;
}

std::optional<study::MachineCosts> measure_machine(Interruption& interruption) {
    study::MachineCosts machine;
    machine.machine = study::this_machine();
    Measuring measuring(interruption);
    for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer}) {
        study::StartCost& cost = machine.costs.of(method);
        for (int i = 0; i < kRuns; ++i) {
            if (!measuring.run(scenario_of(to_string(method), 4, 16, 1))) return {};
            const study::StartCost& seen = measuring.latest().of(method);
            take_less(cost.first, seen.first, i == 0);
            take_less(cost.serial, seen.serial, i == 0);
            take_less(cost.latency, seen.latency, i == 0);
            take_less(cost.replace, seen.replace, i == 0);
            take_less(cost.compute, seen.compute, i == 0);
        }
        // Only a sample tells the memory of a worker, some four a second: the others were gone before one. Longer where the machine is busy.
        for (double seconds = 0.3; seconds < 3 && cost.memory_bytes == 0; seconds *= 2) {
            if (!measuring.run(waiting(to_string(method), seconds))) return {};
            cost.memory_bytes = measuring.memory();
        }
    }
    constexpr std::int64_t kTasks = 20'000;
    for (int i = 0; i < kRuns; ++i) {
        if (!measuring.run(scenario_of("forkserver", 2, kTasks, {}))) return {};
        take_less(machine.costs.host_per_task, measuring.seconds() / static_cast<double>(kTasks), i == 0);
        take_less(machine.costs.between_tasks, measuring.latest().between_tasks, i == 0);
        take_less(machine.costs.hand_over, measuring.latest().hand_over, i == 0);
        take_less(machine.costs.close, measuring.latest().close, i == 0);
    }
    machine.measured_at_s = now_s();
    if (const auto path = state_path(kFile)) write_document(*path, to_json(machine));
    return machine;
}

study::PoolCosts known_costs() {
    const auto kept = kept_machine_figures();
    return kept ? kept->costs : study::usual_costs();
}

}  // namespace poolscope::app
