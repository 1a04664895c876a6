// SPDX-License-Identifier: MIT
#include "lane/arena_trim.h"

namespace poolscope::lane {

std::optional<std::chrono::nanoseconds> ArenaTrim::step(Arena& arena, Time now) {
    const std::uint64_t allocations = arena.allocations();
    if (allocations != seen_) {
        seen_ = allocations;
        used_ = now;
    }
    if (arena.warm_free() == 0) return {};
    const bool is_idle = now - used_ >= kKeptFor;
    if (arena.trim(is_idle ? 0 : kKeptWarm, kPiece)) return kPause;
    if (is_idle) return {};
    return kKeptFor - (now - used_);
}

}  // namespace poolscope::lane
