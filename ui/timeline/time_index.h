// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "timeline/lane_events.h"
#include "timeline/lane_index.h"

namespace poolscope::ui {

/// One lane of the timeline: its sums of time and its marks.
struct IndexedLane {
    LaneIndex times;
    LaneEvents events;
};

/// Everything that is painted, indexed: the spans of all lanes, and the present moment, at which open spans end.
class TimeIndex {
public:
    /// Forgets what it knew and reads another source, which must outlive it; null for none.
    void setSource(const SpanSource* source);
    [[nodiscard]] const SpanSource* source() const { return m_source; }

    /// Takes in what was added to a lane. Gives the moment from which it looks different, or nothing.
    std::optional<Time> update(std::size_t slot);
    /// Lanes that the source has now; new ones are empty until they are updated.
    void growLanes();

    [[nodiscard]] std::size_t laneCount() const { return m_lanes.size(); }
    [[nodiscard]] const IndexedLane& lane(std::size_t slot) const { return *m_lanes[slot]; }
    [[nodiscard]] bool isEmpty() const;

    [[nodiscard]] Time origin() const { return m_source ? m_source->origin() : 0; }
    [[nodiscard]] Time now() const { return m_now; }
    /// Open spans end here. Time never runs back.
    void setNow(Time now);
    /// Some worker does something other than wait: time that passes changes the picture.
    [[nodiscard]] bool hasWorkUnderWay() const;

private:
    const SpanSource* m_source = nullptr;
    std::vector<std::unique_ptr<IndexedLane>> m_lanes;
    Time m_now = 0;
};

}  // namespace poolscope::ui
