// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QPainter>
#include <QPainterPath>

#include "format/appearance.h"
#include "timeline/timeline_view.h"

namespace poolscope::ui {

namespace {
constexpr int kFewLanes = 8;
constexpr std::size_t kMostInLane = 3;   // of few lanes; of many one each
constexpr int kMostLanes = 40;
constexpr std::size_t kSpansLookedAt = 256;  // in a lane, so that a million cost what a thousand do
}  // namespace

void TimelineView::setBatch(std::optional<BatchId> batch) {
    if (batch == m_batch) return;
    m_batch = batch;
    viewport()->update();
}

// Where the first tasks of the batch run that can be seen: a few in each lane.
std::vector<SpanSpot> TimelineView::spansOfBatch() const {
    std::vector<SpanSpot> spots;
    const BatchInfo* const batch = m_batch && m_index.source() ? m_index.source()->batch(*m_batch) : nullptr;
    if (!batch) return spots;
    const std::size_t most = m_index.laneCount() <= kFewLanes ? kMostInLane : 1;
    int lanes = 0;
    for (std::size_t slot = 0; slot < m_index.laneCount() && lanes < kMostLanes; ++slot) {
        const int top = laneTop(slot);
        if (top + laneHeight() <= 0 || top >= viewport()->height()) continue;
        const LaneIndex& lane = m_index.lane(slot).times;
        std::size_t found = 0;
        // A batch that waited behind others has nothing in a lane for long.
        const std::size_t first = lane.spanBefore(std::max(visibleBegin(), batch->first_started.value_or(batch->submitted))).value_or(0);
        for (std::size_t at = first; at < lane.size() && at < first + kSpansLookedAt && found < most; ++at) {
            const Span span = lane.span(at);
            if (span.begin >= visibleEnd()) break;
            if (span.activity != WorkerActivity::Running) continue;
            const auto task = m_index.source()->task(span.task);
            if (!task || task->batch != *m_batch || LaneIndex::endOf(span, m_index.now()) <= visibleBegin()) continue;
            spots.push_back({slot, at});
            ++found;
        }
        lanes += found > 0 ? 1 : 0;
    }
    return spots;
}

void TimelineView::paintArrows(QPainter& painter) const {
    const std::vector<SpanSpot> spots = spansOfBatch();
    if (spots.empty()) return;
    const BatchInfo& batch = *m_index.source()->batch(*m_batch);
    const double left = m_headerWidth;
    const double right = viewport()->width();
    const QPointF from(std::clamp(xOf(batch.submitted), left, right), -1);
    QColor color = ink(Ink::Accent, palette());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const SpanSpot& spot : spots) {
        const Span span = m_index.lane(spot.slot).times.span(spot.span);
        const double end = xOf(LaneIndex::endOf(span, m_index.now()));
        const double x = std::clamp(xOf(span.begin) + std::min(6.0, (end - xOf(span.begin)) / 2), left, right);
        const double y = laneTop(spot.slot) + 2.0;
        QPainterPath path(from);
        path.cubicTo(QPointF(from.x(), from.y() + (y - from.y()) * 0.55), QPointF(x, y - (y - from.y()) * 0.45 - 4), QPointF(x, y - 4));
        painter.setBrush(Qt::NoBrush);
        // On light and dark spans alike: the line has a seam.
        painter.setPen(QPen(palette().color(QPalette::Base), 3));
        painter.drawPath(path);
        painter.setPen(QPen(color, 1.4));
        painter.drawPath(path);
        const QPointF head[] = {{x - 4, y - 5}, {x + 4, y - 5}, {x, y + 2}};
        painter.setBrush(color);
        painter.setPen(QPen(palette().color(QPalette::Base), 1));
        painter.drawPolygon(head, 3);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace poolscope::ui
