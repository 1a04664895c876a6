// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace poolscope::lane {

/// From `begin` up to `end`, without it.
struct ByteRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    [[nodiscard]] std::uint64_t size() const noexcept { return end - begin; }
    [[nodiscard]] bool empty() const noexcept { return begin >= end; }
    bool operator==(const ByteRange&) const = default;
};

/// A set of bytes, as ranges that do not touch one another.
class ByteRanges {
public:
    void add(ByteRange range);
    void remove(ByteRange range);
    /// What of `range` is in the set, in order.
    [[nodiscard]] std::vector<ByteRange> within(ByteRange range) const;
    /// What of `range` is not in the set, in order.
    [[nodiscard]] std::vector<ByteRange> missing(ByteRange range) const;
    [[nodiscard]] std::vector<ByteRange> all() const { return within({0, UINT64_MAX}); }
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

private:
    std::map<std::uint64_t, std::uint64_t> ranges_;  ///< end by begin
    std::uint64_t total_ = 0;
};

}  // namespace poolscope::lane
