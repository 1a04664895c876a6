// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poolscope/options.h>
#include <poolscope/pool.h>

#include "row.h"

namespace poolscope::bench {

/// The pool that a row's options ask for.
[[nodiscard]] PoolOptions pool_options(const RowOptions& options);

/// Waits until every worker of a pool is ready, and gives their pids. Throws std::runtime_error after thirty seconds.
std::vector<std::int32_t> ready_workers(const Pool& pool);

}  // namespace poolscope::bench
