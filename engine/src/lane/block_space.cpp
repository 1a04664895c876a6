// SPDX-License-Identifier: MIT
#include "lane/block_space.h"

#include <algorithm>

namespace poolscope::lane {

std::optional<ByteRange> BlockSpace::take(std::uint64_t size) {
    if (size == 0 || size > free_.total()) return {};
    const std::uint64_t rounded = (size + kGrain - 1) / kGrain * kGrain;
    std::optional<ByteRange> lowest;
    for (const ByteRange& run : free_.all()) {
        if (run.size() < rounded) continue;
        if (!lowest) lowest = ByteRange{run.begin, run.begin + rounded};
        for (const ByteRange& part : warm_.within(run)) {
            if (part.size() < rounded) continue;
            const ByteRange block{part.begin, part.begin + rounded};
            free_.remove(block);
            return block;
        }
    }
    if (lowest) free_.remove(*lowest);
    return lowest;
}

void BlockSpace::give(ByteRange block) { free_.add(block); }

std::uint64_t BlockSpace::warm_free() const {
    std::uint64_t bytes = 0;
    for (const ByteRange& run : warm_.all())
        for (const ByteRange& part : free_.within(run)) bytes += part.size();
    return bytes;
}

std::optional<ByteRange> BlockSpace::take_warm(std::uint64_t most) {
    std::optional<ByteRange> highest;
    for (const ByteRange& run : warm_.all())
        for (const ByteRange& part : free_.within(run)) highest = part;
    if (!highest) return {};
    highest->begin = std::max(highest->begin, highest->end - std::min(highest->end, most));
    free_.remove(*highest);
    return highest;
}

}  // namespace poolscope::lane
