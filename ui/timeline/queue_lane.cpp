// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/queue_lane.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "format/appearance.h"
#include "format/quantity.h"
#include "timeline/queue_index.h"
#include "timeline/time_ticks.h"

namespace poolscope::ui {

QueueLane::QueueLane(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Queue"));
}

QSize QueueLane::sizeHint() const { return {200, std::max(24, fontMetrics().height() + 10)}; }

void QueueLane::setQueue(const QueueIndex* queue) {
    m_queue = queue;
    speak();
    update();
}

void QueueLane::setScale(const TimeScale& scale, Time origin, Time now) {
    m_scale = scale;
    m_origin = origin;
    m_now = now;
    update();
}

void QueueLane::refresh(Time now) {
    m_now = now;
    speak();
    update();
}

void QueueLane::setCursorTime(std::optional<Time> cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    speak();
    update();
}

void QueueLane::setHeaderWidth(int width) {
    m_headerWidth = width;
    update();
}

void QueueLane::speak() {
    if (!m_queue) return;
    const QString text = tr("%1 items wait").arg(countText(m_queue->waitingAt(m_cursor.value_or(m_now))));
    if (text != accessibleDescription()) setAccessibleDescription(text);
}

double QueueLane::plotHeight() const { return height() - 5.0; }

double QueueLane::heightAt(Time time) const {
    if (!m_queue || m_queue->most() == 0) return 0;
    const std::int64_t column = m_scale.columnAt(time);
    const std::uint64_t most = m_queue->mostWithin(m_scale.timeAt(column), m_scale.timeAt(column + 1));
    if (most == 0) return 0;
    // One that waits among a million is still seen.
    return std::max(1.5, plotHeight() * static_cast<double>(most) / static_cast<double>(m_queue->most()));
}

void QueueLane::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, m_headerWidth, height()), palette().window());
    const QRect plot(m_headerWidth, 0, width() - m_headerWidth, height());
    painter.fillRect(plot, palette().base());
    painter.setPen(ink(Ink::Hairline, palette()));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (!m_queue) return;

    const Time shown = m_cursor.value_or(m_now);
    const QRect header(8, 0, m_headerWidth - 16, height() - 1);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(header, Qt::AlignLeft | Qt::AlignVCenter, tr("Queue"));
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter, tr("%1 waiting").arg(countText(m_queue->waitingAt(shown))));
    if (m_queue->most() == 0) return;

    const double ratio = devicePixelRatioF();
    const int columns = static_cast<int>(std::lround(plot.width() * ratio));
    const int first = std::max(0, static_cast<int>((event->rect().left() - m_headerWidth) * ratio));
    const int last = std::min(columns, static_cast<int>(std::ceil((event->rect().right() + 1 - m_headerWidth) * ratio)));
    QColor fill = ink(Ink::Accent, palette());
    fill.setAlphaF(0.35F);
    const double bottom = height() - 1;
    for (int column = first; column < last;) {
        const Time begin = m_scale.timeAt(m_scale.firstColumn + column);
        if (begin > m_now) break;
        const double tall = heightAt(begin);
        int end = column + 1;  // neighbours of one height are one bar
        while (end < last && m_scale.timeAt(m_scale.firstColumn + end) <= m_now &&
               heightAt(m_scale.timeAt(m_scale.firstColumn + end)) == tall)
            ++end;
        if (tall > 0) {
            const QRectF bar(m_headerWidth + column / ratio, bottom - tall, (end - column) / ratio, tall);
            painter.fillRect(bar, fill);
            painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), 1.0), ink(Ink::Accent, palette()));
        }
        column = end;
    }
    if (m_cursor) {
        const double x = std::floor(m_headerWidth + m_scale.offsetOf(*m_cursor) / ratio) + 0.5;
        if (x > m_headerWidth) {
            painter.setPen(QPen(ink(Ink::Accent, palette()), 1));
            painter.drawLine(QPointF(x, 0), QPointF(x, height()));
        }
    }
}

bool QueueLane::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !m_queue) return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    if (help->pos().x() < m_headerWidth) {
        QToolTip::showText(help->globalPos(), tr("Items that were submitted and wait to be begun: at most %1 at once").arg(countText(m_queue->most())), this);
        return true;
    }
    const Time time = m_scale.timeAtOffset((help->pos().x() - m_headerWidth) * devicePixelRatioF());
    const auto resolution = std::max<Time>(1, static_cast<Time>(m_scale.nsPerColumn));
    QToolTip::showText(help->globalPos(), tr("%1 items waited at %2").arg(countText(m_queue->waitingAt(time)), momentText(time - m_origin, resolution)), this);
    return true;
}

}  // namespace poolscope::ui
