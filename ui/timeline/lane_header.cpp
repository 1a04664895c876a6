// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_header.h"

#include <algorithm>

#include <QCoreApplication>
#include <QPainter>

#include "format/activity.h"
#include "format/appearance.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("LaneHeader", text); }

/// Places of the columns; widths follow the font.
struct Columns {
    QRect slot, badge, generation, pid, bar, share;
    Columns(const QRect& area, const QFontMetrics& metrics) {
        const int digit = metrics.horizontalAdvance(QLatin1Char('0'));
        int x = area.left() + kGap;
        const auto take = [&](int width, int gap) {
            const QRect taken(x, area.top(), width, area.height());
            x += width + gap;
            return taken;
        };
        slot = take(std::max(3 * digit, metrics.horizontalAdvance(say("slot"))), kSmallGap);
        badge = take(16, kSmallGap);
        generation = take(4 * digit + 2, kSmallGap);
        pid = take(7 * digit, kGap);
        share = take(metrics.horizontalAdvance(QStringLiteral("100 %")), kSmallGap + 1);
        const int caption = metrics.horizontalAdvance(say("busy in view"));
        bar = take(std::max(32, caption - share.width() - kSmallGap), 0);
    }
    [[nodiscard]] int right() const { return bar.right() + 1; }
};

QFont smaller(const QFont& font) {
    QFont small = font;
    if (font.pointSizeF() > 0) {
        small.setPointSizeF(font.pointSizeF() * 0.88);
    } else {
        small.setPixelSize(std::max(8, font.pixelSize() * 88 / 100));
    }
    return small;
}

}  // namespace

LaneHeader laneHeader(const TimeIndex& index, std::size_t slot, Time begin, Time end, std::optional<Time> moment) {
    LaneHeader header;
    header.slot = slot;
    const SpanSource* source = index.source();
    if (!source) return header;
    const LaneIndex& lane = index.lane(slot).times;
    header.worker = source->worker(source->currentWorker(slot));
    std::uint64_t tasksDone = header.worker ? header.worker->tasks_done : 0;
    if (header.worker) header.activity = header.worker->activity;
    if (moment) {
        const auto at = lane.spanBefore(*moment);
        header.worker = at ? source->worker(lane.span(*at).worker) : nullptr;
        if (at) header.activity = lane.span(*at).activity;
        if (header.worker) {
            tasksDone = lane.tasksWithin(header.worker->starting, *moment, index.now());
            if (header.activity == WorkerActivity::Running && tasksDone > 0) --tasksDone;
        }
    }
    const Time from = std::max(begin, index.origin());
    const Time to = std::min(end, index.now());
    if (to > from) {
        const StateTimes times = lane.timesWithin(from, to, index.now());
        header.busyShare = static_cast<double>(times[WorkerActivity::Running]) / static_cast<double>(to - from);
    }
    const auto limit = header.worker ? source->maxTasksOf(*header.worker) : std::nullopt;
    const bool isAlive = header.activity != WorkerActivity::Ended && header.activity != WorkerActivity::Crashed;
    if (limit && *limit > 0 && isAlive) {
        const auto done = static_cast<double>(std::min<std::uint64_t>(tasksDone, *limit));
        header.fuse = 1.0 - done / static_cast<double>(*limit);
    }
    return header;
}

int headerWidthFor(const QFont& font) {
    return Columns(QRect(0, 0, 10, 10), QFontMetrics(smaller(font))).right() + kGap;
}

void paintLaneHeader(QPainter& painter, const QRect& area, const LaneHeader& header, const QPalette& palette) {
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    const Appearance appearance = appearanceOf(palette);
    painter.fillRect(area, palette.window());
    const QColor accent = ink(Ink::Accent, appearance);
    if (header.isCurrent || header.isHovered) {
        QColor wash = accent;
        wash.setAlphaF(header.isCurrent ? 0.20F : 0.08F);
        painter.fillRect(area, wash);
    }
    if (header.isCurrent) painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), accent);

    painter.setFont(smaller(painter.font()));
    const Columns columns(area, painter.fontMetrics());
    const QColor text = palette.color(QPalette::WindowText);
    const QColor muted = ink(Ink::Muted, appearance);
    constexpr int kRight = Qt::AlignRight | Qt::AlignVCenter;

    painter.setPen(text);
    painter.drawText(columns.slot, kRight, QString::number(header.slot));
    if (!header.worker) {
        painter.restore();
        return;
    }
    const WorkerActivity activity = header.activity;
    const int side = std::min(14, area.height() - 2);
    const QRect badge(columns.badge.left(), area.center().y() - side / 2 + 1, 16, side);
    const QChar letter = activityLetter(activity);
    if (activity != WorkerActivity::Ended) {
        const QColor fill = activityColor(activity, appearance);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(badge, 3, 3);
        painter.setPen(textOn(fill));
        QFont bold = painter.font();
        bold.setBold(true);
        const QFont plain = painter.font();
        painter.setFont(bold);
        painter.drawText(badge, Qt::AlignCenter, letter == u'.' ? QString(QChar(u'·')) : QString(letter));
        painter.setFont(plain);
    }
    painter.setPen(muted);
    painter.drawText(columns.generation, Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("#%1").arg(header.worker->generation));
    painter.setPen(activity == WorkerActivity::Ended || activity == WorkerActivity::Crashed ? muted : text);
    if (header.worker->pid > 0) painter.drawText(columns.pid, kRight, QString::number(header.worker->pid));

    painter.setPen(muted);
    painter.drawText(columns.share, kRight, percentText(header.busyShare));
    const QRectF bar(columns.bar.left(), area.center().y() - 1.5, columns.bar.width(), 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(activityColor(WorkerActivity::Idle, appearance));
    painter.drawRoundedRect(bar, 2, 2);
    if (header.busyShare > 0) {
        painter.setBrush(activityColor(WorkerActivity::Running, appearance));
        const double filled = std::max(2.0, bar.width() * std::clamp(header.busyShare, 0.0, 1.0));
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(filled, bar.height())), 2, 2);
    }
    if (header.fuse) {
        // What is left of the fuse, with the glow at its burning end.
        const double left = columns.generation.left();
        const double length = (columns.pid.right() - left) * *header.fuse;
        const double y = area.bottom() - 1;
        // In a low lane it would strike the numbers out.
        const bool isLow = area.height() < painter.fontMetrics().height() + 6;
        painter.setPen(QPen(activityColor(WorkerActivity::Retiring, appearance), isLow ? 1.0 : 1.5));
        painter.drawLine(QPointF(left, isLow ? area.bottom() + 0.5 : y), QPointF(left + length, isLow ? area.bottom() + 0.5 : y));
        if (isLow) {
            painter.restore();
            return;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(activityColor(WorkerActivity::Initializing, appearance));
        painter.drawEllipse(QPointF(left + length, y), 2.0, 2.0);
    }
    painter.restore();
}

void paintHeaderCaptions(QPainter& painter, const QRect& area, const QPalette& palette) {
    painter.save();
    painter.setFont(smaller(painter.font()));
    const Columns columns(area, painter.fontMetrics());
    painter.setPen(ink(Ink::Muted, palette));
    constexpr int kRight = Qt::AlignRight | Qt::AlignBottom;
    const auto lifted = [](QRect place) { return place.adjusted(0, 0, 0, -4); };
    painter.drawText(lifted(columns.slot), kRight, say("slot"));
    painter.drawText(lifted(columns.generation.adjusted(-6, 0, 6, 0)), Qt::AlignLeft | Qt::AlignBottom, say("life"));
    painter.drawText(lifted(columns.pid), kRight, say("pid"));
    painter.drawText(lifted(QRect(columns.share.left(), area.top(), columns.right() - columns.share.left(), area.height())),
                     Qt::AlignLeft | Qt::AlignBottom, say("busy in view"));
    painter.restore();
}

}  // namespace poolscope::ui
