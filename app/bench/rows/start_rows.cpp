// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>
#include <thread>

#include <poolscope/pool.h>

#include "row.h"
#include "row_functions.h"
#include "row_pool.h"

namespace poolscope::bench {

namespace {

/// From nothing to the first result, in milliseconds. The program is new for each sample: what the first pool of a program
/// pays, this one pays.
class FirstResult : public Row {
public:
    explicit FirstResult(const RowOptions& options) : options_(options) {}
    double sample() override {
        const double begin = now();
        Pool pool(pool_options(options_));
        require(pool.apply(pass, 7) == 7, "a wrong result");
        return (now() - begin) * 1e3;
    }

private:
    RowOptions options_;
};

/// From the death of an idle worker until as many as before are ready again, in milliseconds.
class Replacement : public Row {
public:
    explicit Replacement(const RowOptions& options) : pool_(pool_options(options)) {
        require(pool_.apply(pass, 7) == 7, "a wrong result");
        static_cast<void>(time_to_full_strength(-1));
    }
    double sample() override {
        const std::int32_t victim = pool_.workers().front().pid;
        const double begin = now();
        ::kill(victim, SIGKILL);
        return (time_to_full_strength(victim) - begin) * 1e3;
    }

private:
    double time_to_full_strength(std::int32_t gone) {
        const double until = now() + 10;
        while (now() < until) {
            const auto workers = pool_.workers();
            const auto good = std::count_if(workers.begin(), workers.end(), [gone](const WorkerSnapshot& worker) {
                return worker.ready && !worker.retiring && worker.pid != gone;
            });
            const double seen = now();
            if (good == pool_.processes()) return seen;
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
        throw std::runtime_error("the pool is not at its full strength after ten seconds");
    }
    Pool pool_;
};

}  // namespace

void add_start_rows(Rows& rows) {
    rows["start"] = [](const RowOptions& options) { return std::make_unique<FirstResult>(options); };
    rows["replacement"] = [](const RowOptions& options) { return std::make_unique<Replacement>(options); };
}

}  // namespace poolscope::bench
