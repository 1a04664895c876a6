// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <poolscope/batch_spec.h>
#include <poolscope/call.h>
#include <poolscope/context.h>

#include "supervise/supervisor.h"

namespace poolscope::supervise {

/// What a caller asked for, before defaults and checks.
struct PoolRequest {
    std::optional<std::int64_t> processes;
    std::optional<Call> initializer;
    std::optional<std::int64_t> maxtasksperchild;
    std::optional<Context> context;
};

/// Fills in the defaults and refuses what CPython refuses, with its messages: ValueError "Number of processes must be at
/// least 1", "maxtasksperchild must be a positive int or None"; TypeError "initializer must be a callable", naming what is known.
[[nodiscard]] PoolConfiguration make_configuration(const PoolRequest& request);
/// The same from a scenario's words. Throws also ValueError "cannot find context for 'bogus'".
[[nodiscard]] PoolConfiguration make_configuration(const PoolSpec& spec);

/// Chunk size that map and starmap choose: ceil(items / (4 x processes)), as CPython's Pool._map_async; 1 for no items.
[[nodiscard]] std::uint64_t default_chunksize(std::uint64_t items, std::uint32_t processes) noexcept;

/// More workers than this are refused with ValueError: the slot numbers and the descriptors of one process would not
/// suffice, and no machine has use for them.
inline constexpr std::int64_t kMaxProcesses = 10'000;

}  // namespace poolscope::supervise
