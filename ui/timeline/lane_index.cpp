// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_index.h"

#include <algorithm>
#include <limits>

namespace poolscope::ui {

WorkerActivity activityOf(std::size_t paintedState) {
    return paintedState == kPaintedStates - 1 ? WorkerActivity::Crashed : static_cast<WorkerActivity>(paintedState);
}

Time StateTimes::operator[](WorkerActivity activity) const {
    const auto state = paintedState(activity);
    return state ? ns[*state] : 0;
}

StateTimes& StateTimes::operator+=(const StateTimes& other) {
    for (std::size_t state = 0; state < kPaintedStates; ++state) ns[state] += other.ns[state];
    return *this;
}

StateTimes operator-(const StateTimes& left, const StateTimes& right) {
    StateTimes difference;
    for (std::size_t state = 0; state < kPaintedStates; ++state) difference.ns[state] = left.ns[state] - right.ns[state];
    return difference;
}

namespace {

void addTime(StateTimes& times, WorkerActivity activity, Time ns) {
    if (const auto state = paintedState(activity); state && ns > 0) times.ns[*state] += ns;
}

}  // namespace

Time LaneIndex::endOf(const Span& span, Time now) {
    return span.end == kOpen ? std::max(span.begin, now) : span.end;
}

std::optional<Time> LaneIndex::firstDifference(std::size_t count) const {
    const std::size_t first = firstChangeable();
    for (std::size_t at = 0; at < m_tail.size(); ++at) {
        const Span& before = m_tail[at];
        const Span now = span(first + at);
        const bool sameKind = now.begin == before.begin && now.activity == before.activity && now.task == before.task &&
                              now.worker == before.worker && now.failed == before.failed;
        if (!sameKind) return std::min(now.begin, before.begin);
        if (now.end != before.end) {
            // A wedge is drawn from its end: all of it changes.
            return now.activity == WorkerActivity::Retiring ? now.begin : std::min(now.end, before.end);
        }
    }
    if (count > m_count) return span(m_count).begin;
    return std::nullopt;
}

std::optional<Time> LaneIndex::update() {
    const std::size_t count = m_source->spanCount(m_slot);
    if (count == 0) return std::nullopt;
    const auto changedFrom = firstDifference(count);
    if (!changedFrom) return std::nullopt;
    sumBlocks(count);
    m_count = count;
    m_tail.clear();
    for (std::size_t at = count - std::min(count, kChangingSpans); at < count; ++at) m_tail.push_back(span(at));
    return changedFrom;
}

// A block begins where its first span and all before it are final. The first block is there from the start.
void LaneIndex::sumBlocks(std::size_t count) {
    for (std::size_t first = m_blocks.size() * kBlock; first == 0 || first + kChangingSpans < count; first += kBlock) {
        Block block{};
        if (!m_blocks.empty()) {
            block = m_blocks.back();
            for (std::size_t index = first - kBlock; index < first; ++index) {
                const Span done = span(index);
                addTime(block.before, done.activity, done.end - done.begin);
                block.tasksBefore += done.activity == WorkerActivity::Running ? 1 : 0;
            }
            m_packed.push_back(packed(first - kBlock));
        }
        m_blockBegins.push_back(span(first).begin);
        m_blocks.push_back(block);
    }
    if (m_blocks.size() == 1) m_blockBegins.front() = span(0).begin;
}

LaneIndex::Packed LaneIndex::packed(std::size_t first) const {
    Packed block;
    const Time begin = span(first).begin;
    for (std::size_t at = 0; at < kBlock; ++at) {
        const Span each = span(first + at);
        if (each.end - begin > std::numeric_limits<std::uint32_t>::max()) block.isLonger = true;
        block.begins[at] = static_cast<std::uint32_t>(each.begin - begin);
        const auto state = paintedState(each.activity);
        block.states[at] = state ? static_cast<std::uint8_t>(*state) : Packed::kUnpainted;
    }
    return block;
}

std::size_t LaneIndex::endOfBlock(std::size_t block) const {
    return block + 1 < m_blocks.size() ? (block + 1) * kBlock : m_count;
}

std::size_t LaneIndex::blockBefore(Time time) const {
    const auto after = std::upper_bound(m_blockBegins.begin(), m_blockBegins.end(), time);
    return after == m_blockBegins.begin() ? 0 : static_cast<std::size_t>(after - m_blockBegins.begin()) - 1;
}

StateTimes LaneIndex::timesUpTo(Time time, Time now, Place& place) const {
    if (m_blocks.empty()) return {};
    // The next column's moment is most often in the same block or a few further: gallop, then search between.
    const std::size_t blocks = m_blocks.size();
    std::size_t low = std::min(place.block, blocks - 1);
    if (m_blockBegins[low] > time) {
        low = blockBefore(time);
    } else {
        std::size_t step = 1;
        while (low + step < blocks && m_blockBegins[low + step] <= time) {
            low += step;
            step *= 2;
        }
        const auto from = m_blockBegins.begin() + static_cast<std::ptrdiff_t>(low);
        const auto to = m_blockBegins.begin() + static_cast<std::ptrdiff_t>(std::min(low + step, blocks));
        low = static_cast<std::size_t>(std::upper_bound(from, to, time) - m_blockBegins.begin()) - 1;
    }
    place.block = low;

    StateTimes times = m_blocks[low].before;
    if (low < m_packed.size() && !m_packed[low].isLonger) {
        const Packed& block = m_packed[low];
        const Time within = time - m_blockBegins[low];
        const Time length = m_blockBegins[low + 1] - m_blockBegins[low];
        for (std::size_t at = 0; at < kBlock && block.begins[at] < within; ++at) {
            if (block.states[at] == Packed::kUnpainted) continue;
            const Time end = at + 1 < kBlock ? Time{block.begins[at + 1]} : length;
            times.ns[block.states[at]] += std::min(end, within) - Time{block.begins[at]};
        }
        return times;
    }
    const std::size_t end = endOfBlock(low);
    for (std::size_t index = low * kBlock; index < end; ++index) {
        const Span each = span(index);
        if (each.begin >= time) break;
        addTime(times, each.activity, std::min(endOf(each, now), time) - each.begin);
    }
    return times;
}

StateTimes LaneIndex::timesWithin(Time begin, Time end, Time now) const {
    Place place;
    const StateTimes before = timesUpTo(begin, now, place);
    return timesUpTo(end, now, place) - before;
}

std::size_t LaneIndex::tasksBegunBefore(Time time) const {
    if (m_blocks.empty()) return 0;
    const std::size_t block = blockBefore(time);
    std::size_t tasks = m_blocks[block].tasksBefore;
    const std::size_t end = endOfBlock(block);
    for (std::size_t index = block * kBlock; index < end; ++index) {
        const Span each = span(index);
        if (each.begin >= time) break;
        tasks += each.activity == WorkerActivity::Running ? 1 : 0;
    }
    return tasks;
}

std::size_t LaneIndex::tasksWithin(Time begin, Time end, Time now) const {
    if (end <= begin) return 0;
    std::size_t tasks = tasksBegunBefore(end) - tasksBegunBefore(begin);
    if (const auto index = spanAt(begin, now)) {
        const Span covering = span(*index);
        if (covering.activity == WorkerActivity::Running && covering.begin < begin) ++tasks;
    }
    return tasks;
}

std::optional<std::size_t> LaneIndex::spanBefore(Time time) const {
    if (m_blocks.empty() || m_blockBegins.front() > time) return std::nullopt;
    const std::size_t block = blockBefore(time);
    std::size_t index = block * kBlock;
    if (block < m_packed.size() && !m_packed[block].isLonger) {
        // No begin can be after 32 bits here; a later time is behind them all.
        const Time within = time - m_blockBegins[block];
        const auto& begins = m_packed[block].begins;
        const auto after = std::upper_bound(begins.begin(), begins.end(), within,
                                            [](Time wanted, std::uint32_t begin) { return wanted < Time{begin}; });
        return index + static_cast<std::size_t>(after - begins.begin()) - 1;
    }
    while (index + 1 < m_count && span(index + 1).begin <= time) ++index;
    return index;
}

std::optional<std::size_t> LaneIndex::spanAt(Time time, Time now) const {
    const auto index = spanBefore(time);
    if (!index || endOf(span(*index), now) <= time) return std::nullopt;
    return index;
}

}  // namespace poolscope::ui
