// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QLabel>
#include <QScrollBar>

#include "timeline/lane_header.h"
#include "timeline/overview_strip.h"
#include "timeline/queue_lane.h"
#include "timeline/state_legend.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"

namespace poolscope::ui {

namespace {
constexpr int kLowestLane = 14;
constexpr int kHighestLane = 32;
constexpr int kScrollUnits = 1'000'000;
}  // namespace

QSize TimelineView::sizeHint() const { return {900, 420}; }
QSize TimelineView::minimumSizeHint() const { return {m_headerWidth + 160, 180}; }

void TimelineView::layOut() {
    m_headerWidth = headerWidthFor(font());
    const int overview = m_overview->sizeHint().height();
    const int axis = m_axis->sizeHint().height();
    const int legend = m_legend->heightForWidth(std::max(1, viewport()->width()));
    const int totals = std::max(m_totals->sizeHint().height(), fontMetrics().height()) + 6;
    const int queue = m_hasQueue && !m_index.isEmpty() ? m_queueLane->sizeHint().height() : 0;
    setViewportMargins(0, overview + axis + queue, 0, totals + legend);
    const QRect inner = viewport()->geometry();
    m_overview->setGeometry(inner.left(), inner.top() - queue - axis - overview, inner.width(), overview);
    m_axis->setGeometry(inner.left(), inner.top() - queue - axis, inner.width(), axis);
    m_queueLane->setGeometry(inner.left(), inner.top() - queue, inner.width(), queue);
    m_queueLane->setVisible(queue > 0);
    m_totals->setGeometry(inner.left(), inner.bottom() + 1, inner.width(), totals);
    m_legend->setGeometry(inner.left(), inner.bottom() + 1 + totals, inner.width(), legend);
    m_overview->setHeaderWidth(m_headerWidth);
    m_axis->setHeaderWidth(m_headerWidth);
    m_queueLane->setHeaderWidth(m_headerWidth);
    refreshLook();
    updateScrollBars();
}

int TimelineView::plotColumns() const {
    return static_cast<int>(std::lround((viewport()->width() - m_headerWidth) * viewport()->devicePixelRatioF()));
}

int TimelineView::laneHeight() const {
    const int lanes = std::max(1, static_cast<int>(m_index.laneCount()));
    // Large text needs room.
    const int text = fontMetrics().height();
    return std::clamp(viewport()->height() / lanes, std::max(kLowestLane, text - 2), std::max(kHighestLane, 2 * text));
}

int TimelineView::laneTop(std::size_t slot) const {
    return static_cast<int>(slot) * laneHeight() - verticalScrollBar()->value();
}

std::optional<std::size_t> TimelineView::laneAt(int y) const {
    const int lane = (y + verticalScrollBar()->value()) / laneHeight();
    if (y < 0 || lane >= static_cast<int>(m_index.laneCount())) return std::nullopt;
    return static_cast<std::size_t>(lane);
}

std::size_t TimelineView::nearestLane(int y) const {
    const int lane = (y + verticalScrollBar()->value()) / laneHeight();
    return static_cast<std::size_t>(std::clamp(lane, 0, std::max(0, static_cast<int>(m_index.laneCount()) - 1)));
}

double TimelineView::xOf(Time time) const {
    return m_headerWidth + m_scale.offsetOf(time) / viewport()->devicePixelRatioF();
}

Time TimelineView::timeAtX(double x) const {
    return m_scale.timeAtOffset((x - m_headerWidth) * viewport()->devicePixelRatioF());
}

Time TimelineView::visibleBegin() const { return m_scale.begin(); }
Time TimelineView::visibleEnd() const { return m_scale.timeAt(m_scale.firstColumn + std::max(1, plotColumns())); }

double TimelineView::coarsestScale() const {
    const Time length = std::max<Time>(roomFor(m_index.now() - m_index.origin()), 1);
    return 4.0 * static_cast<double>(length) / std::max(1, plotColumns());
}

void TimelineView::updateScrollBars() {
    m_isSyncingScrollBars = true;
    const int content = static_cast<int>(m_index.laneCount()) * laneHeight();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(laneHeight());
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));

    // From the run's beginning (or what is visible before it) to its end, in units that fit an int at any zoom.
    const double begin = static_cast<double>(std::min<Time>(0, visibleBegin() - m_index.origin()));
    const double end = static_cast<double>(std::max(m_index.now(), visibleEnd()) - m_index.origin());
    const double page = static_cast<double>(visibleEnd() - visibleBegin());
    const double unit = std::max(1.0, (end - begin) / kScrollUnits);
    const int range = static_cast<int>((end - begin - page) / unit);
    horizontalScrollBar()->setPageStep(std::max(1, static_cast<int>(page / unit)));
    horizontalScrollBar()->setSingleStep(std::max(1, static_cast<int>(page / unit / 20)));
    horizontalScrollBar()->setRange(0, m_index.isEmpty() ? 0 : std::max(0, range));
    horizontalScrollBar()->setValue(
        static_cast<int>((static_cast<double>(visibleBegin() - m_index.origin()) - begin) / unit));
    m_isSyncingScrollBars = false;
}

void TimelineView::scrollContentsBy(int dx, int dy) {
    if (m_isSyncingScrollBars) return;
    if (dx != 0) {
        const double begin = static_cast<double>(std::min<Time>(0, visibleBegin() - m_index.origin()));
        const double end = static_cast<double>(std::max(m_index.now(), visibleEnd()) - m_index.origin());
        const double unit = std::max(1.0, (end - begin) / kScrollUnits);
        const Time wanted = m_index.origin() + static_cast<Time>(begin + horizontalScrollBar()->value() * unit);
        panBy(m_scale.columnAt(wanted) - m_scale.firstColumn);
    }
    if (dy != 0) viewport()->update();
}

void TimelineView::scrollToLane(std::size_t slot) {
    const int top = static_cast<int>(slot) * laneHeight();
    QScrollBar* bar = verticalScrollBar();
    if (top < bar->value()) bar->setValue(top);
    if (top + laneHeight() > bar->value() + viewport()->height()) bar->setValue(top + laneHeight() - viewport()->height());
}

void TimelineView::bringIntoView(SpanSpot spot) {
    scrollToLane(spot.slot);
    const Span span = m_index.lane(spot.slot).times.span(spot.span);
    const Time end = LaneIndex::endOf(span, m_index.now());
    if (end >= visibleBegin() && span.begin < visibleEnd()) return;
    rememberView();
    TimeScale scale = m_scale;
    scale.firstColumn = scale.columnAt(span.begin + (end - span.begin) / 2) - plotColumns() / 2;
    setScale(scale, Cause::User);
}

QRect TimelineView::spanRect(SpanSpot spot) const {
    if (spot.slot >= m_index.laneCount() || spot.span >= m_index.lane(spot.slot).times.size()) return {};
    const Span span = m_index.lane(spot.slot).times.span(spot.span);
    const double limit = viewport()->width() + 10;
    const double left = std::clamp(xOf(span.begin), -10.0, limit);
    const double right = std::clamp(xOf(LaneIndex::endOf(span, m_index.now())), -10.0, limit);
    const QRect whole = QRectF(left, laneTop(spot.slot), std::max(1.0, right - left), laneHeight()).toAlignedRect();
    return whole & QRect(m_headerWidth, 0, viewport()->width() - m_headerWidth, viewport()->height());
}

}  // namespace poolscope::ui
