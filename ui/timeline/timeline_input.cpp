// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include "timeline/overview_strip.h"
#include "timeline/span_text.h"
#include "timeline/timeline_view.h"

namespace poolscope::ui {

namespace {
constexpr double kZoomOfNotch = 1.25;
constexpr double kNotch = 120.0;  // QWheelEvent::angleDelta of one click
}  // namespace

void TimelineView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    follow();
    m_overview->setWindow(visibleBegin(), visibleEnd());
    viewport()->update();
}

void TimelineView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::PaletteChange:
        layOut();
        viewport()->update();
        break;
    default: break;
    }
}

bool TimelineView::event(QEvent* event) {
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest) layOut();
    return QAbstractScrollArea::event(event);
}

bool TimelineView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        setHover({});
    } else if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto slot = laneAt(help->pos().y());
        if (!slot || m_drag != Drag::None) {
            QToolTip::hideText();
            return true;
        }
        if (help->pos().x() < m_headerWidth) {
            QToolTip::showText(help->globalPos(), spokenLane(m_index, *slot), viewport());
            return true;
        }
        // Where a pixel holds several spans, it is the stretch under the pointer that is told.
        const Time begin = timeAtX(help->pos().x() - 1);
        const Time end = std::max(begin + 1, timeAtX(help->pos().x() + 2));
        const LaneIndex& lane = m_index.lane(*slot).times;
        const auto first = lane.spanBefore(begin);
        const auto last = lane.spanBefore(end);
        const auto here = lane.spanAt(timeAtX(help->pos().x()), m_index.now());
        if (last && *last > first.value_or(0) + 3) {
            QToolTip::showText(help->globalPos(), stretchToolTip(m_index, *slot, begin, end), viewport());
        } else if (here) {
            QToolTip::showText(help->globalPos(), spanToolTip(m_index, {*slot, *here}), viewport(),
                               spanRect({*slot, *here}));
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    event->accept();
    if (event->position().x() < m_headerWidth) {
        QScrollBar* bar = verticalScrollBar();
        bar->setValue(bar->value() - static_cast<int>(turned.y() / kNotch * 3 * laneHeight()));
        return;
    }
    if (m_index.isEmpty()) return;
    const bool isSideways = std::abs(turned.x()) > std::abs(turned.y()) || (event->modifiers() & Qt::ShiftModifier);
    if (isSideways) {
        const int by = turned.x() != 0 ? turned.x() : turned.y();
        m_wheelRest += by / kNotch * plotColumns() / 10;
        const auto whole = static_cast<std::int64_t>(m_wheelRest);
        m_wheelRest -= static_cast<double>(whole);
        panBy(-whole);
    } else if (turned.y() != 0) {
        zoomAt(std::pow(kZoomOfNotch, turned.y() / kNotch), event->position().x());
    }
}

void TimelineView::setHover(std::optional<QPoint> position) {
    if (position == m_hover) return;
    std::optional<SpanSpot> under;
    const auto lane = position ? laneAt(position->y()) : std::nullopt;
    if (lane && position->x() >= m_headerWidth) {
        if (const auto span = m_index.lane(*lane).times.spanAt(timeAtX(position->x()), m_index.now())) {
            under = SpanSpot{*lane, *span};
        }
    }
    // Only the line under the pointer, the frame of the span and the header of the lane are painted anew.
    const auto touch = [this](std::optional<QPoint> at, std::optional<SpanSpot> spot) {
        if (at) {
            viewport()->update(at->x() - 1, 0, 3, viewport()->height());
            if (const auto slot = laneAt(at->y())) viewport()->update(0, laneTop(*slot), m_headerWidth, laneHeight());
        }
        if (spot) viewport()->update(spanRect(*spot).adjusted(-3, 0, 4, 0));
    };
    touch(m_hover, under == m_hovered ? std::nullopt : m_hovered);
    touch(position, under == m_hovered ? std::nullopt : under);
    m_hover = position;
    m_hovered = under;
}

void TimelineView::mousePressEvent(QMouseEvent* event) {
    if (m_index.isEmpty()) return;
    m_pressed = event->position().toPoint();
    m_pressedTime = timeAtX(event->position().x());
    m_pressedColumn = m_scale.firstColumn;
    if (event->button() == Qt::MiddleButton) {
        m_drag = Drag::Pan;
        viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton) {
        m_drag = Drag::Pressed;
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    if (m_drag == Drag::Pressed && m_pressed.x() >= m_headerWidth &&
        (at - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_drag = Drag::Area;
    }
    switch (m_drag) {
    case Drag::None:
    case Drag::Pressed: setHover(at); break;
    case Drag::Pan: {
        const auto columns = static_cast<std::int64_t>(std::lround((at.x() - m_pressed.x()) * viewport()->devicePixelRatioF()));
        panBy(m_pressedColumn - columns - m_scale.firstColumn);
        break;
    }
    case Drag::Area: {
        const Time here = timeAtX(std::clamp(at.x(), m_headerWidth, viewport()->width()));
        const std::size_t from = nearestLane(m_pressed.y());
        const std::size_t to = nearestLane(at.y());
        selectArea({std::min(m_pressedTime, here), std::max(m_pressedTime, here), std::min(from, to), std::max(from, to)});
        break;
    }
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = m_drag;
    if (drag == Drag::Pan && event->button() != Qt::MiddleButton) return;
    m_drag = Drag::None;
    if (drag == Drag::Pan) {
        viewport()->unsetCursor();
    } else if (drag == Drag::Area && m_area) {
        emit areaSelected(*m_area);
    } else if (drag == Drag::Pressed) {
        const QPoint at = event->position().toPoint();
        const auto slot = laneAt(at.y());
        if (!slot) {
            clearSelection();
            return;
        }
        setCurrentLane(*slot);
        updateAccessibleText();
        if (at.x() < m_headerWidth) return;
        const Time time = timeAtX(event->position().x());
        if (m_cursor) {
            // In the past a click goes to its moment; who follows the run and clicks at a span does not leave the present.
            setTimeCursor(time);
            emit timeCursorMoved(time);
        }
        if (const auto span = m_index.lane(*slot).times.spanAt(time, m_index.now())) {
            pick(SpanSpot{*slot, *span});
        } else {
            clearSelection();
        }
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || event->position().x() < m_headerWidth) return;
    const auto slot = laneAt(event->position().toPoint().y());
    if (!slot) return;
    const auto span = m_index.lane(*slot).times.spanAt(timeAtX(event->position().x()), m_index.now());
    if (!span) return;
    pick(SpanSpot{*slot, *span});
    focusSelection();
}

// What a lane's header speaks of: the worker that is in the slot now.
void TimelineView::pickWorkerOf(std::size_t slot) {
    if (slot >= m_index.laneCount()) return;
    const std::uint32_t worker = m_index.source()->currentWorker(slot);
    if (worker != kNoIndex) emit spanSelected(slot, m_index.lane(slot).times.size() - 1, worker, kNoIndex);
}

void TimelineView::contextMenuEvent(QContextMenuEvent* event) {
    if (m_index.isEmpty()) return;
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Mouse) {
        const QPoint at = viewport()->mapFromGlobal(place);
        const auto slot = laneAt(at.y());
        if (!slot) return;
        setCurrentLane(*slot);
        if (at.x() < m_headerWidth) {
            pickWorkerOf(*slot);
        } else if (const auto span = m_index.lane(*slot).times.spanAt(timeAtX(at.x()), m_index.now())) {
            pick(SpanSpot{*slot, *span});
        }
    } else {
        if (!m_selected) pickWorkerOf(m_currentLane);
        const int y = laneTop(m_currentLane) + laneHeight() / 2;
        place = viewport()->mapToGlobal(QPoint(m_headerWidth, std::clamp(y, 0, viewport()->height())));
    }
    emit contextMenuWanted(place);
}

void TimelineView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    updateAccessibleText();
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

}  // namespace poolscope::ui
