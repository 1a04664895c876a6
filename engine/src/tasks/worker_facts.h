// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolscope::tasks {

/// The item that a worker runs.
struct RunningItem {
    std::uint32_t batch = 0;
    std::uint32_t attempt = 1;
    std::uint64_t item = 0;
};

/// What a worker knows of itself; worker_info() tells it.
struct WorkerFacts {
    std::string name;                 ///< "PoolWorker-3"
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;     ///< which life of the slot, from 1
    std::string start_method;         ///< "fork", "spawn", "forkserver"
    std::uint64_t tasks_done = 0;     ///< tasks (chunks) completed before the one that runs
    std::vector<std::byte> initargs;  ///< the encoded list of the initializer's arguments; empty: no initializer
    std::uint64_t run_seed = 0;       ///< what item_seed() is made from
    std::optional<RunningItem> running{};  ///< empty between tasks
};

/// The process's own, empty outside of a worker. The worker loop fills it, before the initializer and between tasks; the
/// functions of the catalogue read it on the same thread. One for the process since a function that is called by name
/// with a user's arguments has no other way to learn where it runs.
[[nodiscard]] WorkerFacts& worker_facts() noexcept;

}  // namespace poolscope::tasks
