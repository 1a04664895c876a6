// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "timeline/span_walk.h"

namespace poolscope::ui {

/// A span in one line, as it is read out: "worker 3: running task 812, 1.4 s".
[[nodiscard]] QString spokenSpan(const TimeIndex& index, SpanSpot spot);
/// What a lane does now, in one line: "slot 2, worker 7, third life: running task 812, 1.4 s; 50 tasks done".
[[nodiscard]] QString spokenLane(const TimeIndex& index, std::size_t slot);
/// What, where, how long and why, as rich text for a tool tip.
[[nodiscard]] QString spanToolTip(const TimeIndex& index, SpanSpot spot);
/// The same for a stretch of a lane that holds many spans.
[[nodiscard]] QString stretchToolTip(const TimeIndex& index, std::size_t slot, Time begin, Time end);
/// Words for a running span that fit into `width`, the longest first choice; empty if none does.
[[nodiscard]] QString taskLabel(const SpanSource& source, const Span& span, int detail);
/// "SIGKILL", "exit 3", "timed out": why a worker ended in disorder, in as few words as can be.
[[nodiscard]] QString crashLabel(const WorkerLife& worker);

}  // namespace poolscope::ui
