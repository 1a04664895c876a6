// SPDX-License-Identifier: MIT
#include <chrono>
#include <iostream>
#include <ranges>
#include <string>
#include <vector>

#include <poolscope/pool.h>

int square(int x) { return x * x; }
void worker_init(std::string label, int seed) { std::cerr << "worker ready: " + label + " " + std::to_string(seed) + "\n"; }
POOLSCOPE_FUNCTION(square);  // a name that every worker knows, as pickling by name does in Python
POOLSCOPE_FUNCTION(worker_init);

int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);  // the counterpart of freeze_support()
    const std::string method = argc > 1 ? argv[1] : "forkserver";

    poolscope::Pool pool({.processes = 4,
                          .initializer = poolscope::call(worker_init, "blue", 7),
                          .maxtasksperchild = 5,
                          .context = poolscope::get_context(method)});
    const std::vector<int> squares = pool.map(square, std::views::iota(0, 100));
    auto later = pool.apply_async(square, 12);

    std::cout << method << ": " << squares.size() << " squares, the last " << squares.back() << ", later "
              << later.get(std::chrono::seconds(10)) << "\n";
}  // leaving the scope terminates the pool, as `with Pool()` does in Python
