// SPDX-License-Identifier: MIT
#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>
#include <vector>

#include <poolscope/pool.h>

using namespace std::chrono_literals;

int work(int item) {
    if (item == 3) std::raise(SIGSEGV);                          // crashes its worker
    if (item == 5) std::this_thread::sleep_for(24h);             // never comes back
    if (item == 7) throw std::invalid_argument("seven");         // an error of its own
    return item * item;
}
POOLSCOPE_FUNCTION(work);

std::vector<int> numbers(int first, int last) {
    std::vector<int> list;
    for (int i = first; i < last; ++i) list.push_back(i);
    return list;
}

void limits() {
    poolscope::Pool pool({.processes = 2,
                          .maxtasksperchild = 100,
                          .max_memory_per_child = 512 << 20,  // bytes; looked at while a task runs
                          .max_age_per_child = 1h,
                          .task_timeout = 500ms,              // from the task's start in its worker
                          .initializer_timeout = 10s,
                          .recycling_jitter = 0.2,            // so that workers do not leave together
                          .restart_budget = poolscope::RestartBudget{.deaths = 50, .per = 1min},
                          .on_worker_lost = poolscope::OnWorkerLost::retry(1)});
    const auto handle = pool.map_async(work, numbers(0, 10), {.chunksize = 5});
    for (const poolscope::Outcome<int>& outcome : handle.outcomes()) {  // every item's own end, whatever befell the others
        try {
            if (outcome.error) std::rethrow_exception(outcome.error);
            std::cout << *outcome.value << '\n';
        } catch (const poolscope::TaskTimeoutError& error) {
            std::cout << "timed out: item " << *error.origin().item << '\n';
        } catch (const poolscope::WorkerLostError& error) {
            std::cout << "lost: item " << *error.origin().item << ", attempt " << error.facts().attempt << ", signal "
                      << error.signal().value_or(0) << '\n';
        } catch (const std::exception& error) {
            std::cout << "failed: " << error.what() << '\n';
        }
    }
}

void cancelling() {
    poolscope::Pool pool({.processes = 2});
    const auto handle = pool.map_async(work, numbers(4, 7), {.chunksize = 1});
    handle.cancel(1);  // one item, running or not; handle.cancel() ends them all
    handle.wait();
    const poolscope::Progress progress = handle.progress();
    std::cout << progress.done << " done, " << progress.cancelled << " cancelled\n";

    // The rest is cancelled as soon as one item has failed, was lost or timed out.
    const auto strict = pool.map_async(work, numbers(5, 100), {.chunksize = 1, .on_error = poolscope::OnError::Stop});
    try {
        strict.get();
    } catch (const std::invalid_argument& error) {
        std::cout << "stopped by " << error.what() << '\n';
    }
}

void live_control() {
    poolscope::Pool pool({.processes = 2});
    pool.resize(4);
    pool.pause();  // what runs goes on, nothing new is begun
    pool.set_limits({.maxtasksperchild = 10});
    for (const poolscope::WorkerSnapshot& worker : pool.workers())
        if (!worker.task) pool.drain_worker(worker.worker);  // leaves in order and is replaced; restart_worker() is rougher
    pool.resume();
    std::cout << pool.processes() << " processes, " << pool.apply(work, 6) << '\n';
}

void faults() {
    using poolscope::FaultAction, poolscope::FaultPoint;
    poolscope::Pool pool({.processes = 1,
                          .on_worker_lost = poolscope::OnWorkerLost::retry(2),
                          .faults = {.seed = 7,
                                     .faults = {{.action = FaultAction::Kill, .at = FaultPoint::Task, .worker = 1, .nth = 2},
                                                {.action = FaultAction::Segfault, .at = FaultPoint::Writing, .worker = 2}}}});
    std::cout << pool.map(work, numbers(0, 3), 1).size() << " done in spite of two deaths\n";
}

int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    limits();
    cancelling();
    live_control();
    faults();
}
