// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "lane/arena.h"

namespace poolscope::lane {

/// Decides when warm memory of an arena that nobody uses goes back to the system: what was not needed for a quarter of a second
/// and is beyond 256 MiB, and all of it when nothing was put there for two seconds. A little at a time, since whoever does it has other
/// work too.
class ArenaTrim {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::uint64_t kKeptWarm = std::uint64_t{256} << 20;
    static constexpr std::uint64_t kPiece = std::uint64_t{4} << 20;  ///< a millisecond's work
    static constexpr std::chrono::nanoseconds kPause = std::chrono::milliseconds(3);
    static constexpr std::chrono::nanoseconds kPeriod = std::chrono::milliseconds(250);
    static constexpr std::chrono::nanoseconds kKeptFor = std::chrono::seconds(2);

    /// Gives a piece back if it is time to; says when to come again; empty: not before the arena is used again.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> step(Arena& arena, Time now);

private:
    std::uint64_t seen_ = 0;     ///< allocations
    Time used_{};                ///< about when the last of them was
    Time looked_{};              ///< when surplus_ was found out
    std::uint64_t surplus_ = 0;  ///< still to be given back
};

}  // namespace poolscope::lane
