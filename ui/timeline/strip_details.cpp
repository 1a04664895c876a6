// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "timeline/strip_painter.h"

namespace poolscope::ui {

namespace {

std::int64_t floorTo(std::int64_t column, std::int64_t cell) {
    return (column >= 0 ? column / cell : -((-column + cell - 1) / cell)) * cell;
}

}  // namespace

std::int64_t StripPainter::firstAffected(std::int64_t column) const {
    return floorTo(column - m_marks.size() - 1, kCell * m_unit);
}

// Whether a span is worth details is decided for each cell of columns by how many spans it holds: a handful are walked
// through, a crowd is left as its sums. Cells are counted from the scale's anchor, so that a column looks the same
// whatever else is painted with it.
void StripPainter::paintDetails(StripCanvas& canvas, int from, int to, const TimeScale& scale, const LaneIndex& lane,
                                Time now) const {
    if (lane.size() == 0) return;
    const std::int64_t cell = kCell * m_unit;
    const std::int64_t first = scale.firstColumn;
    for (std::int64_t at = floorTo(first + from, cell); at < first + to; at += cell) {
        const std::size_t begin = lane.spanBefore(scale.timeAt(at)).value_or(0);
        const std::size_t end = lane.spanBefore(scale.timeAt(at + cell)).value_or(0);
        if (end - begin > kCell / 2) continue;
        const int left = static_cast<int>(std::max<std::int64_t>(from, at - first));
        const int right = static_cast<int>(std::min<std::int64_t>(to, at + cell - first));
        for (std::size_t index = begin; index <= end; ++index) {
            paintDetail(canvas, left, right, scale, lane.span(index), now);
        }
    }
}

void StripPainter::paintDetail(StripCanvas& canvas, int from, int to, const TimeScale& scale, const Span& span,
                               Time now) const {
    const std::int64_t first = scale.firstColumn;
    const Time spanEnd = LaneIndex::endOf(span, now);
    if (spanEnd <= scale.timeAt(first + from) || span.begin >= scale.timeAt(first + to)) return;
    const std::int64_t beginColumn = scale.columnAt(span.begin);
    const std::int64_t endColumn = scale.columnAt(spanEnd - 1) + 1;
    if (endColumn - beginColumn < 3 * m_unit) return;

    // The columns at its two ends belong to it where it fills most of them: wide spans have straight edges.
    for (const std::int64_t column : {beginColumn, endColumn - 1}) {
        const Time columnBegin = scale.timeAt(column);
        const Time columnEnd = scale.timeAt(column + 1);
        const Time covered = std::min(spanEnd, columnEnd) - std::max(span.begin, columnBegin);
        const std::int64_t x = column - first;
        if (x < from || x >= to || 2 * covered < columnEnd - columnBegin) continue;
        StateTimes all;
        if (const auto state = paintedState(span.activity)) all.ns[*state] = columnEnd - columnBegin;
        const auto at = static_cast<int>(x);
        paintRun(canvas, at, at + 1, first, stackFor(all, columnEnd - columnBegin));
    }
    const auto within = [&](std::int64_t column) {
        return static_cast<int>(std::clamp<std::int64_t>(column - first, from, to));
    };
    const int full = fullHeight();
    const auto fill = [&](std::int64_t left, std::int64_t right, int top, int low, QRgb color) {
        canvas.fill(within(left), within(right), top, low, color);
    };
    switch (span.activity) {
    case WorkerActivity::Running:
        fill(beginColumn, beginColumn + m_unit, bottom() - full, bottom(), m_look.background);
        break;
    case WorkerActivity::Retiring: {
        const QRgb color = m_styles[*paintedState(span.activity)].fill();
        const auto width = static_cast<double>(endColumn - beginColumn);
        for (int x = within(beginColumn); x < within(endColumn); ++x) {
            const double rest = (static_cast<double>(endColumn - first - x) - 0.5) / width;
            const int height = static_cast<int>(std::lround(rest * stateHeight(span.activity) * full));
            canvas.fill(x, x + 1, bottom() - full, bottom() - height, m_look.background);
            canvas.fill(x, x + 1, bottom() - height, bottom(), color);
        }
        break;
    }
    case WorkerActivity::Stopped: {
        const QRgb outline = qRgb(0, 0, 0);
        fill(beginColumn, endColumn, bottom() - full, bottom() - full + m_unit, outline);
        fill(beginColumn, endColumn, bottom() - m_unit, bottom(), outline);
        fill(beginColumn, beginColumn + m_unit, bottom() - full, bottom(), outline);
        fill(endColumn - m_unit, endColumn, bottom() - full, bottom(), outline);
        break;
    }
    default: break;
    }
}

void StripPainter::paintSample(QImage& picture, WorkerActivity activity) const {
    StateTimes times;
    const Time duration = picture.width();
    if (const auto state = paintedState(activity)) times.ns[*state] = duration;
    StripCanvas canvas(picture);
    paintRun(canvas, 0, picture.width(), 0, stackFor(times, duration));
    TimeScale scale;
    scale.nsPerColumn = 1;
    paintDetail(canvas, 0, picture.width(), scale, Span{0, duration, 0, kNoIndex, activity, false}, duration);
}

}  // namespace poolscope::ui
