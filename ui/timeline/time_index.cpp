// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_index.h"

#include <algorithm>

namespace poolscope::ui {

void TimeIndex::setSource(const SpanSource* source) {
    m_source = source;
    m_lanes.clear();
    m_now = 0;
    if (!m_source) return;
    m_now = m_source->last();
    growLanes();
    for (std::size_t slot = 0; slot < m_lanes.size(); ++slot) update(slot);
}

void TimeIndex::growLanes() {
    if (!m_source) return;
    for (std::size_t slot = m_lanes.size(); slot < m_source->slotCount(); ++slot) {
        m_lanes.push_back(std::make_unique<IndexedLane>(IndexedLane{LaneIndex(*m_source, slot), {}}));
    }
}

std::optional<Time> TimeIndex::update(std::size_t slot) {
    if (slot >= m_lanes.size()) return std::nullopt;
    IndexedLane& lane = *m_lanes[slot];
    const auto changedFrom = lane.times.update();
    if (changedFrom) lane.events.update(lane.times, *m_source);
    return changedFrom;
}

bool TimeIndex::isEmpty() const {
    return std::all_of(m_lanes.begin(), m_lanes.end(), [](const auto& lane) { return lane->times.size() == 0; });
}

void TimeIndex::setNow(Time now) { m_now = std::max(m_now, now); }

bool TimeIndex::hasWorkUnderWay() const {
    return std::any_of(m_lanes.begin(), m_lanes.end(), [](const auto& lane) {
        if (!lane->times.isOpen()) return false;
        const WorkerActivity activity = lane->times.last().activity;
        return activity != WorkerActivity::Idle && activity != WorkerActivity::Ended &&
               activity != WorkerActivity::Crashed && activity != WorkerActivity::Stopped;
    });
}

}  // namespace poolscope::ui
