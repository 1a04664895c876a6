// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/follow_window.h"

#include <algorithm>

namespace poolscope::ui {

Time roomFor(Time length) {
    Time decade = 100'000'000;
    while (true) {
        for (const Time tenths : {10, 15, 20, 30, 50, 70}) {
            const Time room = decade / 10 * tenths;
            if (room >= length) return room;
        }
        decade *= 10;
    }
}

TimeScale followed(Following following, const TimeScale& current, Time origin, Time now, int columns,
                   int marginColumns) {
    const int used = std::max(1, columns - marginColumns);
    TimeScale scale = current;
    switch (following) {
    case Following::Off: return current;
    case Following::Whole: {
        const Time length = std::min(roomFor(now - origin), kFollowedSpan);
        scale = TimeScale::showing(origin, origin + length, used);
        if (current.hasSameColumns(scale)) scale = current;
        scale.firstColumn = 0;
        if (now - origin <= length) return scale;
        break;
    }
    case Following::All: {
        // Grown by a sixteenth at once, so that the picture is scaled anew only now and then.
        const Time length = std::max<Time>(1, now - origin);
        const Time shown = current.timeAt(used) - origin;
        if (current.anchor == origin && current.firstColumn == 0 && shown >= length && shown <= length + length / 8) return current;
        scale = TimeScale::showing(origin, origin + length + length / 16 + 1, used);
        scale.firstColumn = 0;
        return scale;
    }
    case Following::Latest: break;
    }
    scale.firstColumn = scale.columnAt(now) + 1 - used;
    return scale;
}

}  // namespace poolscope::ui
