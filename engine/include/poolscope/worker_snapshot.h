// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <poolscope/ids.h>

namespace poolscope {

/// A living worker at one moment.
struct WorkerSnapshot {
    WorkerId worker;
    SlotIndex slot;
    std::int32_t pid = 0;         ///< 0: its process is not known yet
    bool ready = false;           ///< its initializer is done
    bool retiring = false;        ///< it gets no more tasks
    bool stopped = false;         ///< by SIGSTOP or a debugger
    std::optional<TaskId> task;   ///< the one it runs, as far as known
    std::uint64_t tasks_done = 0;

    [[nodiscard]] std::string name() const { return "PoolWorker-" + std::to_string(worker.value); }
};

}  // namespace poolscope
