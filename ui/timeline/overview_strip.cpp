// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/overview_strip.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include "format/activity.h"
#include "format/appearance.h"
#include "timeline/follow_window.h"

namespace poolscope::ui {

OverviewStrip::OverviewStrip(const TimeIndex& index, QWidget* parent) : QWidget(parent), m_index(index) {
    setMouseTracking(true);
    setAccessibleName(tr("Overview of the run"));
}

QSize OverviewStrip::sizeHint() const { return {200, std::max(38, 2 * fontMetrics().height() + 6)}; }

void OverviewStrip::setHeaderWidth(int width) {
    if (width == m_headerWidth) return;
    m_headerWidth = width;
    reset();
}

void OverviewStrip::noteChange(Time from) {
    if (m_dirtyFrom == kOpen) update();
    m_dirtyFrom = std::min(m_dirtyFrom, from);
}

void OverviewStrip::reset() {
    m_picture = QImage();
    update();
}

void OverviewStrip::setWindow(Time begin, Time end) {
    if (begin == m_begin && end == m_end) return;
    m_begin = begin;
    m_end = end;
    update();
}

void OverviewStrip::setCursorTime(std::optional<Time> cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    update();
}

void OverviewStrip::setCaption(const QString& title, const QString& detail) {
    if (title == m_title && detail == m_detail) return;
    m_title = title;
    m_detail = detail;
    update(0, 0, m_headerWidth, height());
}

QRect OverviewStrip::plot() const { return rect().adjusted(m_headerWidth, 3, 0, -3); }
double OverviewStrip::xOf(Time time) const { return m_headerWidth + m_scale.offsetOf(time) / devicePixelRatioF(); }
Time OverviewStrip::timeAtX(double x) const { return m_scale.timeAtOffset((x - m_headerWidth) * devicePixelRatioF()); }

void OverviewStrip::bringUpToDate() {
    const double ratio = devicePixelRatioF();
    const QSize size(std::max(1, static_cast<int>(std::lround(plot().width() * ratio))),
                     std::max(1, static_cast<int>(std::lround(plot().height() * ratio))));
    // A growing run is shown in a room that is seldom outgrown; a complete one fills the strip.
    const Time length = std::max<Time>(1, m_index.now() - m_index.origin());
    const bool isComplete = !m_index.source() || m_index.source()->isComplete();
    const TimeScale scale =
        TimeScale::showing(m_index.origin(), m_index.origin() + (isComplete ? length : roomFor(length)), size.width());
    if (m_picture.size() != size || !m_scale.hasSameColumns(scale)) {
        m_picture = QImage(size, QImage::Format_RGB32);
        m_scale = scale;
        m_dirtyFrom = m_index.origin();
    }
    if (m_dirtyFrom != kOpen) {
        const std::int64_t from = std::clamp<std::int64_t>(m_scale.columnAt(m_dirtyFrom), 0, size.width());
        paintColumns(static_cast<int>(from));
        m_dirtyFrom = kOpen;
    }
    m_picture.setDevicePixelRatio(1);
}

void OverviewStrip::paintColumns(int from) {
    const Time now = m_index.now();
    const int width = m_picture.width();
    std::vector<StateTimes> sums(static_cast<std::size_t>(std::max(0, width - from)));
    for (std::size_t slot = 0; slot < m_index.laneCount(); ++slot) {
        const LaneIndex& lane = m_index.lane(slot).times;
        LaneIndex::Place place;
        StateTimes before = lane.timesUpTo(m_scale.timeAt(from), now, place);
        for (int x = from; x < width && m_scale.timeAt(x) < now; ++x) {
            const StateTimes after = lane.timesUpTo(std::min(now, m_scale.timeAt(x + 1)), now, place);
            sums[static_cast<std::size_t>(x - from)] += after - before;
            before = after;
        }
    }
    const auto lanes = static_cast<Time>(std::max<std::size_t>(1, m_index.laneCount()));
    for (int x = from; x < width; ++x) {
        const Time duration = std::min(now, m_scale.timeAt(x + 1)) - m_scale.timeAt(x);
        paintColumn(x, sums[static_cast<std::size_t>(x - from)], std::max<Time>(1, duration * lanes));
    }
}

void OverviewStrip::paintColumn(int x, const StateTimes& times, Time duration) {
    const Appearance appearance = appearanceOf(palette());
    const int height = m_picture.height();
    int top = height;
    double border = height;
    const auto fillUpTo = [&](int y, QRgb color) {
        for (; top > y; --top) reinterpret_cast<QRgb*>(m_picture.scanLine(top - 1))[x] = color;
    };
    for (const WorkerActivity activity :
         {WorkerActivity::Running, WorkerActivity::Stopped, WorkerActivity::Transport, WorkerActivity::Initializing,
          WorkerActivity::Starting, WorkerActivity::Retiring, WorkerActivity::Crashed, WorkerActivity::Idle}) {
        if (times[activity] == 0) continue;
        border -= static_cast<double>(times[activity]) / static_cast<double>(duration) * height;
        fillUpTo(std::max(0, static_cast<int>(std::lround(border))), activityColor(activity, appearance).rgb());
    }
    fillUpTo(0, palette().color(QPalette::Base).rgb());
}

void OverviewStrip::paintMarks(QPainter& painter) const {
    const double ratio = devicePixelRatioF();
    const int step = std::max(1, static_cast<int>(4 * ratio));
    const Appearance appearance = appearanceOf(palette());
    const QColor crashed = activityColor(WorkerActivity::Crashed, appearance);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const MarkKind kind : {MarkKind::FailedTask, MarkKind::Crashed}) {
        std::vector<bool> taken(static_cast<std::size_t>(m_picture.width() / step + 2));
        for (std::size_t slot = 0; slot < m_index.laneCount(); ++slot) {
            const LaneEvents& events = m_index.lane(slot).events;
            if (events.marks(kind).empty()) continue;
            for (std::int64_t cell = 0; cell * step < m_picture.width();) {
                const auto mark = events.firstFrom(kind, m_scale.timeAt(cell * step));
                if (!mark) break;
                cell = std::max(cell, m_scale.columnAt(mark->time) / step);
                if (cell * step < m_picture.width()) taken[static_cast<std::size_t>(cell)] = true;
                ++cell;
            }
        }
        for (std::size_t cell = 0; cell < taken.size(); ++cell) {
            if (!taken[cell]) continue;
            const double x = m_headerWidth + (static_cast<double>(cell) + 0.5) * step / ratio;
            const double y = plot().top() + 4;
            if (kind == MarkKind::Crashed) {
                painter.setPen(QPen(palette().color(QPalette::Base), 4, Qt::SolidLine, Qt::RoundCap));
                painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3));
                painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3));
                painter.setPen(QPen(crashed, 2, Qt::SolidLine, Qt::RoundCap));
                painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3));
                painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3));
            } else {
                painter.setPen(QPen(palette().color(QPalette::Base), 1));
                painter.setBrush(crashed);
                painter.drawEllipse(QPointF(x, plot().bottom() - 3), 2.5, 2.5);
            }
        }
    }
}

void OverviewStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
    const QRect area = plot();
    if (area.width() <= 0) return;

    QFont bold = font();
    bold.setBold(true);
    const QRect caption(kGap, area.top(), m_headerWidth - 2 * kGap, area.height());
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(caption.adjusted(0, 0, 0, -caption.height() / 2), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(font());
    painter.setPen(ink(Ink::Muted, palette()));
    painter.drawText(caption.adjusted(0, caption.height() / 2, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_detail);

    if (m_index.isEmpty()) {
        painter.fillRect(area, palette().base());
        return;
    }
    bringUpToDate();
    painter.drawImage(QRectF(area), m_picture, QRectF(m_picture.rect()));
    painter.setClipRect(area);
    paintMarks(painter);

    // What is not visible below is dimmed; the window has an outline and two handles.
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.55F);
    const double left = std::clamp(xOf(m_begin), static_cast<double>(area.left()), area.right() + 1.0);
    const double right = std::clamp(xOf(m_end), left, area.right() + 1.0);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(area.left(), area.top(), left - area.left(), area.height()), veil);
    painter.fillRect(QRectF(right, area.top(), area.right() + 1.0 - right, area.height()), veil);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = ink(Ink::Accent, palette());
    const QRectF window(std::min(left, right - 4), area.top() + 0.5, std::max(4.0, right - left), area.height() - 1.0);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(accent, 1.5));
    painter.drawRoundedRect(window.adjusted(0.5, 0, -0.5, 0), 3, 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accent);
    if (window.width() > 24) {
        for (const double x : {window.left() + 1.5, window.right() - 1.5}) {
            painter.drawRoundedRect(QRectF(x - 2, window.center().y() - 6, 4, 12), 2, 2);
        }
    }
    if (m_cursor) {
        painter.setPen(QPen(accent, 1));
        const double x = std::floor(xOf(*m_cursor)) + 0.5;
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

OverviewStrip::Grip OverviewStrip::gripAt(double x) const {
    const double left = xOf(m_begin);
    const double right = xOf(m_end);
    if (x < m_headerWidth || m_index.isEmpty()) return Grip::None;
    if (std::abs(x - left) <= 5 && right - left > 16) return Grip::Begin;
    if (std::abs(x - right) <= 5 && right - left > 16) return Grip::End;
    return Grip::Window;
}

void OverviewStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const double x = event->position().x();
    m_grip = gripAt(x);
    if (m_grip == Grip::None) return;
    const Time time = timeAtX(x);
    if (m_grip == Grip::Window && (time < m_begin || time > m_end)) {
        // Beside the window: it comes to where one pressed.
        m_gripOffset = (m_end - m_begin) / 2;
        emit windowChosen(time - m_gripOffset, time - m_gripOffset + (m_end - m_begin));
    } else {
        m_gripOffset = time - m_begin;
    }
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    const Time time = timeAtX(x);
    const Time shortest = 1000;
    switch (m_grip) {
    case Grip::None: {
        const Grip under = gripAt(x);
        setCursor(under == Grip::Begin || under == Grip::End ? Qt::SizeHorCursor
                  : under == Grip::Window                    ? Qt::OpenHandCursor
                                                             : Qt::ArrowCursor);
        break;
    }
    case Grip::Window: emit windowChosen(time - m_gripOffset, time - m_gripOffset + (m_end - m_begin)); break;
    case Grip::Begin: emit windowChosen(std::min(time, m_end - shortest), m_end); break;
    case Grip::End: emit windowChosen(m_begin, std::max(time, m_begin + shortest)); break;
    }
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent*) { m_grip = Grip::None; }

void OverviewStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) reset();
    QWidget::changeEvent(event);
}

}  // namespace poolscope::ui
