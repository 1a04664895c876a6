// SPDX-License-Identifier: MIT
#include "lane/arena_trim.h"

#include <algorithm>

namespace poolscope::lane {

std::optional<std::chrono::nanoseconds> ArenaTrim::step(Arena& arena, Time now) {
    const std::uint64_t allocations = arena.allocations();
    if (allocations != seen_) {
        seen_ = allocations;
        used_ = now;
    }
    const std::uint64_t warm = arena.warm_free();
    if (warm == 0) return {};
    const bool is_idle = now - used_ >= kKeptFor;
    if (is_idle) {
        surplus_ = warm;
    } else if (now - looked_ >= kPeriod) {
        looked_ = now;
        const std::uint64_t unused = arena.take_least_warm_free();
        surplus_ = unused > kKeptWarm ? unused - kKeptWarm : 0;
    }
    if (surplus_ == 0) return kPeriod;
    const std::uint64_t gone = arena.trim(std::min(surplus_, kPiece));
    surplus_ = gone == 0 ? 0 : surplus_ - std::min(surplus_, gone);
    if (surplus_ > 0) return kPause;
    if (is_idle) return {};
    return kPeriod;
}

}  // namespace poolscope::lane
