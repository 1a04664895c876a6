// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "charts/time_buckets.h"
#include "timeline/lane_index.h"

namespace poolscope::ui {

/// How much time the workers of a run spent in each state, bucket by bucket. Looks at each span that is over once, whatever its
/// length; spans that may still change are added when somebody asks. Exact in its sums at any width of the buckets.
class StateBuckets {
public:
    /// Takes in the spans that were added and are over. The buckets have a place for all of them.
    void update(const PoolState& state, const TimeBuckets& buckets);
    /// Each two buckets become one.
    void widen(Time widthBefore);
    void clear();

    /// The nanoseconds of each state in each column, of all slots together. Open spans end at `now`.
    [[nodiscard]] std::vector<StateTimes> inColumns(const TimeColumns& columns, const PoolState& state,
                                                    const TimeBuckets& buckets, Time now) const;

private:
    struct Bucket {
        StateTimes part;                                ///< of spans that begin or end in the bucket
        std::array<std::int32_t, kPaintedStates> more{};  ///< spans that cover all buckets from here on, until it is taken back
    };
    void add(Time begin, Time end, std::size_t paintedState, const TimeBuckets& buckets);
    Bucket& at(std::size_t bucket);

    std::vector<Bucket> m_buckets;
    std::vector<std::size_t> m_counted;  ///< of each slot: spans that are in the buckets
};

}  // namespace poolscope::ui
