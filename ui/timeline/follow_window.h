// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/time_scale.h"

namespace poolscope::ui {

/// How the visible part of time moves with a run that goes on.
enum class Following : std::uint8_t {
    Off,    ///< it stays where the user put it
    Whole,  ///< the run from its beginning, in growing steps; then the latest kFollowedSpan of it
    All,    ///< the run from its beginning, however long it grows
    Latest, ///< at the scale that the user chose, with the present at the right edge
};

/// A run that is longer than this is followed by its latest part.
inline constexpr Time kFollowedSpan = 10'000'000'000;

/// The next of a few round lengths that a growing run is shown in: each is seldom outgrown, and only then the picture
/// is scaled anew.
[[nodiscard]] Time roomFor(Time length);

/// What to show at `now`, `columns` wide. Gives `current` back while it will do, so that nothing needs repainting.
[[nodiscard]] TimeScale followed(Following following, const TimeScale& current, Time origin, Time now, int columns,
                                 int marginColumns);

}  // namespace poolscope::ui
