// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/time_parts_bars.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include "compare/comparison_words.h"
#include "format/activity.h"
#include "format/appearance.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

struct PartLook {
    study::GapPart part;
    WorkerActivity color;
    Qt::BrushStyle pattern;  ///< the second channel
};

constexpr std::array<PartLook, study::kGapParts> kLooks{{
    {study::GapPart::Work, WorkerActivity::Running, Qt::NoBrush},
    {study::GapPart::StartUp, WorkerActivity::Initializing, Qt::BDiagPattern},
    {study::GapPart::Transport, WorkerActivity::Transport, Qt::NoBrush},
    {study::GapPart::Recycling, WorkerActivity::Retiring, Qt::FDiagPattern},
    {study::GapPart::Failures, WorkerActivity::Crashed, Qt::DiagCrossPattern},
    {study::GapPart::Waiting, WorkerActivity::Idle, Qt::NoBrush},
    {study::GapPart::Absent, WorkerActivity::Idle, Qt::Dense6Pattern},
}};

QString signedText(double seconds) {
    return (seconds < 0 ? QStringLiteral("−") : QStringLiteral("+")) + secondsText(std::abs(seconds));
}

void paintPart(QPainter& painter, const QRectF& place, const PartLook& look, const QPalette& palette) {
    const QColor fill = activityColor(look.color, appearanceOf(palette));
    painter.fillRect(place, fill);
    if (look.pattern != Qt::NoBrush) {
        QColor lines = textOn(fill);
        lines.setAlphaF(0.35F);
        painter.fillRect(place, QBrush(lines, look.pattern));
    }
}

}  // namespace

TimePartsBars::TimePartsBars(const ComparisonSet& set, QWidget* parent) : QWidget(parent), m_set(set) {
    setAccessibleName(tr("Where the time went"));
    setFocusPolicy(Qt::TabFocus);
    connect(&set, &ComparisonSet::changed, this, &TimePartsBars::follow);
    follow();
}

void TimePartsBars::follow() {
    m_times.clear();
    m_longest = 0;
    for (const study::RunGroup& group : study::timed_runs(m_set.runs(), m_set.groups(), m_set.measure())) {
        m_times.push_back(study::time_parts(m_set.runs(), group));
        m_longest = std::max(m_longest, m_times.back().seconds);
    }
    setAccessibleDescription(description());
    updateGeometry();
    update();
}

int TimePartsBars::rowHeight() const { return std::max(26, fontMetrics().height() + 10); }

QSize TimePartsBars::sizeHint() const {
    const int rows = std::max(1, static_cast<int>(m_times.size()));
    return {480, rows * (rowHeight() + kSmallGap) + 2 * (fontMetrics().height() + kSmallGap) + kGap};
}

QRect TimePartsBars::barArea() const {
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('M'));
    return rect().adjusted(unit * 5, 0, -unit * 13, 0);
}

QString TimePartsBars::description() const {
    QStringList lines;
    for (std::size_t group = 0; group < m_times.size(); ++group) {
        QStringList parts;
        for (const PartLook& look : kLooks)
            if (m_times[group][look.part] > 0) parts += tr("%1 %2").arg(gapPartName(look.part), secondsText(m_times[group][look.part]));
        lines += tr("%1: %2").arg(m_set.groupName(group), parts.join(QStringLiteral(", ")));
    }
    return lines.join(QLatin1Char('\n'));
}

void TimePartsBars::paintLegend(QPainter& painter, int top) const {
    int x = kSmallGap, y = top;
    const int height = fontMetrics().height();
    for (const PartLook& look : kLooks) {
        const bool isUsed = std::any_of(m_times.begin(), m_times.end(), [&](const study::TimeParts& t) { return t[look.part] > 0; });
        if (!isUsed) continue;
        const QString name = gapPartName(look.part);
        const int width = 18 + kSmallGap + fontMetrics().horizontalAdvance(name) + kLargeGap;
        if (x + width > this->width()) {
            x = kSmallGap;
            y += height + kSmallGap;
        }
        paintPart(painter, QRectF(x, y + 2, 18, height - 4), look, palette());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(x + 18 + kSmallGap, y, width, height), Qt::AlignLeft | Qt::AlignVCenter, name);
        x += width;
    }
}

void TimePartsBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_times.empty() || m_longest <= 0) return;
    const QRect area = barArea();
    int top = 0;
    for (std::size_t group = 0; group < m_times.size(); ++group, top += rowHeight() + kSmallGap) {
        const study::TimeParts& time = m_times[group];
        QFont bold = font();
        bold.setBold(true);
        painter.setFont(bold);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(kSmallGap, top, area.left() - kGap, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(m_set.groupName(group), Qt::ElideRight, area.left() - kGap));
        painter.setFont(font());
        double x = area.left();
        for (const PartLook& look : kLooks) {
            const double width = time[look.part] / m_longest * area.width();
            if (width <= 0) continue;
            const QRectF place(x, top + 2, width, rowHeight() - 4);
            paintPart(painter, place, look, palette());
            const QString text = secondsText(time[look.part]);
            if (fontMetrics().horizontalAdvance(text) + 2 * kSmallGap < width && look.pattern == Qt::NoBrush) {
                painter.setPen(textOn(activityColor(look.color, appearanceOf(palette()))));
                painter.drawText(place, Qt::AlignCenter, text);
            }
            x += width;
        }
        painter.setPen(ink(Ink::Hairline, palette()));
        painter.drawRect(QRectF(area.left(), top + 2, time.seconds / m_longest * area.width(), rowHeight() - 4));
        QString words = secondsText(time.seconds);
        if (group != m_set.baselineGroup() && m_set.baselineGroup() < m_times.size())
            words += QStringLiteral("  ") + signedText(time.seconds - m_times[m_set.baselineGroup()].seconds);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(area.right() + kGap, top, width() - area.right() - kGap, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter, words);
    }
    paintLegend(painter, top + kSmallGap);
}

void TimePartsBars::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) follow();
    QWidget::changeEvent(event);
}

bool TimePartsBars::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    const auto row = static_cast<std::size_t>(std::max(0, help->pos().y()) / (rowHeight() + kSmallGap));
    if (row >= m_times.size()) return QWidget::event(event);
    const study::TimeParts& time = m_times[row];
    QStringList lines{QString::fromStdString(m_set.groups()[row].label)};
    for (const PartLook& look : kLooks) {
        if (time[look.part] <= 0) continue;
        lines += tr("%1: %2, %3. %4").arg(gapPartName(look.part), secondsText(time[look.part]),
                                          percentText(time.seconds > 0 ? time[look.part] / time.seconds : 0), gapPartMeaning(look.part));
    }
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

}  // namespace poolscope::ui
