// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/bar_field.h"

#include <algorithm>

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include "format/activity.h"
#include "format/appearance.h"

namespace poolscope::ui {

namespace {
constexpr int kLeast = 26;  // a target's height
constexpr int kMostName = 150;
}  // namespace

BarField::BarField(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BarField::setUnit(const QString& unit) {
    m_unit = unit;
    update();
}

void BarField::setScale(double low, double high) {
    m_low = low;
    m_high = high;
    update();
}

void BarField::setBars(std::vector<Bar> bars) {
    m_bars = std::move(bars);
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(m_bars.size()) - 1));
    updateGeometry();
    update();
}

void BarField::setEditable(bool editable) {
    m_isEditable = editable;
    setFocusPolicy(editable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(editable ? Qt::SplitHCursor : Qt::ArrowCursor);
    update();
}

QString BarField::valueText(double value) const {
    const double size = std::abs(value);
    if (m_unit == QLatin1String("s") && size < 0.1 && size > 0)
        return tr("%1 ms").arg(QLocale().toString(value * 1000, 'f', size < 0.01 ? 1 : 0));
    const int decimals = size == 0 || size >= 100 || (value == static_cast<int>(value) && m_unit.isEmpty()) ? 0 : size < 10 ? 2 : 1;
    const QString text = QLocale().toString(value, 'f', decimals);
    return m_unit.isEmpty() ? text : QStringLiteral("%1\u202f%2").arg(text, m_unit == QLatin1String("x") ? QStringLiteral("\u00d7") : m_unit);
}

int BarField::rowHeight() const {
    return std::max(kLeast, fontMetrics().height() + 10);
}

QSize BarField::sizeHint() const {
    return {300, rowHeight() * static_cast<int>(m_bars.size()) + 4};
}

QSize BarField::minimumSizeHint() const {
    return {200, sizeHint().height()};
}

double BarField::highest() const {
    if (m_high) return *m_high;
    double high = 0;
    for (const Bar& bar : m_bars) high = std::max({high, bar.value.value_or(0), bar.expected.value_or(0)});
    return high > 0 ? high : 1;
}

QRectF BarField::track(int row) const {
    int name = 0;
    for (const Bar& bar : m_bars) name = std::max(name, fontMetrics().horizontalAdvance(bar.name));
    name = std::min({name, kMostName, width() / 3});
    const int value = fontMetrics().horizontalAdvance(QStringLiteral("000.00 MiB"));
    const double left = name + 10;
    return {left, row * rowHeight() + 4.0, std::max(20.0, width() - left - value - 8), rowHeight() - 8.0};
}

QPoint BarField::placeOf(int row, double value) const {
    const QRectF area = track(row);
    return QPointF(area.left() + (value - m_low) / (highest() - m_low) * area.width(), area.center().y()).toPoint();
}

void BarField::setExpected(int row, double value) {
    if (row < 0 || row >= static_cast<int>(m_bars.size())) return;
    m_current = row;
    m_bars[static_cast<std::size_t>(row)].expected = std::clamp(value, m_low, highest());
    update();
    emit expectedChanged();
}

void BarField::drag(const QPointF& place) {
    const QRectF area = track(m_current);
    setExpected(m_current, m_low + (place.x() - area.left()) / area.width() * (highest() - m_low));
}

void BarField::mousePressEvent(QMouseEvent* event) {
    if (!m_isEditable || event->button() != Qt::LeftButton) return;
    m_current = std::clamp(static_cast<int>(event->position().y()) / rowHeight(), 0, static_cast<int>(m_bars.size()) - 1);
    drag(event->position());
}

void BarField::mouseMoveEvent(QMouseEvent* event) {
    if (m_isEditable && (event->buttons() & Qt::LeftButton) != 0) drag(event->position());
}

void BarField::keyPressEvent(QKeyEvent* event) {
    const int row = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    const int way = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (!m_isEditable || m_bars.empty() || (row == 0 && way == 0)) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_current = std::clamp(m_current + row, 0, static_cast<int>(m_bars.size()) - 1);
    const double now = m_bars[static_cast<std::size_t>(m_current)].expected.value_or(m_low);
    if (way != 0) setExpected(m_current, now + way * (highest() - m_low) / 50);
    update();
}

void BarField::paintRow(QPainter& painter, int row) const {
    const Bar& bar = m_bars[static_cast<std::size_t>(row)];
    const QRectF area = track(row);
    const auto partOf = [&](double value) {
        QRectF part = area;
        part.setWidth(std::clamp((value - m_low) / (highest() - m_low), 0.0, 1.0) * area.width());
        return part;
    };
    const bool isCurrent = m_isEditable && hasFocus() && row == m_current;
    painter.setPen(palette().color(QPalette::WindowText));
    const QRectF name(0, area.top(), area.left() - 10, area.height());
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignRight, fontMetrics().elidedText(bar.name, Qt::ElideRight, static_cast<int>(name.width())));
    painter.fillRect(area, ink(Ink::Raised, palette()));
    if (bar.value) painter.fillRect(partOf(*bar.value), activityColor(WorkerActivity::Running, appearanceOf(palette())));
    if (bar.expected) {
        QColor accent = ink(bar.value ? Ink::Caution : Ink::Accent, palette());
        if (!bar.value) painter.fillRect(partOf(*bar.expected), accent);
        painter.setPen(QPen(accent, 2, bar.value ? Qt::DashLine : Qt::SolidLine));
        const double x = partOf(*bar.expected).right();
        painter.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.bottom() + 3));
    }
    painter.setPen(isCurrent ? ink(Ink::Accent, palette()) : ink(Ink::Hairline, palette()));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area);
    const std::optional<double> shown = bar.value ? bar.value : bar.expected;
    painter.setPen(palette().color(QPalette::WindowText));
    if (shown) painter.drawText(QRectF(area.right() + 8, area.top(), width() - area.right() - 8, area.height()), Qt::AlignVCenter | Qt::AlignLeft, valueText(*shown));
}

void BarField::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    for (int row = 0; row < static_cast<int>(m_bars.size()); ++row) paintRow(painter, row);
}

}  // namespace poolscope::ui
