// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include <poolscope/batch_spec.h>
#include <poolscope/function.h>

#include "host/call_lines.h"
#include "supervise/batch.h"

namespace poolscope::host {

/// Most items of one task. CPython has no limit and builds such a chunk in memory; a range of a million million numbers
/// must not do that to a host.
inline constexpr std::uint64_t kMostItemsInTask = 1u << 24;
/// Most items of one task where the pool chooses.
inline constexpr std::uint64_t kMostItemsChosen = 1u << 18;

/// What the pool is asked for when a batch has its turn; the observer is left to the caller. Everything that can be
/// known to be wrong is refused here: throws TypeError (unknown function, arguments that do not fit), ValueError
/// (chunksize, the file is no regular one), SystemError (the file cannot be read).
[[nodiscard]] supervise::BatchRequest plan_batch(BatchSpec batch, std::uint32_t processes, const Registry& registry);

/// What calls of a function have in common, and what one of them has of its own in words. The number of arguments suits the function.
[[nodiscard]] supervise::BatchRequest call_shape(Method method, const Function& function);
void describe_call(const CallLine& call, std::string& description);
/// All of a call.
[[nodiscard]] supervise::BatchRequest plan_call(CallLine call, const Function& function);

}  // namespace poolscope::host
