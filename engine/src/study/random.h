// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "base/split_mix.h"

namespace poolscope::study {

/// Numbers that follow from a seed, the same on every machine and library. SplitMix64 in counter mode.
class Random {
public:
    explicit Random(std::uint64_t seed) noexcept : state_(base::split_mix(seed)) {}

    [[nodiscard]] std::uint64_t next() noexcept {
        state_ += 0x9e3779b97f4a7c15ULL;
        return base::split_mix(state_);
    }
    /// From 0 up to but not including 1.
    [[nodiscard]] double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }
    /// From 0 up to but not including `bound` (at most 2^32). The bias of a multiplication in place of a division is below 2^-32.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) noexcept { return ((next() >> 32) * bound) >> 32; }

private:
    std::uint64_t state_;
};

}  // namespace poolscope::study
