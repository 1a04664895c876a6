// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/area_totals.h"

#include <algorithm>
#include <vector>

#include <QCoreApplication>

#include "format/quantity.h"
#include "timeline/time_ticks.h"

namespace poolscope::ui {

namespace {

/// The smallest value that at least this share of the values does not exceed. Reorders them.
Time percentile(std::vector<Time>& values, double share) {
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

QString counted(const char* text, std::size_t count) {
    return QCoreApplication::translate("AreaTotals", text, nullptr, static_cast<int>(count));
}

}  // namespace

AreaTotals totalsOf(const TimelineArea& area, const TimeIndex& index) {
    AreaTotals totals;
    std::vector<Time> durations;
    for (std::size_t slot = area.firstSlot; slot <= area.lastSlot && slot < index.laneCount(); ++slot) {
        const LaneIndex& lane = index.lane(slot).times;
        ++totals.lanes;
        totals.times += lane.timesWithin(area.begin, area.end, index.now());
        totals.failedTasks += index.lane(slot).events.countWithin(MarkKind::FailedTask, area.begin, area.end);
        totals.crashes += index.lane(slot).events.countWithin(MarkKind::Crashed, area.begin, area.end);
        for (std::size_t at = lane.spanBefore(area.begin).value_or(0); at < lane.size(); ++at) {
            const Span span = lane.span(at);
            if (span.begin >= area.end) break;
            const Time end = LaneIndex::endOf(span, index.now());
            if (span.activity == WorkerActivity::Running && end > area.begin) durations.push_back(end - span.begin);
        }
    }
    totals.tasks = durations.size();
    if (!durations.empty()) {
        totals.medianDuration = percentile(durations, 0.5);
        totals.p95Duration = percentile(durations, 0.95);
    }
    const double all = static_cast<double>(area.end - area.begin) * static_cast<double>(totals.lanes);
    if (all > 0) totals.busyShare = static_cast<double>(totals.times[WorkerActivity::Running]) / all;
    return totals;
}

QString totalsText(const TimelineArea& area, const AreaTotals& totals, Time origin) {
    const Time resolution = std::max<Time>(1, (area.end - area.begin) / 1000);
    QString text = QCoreApplication::translate("AreaTotals", "%1 – %2 (%3) × %4:  %5,  busy %6")
                       .arg(momentText(area.begin - origin, resolution), momentText(area.end - origin, resolution),
                            durationText(area.end - area.begin),
                            totals.lanes == 1 ? counted("1 worker", 1) : counted("%n workers", totals.lanes),
                            totals.tasks == 1 ? counted("1 task", 1) : counted("%n tasks", totals.tasks),
                            percentText(totals.busyShare));
    if (totals.medianDuration && totals.p95Duration) {
        text += QCoreApplication::translate("AreaTotals", ",  p50 %1,  p95 %2")
                    .arg(durationText(*totals.medianDuration), durationText(*totals.p95Duration));
    }
    if (totals.failedTasks > 0) {
        text += QStringLiteral(",  ") + counted("%n failed", totals.failedTasks);
    }
    if (totals.crashes > 0) {
        text += QStringLiteral(",  ") + (totals.crashes == 1 ? counted("1 crash", 1) : counted("%n crashes", totals.crashes));
    }
    return text;
}

}  // namespace poolscope::ui
