// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include <poll.h>
#include <unistd.h>

#include <poolscope/pool.h>

#include "process/worker_start.h"

// What it costs to make a worker: the bare child, and a pool from nothing to its first result and its end. SPEED.md, fact 3.

using namespace poolscope;

namespace {

std::int64_t pass(std::int64_t x) {
    return x;
}
POOLSCOPE_FUNCTION(pass);

/// fork, the child's end, and its burial.
void BM_fork_and_reap(benchmark::State& state) {
    for (auto _ : state) {
        auto child = process::start_by_fork([] { ::_exit(0); });
        if (!child) {
            state.SkipWithError("no child");
            break;
        }
        pollfd entry{child.value().pidfd(), POLLIN, 0};
        ::poll(&entry, 1, 10'000);
        if (!child.value().try_reap()) state.SkipWithError("the child did not end");
    }
}
BENCHMARK(BM_fork_and_reap)->Unit(benchmark::kMicrosecond)->UseRealTime();

void BM_pool(benchmark::State& state, const char* method) {
    for (auto _ : state) {
        Pool pool({.processes = state.range(0), .context = get_context(method)});
        if (pool.apply(pass, 7) != 7) state.SkipWithError("a wrong result");
    }
}
BENCHMARK_CAPTURE(BM_pool, fork, "fork")->Arg(1)->Arg(8)->Arg(64)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(BM_pool, spawn, "spawn")->Arg(1)->Arg(8)->Arg(64)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(BM_pool, forkserver, "forkserver")->Arg(1)->Arg(8)->Arg(64)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
    run_worker_if_asked(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
