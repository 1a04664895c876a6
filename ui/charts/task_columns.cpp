// SPDX-License-Identifier: GPL-3.0-or-later
// What is read out of TaskBuckets.
#include <algorithm>

#include "charts/percentile.h"
#include "charts/task_buckets.h"

namespace poolscope::ui {

std::vector<TaskBuckets::Ended> TaskBuckets::endedIn(const TimeColumns& columns) const {
    std::vector<Ended> ended(columns.count);
    const std::size_t end = std::min(m_buckets.size(), columns.firstBucket + columns.count * columns.buckets);
    for (std::size_t index = columns.firstBucket; index < end; ++index) {
        Ended& column = ended[(index - columns.firstBucket) / columns.buckets];
        column.tasks += m_buckets[index].tasks;
        column.items += m_buckets[index].items;
    }
    return ended;
}

std::vector<TaskBuckets::Load> TaskBuckets::loadIn(const TimeColumns& columns) const {
    std::vector<Load> loads(columns.count);
    Load load;
    std::size_t index = 0;
    for (std::size_t column = 0; column < columns.count; ++column) {
        const std::size_t end = std::min(m_buckets.size(), columns.firstBucket + (column + 1) * columns.buckets);
        for (; index < end; ++index) {
            load.inFlight += m_buckets[index].moreInFlight;
            load.queued += m_buckets[index].moreQueued;
        }
        loads[column] = load;
    }
    return loads;
}

std::vector<std::optional<TaskBuckets::Percentiles>> TaskBuckets::latencyIn(const TimeColumns& columns) const {
    constexpr std::size_t kMostKnown = 8192;
    if (m_knownBuckets != columns.buckets || m_known.size() > kMostKnown) m_known.clear();
    m_knownBuckets = columns.buckets;
    std::vector<std::optional<Percentiles>> latency(columns.count);
    std::vector<PackedDuration> values;
    for (std::size_t column = 0; column < columns.count; ++column) {
        const std::size_t first = columns.firstBucket + column * columns.buckets;
        const std::size_t end = std::min(m_buckets.size(), first + columns.buckets);
        std::size_t count = 0;
        for (std::size_t index = first; index < end; ++index)
            count += m_buckets[index].took.size();
        if (count == 0) continue;
        Percentiles& known = m_known[first];
        if (known.tasks != count) {
            values.clear();
            values.reserve(count);
            for (std::size_t index = first; index < end; ++index)
                for (const Took& took : m_buckets[index].took)
                    values.push_back(took.latency);
            known = {percentile(values, 50).ns(), percentile(values, 95).ns(), percentile(values, 99).ns(), count};
        }
        latency[column] = known;
    }
    return latency;
}

DurationBins TaskBuckets::durationsIn(std::size_t first, std::size_t end) const {
    DurationBins bins;
    for (std::size_t index = first; index < std::min(end, m_buckets.size()); ++index)
        for (const Took& took : m_buckets[index].took)
            bins.add(took.run.ns());
    return bins;
}

}  // namespace poolscope::ui
