// SPDX-License-Identifier: MIT
#pragma once

#include "lane/worker_lane.h"

namespace poolscope::worker {

/// The life of a worker: takes its setup from the lane, loads modules, runs the initializer once, then one task after the
/// other until it has done its maxtasksperchild or is told to quit. Ends the process by _exit, never returns, and lets no
/// exception out: what a task throws is its result.
[[noreturn]] void run_worker(lane::WorkerLane lane) noexcept;

/// Exit codes of a worker that cannot work, from sysexits.h: EX_CONFIG, EX_OSERR, EX_PROTOCOL.
inline constexpr int kExitInitializerFailed = 78;
inline constexpr int kExitNoLane = 71;
inline constexpr int kExitBadMessage = 76;

}  // namespace poolscope::worker
