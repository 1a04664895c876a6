// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_labels.h"

#include <algorithm>

#include <QPainter>

#include "format/activity.h"
#include "timeline/span_text.h"

namespace poolscope::ui {

namespace {

constexpr double kNarrowest = 24;  // logical pixels of a span that is written into
constexpr double kSample = 12;     // every such span is met at least once
constexpr double kInset = 5;

void writeInto(QPainter& painter, const QRectF& box, const QString& text, const QColor& ink) {
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

QString fittingTaskLabel(const SpanSource& source, const Span& span, const QFontMetrics& metrics, double width) {
    // The most that may fit is tried first; what is far too narrow is not even tried.
    for (int detail = width > 160 ? 3 : width > 90 ? 2 : width > 60 ? 1 : 0; detail >= 0; --detail) {
        const QString text = taskLabel(source, span, detail);
        if (metrics.horizontalAdvance(text) <= width) return text;
    }
    return {};
}

}  // namespace

void paintLaneLabels(QPainter& painter, const QRect& area, int fromX, int toX, const TimeScale& scale,
                     const TimeIndex& index, std::size_t slot, Appearance appearance) {
    const LaneIndex& lane = index.lane(slot).times;
    const SpanSource& source = *index.source();
    const double ratio = painter.device()->devicePixelRatioF();
    const QFontMetrics metrics = painter.fontMetrics();
    const auto xOf = [&](Time time) {
        return std::clamp(area.left() + scale.offsetOf(time) / ratio, -1e6, 1e6);
    };
    std::size_t after = 0;  // spans before this one are dealt with
    for (double x = std::max(area.left(), fromX); x < std::min(area.right() + 1, toX) + kSample; x += kSample) {
        const auto at = lane.spanBefore(scale.timeAtOffset((x - area.left()) * ratio));
        if (!at || *at < after) continue;
        after = *at + 1;
        const Span span = lane.span(*at);
        const double begin = xOf(span.begin);
        const double end = xOf(LaneIndex::endOf(span, index.now()));
        if (end - begin < kNarrowest) continue;
        // Words stay in sight while their span is partly to the left.
        const double left = std::max(begin, static_cast<double>(area.left())) + kInset;
        double right = std::min(end, area.right() + 1.0) - kInset;
        if (span.failed) right -= 8;
        QString text;
        QColor fill = activityColor(span.activity, appearance);
        switch (span.activity) {
        case WorkerActivity::Running: text = fittingTaskLabel(source, span, metrics, right - left); break;
        case WorkerActivity::Crashed: {
            const WorkerLife* worker = source.worker(span.worker);
            if (worker) text = crashLabel(*worker);
            break;
        }
        case WorkerActivity::Starting:
        case WorkerActivity::Initializing:
        case WorkerActivity::Stopped: text = activityName(span.activity); break;
        default: break;
        }
        const double shift = span.activity == WorkerActivity::Crashed ? 4 : 0;
        const double width = metrics.horizontalAdvance(text);
        if (text.isEmpty() || width > right - left - shift) continue;
        QRectF box(left + shift, area.top() + 1, right - left, area.height() - 1);
        if (span.activity == WorkerActivity::Starting || span.activity == WorkerActivity::Initializing) {
            // Their bars are low; the words stand on a plate, clear of the pattern.
            const double low = area.height() * 0.6;
            if (low < metrics.ascent()) continue;
            box = QRectF(left, area.bottom() + 1 - low - 1, right - left, low);
            painter.fillRect(QRectF(left - 2, box.top(), width + 4, box.height()), fill);
        } else if (span.activity == WorkerActivity::Stopped) {
            painter.fillRect(QRectF(left - 2, area.top() + 4, width + 4, area.height() - 7), fill);
        }
        writeInto(painter, box, text, textOn(fill));
    }
}

}  // namespace poolscope::ui
