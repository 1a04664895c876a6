// SPDX-License-Identifier: MIT
#include "lane/byte_ranges.h"

#include <algorithm>
#include <iterator>

namespace poolscope::lane {

void ByteRanges::add(ByteRange range) {
    if (range.empty()) return;
    remove(range);
    total_ += range.size();
    auto next = ranges_.lower_bound(range.begin);
    if (next != ranges_.end() && next->first == range.end) {
        range.end = next->second;
        next = ranges_.erase(next);
    }
    if (next != ranges_.begin()) {
        const auto before = std::prev(next);
        if (before->second == range.begin) {
            before->second = range.end;
            return;
        }
    }
    ranges_.emplace_hint(next, range.begin, range.end);
}

void ByteRanges::remove(ByteRange range) {
    for (const ByteRange& part : within(range)) {
        const auto found = std::prev(ranges_.upper_bound(part.begin));
        const ByteRange whole{found->first, found->second};
        ranges_.erase(found);
        if (whole.begin < part.begin) ranges_.emplace(whole.begin, part.begin);
        if (part.end < whole.end) ranges_.emplace(part.end, whole.end);
        total_ -= part.size();
    }
}

std::vector<ByteRange> ByteRanges::within(ByteRange range) const {
    std::vector<ByteRange> parts;
    if (range.empty()) return parts;
    auto at = ranges_.upper_bound(range.begin);
    if (at != ranges_.begin()) --at;
    for (; at != ranges_.end() && at->first < range.end; ++at) {
        const ByteRange part{std::max(at->first, range.begin), std::min(at->second, range.end)};
        if (!part.empty()) parts.push_back(part);
    }
    return parts;
}

std::vector<ByteRange> ByteRanges::missing(ByteRange range) const {
    std::vector<ByteRange> gaps;
    std::uint64_t from = range.begin;
    for (const ByteRange& part : within(range)) {
        if (from < part.begin) gaps.push_back({from, part.begin});
        from = part.end;
    }
    if (from < range.end) gaps.push_back({from, range.end});
    return gaps;
}

}  // namespace poolscope::lane
