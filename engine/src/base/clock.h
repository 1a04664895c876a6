// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace poolscope::base {

/// CLOCK_MONOTONIC in nanoseconds: one clock for the host and all its workers (clock_gettime(2)). libstdc++'s
/// steady_clock reads that same clock.
[[nodiscard]] inline std::int64_t now_ns() noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace poolscope::base
