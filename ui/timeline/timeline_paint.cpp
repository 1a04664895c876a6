// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPaintEvent>

#include "format/appearance.h"
#include "timeline/lane_header.h"
#include "timeline/lane_labels.h"
#include "timeline/timeline_view.h"

namespace poolscope::ui {

namespace {
constexpr int kThinLane = 15;  // lines between lanes that are no higher would be most of the picture
}

void TimelineView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const QRect dirty = event->rect();
    if (m_index.isEmpty()) {
        painter.fillRect(dirty, palette().base());
        paintHint(painter);
        return;
    }
    refreshLook();
    for (std::size_t slot = 0; slot < m_index.laneCount(); ++slot) {
        const QRect lane(0, laneTop(slot), viewport()->width(), laneHeight());
        if (!lane.intersects(viewport()->rect())) {
            m_strips[slot] = LaneStrip();  // pictures are kept for what is on the screen
            continue;
        }
        if (event->region().intersects(lane)) paintLane(painter, slot, dirty);
    }
    const int below = laneTop(m_index.laneCount());
    if (below < viewport()->height()) {
        painter.fillRect(QRect(0, below, m_headerWidth, viewport()->height() - below), palette().window());
        painter.fillRect(QRect(m_headerWidth, below, viewport()->width(), viewport()->height() - below), palette().base());
    }
    paintOverlays(painter);
}

void TimelineView::paintHint(QPainter& painter) {
    const QRect area = viewport()->rect();
    QFont big = font();
    big.setPointSizeF(std::max(1.0, font().pointSizeF() * 1.5));
    const int middle = area.center().y();
    painter.setFont(big);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, middle - 60, area.width(), 56), Qt::AlignHCenter | Qt::AlignBottom,
                     tr("Press %1 to run").arg(m_runKey));
    painter.setFont(font());
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(QRect(0, middle + 4, area.width(), 60), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("Every worker gets a lane here, and everything it does becomes a span in it, while it does it."));
}

void TimelineView::paintLane(QPainter& painter, std::size_t slot, const QRect& dirty) {
    const QRect lane(0, laneTop(slot), viewport()->width(), laneHeight());
    const QRect header(0, lane.top(), m_headerWidth, lane.height());
    if (dirty.intersects(header)) {
        LaneHeader content = laneHeader(m_index, slot, visibleBegin(), visibleEnd(), m_cursor);
        content.isCurrent = slot == m_currentLane && hasFocus();
        content.isHovered = m_hover && laneAt(m_hover->y()) == slot;
        painter.setFont(font());
        paintLaneHeader(painter, header, content, palette());
    }
    const QRect plot(m_headerWidth, lane.top(), lane.width() - m_headerWidth, lane.height());
    const QRect visible = plot & dirty;
    if (visible.isEmpty()) return;
    const double ratio = viewport()->devicePixelRatioF();
    m_strips[slot].bringUpToDate(plotColumns(), m_painter, m_scale, m_index.lane(slot), m_index.now());
    const QImage& picture = m_strips[slot].picture();
    const QRectF source((visible.left() - plot.left()) * ratio, (visible.top() - plot.top()) * ratio,
                        visible.width() * ratio, visible.height() * ratio);
    painter.drawImage(QRectF(visible), picture, source);

    QFont small = font();
    small.setPixelSize(std::clamp(laneHeight() - 8, 9, std::max(12, fontInfo().pixelSize())));
    painter.setFont(small);
    painter.save();
    painter.setClipRect(visible);
    paintLaneLabels(painter, plot, visible.left(), visible.right() + 1, m_scale, m_index, slot, palette());
    painter.restore();
    if (lane.height() > kThinLane) {
        painter.fillRect(QRect(visible.left(), lane.bottom(), visible.width(), 1), ink(Ink::Hairline, palette()));
    }
}

void TimelineView::paintOverlays(QPainter& painter) {
    const QRect plot(m_headerWidth, 0, viewport()->width() - m_headerWidth, viewport()->height());
    painter.save();
    painter.setClipRect(plot);
    const QColor accent = ink(Ink::Accent, palette());
    const auto lineAt = [&](Time time, const QPen& pen) {
        const double x = xOf(time);
        if (x < plot.left() - 1 || x > plot.right() + 1) return;
        painter.setPen(pen);
        painter.drawLine(QPointF(std::floor(x) + 0.5, 0), QPointF(std::floor(x) + 0.5, plot.bottom() + 1));
    };
    paintArrows(painter);
    if (!m_index.source()->isComplete()) lineAt(m_index.now(), QPen(ink(Ink::Muted, palette()), 1, Qt::DotLine));

    if (m_area) {
        const double limit = viewport()->width() + 10;
        const double left = std::clamp(xOf(m_area->begin), -10.0, limit);
        const double right = std::clamp(xOf(m_area->end), -10.0, limit);
        const QRectF box(left, laneTop(m_area->firstSlot), std::max(1.0, right - left),
                         laneTop(m_area->lastSlot) + laneHeight() - laneTop(m_area->firstSlot));
        QColor wash = accent;
        wash.setAlphaF(0.18F);
        painter.fillRect(box, wash);
        painter.setPen(QPen(accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box);
    }
    const auto frame = [&](SpanSpot spot, const QPen& outer, const QPen& inner) {
        if (spot.slot >= m_index.laneCount() || spot.span >= m_index.lane(spot.slot).times.size()) return;
        const Span span = m_index.lane(spot.slot).times.span(spot.span);
        const double limit = viewport()->width() + 10;
        const double left = std::clamp(xOf(span.begin), -10.0, limit);
        const double right = std::clamp(xOf(LaneIndex::endOf(span, m_index.now())), -10.0, limit);
        QRectF box(left, laneTop(spot.slot) + 1, std::max(3.0, right - left), laneHeight() - 2);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(outer);
        painter.drawRect(box);
        painter.setPen(inner);
        painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5));
    };
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_hovered && m_drag == Drag::None && m_hovered != m_selected) {
        QColor soft = palette().color(QPalette::WindowText);
        soft.setAlphaF(0.6F);
        frame(*m_hovered, QPen(soft, 1), Qt::NoPen);
    }
    if (m_selected) frame(*m_selected, QPen(accent, 2), QPen(palette().color(QPalette::Base), 1));
    painter.setRenderHint(QPainter::Antialiasing, false);

    if (m_hover && m_drag == Drag::None && m_hover->x() >= m_headerWidth) {
        QColor soft = palette().color(QPalette::WindowText);
        soft.setAlphaF(0.25F);
        painter.setPen(QPen(soft, 1));
        painter.drawLine(m_hover->x(), 0, m_hover->x(), plot.bottom());
    }
    if (m_cursor) {
        // What came later is there, but is not what the other views show.
        const double x = std::clamp(xOf(*m_cursor), static_cast<double>(plot.left()), plot.right() + 1.0);
        QColor veil = palette().color(QPalette::Base);
        veil.setAlphaF(0.5F);
        painter.fillRect(QRectF(x, 0, plot.right() + 1.0 - x, plot.bottom() + 1.0), veil);
        lineAt(*m_cursor, QPen(accent, 1));
    }
    painter.restore();
    if (hasFocus()) {
        // Which lane the keys speak of is never in doubt.
        painter.setPen(QPen(accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(0.5, laneTop(m_currentLane) + 0.5, viewport()->width() - 1.0, laneHeight() - 1.0));
    }
}

}  // namespace poolscope::ui
