// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_pool.h"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace poolscope::bench {

PoolOptions pool_options(const RowOptions& options) {
    PoolOptions pool;
    pool.processes = options.workers();
    pool.context = get_context(options.method());
    return pool;
}

std::vector<std::int32_t> ready_workers(const Pool& pool) {
    const double until = now() + 30;
    while (now() < until) {
        std::vector<std::int32_t> pids;
        for (const WorkerSnapshot& worker : pool.workers()) {
            if (worker.ready) pids.push_back(worker.pid);
        }
        if (pids.size() == pool.processes()) return pids;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("not all workers are ready after thirty seconds");
}

}  // namespace poolscope::bench
