// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_scale.h"

#include <algorithm>

namespace poolscope::ui {

std::int64_t TimeScale::columnAt(Time time) const {
    auto column = static_cast<std::int64_t>(std::floor(static_cast<double>(time - anchor) / nsPerColumn));
    // The borders are rounded to nanoseconds; the division is not.
    while (timeAt(column + 1) <= time) ++column;
    while (timeAt(column) > time) --column;
    return column;
}

TimeScale TimeScale::showing(Time begin, Time end, int columns) {
    TimeScale scale;
    scale.anchor = begin;
    scale.nsPerColumn = std::max(kFinestNs, static_cast<double>(std::max<Time>(1, end - begin)) / std::max(1, columns));
    return scale;
}

TimeScale TimeScale::zoomed(double factor, double offset, double coarsestNs) const {
    TimeScale scale;
    scale.nsPerColumn = std::clamp(nsPerColumn / factor, kFinestNs, std::max(kFinestNs, coarsestNs));
    if (scale.nsPerColumn == nsPerColumn) return *this;
    const double whole = std::floor(offset);
    scale.anchor = timeAtOffset(offset) - static_cast<Time>(std::llround((offset - whole) * scale.nsPerColumn));
    scale.firstColumn = -static_cast<std::int64_t>(whole);
    return scale;
}

}  // namespace poolscope::ui
