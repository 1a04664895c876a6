// SPDX-License-Identifier: MIT
// A program whose pool can be watched: run it, then choose File > Attach in the window, or type `poolscope hosts`.
//     watched [seconds] [control]
// With the word `control` a window may also resize, pause, cancel, kill and terminate; without it, it may only look.
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <ranges>
#include <string>
#include <thread>
#include <vector>

#include <poolscope/monitor.h>
#include <poolscope/pool.h>

/// Adds up so many terms of a series for pi; the more terms, the longer it takes.
double pi_of(int terms) {
    double sum = 0;
    for (int i = 0; i < terms; ++i) sum += (i % 2 == 0 ? 4.0 : -4.0) / (2 * i + 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return sum;
}
POOLSCOPE_FUNCTION(pi_of);

int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    const double seconds = argc > 1 ? std::atof(argv[1]) : 60;
    const bool is_controlled = argc > 2 && std::string(argv[2]) == "control";

    poolscope::Pool pool({.processes = 2,
                          .monitor = poolscope::monitor({.title = "Series for pi",
                                                         .control = is_controlled ? poolscope::Control::Allowed
                                                                                  : poolscope::Control::ReadOnly})});
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    std::size_t rounds = 0;
    double best = 0;
    try {
        do {
            try {
                const std::vector<double> values = pool.map(pi_of, std::views::iota(1, 201), 5);
                best = values.back();
                ++rounds;
            } catch (const poolscope::WorkerLostError& error) {
                std::cout << error.what() << '\n';  // a window may kill a worker too: the pool has another one already
            }
        } while (std::chrono::steady_clock::now() < end);
        pool.close();
        pool.join();
    } catch (const poolscope::CancelledError&) {
        std::cout << "terminated from outside\n";  // a window was allowed to, and did
    } catch (const poolscope::ValueError&) {
        std::cout << "closed from outside\n";
    }
    std::cout << rounds << " rounds, the last sum " << std::round(best * 100) / 100 << '\n';
}
