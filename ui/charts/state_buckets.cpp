// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/state_buckets.h"

#include <algorithm>

namespace poolscope::ui {

StateBuckets::Bucket& StateBuckets::at(std::size_t bucket) {
    if (bucket >= m_buckets.size()) m_buckets.resize(bucket + 1);
    return m_buckets[bucket];
}

void StateBuckets::clear() {
    m_buckets.clear();
    m_counted.clear();
}

void StateBuckets::update(const PoolState& state, const TimeBuckets& buckets) {
    m_counted.resize(state.slot_count());
    for (std::size_t slot = 0; slot < m_counted.size(); ++slot) {
        const std::size_t count = state.span_count(slot);
        for (; m_counted[slot] + kChangingSpans < count; ++m_counted[slot]) {
            const Span span = state.span(slot, m_counted[slot]);
            const auto painted = paintedState(span.activity);
            if (painted && span.end != kOpen) add(span.begin, span.end, *painted, buckets);
        }
    }
}

void StateBuckets::add(Time begin, Time end, std::size_t paintedState, const TimeBuckets& buckets) {
    begin = std::max(begin, buckets.origin());
    if (end <= begin) return;
    const std::size_t first = buckets.indexOf(begin);
    const std::size_t last = buckets.indexOf(end);
    at(last);
    if (first == last) {
        m_buckets[first].part.ns[paintedState] += end - begin;
        return;
    }
    m_buckets[first].part.ns[paintedState] += buckets.beginOf(first + 1) - begin;
    m_buckets[last].part.ns[paintedState] += end - buckets.beginOf(last);
    ++m_buckets[first + 1].more[paintedState];
    --m_buckets[last].more[paintedState];
}

void StateBuckets::widen(Time widthBefore) {
    // What covered whole buckets becomes a part of the wider ones: the sums stay exact.
    std::array<std::int64_t, kPaintedStates> covering{};
    for (std::size_t index = 0; index < m_buckets.size(); ++index) {
        Bucket& bucket = m_buckets[index];
        for (std::size_t painted = 0; painted < kPaintedStates; ++painted) {
            covering[painted] += bucket.more[painted];
            bucket.part.ns[painted] += covering[painted] * widthBefore;
            bucket.more[painted] = 0;
        }
        if (index == 0) continue;
        if (index % 2 == 0)
            m_buckets[index / 2] = bucket;
        else
            m_buckets[index / 2].part += bucket.part;
    }
    m_buckets.resize((m_buckets.size() + 1) / 2);
}

std::vector<StateTimes> StateBuckets::inColumns(const TimeColumns& columns, const PoolState& state,
                                                const TimeBuckets& buckets, Time now) const {
    std::vector<StateTimes> times(columns.count);
    if (columns.count == 0) return times;
    const std::size_t end = std::min(m_buckets.size(), columns.firstBucket + columns.count * columns.buckets);
    std::array<std::int64_t, kPaintedStates> covering{};
    for (std::size_t index = 0; index < end; ++index) {
        const Bucket& bucket = m_buckets[index];
        for (std::size_t painted = 0; painted < kPaintedStates; ++painted)
            covering[painted] += bucket.more[painted];
        if (index < columns.firstBucket) continue;
        StateTimes& column = times[(index - columns.firstBucket) / columns.buckets];
        for (std::size_t painted = 0; painted < kPaintedStates; ++painted)
            column.ns[painted] += bucket.part.ns[painted] + covering[painted] * buckets.width();
    }
    // What is still changing.
    for (std::size_t slot = 0; slot < m_counted.size(); ++slot) {
        for (std::size_t index = m_counted[slot]; index < state.span_count(slot); ++index) {
            const Span span = state.span(slot, index);
            const auto painted = paintedState(span.activity);
            const Time until = std::min(span.end, now);
            if (!painted || until <= span.begin || until <= columns.begin || span.begin >= columns.endOf(columns.count - 1))
                continue;
            const std::size_t last = columns.at(until - 1);
            for (std::size_t column = columns.at(span.begin); column <= last; ++column)
                times[column].ns[*painted] += std::max<Time>(
                    0, std::min(until, columns.endOf(column)) - std::max(span.begin, columns.beginOf(column)));
        }
    }
    return times;
}

}  // namespace poolscope::ui
