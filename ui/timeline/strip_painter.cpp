// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/strip_painter.h"

#include <algorithm>
#include <cmath>

namespace poolscope::ui {

namespace {

constexpr int kIdleLine = 2;  // logical pixels
constexpr int kTopMargin = 2;

}  // namespace

StripPainter::StripPainter(const StripLook& look)
    : m_look(look), m_unit(std::max(1, static_cast<int>(std::lround(look.pixelRatio)))),
      m_styles(stateStyles(look.appearance, QColor::fromRgb(look.background))),
      m_marks(std::min(11 * m_unit, look.height - m_unit), look.appearance, QColor::fromRgb(look.background)) {
    for (std::size_t state = 0; state < kPaintedStates; ++state) {
        m_heights[state] = stateHeight(activityOf(state)) * fullHeight();
    }
}

int StripPainter::fullHeight() const { return std::max(1, bottom() - kTopMargin * m_unit); }

ColumnStack StripPainter::stackFor(const StateTimes& times, Time duration) const {
    ColumnStack stack;
    Time largest = 0;
    for (std::size_t state = 0; state < kPaintedStates; ++state) {
        if (times.ns[state] > largest) {
            largest = times.ns[state];
            stack.alone = static_cast<int>(state);
        }
    }
    if (largest < duration) stack.alone = -1;
    const int full = fullHeight();
    const double perNs = 1.0 / static_cast<double>(std::max<Time>(1, duration));
    // Borders are rounded, not heights, so that the errors do not add up.
    double border = 0.5;
    int below = 0;
    for (const WorkerActivity activity : kStack) {
        const std::size_t state = *paintedState(activity);
        if (times.ns[state] == 0) continue;
        border += static_cast<double>(times.ns[state]) * perNs * m_heights[state];
        int top = std::min(static_cast<int>(border), full);
        // Work is never invisible, however little of it there is in the column; it lifts what is above, and takes nothing from it.
        if (activity == WorkerActivity::Running && top < m_unit) {
            border += m_unit - top;
            top = m_unit;
        }
        stack.heights[state] = std::max(0, top - below);
        below = std::max(below, top);
    }
    const std::size_t idle = *paintedState(WorkerActivity::Idle);
    if (times.ns[idle] > 0) stack.heights[idle] = kIdleLine * m_unit;
    return stack;
}

void StripPainter::paint(QImage& picture, int from, int to, const TimeScale& scale, const IndexedLane& lane,
                         Time now) const {
    from = std::max(from, 0);
    to = std::min(to, picture.width());
    if (from >= to) return;
    StripCanvas canvas(picture);
    paintColumns(canvas, from, to, scale, lane.times, now);
    paintDetails(canvas, from, to, scale, lane.times, now);
    paintMarks(picture, from, to, scale, lane.events);
}

void StripPainter::paintColumns(StripCanvas& canvas, int from, int to, const TimeScale& scale, const LaneIndex& lane,
                                Time now) const {
    // Nothing is there after the present.
    const std::int64_t behind = std::max<std::int64_t>(from, scale.columnAt(now) + 1 - scale.firstColumn);
    if (behind < to) {
        canvas.fill(static_cast<int>(behind), to, 0, canvas.height(), m_look.background);
        to = static_cast<int>(behind);
        if (from >= to) return;
    }
    LaneIndex::Place place;
    Time begin = scale.timeAt(scale.firstColumn + from);
    StateTimes before = lane.timesUpTo(begin, now, place);
    ColumnStack current;
    int runFrom = from;
    for (int x = from; x < to; ++x) {
        const Time end = scale.timeAt(scale.firstColumn + x + 1);
        const StateTimes after = lane.timesUpTo(end, now, place);
        const ColumnStack stack = stackFor(after - before, end - begin);
        if (x == from) {
            current = stack;
        } else if (stack != current) {
            paintRun(canvas, runFrom, x, scale.firstColumn, current);
            current = stack;
            runFrom = x;
        }
        begin = end;
        before = after;
    }
    paintRun(canvas, runFrom, to, scale.firstColumn, current);
}

void StripPainter::paintRun(StripCanvas& canvas, int from, int to, std::int64_t firstColumn,
                            const ColumnStack& stack) const {
    int y = bottom();
    canvas.fill(from, to, y, canvas.height(), m_look.background);
    for (const WorkerActivity activity : kStack) {
        const std::size_t state = *paintedState(activity);
        const int height = stack.heights[state];
        if (height == 0) continue;
        const StateStyle& style = m_styles[state];
        if (style.hasPattern() && stack.alone == static_cast<int>(state)) {
            for (int row = y - height; row < y; ++row) {
                QRgb* line = canvas.line(row);
                for (int x = from; x < to; ++x) line[x] = style.pixel(firstColumn + x, row, m_unit);
            }
        } else {
            canvas.fill(from, to, y - height, y, style.fill());
        }
        y -= height;
    }
    // The line of idleness shows where nothing else covers it.
    const std::size_t idle = *paintedState(WorkerActivity::Idle);
    const int lineTop = bottom() - stack.heights[idle];
    if (lineTop < y) {
        canvas.fill(from, to, lineTop, y, m_styles[idle].fill());
        y = lineTop;
    }
    canvas.fill(from, to, 0, y, m_look.background);
}

}  // namespace poolscope::ui
