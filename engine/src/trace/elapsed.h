// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include <poolscope/trace.h>

namespace poolscope::trace {

/// Nanoseconds from one time to another. A trace may hold any times: a distance that does not fit becomes the nearest
/// one that does.
[[nodiscard]] inline Time elapsed(Time from, Time to) noexcept {
    Time difference = 0;
    if (!__builtin_sub_overflow(to, from, &difference)) return difference;
    return to < from ? std::numeric_limits<Time>::min() : std::numeric_limits<Time>::max();
}

}  // namespace poolscope::trace
