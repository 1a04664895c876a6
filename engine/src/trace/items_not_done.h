// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::trace {

/// So many items of a run are told one by one at most.
inline constexpr std::size_t kMostNotDone = 10'000;

/// By batch: a list with an object for each item that was told to have failed, been lost, timed out or been cancelled, in order of
/// arrival: "item", "state", "error", "attempt", "worker", "pid"; for those whose worker ended also "arguments", "cause",
/// "exit_code", "signal" and "standard_error", the last lines that the worker wrote there in that task. Empty lists for all others.
[[nodiscard]] std::unordered_map<std::uint32_t, Json> items_not_done(const PoolState& state, const Reader& reader);

}  // namespace poolscope::trace
