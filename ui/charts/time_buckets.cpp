// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/time_buckets.h"

#include <algorithm>

namespace poolscope::ui {

namespace {

std::size_t roundCount(std::size_t atLeast) {
    for (std::size_t decade = 1;; decade *= 10)
        for (const std::size_t factor : {1, 2, 5})
            if (decade * factor >= atLeast) return decade * factor;
}

}  // namespace

TimeColumns TimeBuckets::columns(Time begin, Time end, std::size_t most) const {
    begin = std::max(begin, m_origin);
    TimeColumns columns;
    columns.step = m_width;
    columns.begin = m_origin;
    if (end <= begin || most == 0) return columns;
    const std::size_t last = std::min(indexOf(end - 1), kMost - 1);
    const std::size_t first = std::min(indexOf(begin), last);
    // One column more than asked for may be needed, since the first and the last are only seen in part.
    std::size_t buckets = roundCount((last - first + most) / most);
    while (last / buckets - first / buckets + 1 > most + 1)
        buckets = roundCount(buckets + 1);
    columns.buckets = buckets;
    columns.step = m_width * static_cast<Time>(buckets);
    columns.firstBucket = first / buckets * buckets;
    columns.begin = beginOf(columns.firstBucket);
    columns.count = last / buckets - first / buckets + 1;
    return columns;
}

}  // namespace poolscope::ui
