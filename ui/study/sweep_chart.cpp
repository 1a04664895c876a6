// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_chart.h"

#include <algorithm>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "format/appearance.h"
#include "format/quantity.h"
#include "study/sweep_words.h"

namespace poolscope::ui {

namespace {

constexpr double kDot = 5;
constexpr int kTimeWidth = 80, kFindingWidth = 220, kWidestLabel = 320;

}  // namespace

std::vector<SweepChart::Row> sweepRows(const study::SweepSpec& spec, const SweepOutcome& outcome) {
    std::vector<SweepChart::Row> rows;
    for (const SweepConfiguration& each : outcome.configurations) {
        SweepChart::Row row{each.label, findingText(spec, outcome, each), each.seconds, each.median.value_or(0), each.median && outcome.fastestLike(each) == &each, false};
        row.isCertain = each.finding == study::Finding::Difference || each.finding == study::Finding::NoDifference;
        rows.push_back(std::move(row));
    }
    return rows;
}

SweepChart::SweepChart(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("times of the configurations"));
}

void SweepChart::setRows(std::vector<Row> rows) {
    m_rows = std::move(rows);
    if (m_current && *m_current >= m_rows.size()) m_current.reset();
    setAccessibleDescription(summary());
    updateGeometry();
    update();
}

QString SweepChart::summary() const {
    QStringList lines;
    // What is chosen is said first.
    if (m_current) lines << tr("chosen: %1, %2").arg(m_rows[*m_current].label, m_rows[*m_current].finding);
    for (const Row& row : m_rows)
        if (row.median > 0) lines << tr("%1: %2, %3").arg(row.label, secondsText(row.median), row.finding);
    return lines.join(QStringLiteral("; "));
}

void SweepChart::setCurrent(std::optional<std::size_t> row) {
    m_current = row;
    setAccessibleDescription(summary());
    update();
}

int SweepChart::rowHeight() const {
    return std::max(24, fontMetrics().height() + 2 * kSmallGap);
}
QSize SweepChart::sizeHint() const {
    return {700, rowHeight() * static_cast<int>(std::max<std::size_t>(1, m_rows.size())) + 2 * kSmallGap};
}
QSize SweepChart::minimumSizeHint() const {
    return {300, sizeHint().height()};
}
QRect SweepChart::rowRect(std::size_t row) const {
    return {0, kSmallGap + static_cast<int>(row) * rowHeight(), width(), rowHeight()};
}

std::optional<std::size_t> SweepChart::rowAt(const QPointF& place) const {
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (rowRect(row).contains(place.toPoint())) return row;
    return {};
}

void SweepChart::choose(std::size_t row) {
    setCurrent(row);
    emit chosen(row);
}

void SweepChart::mousePressEvent(QMouseEvent* event) {
    if (const auto row = rowAt(event->position()); row && event->button() == Qt::LeftButton) choose(*row);
}

void SweepChart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto row = rowAt(event->position()); row && event->button() == Qt::LeftButton) emit activated(*row);
}

void SweepChart::keyPressEvent(QKeyEvent* event) {
    if (m_rows.empty() || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) return QWidget::keyPressEvent(event);
    const std::size_t last = m_rows.size() - 1;
    switch (event->key()) {
    case Qt::Key_Down: choose(m_current ? std::min(*m_current + 1, last) : 0); break;
    case Qt::Key_Up: choose(m_current && *m_current > 0 ? *m_current - 1 : 0); break;
    case Qt::Key_Home: choose(0); break;
    case Qt::Key_End: choose(last); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current) emit activated(*m_current);
        break;
    default: QWidget::keyPressEvent(event); break;
    }
}

QList<std::pair<QString, QString>> SweepChart::keyWords() {
    return {{tr("Up, Down, Home, End"), tr("Chooses a configuration")}, {tr("Return"), tr("Goes to what can be done with the chosen configuration")}};
}

void SweepChart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}
void SweepChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void SweepChart::paintRow(QPainter& painter, std::size_t i, int labels, double longest) const {
    const bool hasFindings = width() > labels + kTimeWidth + kFindingWidth + 160;
    const int left = kSmallGap + labels, right = width() - kTimeWidth - (hasFindings ? kFindingWidth : 0) - kGap;
    const QColor muted = ink(Ink::Muted, palette()), text = palette().color(QPalette::Text), accent = ink(Ink::Accent, palette());
    const Row& row = m_rows[i];
    const QRect place = rowRect(i);
    const int top = place.top(), middle = place.center().y();
    if (m_current == i) {
        QColor chosen = accent;
        chosen.setAlphaF(0.14F);
        painter.fillRect(place, chosen);
        painter.fillRect(QRect(0, top, 3, place.height()), accent);
    }
    painter.setPen(row.isBest ? accent : text);
    QFont font = this->font();
    font.setBold(row.isBest);
    painter.setFont(font);
    painter.drawText(QRect(kGap, top, labels - kGap, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(row.label, Qt::ElideMiddle, labels - kGap));
    painter.setFont(this->font());
    painter.setPen(QPen(ink(Ink::Hairline, palette()), 1));
    painter.drawLine(left, middle, right, middle);
    if (row.median > 0 && longest > 0) {
        const auto pixel = [&](double seconds) { return left + seconds / (longest * 1.02) * (right - left); };
        QColor dot = row.isBest ? accent : muted;
        dot.setAlphaF(0.7F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(dot);
        for (const double seconds : row.seconds) painter.drawEllipse(QPointF(pixel(seconds), middle), kDot / 2 + 0.5, kDot / 2 + 0.5);
        painter.setPen(QPen(row.isBest ? accent : text, 2));
        painter.drawLine(QPointF(pixel(row.median), top + 3), QPointF(pixel(row.median), top + rowHeight() - 3));
        painter.setPen(text);
        painter.drawText(QRect(right + kSmallGap, top, kTimeWidth - kSmallGap, rowHeight()), Qt::AlignVCenter | Qt::AlignRight, secondsText(row.median));
    }
    if (!hasFindings) return;
    painter.setPen(row.isCertain || row.isBest ? text : muted);
    painter.drawText(QRect(right + kTimeWidth + kGap, top, kFindingWidth - kGap, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(row.finding, Qt::ElideRight, kFindingWidth - kGap));
}

void SweepChart::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    double longest = 0;
    int labels = 0;
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    for (const Row& row : m_rows) {
        labels = std::max(labels, metrics.horizontalAdvance(row.label));
        for (const double seconds : row.seconds) longest = std::max(longest, seconds);
    }
    labels = std::min({labels, kWidestLabel, width() * 45 / 100}) + kLargeGap;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (rowRect(i).intersects(event->rect())) paintRow(painter, i, labels, longest);
    if (!hasFocus()) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink(Ink::Accent, palette()), 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace poolscope::ui
