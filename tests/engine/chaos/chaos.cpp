// SPDX-License-Identifier: MIT
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>

#include <CLI/CLI.hpp>

#include <poolscope/worker_entry.h>

#include "chaos_run.h"

namespace {

using namespace poolscope::chaos;

struct Sum {
    std::uint64_t plans = 0, submitted = 0, workers = 0, deaths = 0, broken = 0, failed_plans = 0;
    ItemCounts items;

    void print() const {
        std::cout << plans << " plans, " << submitted << " items (" << items.done << " done, " << items.failed << " failed, " << items.lost
                  << " lost, " << items.timed_out << " timed out, " << items.cancelled << " cancelled, " << items.broken
                  << " ended by a broken pool), " << workers << " workers, " << deaths << " deaths, " << broken << " broken pools, "
                  << failed_plans << " plans with problems" << std::endl;
    }
};

}  // namespace

/// Random plans over random configurations, each checked; the longer form of tst_chaos, by hand.
int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    CLI::App app("Breaks pools in every way and checks that each promise is kept. Every plan follows from its seed.");
    std::uint64_t seed = std::random_device()();
    std::uint64_t seconds = 60, plans = 0;
    std::string method, folder;
    bool verbose = false, keep = false;
    app.add_option("--seed", seed, "Seed of the first plan; the next ones count up. Default: random");
    app.add_option("--seconds", seconds, "Time for it all; a plan that has begun is finished")->capture_default_str();
    app.add_option("--plans", plans, "At most so many plans; 0: as many as there is time for");
    app.add_option("--start-method", method, "fork, spawn or forkserver; default: the seed chooses")
        ->check(CLI::IsMember({"fork", "spawn", "forkserver"}));
    app.add_option("--folder", folder, "Where traces go; default: a new folder in the temporary one");
    app.add_flag("--verbose", verbose, "One line for each plan");
    app.add_flag("--keep", keep, "Keeps the traces of plans that went well, too");
    CLI11_PARSE(app, argc, argv);
    const bool own_folder = folder.empty();
    if (own_folder) {
        std::string name = (std::filesystem::temp_directory_path() / "poolscope-chaos-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            std::cerr << "cannot make a folder in " << std::filesystem::temp_directory_path() << "\n";
            return 2;
        }
        folder = name;
    }
    std::filesystem::create_directories(folder);
    std::cout << "seed " << seed << ", traces in " << folder << std::endl;
    Sum sum;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    for (; std::chrono::steady_clock::now() < end && (plans == 0 || sum.plans < plans); ++seed) {
        const ChaosPlan plan = make_plan(seed, method);
        if (verbose) std::cout << describe(plan) << std::flush;
        const ChaosReport report = run_plan(plan, folder);
        ++sum.plans;
        sum.submitted += report.submitted;
        sum.items += report.items;
        sum.workers += report.workers;
        sum.deaths += report.deaths;
        sum.broken += report.broke ? 1 : 0;
        if (verbose) std::cout << ": " << report.items.done << " done, " << report.deaths << " deaths" << std::endl;
        if (report.problems.empty()) {
            if (!keep) std::filesystem::remove(trace_path(folder, seed));
            continue;
        }
        ++sum.failed_plans;
        std::cout << describe(plan) << "\n" << report.problems << "    again: " << argv[0] << " --plans 1 --seed " << seed
                  << (method.empty() ? "" : " --start-method " + method) << std::endl;
    }
    sum.print();
    if (own_folder && sum.failed_plans == 0 && !keep) std::filesystem::remove_all(folder);
    return sum.failed_plans == 0 ? 0 : 1;
}
