// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <chrono>
#include <vector>

#include "supervise/dispatcher.h"

// What it costs to decide who gets a task, with few workers and with many.

using namespace poolscope::supervise;

namespace {

std::vector<LaneLoad> lanes(std::int64_t workers, std::size_t tasks) {
    LaneLoad load;
    load.open = true;
    load.tasks = tasks;
    load.allowance = 1'000'000'000;
    load.front_begun = true;
    load.front_age = std::chrono::milliseconds(1);
    return std::vector<LaneLoad>(static_cast<std::size_t>(workers), load);
}

/// Every lane is filled from nothing to the window, a decision a task.
void BM_fill_lanes(benchmark::State& state) {
    constexpr std::size_t kWindow = 16;
    const auto empty = lanes(state.range(0), 0);
    for (auto _ : state) {
        auto loads = empty;
        ReceiverSearch search(loads);
        while (const auto receiver = search.next(kWindow)) ++loads[*receiver].tasks;
        benchmark::DoNotOptimize(loads.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * empty.size() * kWindow));
}
BENCHMARK(BM_fill_lanes)->Arg(1)->Arg(4)->Arg(32)->Arg(256);

/// One task for a pool in which one worker has room.
void BM_choose_receiver(benchmark::State& state) {
    auto loads = lanes(state.range(0), 16);
    loads.back().tasks = 15;
    for (auto _ : state) benchmark::DoNotOptimize(choose_receiver(loads, 16));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_choose_receiver)->Arg(4)->Arg(32)->Arg(256);

/// What to take back when one worker idles.
void BM_choose_steal(benchmark::State& state) {
    auto loads = lanes(state.range(0), 4);
    loads.front().tasks = 0;
    for (auto _ : state) benchmark::DoNotOptimize(choose_steal(loads, kStealPatience));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(BM_choose_steal)->Arg(4)->Arg(32)->Arg(256);

void BM_task_time(benchmark::State& state) {
    TaskTime time;
    for (auto _ : state) {
        time.add(std::chrono::microseconds(10));
        benchmark::DoNotOptimize(lane_window(time.mean()));
    }
}
BENCHMARK(BM_task_time);

}  // namespace
