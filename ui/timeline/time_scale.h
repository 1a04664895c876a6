// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>

#include "timeline/span_source.h"

namespace poolscope::ui {

/// Which moment is in which column of device pixels. Columns have numbers of their own, counted from an anchor, and
/// column k covers [timeAt(k), timeAt(k + 1)) wherever it is on the screen: panning by whole columns changes only which
/// are shown, so that what was painted stays true and can be moved. Times are whole nanoseconds; the anchor is
/// subtracted before floating point comes in.
struct TimeScale {
    /// A column is never shorter than this, so that every one covers some time.
    static constexpr double kFinestNs = 1.0;

    Time anchor = 0;
    double nsPerColumn = 1e6;
    std::int64_t firstColumn = 0;  ///< shown at the left edge

    [[nodiscard]] Time timeAt(std::int64_t column) const {
        return anchor + static_cast<Time>(std::llround(static_cast<double>(column) * nsPerColumn));
    }
    /// The column that covers a moment.
    [[nodiscard]] std::int64_t columnAt(Time time) const;
    /// Distance from the left edge in columns, with fractions.
    [[nodiscard]] double offsetOf(Time time) const {
        return static_cast<double>(time - anchor) / nsPerColumn - static_cast<double>(firstColumn);
    }
    [[nodiscard]] Time timeAtOffset(double columns) const {
        return anchor +
               static_cast<Time>(std::llround((static_cast<double>(firstColumn) + columns) * nsPerColumn));
    }
    [[nodiscard]] Time begin() const { return timeAt(firstColumn); }

    /// The same picture grid: what was painted in a column is still right.
    [[nodiscard]] bool hasSameColumns(const TimeScale& other) const {
        return anchor == other.anchor && nsPerColumn == other.nsPerColumn;
    }
    /// [begin, end) fills `columns`.
    [[nodiscard]] static TimeScale showing(Time begin, Time end, int columns);
    /// Magnified around the moment at `offset` columns from the left, which stays where it is.
    [[nodiscard]] TimeScale zoomed(double factor, double offset, double coarsestNs) const;

    friend bool operator==(const TimeScale&, const TimeScale&) = default;
};

}  // namespace poolscope::ui
