// SPDX-License-Identifier: GPL-3.0-or-later
// A plot's mouse and keys.
#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QMouseEvent>

#include "charts/plot.h"

namespace poolscope::ui {

namespace {
constexpr double kZoomOfNotch = 1.25;
constexpr double kNotch = 120.0;  // QWheelEvent::angleDelta of one click
constexpr double kPanOfKey = 0.1;
}  // namespace

double Plot::clampedPlace(double pixel) const {
    const QRect area = plotArea();
    return placeAt(std::clamp<double>(pixel, area.left(), area.right() + 1));
}

/// Where keys begin when there is no cursor: at the latest data that is seen.
double Plot::startPlace() const {
    double place = m_xRange.begin;
    for (const Data& points : m_data)
        for (auto key = points.keys.rbegin(); key != points.keys.rend(); ++key)
            if (*key <= m_xRange.end) {
                place = std::max(place, *key);
                break;
            }
    return place;
}

void Plot::moveCursor(int steps, Qt::KeyboardModifiers modifiers) {
    const double from = m_cursor.value_or(startPlace());
    double to = from;  // the first press shows where the cursor is
    if (m_cursor && m_scale == Scale::Logarithmic && !m_data.empty() && !m_data.front().keys.empty()) {
        // From bin to bin: they are not equally wide.
        const std::vector<double>& keys = m_data.front().keys;
        const auto at = std::upper_bound(keys.begin(), keys.end(), from * (1 + 1e-9)) - keys.begin() - 1 + steps;
        to = keys[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at, 0, std::ssize(keys) - 1))];
    } else if (m_cursor) {
        to = from + steps * m_step;
    }
    to = std::max(to, 0.0);
    if (modifiers & Qt::ShiftModifier) {
        if (!m_anchor) m_anchor = from;
        m_cursor = to;
        touchMarks();
        if (*m_anchor == to)
            emit pickCleared();
        else
            emit rangePicked({std::min(*m_anchor, to), std::max(*m_anchor, to)});
    } else {
        m_anchor.reset();
    }
    setCursorPlace(to);
    emit cursorMoved(to);
}

void Plot::keyPressEvent(QKeyEvent* event) {
    const double middle = m_cursor && *m_cursor >= m_xRange.begin && *m_cursor <= m_xRange.end
                              ? *m_cursor
                              : (m_xRange.begin + m_xRange.end) / 2;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: moveCursor(-1, event->modifiers()); break;
    case Qt::Key_Right: moveCursor(1, event->modifiers()); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_W: emit zoomWanted(kZoomOfNotch, middle); break;
    case Qt::Key_Minus:
    case Qt::Key_S: emit zoomWanted(1 / kZoomOfNotch, middle); break;
    case Qt::Key_A: emit panWanted(-kPanOfKey); break;
    case Qt::Key_D: emit panWanted(kPanOfKey); break;
    case Qt::Key_0: emit fitWanted(); break;
    case Qt::Key_End: emit followWanted(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit activated(); break;
    case Qt::Key_Escape:
        m_anchor.reset();
        emit pickCleared();
        break;
    default: QWidget::keyPressEvent(event); break;
    }
}

QList<std::pair<QString, QString>> Plot::keyWords() {
    return {{tr("Left, Right"), tr("Moves the cursor")},
            {tr("Shift+Left, Shift+Right"), tr("Picks a range from the cursor on")},
            {tr("W, S, +, -, Ctrl+wheel"), tr("Zooms in and out; so does the wheel where nothing is to be scrolled, and over the axis")},
            {tr("A, D"), tr("Moves the time that is seen")},
            {tr("0, End"), tr("Shows and follows the whole run")},
            {tr("Return"), tr("Shows the results of the picked durations")},
            {tr("Escape"), tr("Lets go of what is picked, then of the cursor")}};
}

void Plot::mousePressEvent(QMouseEvent* event) {
    m_pressed = event->position();
    m_panned = event->position();
    if (event->button() == Qt::MiddleButton) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton && plotArea().adjusted(-8, 0, 8, 8).contains(event->position().toPoint())) {
        m_drag = Drag::Pressed;
    }
}

void Plot::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (m_drag == Drag::Pressed && std::abs(at.x() - m_pressed.x()) >= QApplication::startDragDistance()) m_drag = Drag::Pick;
    switch (m_drag) {
    case Drag::None:
    case Drag::Pressed: {
        const bool isOver = plotArea().contains(at.toPoint());
        const auto near = isOver ? seriesNear(at) : std::nullopt;
        const bool isOther = near != m_near;
        m_near = near;
        const std::optional<double> x = isOver ? std::optional(placeAt(at.x())) : std::nullopt;
        if (isOther && x == m_hover) touchMarks();
        setHover(x);
        emit hoverMoved(x);
        break;
    }
    case Drag::Pan: {
        const double part = (m_panned.x() - at.x()) / std::max(1, plotArea().width());
        m_panned = at;
        if (part != 0) emit panWanted(part);
        break;
    }
    case Drag::Pick: {
        const double from = clampedPlace(m_pressed.x());
        const double to = clampedPlace(at.x());
        if (from != to) emit rangePicked({std::min(from, to), std::max(from, to)});
        break;
    }
    }
}

void Plot::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = m_drag;
    if (drag == Drag::Pan && event->button() != Qt::MiddleButton) return;
    m_drag = Drag::None;
    if (drag == Drag::Pan) unsetCursor();
    if (drag != Drag::Pressed) return;
    m_anchor.reset();
    if (m_picked) emit pickCleared();
    const double x = clampedPlace(event->position().x());
    if (const auto series = seriesNear(event->position())) emit seriesClicked(*series, x);
    setCursorPlace(x);
    emit cursorMoved(x);
}

void Plot::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) emit fitWanted();
}

void Plot::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const bool isSideways = std::abs(turned.x()) > std::abs(turned.y()) || (event->modifiers() & Qt::ShiftModifier);
    // Over title and legend the wheel is the page's; over the numbers below it is the axis's.
    const QRect lines = plotArea().adjusted(-8, 0, 8, 0);
    const QPoint place = event->position().toPoint();
    const bool isOverAxis = place.y() > lines.bottom() && place.x() >= lines.left() && place.x() <= lines.right();
    if (!isOverAxis && !lines.contains(place)) return event->ignore();
    const bool isPages = m_wheel == Wheel::ScrollsPage && !isOverAxis && !(event->modifiers() & Qt::ControlModifier);
    if (isPages && !isSideways) return event->ignore();
    // So it is over a plot that always shows all, as those of a comparison do.
    static const QMetaMethod zoom = QMetaMethod::fromSignal(&Plot::zoomWanted), pan = QMetaMethod::fromSignal(&Plot::panWanted);
    if (!isSignalConnected(isSideways ? pan : zoom)) return event->ignore();
    event->accept();
    if (isSideways) {
        const int by = turned.x() != 0 ? turned.x() : turned.y();
        emit panWanted(-by / kNotch * kPanOfKey);
    } else if (turned.y() != 0) {
        emit zoomWanted(std::pow(kZoomOfNotch, turned.y() / kNotch), clampedPlace(event->position().x()));
    }
}

void Plot::leaveEvent(QEvent*) {
    m_near.reset();
    setHover({});
    emit hoverMoved({});
}

void Plot::contextMenuEvent(QContextMenuEvent* event) {
    emit menuWanted(event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                                : mapToGlobal(plotArea().center()));
}

void Plot::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    speak();
    update();
}

void Plot::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    m_anchor.reset();
    update();
}

}  // namespace poolscope::ui
