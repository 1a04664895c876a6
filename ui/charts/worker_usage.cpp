// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/worker_usage.h"

#include <algorithm>
#include <limits>

namespace poolscope::ui {

void WorkerUsage::update(const PoolState& state, const ChangeSet& changes) {
    m_lives.resize(state.slot_count());
    const auto workers = static_cast<std::uint32_t>(state.workers().size());
    for (auto worker = static_cast<std::uint32_t>(changes.first_worker); worker < workers; ++worker) {
        const WorkerLife& life = state.workers()[worker];
        // One whose records are missing from a damaged trace has no slot of its own.
        if (life.generation != 0 && life.slot.value < m_lives.size()) m_lives[life.slot.value].push_back(worker);
    }
}

std::vector<UsagePoint> WorkerUsage::processors(std::size_t slot, const TimeColumns& columns,
                                                const PoolState& state) const {
    return points(What::Processors, slot, columns, state);
}

std::vector<UsagePoint> WorkerUsage::memory(std::size_t slot, const TimeColumns& columns, const PoolState& state) const {
    return points(What::Memory, slot, columns, state);
}

namespace {

/// What processors a life used is measured over so long a time at least. A sample counts in ticks of the kernel's clock (10 ms), the
/// last one, at the end of a life, exactly: what no sample had noticed would fall into the moment between the two.
constexpr Time kShortestMeasure = 100'000'000;

/// Used up to this sample, in processors.
double processorsAt(const WorkerLife& life, std::span<const WorkerSample> samples, std::size_t at) {
    const WorkerSample& sample = samples[at];
    std::size_t before = at;
    while (before > 0 && sample.time - samples[before].time < kShortestMeasure) --before;
    const bool isKnown = before < at && sample.time - samples[before].time >= kShortestMeasure;
    const Time since = isKnown ? samples[before].time : life.started.value_or(life.starting);
    const std::int64_t cpu = isKnown ? samples[before].cpu_ns : 0;
    return static_cast<double>(std::max<std::int64_t>(0, sample.cpu_ns - cpu)) / static_cast<double>(std::max<Time>(1, sample.time - since));
}

/// One life's points from the sample before the first column to the one after the last.
void addLife(std::vector<UsagePoint>& points, const WorkerLife& life, std::span<const WorkerSample> samples,
             const TimeColumns& columns, bool isProcessors) {
    const Time begin = columns.begin;
    const Time end = columns.endOf(columns.count - 1);
    const auto isBefore = [](const WorkerSample& sample, Time time) { return sample.time < time; };
    auto first = std::lower_bound(samples.begin(), samples.end(), begin, isBefore);
    auto last = std::lower_bound(first, samples.end(), end, isBefore);
    if (first != samples.begin()) --first;
    if (last != samples.end()) ++last;
    if (first == last) return;
    const Time start = first == samples.begin() ? life.started.value_or(life.starting) : std::prev(first)->time;
    const std::size_t own = points.size();
    for (auto sample = first; sample != last; ++sample) {
        const double value = isProcessors ? processorsAt(life, samples, static_cast<std::size_t>(sample - samples.begin()))
                                          : static_cast<double>(sample->rss_bytes);
        if (isProcessors && points.size() == own) points.push_back({start, value});
        const bool isFirst = points.size() == own + (isProcessors ? 1 : 0);
        const bool isInside = !isFirst && sample->time < end && points.back().time >= begin;
        if (isInside && columns.at(sample->time) == columns.at(points.back().time))
            points.back().value = std::max(points.back().value, value);
        else
            points.push_back({sample->time, value});
    }
    if (!isProcessors && life.ended) points.push_back({*life.ended, points.back().value});
    points.push_back({points.back().time, std::numeric_limits<double>::quiet_NaN()});
}

}  // namespace

std::vector<UsagePoint> WorkerUsage::points(What what, std::size_t slot, const TimeColumns& columns,
                                            const PoolState& state) const {
    std::vector<UsagePoint> points;
    if (columns.count == 0) return points;
    const std::vector<std::uint32_t>& lives = m_lives[slot];
    auto life = std::partition_point(lives.begin(), lives.end(), [&](std::uint32_t worker) {
        const std::optional<Time> ended = state.workers()[worker].ended;
        return ended && *ended < columns.begin;
    });
    const Time end = columns.endOf(columns.count - 1);
    for (; life != lives.end() && state.workers()[*life].starting < end; ++life)
        addLife(points, state.workers()[*life], state.samples(*life), columns, what == What::Processors);
    return points;
}

}  // namespace poolscope::ui
