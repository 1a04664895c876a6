// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace poolscope::base {

/// One step of SplitMix64 (Steele, Lea, Flood 2014): spreads every bit of the input over the whole output; one-to-one.
[[nodiscard]] constexpr std::uint64_t split_mix(std::uint64_t x) noexcept {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace poolscope::base
