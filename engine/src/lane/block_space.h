// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lane/byte_ranges.h"

namespace poolscope::lane {

/// Which bytes of an arena are free, and which are warm: backed by memory that was touched before. Pure bookkeeping: who
/// touches and gives back memory tells of it.
class BlockSpace {
public:
    /// Blocks begin at multiples of it and take multiples of it.
    static constexpr std::uint64_t kGrain = 4096;

    /// `whole` must be of whole grains.
    explicit BlockSpace(ByteRange whole) { free_.add(whole); }

    /// A block of `size` bytes or a little more: warm memory first, else as low as it fits, so that what is in use stays together.
    /// Empty when no run of free bytes is long enough.
    [[nodiscard]] std::optional<ByteRange> take(std::uint64_t size);
    void give(ByteRange block);

    /// What of a block must be touched before its first use.
    [[nodiscard]] std::vector<ByteRange> cold_in(ByteRange block) const { return warm_.missing(block); }
    void set_warm(ByteRange range) { warm_.add(range); }
    void set_cold(ByteRange range) { warm_.remove(range); }

    /// Bytes that are free and warm.
    [[nodiscard]] std::uint64_t warm_free() const;
    /// The highest warm free bytes, `most` of them at most; empty: there are none. They count as taken until given.
    [[nodiscard]] std::optional<ByteRange> take_warm(std::uint64_t most);

private:
    ByteRanges free_, warm_;
};

}  // namespace poolscope::lane
