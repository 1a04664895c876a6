// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "timeline/span_source.h"

namespace poolscope::ui {

struct TimeTick {
    Time time = 0;
    QString label;       ///< empty: a short tick between two named ones
    bool isBase = false; ///< carries the whole time; the labels after it are what is added to it
};

/// Ticks at round times (1, 2, 5 times a power of ten) within [begin, end], counted from the origin, so that named ones
/// stand `minimumNs` or more apart. When the steps are much finer than the time itself ("12.300015 s"), labels give the
/// distance from the base before them ("+15 µs").
[[nodiscard]] std::vector<TimeTick> timeTicks(Time begin, Time end, Time origin, Time minimumNs);

/// A moment as exactly as `resolutionNs` makes sense: "12.300 015 s".
[[nodiscard]] QString momentText(Time sinceOrigin, Time resolutionNs);

}  // namespace poolscope::ui
