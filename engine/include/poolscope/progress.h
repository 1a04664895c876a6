// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace poolscope {

/// How an item ended. Each ends in one of these ways, once.
enum class ItemFate : std::uint8_t {
    Done,       ///< the function returned a value
    Failed,     ///< it threw, or its value could not be encoded
    Lost,       ///< its worker died in it
    TimedOut,   ///< its time ran out and its worker was killed
    Cancelled,  ///< by request, or with the pool, before it was done
};

/// How far a batch has come. A picture of one moment: the numbers only grow.
struct Progress {
    std::uint64_t items = 0;  ///< of the whole batch
    std::uint64_t done = 0, failed = 0, lost = 0, timed_out = 0, cancelled = 0;

    /// Items that have ended; `items` in the end.
    [[nodiscard]] std::uint64_t settled() const noexcept { return done + failed + lost + timed_out + cancelled; }
    bool operator==(const Progress&) const = default;
};

}  // namespace poolscope
