// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFont>
#include <QPalette>
#include <QRect>

#include "timeline/time_index.h"

class QPainter;

namespace poolscope::ui {

/// What stands at the left of a lane.
struct LaneHeader {
    std::size_t slot = 0;
    const WorkerLife* worker = nullptr;      ///< the latest life; null: none yet
    WorkerActivity activity = WorkerActivity::Ended;  ///< of that life
    double busyShare = 0;                    ///< of the visible time
    std::optional<double> fuse;              ///< tasks left of maxtasksperchild, 1 when fresh; none without a limit
    bool isCurrent = false;                  ///< the keyboard's lane
    bool isHovered = false;
};

/// As of `moment`, or of the present.
[[nodiscard]] LaneHeader laneHeader(const TimeIndex& index, std::size_t slot, Time begin, Time end, std::optional<Time> moment = {});
/// Wide enough for all that is in it, in this font.
[[nodiscard]] int headerWidthFor(const QFont& font);
void paintLaneHeader(QPainter& painter, const QRect& area, const LaneHeader& header, const QPalette& palette);
/// The names of the header's columns, over the lanes.
void paintHeaderCaptions(QPainter& painter, const QRect& area, const QPalette& palette);

}  // namespace poolscope::ui
