// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/moment_slider.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {
constexpr double kMargin = 9;  // so that the handle is whole at both ends
constexpr double kRadius = 6;
}  // namespace

MomentSlider::MomentSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(24);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    // What an assistive program sets is wanted too.
    connect(this, &QAbstractSlider::valueChanged, this, &MomentSlider::valueWanted);
}

QSize MomentSlider::sizeHint() const { return {300, 26}; }
QSize MomentSlider::minimumSizeHint() const { return {80, 24}; }

void MomentSlider::setHandle(Handle handle) {
    if (handle == m_handle) return;
    m_handle = handle;
    update();
}

double MomentSlider::xOf(int value) const {
    const double share = maximum() > 0 ? static_cast<double>(value) / maximum() : 1;
    return kMargin + share * (width() - 2 * kMargin);
}

int MomentSlider::valueAt(double x) const {
    const double share = (x - kMargin) / std::max(1.0, width() - 2 * kMargin);
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * maximum()));
}

void MomentSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0;
    const QColor accent = isEnabled() ? ink(Ink::Accent, palette()) : palette().color(QPalette::Disabled, QPalette::Text);
    const double x = m_handle == Handle::Following ? xOf(maximum()) : xOf(value());
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Mid));
    painter.drawRoundedRect(QRectF(kMargin, middle - 2, width() - 2 * kMargin, 4), 2, 2);
    painter.setBrush(accent);
    painter.drawRoundedRect(QRectF(kMargin, middle - 2, std::max(0.0, x - kMargin), 4), 2, 2);
    painter.setPen(QPen(palette().color(QPalette::Window), 1.5));
    if (m_handle == Handle::Following) {
        painter.drawEllipse(QPointF(x, middle), kRadius, kRadius);
    } else {
        const double r = kRadius + 2;
        const QPointF diamond[] = {{x, middle - r}, {x + r, middle}, {x, middle + r}, {x - r, middle}};
        painter.drawPolygon(diamond, 4);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accent, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void MomentSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isEnabled()) return event->ignore();
    m_isDragged = true;
    emit valueWanted(valueAt(event->position().x()));
}

void MomentSlider::mouseMoveEvent(QMouseEvent* event) {
    if (m_isDragged) emit valueWanted(valueAt(event->position().x()));
}

void MomentSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) m_isDragged = false;
}

void MomentSlider::wheelEvent(QWheelEvent* event) {
    // The wheel over what nobody is at changes nothing.
    if (!hasFocus()) return event->ignore();
    emit stepWanted(event->angleDelta().y() > 0 ? 1 : -1);
    event->accept();
}

void MomentSlider::keyPressEvent(QKeyEvent* event) {
    const int page = std::max(1, maximum() / 20);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: emit stepWanted(-1); break;
    case Qt::Key_Right:
    case Qt::Key_Up: emit stepWanted(1); break;
    case Qt::Key_PageDown: emit valueWanted(std::max(0, (m_handle == Handle::Following ? maximum() : value()) - page)); break;
    case Qt::Key_PageUp: emit valueWanted(std::min(maximum(), value() + page)); break;
    case Qt::Key_Home: emit firstWanted(); break;
    case Qt::Key_End: emit followWanted(); break;
    default: QSlider::keyPressEvent(event);
    }
}

}  // namespace poolscope::ui
