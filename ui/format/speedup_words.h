// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/speedup.h>

namespace poolscope::ui {

/// The law in a sentence, with its interval and where it leads; where the interval is too wide for a share, that and nothing more.
[[nodiscard]] QString speedupText(study::SpeedupLaw law, const study::SpeedupCurve& curve, const study::Interval& contention);

}  // namespace poolscope::ui
