// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <poolscope/pool_state.h>

/// The words of the list of events and of the text export: English, naming worker, pid, slot, signal, task and item.
namespace poolscope::trace {

/// "PoolWorker-3 (pid 4711, slot 2)"; without the pid when it is not known yet.
[[nodiscard]] std::string worker_words(const WorkerLife& life);
/// "1 item", "12 items".
[[nodiscard]] std::string count_words(std::uint64_t count, std::string_view thing);
/// "item 40", "items 40 to 49".
[[nodiscard]] std::string item_words(std::uint64_t first_item, std::uint64_t items);
/// "3.1 ms", "12 s".
[[nodiscard]] std::string duration_words(Time nanoseconds);
/// ", maxitemsperchild 100, task_timeout 5 s": what is bounded, each after a comma; empty when nothing is.
[[nodiscard]] std::string limits_words(const Limits& limits);
/// "4 processes, paused, maxtasksperchild 5, task_timeout 5 s".
[[nodiscard]] std::string change_words(const PoolChanged& change);
/// "was killed by SIGKILL", "left after its 5 tasks", "exited with code 3".
[[nodiscard]] std::string end_words(const WorkerLife& life);
/// "succeeded", "failed", "lost", "cancelled".
[[nodiscard]] const char* outcome_words(BatchOutcome outcome) noexcept;
/// "done", "failed", "lost", "timed out", "cancelled", "moved".
[[nodiscard]] const char* outcome_words(ItemOutcome outcome) noexcept;
/// The same for programs: "timed_out".
[[nodiscard]] const char* outcome_name(ItemOutcome outcome) noexcept;
/// What to_string() says, for programs: "timed_out".
[[nodiscard]] const char* phase_name(TaskPhase phase) noexcept;
/// "running", "closing", "terminating", "broken", "ended".
[[nodiscard]] const char* phase_words(PoolPhase phase) noexcept;

}  // namespace poolscope::trace
