// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include <poolscope/pool.h>

#include "chaos_plan.h"

namespace poolscope::chaos {

using Cancel = std::function<void()>;

/// Does to the pool what the plan says, one thing after another, with its pauses; the cancellations go in between. In the end whatever was
/// stopped or paused goes on. Refusals by the pool (the worker has ended meanwhile, the pool is broken) are part of the game.
void disturb(Pool& pool, const ChaosPlan& plan, std::vector<Cancel> cancels);

}  // namespace poolscope::chaos
