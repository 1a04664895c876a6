// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// The maxtasksperchild that a worker lives under: the one that was in force when it was started, whatever was changed since.
[[nodiscard]] std::optional<std::uint64_t> maxTasksOf(const WorkerLife& worker, const PoolState& state);

}  // namespace poolscope::ui
