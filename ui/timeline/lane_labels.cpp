// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_labels.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <QPainter>

#include "format/activity.h"
#include "timeline/span_text.h"
#include "timeline/state_style.h"

namespace poolscope::ui {

namespace {

constexpr double kNarrowest = 24;  // logical pixels of a span that is written into
constexpr double kSample = 12;     // every such span is met at least once
constexpr double kInset = 5;
constexpr int kTagged = 18;        // height of a lane that has room for tags
constexpr double kWidestTag = 90;

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

/// What the labels of one lane are written with.
struct LabelPlace {
    const QRect& area;
    const TimeScale& scale;
    const TimeIndex& index;
    const IndexedLane& lane;
    QFontMetrics metrics;
    double ratio;
    [[nodiscard]] double xOf(Time time) const { return std::clamp(area.left() + scale.offsetOf(time) / ratio, -1e6, 1e6); }
    [[nodiscard]] Time timeAtX(double x) const { return scale.timeAtOffset((x - area.left()) * ratio); }
};

struct CrashTag {
    QString text;
    QRectF box;
};

/// The signal of a crash on a tag before its cross, outlined over the life that it ended, where that is wide enough.
std::optional<CrashTag> crashTag(const LabelPlace& place, std::size_t crashed) {
    if (place.area.height() < kTagged) return std::nullopt;
    const Span span = place.lane.times.span(crashed);
    const WorkerLife* worker = place.index.source()->worker(span.worker);
    if (!worker) return std::nullopt;
    CrashTag tag{crashLabel(*worker), {}};
    const double x = place.xOf(span.begin);
    const double width = place.metrics.horizontalAdvance(tag.text) + 8;
    const double life = x - place.xOf(worker->starting);
    const bool isWrittenInto = place.xOf(LaneIndex::endOf(span, place.index.now())) - x > width + 8;
    tag.box = QRectF(x - 5 - width, place.area.top() + 3, width + 2, place.area.height() - 6);
    if (tag.text.isEmpty() || life < width + 24 || isWrittenInto || tag.box.left() < place.area.left()) return std::nullopt;
    return tag;
}

/// Where words may begin in a span that begins at x: behind the cross or the ring that stands there.
double clearOfMarks(const LabelPlace& place, double x) {
    constexpr double kReach = 7;
    for (const MarkKind kind : {MarkKind::Recycled, MarkKind::Crashed}) {
        const auto mark = place.lane.events.firstFrom(kind, place.timeAtX(x - kReach));
        if (mark && place.xOf(mark->time) <= x + 1) x = std::max(x, place.xOf(mark->time) + kReach - 2);
    }
    return x;
}

/// The tags that reach into what is between the two x, from left to right.
std::vector<CrashTag> crashTags(const LabelPlace& place, int fromX, int toX) {
    std::vector<CrashTag> tags;
    constexpr double kCell = 16;
    for (double at = std::max(place.area.left(), fromX); at < toX + kWidestTag;) {
        const auto mark = place.lane.events.firstFrom(MarkKind::Crashed, place.timeAtX(at));
        if (!mark) break;
        const double x = place.xOf(mark->time);
        if (x > toX + kWidestTag) break;
        at = std::max(x, at) + kCell;
        if (auto tag = crashTag(place, mark->span)) tags.push_back(std::move(*tag));
    }
    return tags;
}

}  // namespace

void paintLaneLabels(QPainter& painter, const QRect& area, int fromX, int toX, const TimeScale& scale,
                     const TimeIndex& index, std::size_t slot, const QPalette& palette) {
    const Appearance appearance = appearanceOf(palette);
    const LabelPlace place{area, scale, index, index.lane(slot), painter.fontMetrics(), painter.device()->devicePixelRatioF()};
    const LaneIndex& lane = place.lane.times;
    const SpanSource& source = *index.source();
    const QFontMetrics& metrics = place.metrics;
    const std::vector<CrashTag> tags = crashTags(place, fromX, toX);
    std::size_t after = 0;  // spans before this one are dealt with
    for (double x = std::max(area.left(), fromX); x < std::min(area.right() + 1, toX) + kSample; x += kSample) {
        const auto at = lane.spanBefore(place.timeAtX(x));
        if (!at || *at < after) continue;
        after = *at + 1;
        const Span span = lane.span(*at);
        const double begin = place.xOf(span.begin);
        const double end = place.xOf(LaneIndex::endOf(span, index.now()));
        if (end - begin < kNarrowest) continue;
        // Words stay in sight while their span is partly to the left, and make way for a mark or a tag at its end.
        const double left = clearOfMarks(place, std::max(begin, static_cast<double>(area.left()))) + kInset;
        double right = std::min(end, area.right() + 1.0) - kInset;
        if (span.failed) right -= 8;
        for (const CrashTag& tag : tags) {
            if (tag.box.right() > left && tag.box.left() < right) right = tag.box.left() - kInset;
        }
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
            const int low = static_cast<int>((area.height() - 3) * stateHeight(span.activity));
            if (low < metrics.ascent()) continue;
            box = QRectF(left, area.bottom() - low, right - left, low);
            painter.fillRect(QRectF(left - 2, box.top(), width + 4, box.height()), fill);
        } else if (span.activity == WorkerActivity::Stopped) {
            painter.fillRect(QRectF(left - 2, area.top() + 4, width + 4, area.height() - 7), fill);
        }
        writeInto(painter, box, text, textOn(fill));
    }
    // An outline through which the work before the end is seen: what is filled is a span.
    QColor plate = palette.color(QPalette::Base);
    plate.setAlphaF(0.72F);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const CrashTag& tag : tags) {
        painter.setPen(activityColor(WorkerActivity::Crashed, appearance));
        painter.setBrush(plate);
        painter.drawRoundedRect(tag.box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.setPen(palette.color(QPalette::Text));
        painter.drawText(tag.box, Qt::AlignCenter | Qt::TextSingleLine, tag.text);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace poolscope::ui
