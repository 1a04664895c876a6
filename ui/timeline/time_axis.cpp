// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_axis.h"

#include <algorithm>
#include <cmath>

#include <QMouseEvent>
#include <QPainter>

#include "format/activity.h"
#include "format/appearance.h"
#include "timeline/lane_header.h"
#include "timeline/time_ticks.h"

namespace poolscope::ui {

TimeAxis::TimeAxis(QWidget* parent) : QWidget(parent) {
    setCursor(Qt::ArrowCursor);
    setAccessibleName(tr("Time axis"));
}

QSize TimeAxis::sizeHint() const { return {200, fontMetrics().height() + 12}; }

void TimeAxis::setScale(const TimeScale& scale, Time origin) {
    if (scale == m_scale && origin == m_origin && !m_isBlank) return;
    m_isBlank = false;
    m_scale = scale;
    m_origin = origin;
    update();
}

void TimeAxis::clear() {
    m_isBlank = true;
    update();
}

void TimeAxis::setCursorTime(std::optional<Time> cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    update();
}

void TimeAxis::setHeaderWidth(int width) {
    if (width == m_headerWidth) return;
    m_headerWidth = width;
    update();
}

double TimeAxis::xOf(Time time) const { return m_headerWidth + m_scale.offsetOf(time) / devicePixelRatioF(); }

void TimeAxis::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
    paintHeaderCaptions(painter, QRect(0, 0, m_headerWidth, height()), palette());

    const QFontMetrics metrics = fontMetrics();
    const QColor tickInk = ink(Ink::Muted, palette());
    const int low = height() - 1;
    painter.setPen(ink(Ink::Hairline, palette()));
    painter.drawLine(0, low, width(), low);

    if (m_isBlank) return;

    painter.setClipRect(m_headerWidth, 0, width() - m_headerWidth, height());
    const double ratio = devicePixelRatioF();
    const double columns = (width() - m_headerWidth) * ratio;
    const auto spacing = static_cast<Time>((metrics.horizontalAdvance(QStringLiteral("+000 µs")) + 24) * ratio *
                                           m_scale.nsPerColumn);
    QFont bold = font();
    bold.setBold(true);
    double freeFrom = -1e9;  // labels do not run into each other
    // From a little before the left edge, for the label of a tick that stands there.
    const Time begin = m_scale.timeAtOffset(-80 * ratio);
    for (const TimeTick& tick : timeTicks(begin, m_scale.timeAtOffset(columns), m_origin, spacing)) {
        const double x = std::floor(xOf(tick.time)) + 0.5;
        const bool isNamed = !tick.label.isEmpty();
        painter.setPen(isNamed ? tickInk : ink(Ink::Hairline, palette()));
        painter.drawLine(QPointF(x, low - (isNamed ? 7 : 4)), QPointF(x, low));
        if (!isNamed) continue;
        painter.setFont(tick.isBase ? bold : font());
        const double width = painter.fontMetrics().horizontalAdvance(tick.label);
        const double left = x + 4;
        if (left < freeFrom || left < m_headerWidth || left + width > this->width()) continue;
        painter.setPen(tick.isBase ? palette().color(QPalette::WindowText) : tickInk);
        painter.drawText(QPointF(left, low - 5 - metrics.descent() + 1), tick.label);
        freeFrom = left + width + 6;
    }
    if (m_cursor) {
        const double x = xOf(*m_cursor);
        painter.setFont(bold);
        const QString text = momentText(*m_cursor - m_origin, std::max<Time>(1, static_cast<Time>(m_scale.nsPerColumn)));
        const double width = painter.fontMetrics().horizontalAdvance(text) + 12;
        const double left = std::clamp(x - width / 2, static_cast<double>(m_headerWidth),
                                       std::max<double>(m_headerWidth, this->width() - width));
        if (x >= m_headerWidth - 1 && x <= this->width() + 1) {
            const QColor accent = ink(Ink::Accent, palette());
            const QRectF box(left, 2, width, metrics.height() + 3);
            painter.fillRect(QRectF(left - 40, 0, width + 80, low - 7), palette().window());  // no label half behind it
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(accent);
            painter.drawRoundedRect(box, 4, 4);
            painter.drawPolygon(QPolygonF({QPointF(x - 4, box.bottom() - 1), QPointF(x + 4, box.bottom() - 1),
                                           QPointF(x, low)}));
            painter.setPen(textOn(accent));
            painter.drawText(box, Qt::AlignCenter, text);
        }
    }
}

void TimeAxis::scrubTo(const QPointF& position) {
    if (m_isBlank) return;
    emit scrubbed(m_scale.timeAtOffset((position.x() - m_headerWidth) * devicePixelRatioF()));
}

void TimeAxis::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && event->position().x() >= m_headerWidth) scrubTo(event->position());
}

void TimeAxis::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) scrubTo(event->position());
}

}  // namespace poolscope::ui
