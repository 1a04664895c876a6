// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QPainter>

#include "timeline/strip_painter.h"

namespace poolscope::ui {

// Marks that would cover each other are drawn once: one of a kind for each cell of columns. Cells are counted from the
// scale's anchor, as columns are, so that marks do not jump while one pans.
void StripPainter::paintMarks(QImage& picture, int from, int to, const TimeScale& scale,
                              const LaneEvents& events) const {
    const std::int64_t cell = 8 * m_unit;
    const int size = m_marks.size() + 1;
    const auto cellOf = [cell](std::int64_t column) { return column >= 0 ? column / cell : -((-column + cell - 1) / cell); };
    const auto isCrash = [&events](Time time) {
        const auto crash = events.firstFrom(MarkKind::Crashed, time);
        return crash && crash->time == time;
    };

    std::optional<QPainter> painter;
    for (std::size_t which = 0; which < kMarkKinds; ++which) {
        const auto kind = static_cast<MarkKind>(which);
        if (events.marks(kind).empty()) continue;
        // From the cell that may reach into the range to the one that may reach back into it.
        std::int64_t at = cellOf(scale.firstColumn + from - size) * cell;
        const std::int64_t end = scale.firstColumn + to + size;
        while (at < end) {
            auto mark = events.firstFrom(kind, scale.timeAt(at));
            // A task that failed because its worker died there needs no mark beside the cross, but hides no other failure.
            while (mark && kind == MarkKind::FailedTask && isCrash(mark->time) && scale.columnAt(mark->time) < end)
                mark = events.firstFrom(kind, mark->time + 1);
            if (!mark) break;
            const std::int64_t column = scale.columnAt(mark->time);
            if (column >= end) break;
            at = (cellOf(column) + 1) * cell;
            if (!painter) {
                painter.emplace(&picture);
                painter->setClipRect(from, 0, to - from, picture.height());
            }
            const QImage& image = m_marks.image(kind, mark->letter);
            const int top = bottom() - fullHeight() + (fullHeight() - image.height()) / 2;
            // A failed task's mark stands at the end of its own span; the others on the border between two.
            const int left = static_cast<int>(column - scale.firstColumn) -
                             (kind == MarkKind::FailedTask ? image.width() : image.width() / 2);
            painter->drawImage(QPoint(left, top), image);
        }
    }
}

}  // namespace poolscope::ui
