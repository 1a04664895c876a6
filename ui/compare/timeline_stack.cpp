// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/timeline_stack.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "charts/axis_quantity.h"
#include "charts/chart_colors.h"
#include "format/activity.h"
#include "format/appearance.h"
#include "format/quantity.h"

namespace poolscope::ui {

QString alignmentName(Alignment alignment) {
    switch (alignment) {
    case Alignment::Start: return TimelineStack::tr("at the start");
    case Alignment::Submit: return TimelineStack::tr("at the first submission");
    case Alignment::FirstTask: return TimelineStack::tr("at the first task");
    case Alignment::HalfDone: return TimelineStack::tr("when half was done");
    }
    return {};
}

Time alignedMoment(const study::ComparedRun& run, Alignment alignment) {
    switch (alignment) {
    case Alignment::Start: break;
    case Alignment::Submit: return run.submitted.value_or(run.origin);
    case Alignment::FirstTask: return run.first_task.value_or(run.origin);
    case Alignment::HalfDone: return run.settled_at.empty() ? run.origin : run.settled_at[50];
    }
    return run.origin;
}

TimelineStack::TimelineStack(const ComparisonSet& set, QWidget* parent) : QWidget(parent), m_set(set) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timelines of the runs"));
    connect(&set, &ComparisonSet::changed, this, &TimelineStack::follow);
}

void TimelineStack::follow() {
    updateGeometry();
    update();
}

void TimelineStack::setAlignment(Alignment alignment) {
    if (alignment == m_alignment) return;
    m_alignment = alignment;
    m_cursor.reset();
    update();
}

void TimelineStack::setCursorPlace(std::optional<double> place) {
    if (place == m_cursor) return;
    m_cursor = place;
    setAccessibleDescription(place ? textAt(*place) : QString());
    update();
}

int TimelineStack::rowHeight() const { return std::max(28, fontMetrics().height() + 14); }
int TimelineStack::headerWidth() const {
    // A letter, a star and the longest of durations side by side.
    return fontMetrics().horizontalAdvance(QStringLiteral("MM \u2605 ") + durationText(std::chrono::minutes(59))) + 4 * kGap;
}

QSize TimelineStack::sizeHint() const {
    const int rows = std::max(1, static_cast<int>(m_set.runs().size()));
    return {480, rows * (rowHeight() + kSmallGap) + fontMetrics().height() + 2 * kGap};
}

QSize TimelineStack::minimumSizeHint() const { return {240, sizeHint().height()}; }

TimelineStack::Axis TimelineStack::axis() const {
    Axis axis{0, 0, rect().adjusted(headerWidth(), fontMetrics().height() + kGap, -kGap, 0)};
    for (const study::ComparedRun& run : m_set.runs()) {
        const Time zero = alignedMoment(run, m_alignment);
        axis.begin = std::min(axis.begin, static_cast<double>(run.origin - zero));
        axis.end = std::max(axis.end, static_cast<double>(run.end - zero));
    }
    if (axis.end - axis.begin < 1) axis.end = axis.begin + 1;
    return axis;
}

QImage TimelineStack::strip(std::size_t index, const Axis& axis, int height) const {
    const ComparedEntry& entry = m_set.entryOfRun(index);
    const double ratio = devicePixelRatioF();
    const int columns = std::max(1, static_cast<int>(std::lround(axis.plot.width() * ratio)));
    const int rows = std::max(1, static_cast<int>(std::lround(height * ratio)));
    QImage image(columns, rows, QImage::Format_RGB32);
    image.fill(palette().color(QPalette::Base));
    const Appearance appearance = appearanceOf(palette());
    const auto zero = static_cast<double>(alignedMoment(*entry.run, m_alignment));
    const double step = (axis.end - axis.begin) / columns;
    const double lanes = static_cast<double>(std::max<std::size_t>(1, entry.profile->slotCount()));
    for (int x = 0; x < columns; ++x) {
        const double from = zero + axis.begin + x * step;
        const ActivityTimes times = entry.profile->between(from, from + step);
        double border = rows;
        int top = rows;
        for (const WorkerActivity activity : {WorkerActivity::Running, WorkerActivity::Stopped, WorkerActivity::Transport,
                                              WorkerActivity::Initializing, WorkerActivity::Starting, WorkerActivity::Retiring,
                                              WorkerActivity::Crashed, WorkerActivity::Idle}) {
            border -= times[static_cast<std::size_t>(activity)] / (step * lanes) * rows;
            const QRgb color = activityColor(activity, appearance).rgb();
            for (const int until = std::max(0, static_cast<int>(std::lround(border))); top > until; --top)
                reinterpret_cast<QRgb*>(image.scanLine(top - 1))[x] = color;
        }
    }
    return image;
}

void TimelineStack::paintAxis(QPainter& painter, const Axis& axis) const {
    const double length = axis.end - axis.begin;
    const double step = tickStep(length, std::max(2, axis.plot.width() / 90), Quantity::Moment);
    const int textHeight = fontMetrics().height();
    for (double place = std::ceil(axis.begin / step) * step; place <= axis.end; place += step) {
        const double x = axis.xOf(place);
        painter.setPen(ink(Ink::Hairline, palette()));
        painter.drawLine(QPointF(x, axis.plot.top() - 4), QPointF(x, this->height()));
        painter.setPen(ink(Ink::Muted, palette()));
        const QString text = place < -step / 2 ? QStringLiteral("−") + tickText(-place, Quantity::Duration) : tickText(std::abs(place), Quantity::Duration);
        // The last would be cut off by the edge.
        const double left = std::min(x + 3, width() - fontMetrics().horizontalAdvance(text) - 1.0);
        painter.drawText(QRectF(left, 0, 88, textHeight), Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void TimelineStack::paintRun(QPainter& painter, std::size_t index, const Axis& axis, int top) const {
    const ComparedEntry& entry = m_set.entryOfRun(index);
    const QRect place(axis.plot.left(), top, axis.plot.width(), rowHeight());
    const QColor color = chartColor(entry.color).in(appearanceOf(palette()));
    painter.fillRect(QRect(kSmallGap, top, 4, rowHeight()), color);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect caption(kSmallGap + 4 + kGap, top, headerWidth() - 2 * kGap - 8, rowHeight());
    const QString letter = entry.id == m_set.baseline() ? QString(entry.letter) + QStringLiteral(" ★") : QString(entry.letter);
    painter.drawText(caption, Qt::AlignLeft | Qt::AlignVCenter, letter);
    painter.setFont(font());
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(caption, Qt::AlignRight | Qt::AlignVCenter, durationText(entry.run->end - entry.run->origin));

    painter.drawImage(QRectF(place), strip(index, axis, rowHeight()));
    const auto zero = static_cast<double>(alignedMoment(*entry.run, m_alignment));
    // Where the run began and ended.
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(Qt::NoBrush);
    const double left = axis.xOf(static_cast<double>(entry.run->origin) - zero), right = axis.xOf(static_cast<double>(entry.run->end) - zero);
    painter.drawRect(QRectF(left, top + 0.5, std::max(1.0, right - left), rowHeight() - 1));
    const QColor crashed = activityColor(WorkerActivity::Crashed, appearanceOf(palette()));
    double last = -100;
    for (const Time crash : entry.profile->crashes()) {
        const double x = axis.xOf(static_cast<double>(crash) - zero), y = top + 7;
        if (x - last < 8) continue;
        last = x;
        for (const auto& [width, ink] : {std::pair(4.0, palette().color(QPalette::Base)), std::pair(2.0, crashed)}) {
            painter.setPen(QPen(ink, width, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3));
            painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3));
        }
    }
}

void TimelineStack::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_set.runs().empty()) return;
    const Axis axis = this->axis();
    paintAxis(painter, axis);
    int top = axis.plot.top();
    for (std::size_t run = 0; run < m_set.runs().size(); ++run, top += rowHeight() + kSmallGap) paintRun(painter, run, axis, top);
    if (m_cursor) {
        painter.setPen(QPen(ink(Ink::Accent, palette()), 1.5));
        const double x = axis.xOf(*m_cursor);
        painter.drawLine(QPointF(x, axis.plot.top() - 4), QPointF(x, height()));
    }
    if (hasFocus()) {
        painter.setPen(QPen(ink(Ink::Accent, palette()), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

QString TimelineStack::textAt(double place) const {
    QStringList lines;
    for (std::size_t index = 0; index < m_set.runs().size(); ++index) {
        const ComparedEntry& entry = m_set.entryOfRun(index);
        const double moment = static_cast<double>(alignedMoment(*entry.run, m_alignment)) + place;
        const auto& settled = entry.run->settled_at;
        const auto percent = std::upper_bound(settled.begin(), settled.end(), static_cast<Time>(moment)) - settled.begin();
        if (moment < static_cast<double>(entry.run->origin)) lines += tr("%1: not begun").arg(entry.letter);
        else if (moment > static_cast<double>(entry.run->end)) lines += tr("%1: ended").arg(entry.letter);
        else if (settled.empty()) lines += tr("%1: no items").arg(entry.letter);
        else lines += tr("%1: %2 of the items settled").arg(entry.letter, percentText(std::max<double>(0, static_cast<double>(percent) - 1) / 100));
    }
    return lines.join(QLatin1Char('\n'));
}

void TimelineStack::moveCursor(double place) {
    const Axis axis = this->axis();
    setCursorPlace(std::clamp(place, axis.begin, axis.end));
    emit cursorMoved(*m_cursor);
}

void TimelineStack::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) moveCursor(axis().placeAt(event->position().x()));
}

void TimelineStack::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) moveCursor(axis().placeAt(event->position().x()));
}

void TimelineStack::keyPressEvent(QKeyEvent* event) {
    const Axis axis = this->axis();
    const double step = (axis.end - axis.begin) / 100;
    switch (event->key()) {
    case Qt::Key_Left: return moveCursor(m_cursor.value_or(0) - step);
    case Qt::Key_Right: return moveCursor(m_cursor.value_or(0) + step);
    case Qt::Key_Home: return moveCursor(axis.begin);
    case Qt::Key_End: return moveCursor(axis.end);
    case Qt::Key_Escape:
        if (m_cursor) return setCursorPlace(std::nullopt);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void TimelineStack::focusInEvent(QFocusEvent* event) {
    update();
    QWidget::focusInEvent(event);
}

void TimelineStack::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

void TimelineStack::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) follow();
    QWidget::changeEvent(event);
}

bool TimelineStack::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || m_set.runs().empty()) return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const double place = axis().placeAt(help->pos().x());
    QToolTip::showText(help->globalPos(), quantityText(place, Quantity::Moment) + QLatin1Char('\n') + textAt(place), this);
    return true;
}

}  // namespace poolscope::ui
