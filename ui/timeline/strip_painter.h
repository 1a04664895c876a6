// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QImage>

#include "timeline/mark_images.h"
#include "timeline/state_style.h"
#include "timeline/strip_canvas.h"
#include "timeline/time_index.h"
#include "timeline/time_scale.h"

namespace poolscope::ui {

/// What a lane's picture depends on beside its spans and the time scale.
struct StripLook {
    int height = 20;        ///< device pixels
    double pixelRatio = 1;
    Appearance appearance = Appearance::Light;
    QRgb background = 0xffffffff;
    friend bool operator==(const StripLook&, const StripLook&) = default;
};

/// Heights in device pixels of the states in one column, stacked from below in the order of StripPainter::kStack.
struct ColumnStack {
    std::array<int, kPaintedStates> heights{};  ///< by painted state; Idle: height of its line, under the others
    int alone = -1;                             ///< the only state of the column, or -1
    friend bool operator==(const ColumnStack&, const ColumnStack&) = default;
};

/// Paints columns of one lane into its picture. Each column shows the exact share of every state within it as a stack,
/// so that nothing is lost when a column covers a million spans; where spans are wide, edges, wedges and outlines
/// are added; marks come on top. A column's pixels depend on the column alone, never on what is painted beside it.
class StripPainter {
public:
    /// From the bottom up.
    static constexpr std::array<WorkerActivity, 7> kStack{
        WorkerActivity::Running,      WorkerActivity::Stopped,  WorkerActivity::Transport,
        WorkerActivity::Initializing, WorkerActivity::Starting, WorkerActivity::Retiring,
        WorkerActivity::Crashed};

    /// Details are added or left out for so many columns at once (logical pixels). What becomes known of a moment can
    /// change the picture from the beginning of the cell that it is in.
    static constexpr int kCell = 64;

    StripPainter() = default;
    explicit StripPainter(const StripLook& look);

    [[nodiscard]] const StripLook& look() const { return m_look; }
    /// Heights for the shares of a column that lasts `duration`.
    [[nodiscard]] ColumnStack stackFor(const StateTimes& times, Time duration) const;
    /// Paints the picture's columns [from, to); the scale's first column is at x = 0.
    void paint(QImage& picture, int from, int to, const TimeScale& scale, const IndexedLane& lane, Time now) const;
    /// The first column that may look different when the lane changed from `column` on.
    [[nodiscard]] std::int64_t firstAffected(std::int64_t column) const;
    /// Fills the picture with one state, as it looks with columns to itself: for the legend.
    void paintSample(QImage& picture, WorkerActivity activity) const;
    [[nodiscard]] const MarkImages& marks() const { return m_marks; }
    /// Height that a state with the whole column to itself fills.
    [[nodiscard]] int fullHeight() const;

private:
    void paintColumns(StripCanvas& canvas, int from, int to, const TimeScale& scale, const LaneIndex& lane, Time now) const;
    void paintRun(StripCanvas& canvas, int from, int to, std::int64_t firstColumn, const ColumnStack& stack) const;
    void paintDetails(StripCanvas& canvas, int from, int to, const TimeScale& scale, const LaneIndex& lane, Time now) const;
    void paintDetail(StripCanvas& canvas, int from, int to, const TimeScale& scale, const Span& span, Time now) const;
    void paintMarks(QImage& picture, int from, int to, const TimeScale& scale, const LaneEvents& events) const;
    [[nodiscard]] int bottom() const { return m_look.height - m_unit; }

    StripLook m_look;
    int m_unit = 1;  ///< device pixels in a logical one, whole
    StateStyles m_styles;
    std::array<double, kPaintedStates> m_heights{};  ///< of a state that has a column to itself
    MarkImages m_marks;
};

}  // namespace poolscope::ui
