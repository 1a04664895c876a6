// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/run_picture.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include "format/activity.h"

namespace poolscope::ui {

namespace {

constexpr double kAxisHeight = 20;
constexpr double kMargin = 10;
constexpr double kMarkRow = 17;
constexpr double kKeySteps = 50;  // of the scale; a part is never shorter than one
constexpr double kLeastDrag = 4;  // pixels

std::optional<WorkerActivity> activityOf(char letter) {
    switch (letter) {
    case 'S': return WorkerActivity::Starting;
    case 'I': return WorkerActivity::Initializing;
    case '.': return WorkerActivity::Idle;
    case 'C': return WorkerActivity::Transport;
    case 'R':
    case 'r':
    case 'F':
    case 'f': return WorkerActivity::Running;
    case 'B': return WorkerActivity::Stopped;
    case 'O': return WorkerActivity::Retiring;
    case 'X': return WorkerActivity::Crashed;
    default: return {};
    }
}

/// How much of the lane's height a state takes: the second channel beside its colour, as in the timeline.
double heightOf(WorkerActivity activity) {
    switch (activity) {
    case WorkerActivity::Starting:
    case WorkerActivity::Initializing: return 0.6;
    case WorkerActivity::Idle: return 0.14;
    case WorkerActivity::Transport: return 0.4;
    default: return 1;
    }
}

void paintCross(QPainter& painter, const QRectF& lane, double x, Appearance appearance) {
    const double arm = std::min(lane.height() / 2, 6.0);
    const QPointF middle(x, lane.center().y());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(activityColor(WorkerActivity::Crashed, appearance), 2.5));
    painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm));
    painter.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm));
    painter.restore();
}

void paintLane(QPainter& painter, const QRectF& lane, const std::string& text, Appearance appearance) {
    const double step = lane.width() / static_cast<double>(text.size());
    std::vector<double> crosses;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        while (end < text.size() && text[end] == text[begin]) ++end;
        const std::optional<WorkerActivity> activity = activityOf(text[begin]);
        const double x = lane.left() + static_cast<double>(begin) * step;
        if (activity == WorkerActivity::Crashed) {
            crosses.push_back(x);
        } else if (activity) {
            const double height = std::max(1.5, lane.height() * heightOf(*activity));
            const bool isRunning = *activity == WorkerActivity::Running;
            double width = static_cast<double>(end - begin) * step;
            if (isRunning && width > 3) width -= 1;  // the edge between two tasks
            QColor color = activityColor(*activity, appearance);
            if (text[begin] == 'F' || text[begin] == 'f') color = ink(Ink::Bad, appearance);
            painter.fillRect(QRectF(x, lane.center().y() - height / 2, width, height), color);
        }
        begin = end;
    }
    for (const double x : crosses) paintCross(painter, lane, x, appearance);
}

/// 1, 2 or 5 times a power of ten.
double roundStep(double rough) {
    const double power = std::pow(10, std::floor(std::log10(std::max(rough, 1e-9))));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough) return factor * power;
    return 10 * power;
}

}  // namespace

void paintSketch(QPainter& painter, const QRectF& area, const RunSketch& sketch, Appearance appearance) {
    if (sketch.empty()) return;
    const double pitch = area.height() / static_cast<double>(sketch.lanes.size());
    const double height = std::clamp(pitch - std::min(4.0, pitch / 4), 1.0, 24.0);
    for (std::size_t i = 0; i < sketch.lanes.size(); ++i) {
        const double middle = area.top() + (static_cast<double>(i) + 0.5) * pitch;
        paintLane(painter, QRectF(area.left(), middle - height / 2, area.width(), height), sketch.lanes[i], appearance);
    }
}

RunPicture::RunPicture(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RunPicture::setScale(double seconds) {
    m_scale = seconds > 0 ? seconds : 1;
    update();
}

void RunPicture::setSketch(const RunSketch& sketch) {
    m_sketch = sketch;
    update();
}

void RunPicture::setMarks(std::vector<Mark> marks) {
    m_marks = std::move(marks);
    update();
}

void RunPicture::setPickable(bool pickable) {
    m_isPickable = pickable;
    setFocusPolicy(pickable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(pickable ? Qt::SplitHCursor : Qt::ArrowCursor);
    update();
}

void RunPicture::setPicked(std::optional<std::pair<double, double>> picked) {
    m_picked = picked;
    update();
}

QRectF RunPicture::plot() const {
    const double above = kMarkRow * static_cast<double>(m_marks.size() + (m_picked && m_isPickable ? 1 : 0)) + 2;
    return QRectF(rect()).adjusted(kMargin, above, -kMargin, -kAxisHeight);
}

double RunPicture::xOf(double seconds) const {
    const QRectF area = plot();
    return area.left() + std::clamp(seconds / m_scale, 0.0, 1.0) * area.width();
}

double RunPicture::secondsAt(double x) const {
    const QRectF area = plot();
    return std::clamp((x - area.left()) / std::max(1.0, area.width()), 0.0, 1.0) * m_scale;
}

void RunPicture::pick(double one, double other) {
    m_picked = std::minmax(one, other);
    update();
    emit pickedChanged();
}

void RunPicture::pickFrom(double from, double width) {
    width = std::clamp(width, m_scale / kKeySteps, m_scale);
    const double begin = std::clamp(from, 0.0, m_scale - width);
    pick(begin, begin + width);
}

void RunPicture::mousePressEvent(QMouseEvent* event) {
    if (!m_isPickable || event->button() != Qt::LeftButton) return;
    m_grabbed = secondsAt(event->position().x());
    m_isDragged = false;
}

void RunPicture::mouseMoveEvent(QMouseEvent* event) {
    if (!m_isPickable || (event->buttons() & Qt::LeftButton) == 0) return;
    const double at = event->position().x();
    m_isDragged = m_isDragged || std::abs(at - xOf(m_grabbed)) >= kLeastDrag;
    if (m_isDragged) pick(m_grabbed, secondsAt(at));
}

void RunPicture::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_isPickable || event->button() != Qt::LeftButton) return;
    // A click says where, not how long: a part that is there already is moved, and a first one can be widened. No time at all is no part.
    const double width = m_picked ? m_picked->second - m_picked->first : m_scale / 5;
    if (!m_isDragged) pickFrom(m_grabbed - width / 2, width);
    else if (width < m_scale / kKeySteps) pickFrom(m_picked->first, width);
}

void RunPicture::keyPressEvent(QKeyEvent* event) {
    const int way = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (!m_isPickable || way == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    // The arrows move the part, with Shift its end alone.
    const double step = way * m_scale / kKeySteps;
    const auto [from, to] = m_picked.value_or(std::pair(m_scale * 0.4, m_scale * 0.6));
    if ((event->modifiers() & Qt::ShiftModifier) == 0) pickFrom(from + step, to - from);
    else pickFrom(from, std::min(to - from + step, m_scale - from));
}

void RunPicture::paintAxis(QPainter& painter) const {
    const QRectF area = plot();
    painter.setPen(ink(Ink::Hairline, palette()));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    const double step = roundStep(m_scale / std::max(2.0, area.width() / 60));
    const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(step))));
    for (double at = 0; at <= m_scale + step / 100; at += step) {
        painter.setPen(ink(Ink::Hairline, palette()));
        painter.drawLine(QPointF(xOf(at), area.top()), QPointF(xOf(at), area.bottom() + 3));
        painter.setPen(ink(Ink::Muted, palette()));
        const QString text = at == 0 ? QStringLiteral("0") : tr("%1 s").arg(QLocale().toString(at, 'f', decimals));
        const double width = fontMetrics().horizontalAdvance(text);
        const double left = std::clamp(xOf(at) - width / 2, 0.0, std::max(0.0, this->width() - width));
        painter.drawText(QPointF(left, area.bottom() + 4 + fontMetrics().ascent()), text);
    }
}

void RunPicture::paintBand(QPainter& painter, const Mark& mark, int row) const {
    const QRectF area = plot();
    QColor color = ink(mark.ink, palette());
    const QRectF band(QPointF(xOf(mark.from), area.top()), QPointF(std::max(xOf(mark.to), xOf(mark.from)), area.bottom()));
    if (band.width() > 1) {
        QColor fill = color;
        fill.setAlphaF(0.22F);
        painter.fillRect(band, fill);
    }
    painter.setPen(QPen(color, 2, mark.ink == Ink::Accent ? Qt::DashLine : Qt::SolidLine));
    const double labelTop = row * kMarkRow;
    painter.drawLine(QPointF(band.left(), labelTop + kMarkRow - 2), band.bottomLeft());
    if (band.width() > 1) painter.drawLine(QPointF(band.right(), labelTop + kMarkRow - 2), band.bottomRight());
    const double width = fontMetrics().horizontalAdvance(mark.text);
    const double left = std::clamp(band.center().x() - width / 2, 2.0, std::max(2.0, this->width() - width - 2));
    painter.drawText(QPointF(left, labelTop + fontMetrics().ascent()), mark.text);
}

void RunPicture::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const QRectF area = plot();
    paintAxis(painter);
    if (!m_sketch.empty()) {
        const QRectF lanes(area.left(), area.top() + 4, xOf(m_sketch.seconds) - area.left(), area.height() - 8);
        paintSketch(painter, lanes, m_sketch, appearanceOf(palette()));
    } else if (m_isPickable && !m_picked) {
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(area, Qt::AlignCenter, tr("Drag from the beginning to the end"));
    }
    int row = 0;
    for (const Mark& mark : m_marks) paintBand(painter, mark, row++);
    if (m_picked && m_isPickable) {
        const QString text = tr("%1 to %2 s").arg(QLocale().toString(m_picked->first, 'f', 2), QLocale().toString(m_picked->second, 'f', 2));
        paintBand(painter, {m_picked->first, m_picked->second, text, Ink::Accent}, row);
    }
    if (hasFocus()) {
        painter.setPen(QPen(ink(Ink::Accent, palette()), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

}  // namespace poolscope::ui
