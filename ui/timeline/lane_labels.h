// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QRect>

#include "timeline/time_index.h"
#include "timeline/time_scale.h"

class QPainter;

namespace poolscope::ui {

/// Writes into the wide spans of a lane what they are: the task's number and more where there is room, the names of
/// other states, the signal of a crash. `area` is the lane's plot, whose left edge is the scale's first column; only
/// what lies between the two x is written.
void paintLaneLabels(QPainter& painter, const QRect& area, int fromX, int toX, const TimeScale& scale,
                     const TimeIndex& index, std::size_t slot, const QPalette& palette);

}  // namespace poolscope::ui
