// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "process/worker_start.h"

namespace poolscope::worker {

/// In a freshly started program (spawn): takes the lane from the agreed descriptors and runs. Never returns.
[[noreturn]] void run_spawned_worker(std::int32_t host_pid) noexcept;

/// In a freshly started program (forkserver): serves forks. Never returns.
[[noreturn]] void run_fork_server(std::int32_t host_pid);

/// In a forked copy of the host: works on copies of the host's own descriptors. Never returns.
[[noreturn]] void run_forked_worker(const process::WorkerDescriptors& descriptors) noexcept;

}  // namespace poolscope::worker
