// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "timeline/time_index.h"

namespace poolscope::ui {

/// A part of the timeline: some time of some neighbouring lanes.
struct TimelineArea {
    Time begin = 0;
    Time end = 0;
    std::size_t firstSlot = 0;
    std::size_t lastSlot = 0;
    friend bool operator==(const TimelineArea&, const TimelineArea&) = default;
};

struct AreaTotals {
    std::size_t lanes = 0;
    std::size_t tasks = 0;             ///< that ran at some time within the area
    StateTimes times;                  ///< within the area, summed over the lanes
    double busyShare = 0;              ///< running, of all lanes' time
    std::optional<Time> medianDuration;  ///< of those tasks, as a whole, not cut at the area's edges
    std::optional<Time> p95Duration;
    std::size_t failedTasks = 0;
    std::size_t crashes = 0;
};

[[nodiscard]] AreaTotals totalsOf(const TimelineArea& area, const TimeIndex& index);
/// "2.10–3.40 s × 4 workers: 214 tasks, busy 83 %, p50 4.1 ms, p95 19 ms"
[[nodiscard]] QString totalsText(const TimelineArea& area, const AreaTotals& totals, Time origin);

}  // namespace poolscope::ui
