// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_chart.h"

#include <algorithm>

#include <QLocale>
#include <QPainter>

#include "format/appearance.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

constexpr double kDot = 5;
constexpr int kTimeWidth = 80, kFindingWidth = 220, kWidestLabel = 320;

QString timeText(double seconds) {
    return durationText(static_cast<std::int64_t>(seconds * 1e9));
}

}  // namespace

SweepChart::SweepChart(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setAccessibleName(tr("times of the configurations"));
}

void SweepChart::setRows(std::vector<Row> rows) {
    m_rows = std::move(rows);
    setAccessibleDescription(summary());
    updateGeometry();
    update();
}

QString SweepChart::summary() const {
    QStringList lines;
    for (const Row& row : m_rows)
        if (row.median > 0) lines << tr("%1: %2, %3").arg(row.label, timeText(row.median), row.finding);
    return lines.join(QStringLiteral("; "));
}

int SweepChart::rowHeight() const {
    return fontMetrics().height() + 2 * kSmallGap;
}
QSize SweepChart::sizeHint() const {
    return {700, rowHeight() * static_cast<int>(std::max<std::size_t>(1, m_rows.size())) + 2 * kSmallGap};
}
QSize SweepChart::minimumSizeHint() const {
    return {300, sizeHint().height()};
}

void SweepChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    double longest = 0;
    int labels = 0;
    QFont bold = font();
    bold.setBold(true);
    for (const Row& row : m_rows) {
        labels = std::max(labels, QFontMetrics(bold).horizontalAdvance(row.label));
        for (const double seconds : row.seconds) longest = std::max(longest, seconds);
    }
    labels = std::min({labels, kWidestLabel, width() / 3}) + kGap;
    const bool hasFindings = width() > labels + kTimeWidth + kFindingWidth + 160;
    const int left = kSmallGap + labels, right = width() - kTimeWidth - (hasFindings ? kFindingWidth : 0) - kGap;
    const QColor muted = ink(Ink::Muted, palette()), text = palette().color(QPalette::Text), accent = ink(Ink::Accent, palette());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const int top = kSmallGap + static_cast<int>(i) * rowHeight(), middle = top + rowHeight() / 2;
        painter.setPen(row.isBest ? accent : text);
        QFont font = this->font();
        font.setBold(row.isBest);
        painter.setFont(font);
        painter.drawText(QRect(kSmallGap, top, labels - kGap, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetrics(font).elidedText(row.label, Qt::ElideMiddle, labels - kGap));
        painter.setFont(this->font());
        painter.setPen(QPen(ink(Ink::Hairline, palette()), 1));
        painter.drawLine(left, middle, right, middle);
        if (row.median <= 0 || longest <= 0) continue;
        const auto pixel = [&](double seconds) { return left + seconds / (longest * 1.02) * (right - left); };
        QColor dot = row.isBest ? accent : muted;
        dot.setAlphaF(0.7F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(dot);
        for (const double seconds : row.seconds) painter.drawEllipse(QPointF(pixel(seconds), middle), kDot / 2 + 0.5, kDot / 2 + 0.5);
        painter.setPen(QPen(row.isBest ? accent : text, 2));
        painter.drawLine(QPointF(pixel(row.median), top + 2), QPointF(pixel(row.median), top + rowHeight() - 2));
        painter.setPen(text);
        painter.drawText(QRect(right + kSmallGap, top, kTimeWidth - kSmallGap, rowHeight()), Qt::AlignVCenter | Qt::AlignRight, timeText(row.median));
        if (!hasFindings) continue;
        painter.setPen(row.isCertain || row.isBest ? text : muted);
        painter.drawText(QRect(right + kTimeWidth + kGap, top, kFindingWidth - kGap, rowHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(row.finding, Qt::ElideRight, kFindingWidth - kGap));
    }
}

}  // namespace poolscope::ui
