// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// How many spans of a lane have begun by this moment, itself included: the last of them is the one that is at it.
[[nodiscard]] std::size_t spansBegunBy(const PoolState& state, std::size_t slot, Time time);

}  // namespace poolscope::ui
