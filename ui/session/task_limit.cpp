// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/task_limit.h"

#include <algorithm>

namespace poolscope::ui {

std::optional<std::uint64_t> maxTasksOf(const WorkerLife& worker, const PoolState& state) {
    const auto& changes = state.changes_by_control();
    const auto after = std::partition_point(changes.begin(), changes.end(),
                                            [&worker](const PoolChange& change) { return change.time <= worker.starting; });
    if (after != changes.begin()) return std::prev(after)->now.maxtasksperchild;
    const auto& configuration = state.summary().configuration;
    return configuration ? configuration->maxtasksperchild : std::nullopt;
}

}  // namespace poolscope::ui
