// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/parallel_coordinates.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "charts/chart_colors.h"
#include "format/appearance.h"

namespace poolscope::ui {

namespace {
constexpr double kSlack = 0.02;     // of a scale: a value at the edge of a brush is in it
constexpr double kLeastDrag = 0.02; // of a scale: less was a click
}  // namespace

ParallelCoordinates::ParallelCoordinates(const ComparisonSet& set, QWidget* parent) : QWidget(parent), m_set(set) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Settings and measures of the runs, as parallel coordinates"));
    connect(&set, &ComparisonSet::changed, this, &ParallelCoordinates::follow);
    follow();
}

void ParallelCoordinates::follow() {
    std::vector<ParallelScale> scales = parallelScales(m_set);
    std::vector<std::optional<Brush>> brushes(scales.size());
    for (std::size_t index = 0; index < scales.size(); ++index)
        for (std::size_t old = 0; old < m_scales.size(); ++old)
            if (m_scales[old].name == scales[index].name) brushes[index] = m_brushes[old];
    m_scales = std::move(scales);
    m_brushes = std::move(brushes);
    m_current = std::min(m_current, m_scales.empty() ? 0 : m_scales.size() - 1);
    m_dragged.reset();
    speak();
    update();
}

QRect ParallelCoordinates::plot() const {
    const int line = fontMetrics().height(), side = fontMetrics().horizontalAdvance(QLatin1Char('M')) * 5;
    return rect().adjusted(side, 5 * line / 2, -side, -line - kSmallGap);
}

QPointF ParallelCoordinates::pointOf(std::size_t scale, double place) const {
    const QRect area = plot();
    const double x = m_scales.size() < 2 ? area.center().x()
                                         : area.left() + static_cast<double>(scale) / static_cast<double>(m_scales.size() - 1) * area.width();
    return {x, area.bottom() - place * area.height()};
}

double ParallelCoordinates::placeAt(double y) const {
    const QRect area = plot();
    return std::clamp((area.bottom() - y) / std::max(1, area.height()), 0.0, 1.0);
}

std::size_t ParallelCoordinates::scaleAt(double x) const {
    std::size_t nearest = 0;
    for (std::size_t scale = 1; scale < m_scales.size(); ++scale)
        if (std::abs(pointOf(scale, 0).x() - x) < std::abs(pointOf(nearest, 0).x() - x)) nearest = scale;
    return nearest;
}

bool ParallelCoordinates::passes(std::size_t run) const {
    for (std::size_t scale = 0; scale < m_scales.size(); ++scale) {
        if (!m_brushes[scale]) continue;
        const double place = m_scales[scale].places[run];
        if (place < m_brushes[scale]->low - kSlack || place > m_brushes[scale]->high + kSlack) return false;
    }
    return true;
}

bool ParallelCoordinates::hasBrush() const {
    return std::any_of(m_brushes.begin(), m_brushes.end(), [](const auto& brush) { return brush.has_value(); });
}

std::vector<quint64> ParallelCoordinates::brushed() const {
    std::vector<quint64> ids;
    for (std::size_t run = 0; run < m_set.runs().size(); ++run)
        if (passes(run)) ids.push_back(m_set.entryOfRun(run).id);
    return ids;
}

void ParallelCoordinates::setBrush(std::size_t scale, std::optional<Brush> brush) {
    if (scale >= m_brushes.size()) return;
    m_brushes[scale] = brush;
    speak();
    update();
    emit brushChanged();
}

void ParallelCoordinates::speak() {
    if (m_scales.empty()) return setAccessibleDescription(QString());
    QStringList letters;
    for (const quint64 id : brushed())
        if (const ComparedEntry* const entry = m_set.entry(id)) letters += entry->letter;
    const QString passing = letters.isEmpty() ? tr("No run passes") : tr("These pass: %1").arg(letters.join(QStringLiteral(", ")));
    setAccessibleDescription(tr("Scale %1. %2").arg(m_scales[m_current].name, passing));
}

void ParallelCoordinates::paintScale(QPainter& painter, std::size_t index) const {
    const ParallelScale& scale = m_scales[index];
    const QPointF bottom = pointOf(index, 0), top = pointOf(index, 1);
    const bool isCurrent = hasFocus() && index == m_current;
    painter.setPen(QPen(isCurrent ? ink(Ink::Accent, palette()) : ink(Ink::Muted, palette()), isCurrent ? 2.5 : 1));
    painter.drawLine(bottom, top);
    if (const auto& brush = m_brushes[index]) {
        QColor fill = ink(Ink::Accent, palette());
        fill.setAlphaF(0.25F);
        const QPointF low = pointOf(index, brush->low), high = pointOf(index, brush->high);
        const QRectF place(high.x() - 7, high.y() - 4, 14, low.y() - high.y() + 8);
        painter.fillRect(place, fill);
        painter.setPen(ink(Ink::Accent, palette()));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place);
    }
    const int line = fontMetrics().height(), width = fontMetrics().horizontalAdvance(QLatin1Char('M')) * 10;
    const auto drawCentered = [&](QPointF at, const QString& text) {
        QRectF place(at.x() - width / 2.0, at.y() - line / 2.0, width, line);
        if (place.left() < 0) place.moveLeft(0);
        if (place.right() > this->width()) place.moveRight(this->width());
        const QString shown = fontMetrics().elidedText(text, Qt::ElideRight, width);
        QRectF behind(0, 0, fontMetrics().horizontalAdvance(shown) + 6, line);
        behind.moveCenter(place.center());
        QColor paper = palette().color(QPalette::Window);
        paper.setAlphaF(0.8F);
        painter.fillRect(behind, paper);
        painter.drawText(place, Qt::AlignCenter, shown);
    };
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    drawCentered({top.x(), line * 0.5}, scale.name);
    painter.setFont(font());
    double last = 1e9;
    for (const ParallelScale::Tick& tick : scale.ticks) {
        const QPointF at = pointOf(index, tick.place);
        if (last - at.y() < line) continue;  // no room for its words
        last = at.y();
        painter.setPen(palette().color(QPalette::WindowText));
        drawCentered({at.x(), at.y() + (tick.place == 0 ? line * 0.7 : tick.place == 1 ? -line * 0.7 : 0)}, tick.text);
    }
}

void ParallelCoordinates::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_set.runs().empty()) return;
    for (const bool isFaded : {true, false}) {
        for (std::size_t run = 0; run < m_set.runs().size(); ++run) {
            if (passes(run) == isFaded) continue;
            QColor color = chartColor(m_set.entryOfRun(run).color).in(appearanceOf(palette()));
            if (isFaded) color.setAlphaF(0.15F);
            QPainterPath path;
            bool isDrawing = false;
            for (std::size_t scale = 0; scale < m_scales.size(); ++scale) {
                const double place = m_scales[scale].places[run];
                if (place < 0) {
                    isDrawing = false;
                    continue;
                }
                if (isDrawing) path.lineTo(pointOf(scale, place));
                else path.moveTo(pointOf(scale, place));
                isDrawing = true;
            }
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(color, isFaded ? 1 : 2, chartLine(m_set.entryOfRun(run).color)));
            painter.drawPath(path);
        }
    }
    for (std::size_t scale = 0; scale < m_scales.size(); ++scale) paintScale(painter, scale);
}

void ParallelCoordinates::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_scales.empty()) return;
    m_current = scaleAt(event->position().x());
    m_dragged = m_current;
    m_pressed = placeAt(event->position().y());
    update();
}

void ParallelCoordinates::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragged) return;
    const double place = placeAt(event->position().y());
    if (std::abs(place - m_pressed) < kLeastDrag) return;
    setBrush(*m_dragged, Brush{std::min(place, m_pressed), std::max(place, m_pressed)});
}

void ParallelCoordinates::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_dragged) return;
    const std::size_t scale = *m_dragged;
    m_dragged.reset();
    if (std::abs(placeAt(event->position().y()) - m_pressed) < kLeastDrag) setBrush(scale, std::nullopt);
}

void ParallelCoordinates::moveBrush(int by, Qt::KeyboardModifiers modifiers) {
    // From value to value: the places at which runs are.
    std::vector<double> stops;
    for (const double place : m_scales[m_current].places)
        if (place >= 0) stops.push_back(place);
    std::sort(stops.begin(), stops.end());
    stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
    if (stops.empty()) return;
    const auto& brush = m_brushes[m_current];
    if (!brush) return setBrush(m_current, Brush{by > 0 ? stops.front() : stops.back(), by > 0 ? stops.front() : stops.back()});
    const auto next = [&](double from) {
        const auto at = std::lower_bound(stops.begin(), stops.end(), from - kSlack / 2) - stops.begin();
        return stops[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + by, 0, std::ssize(stops) - 1))];
    };
    if (modifiers & Qt::ShiftModifier)
        setBrush(m_current, by > 0 ? Brush{brush->low, std::max(brush->low, next(brush->high))} : Brush{std::min(brush->high, next(brush->low)), brush->high});
    else
        setBrush(m_current, Brush{next(brush->low), std::max(next(brush->low), next(brush->high))});
}

void ParallelCoordinates::keyPressEvent(QKeyEvent* event) {
    if (m_scales.empty()) return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_current = event->key() == Qt::Key_Left ? (m_current == 0 ? 0 : m_current - 1) : std::min(m_current + 1, m_scales.size() - 1);
        speak();
        return update();
    case Qt::Key_Up: return moveBrush(1, event->modifiers());
    case Qt::Key_Down: return moveBrush(-1, event->modifiers());
    case Qt::Key_Escape:
        if (m_brushes[m_current]) return setBrush(m_current, std::nullopt);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void ParallelCoordinates::focusInEvent(QFocusEvent* event) {
    update();
    QWidget::focusInEvent(event);
}

void ParallelCoordinates::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

void ParallelCoordinates::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) update();
    QWidget::changeEvent(event);
}

}  // namespace poolscope::ui
