// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolscope::ui {

/// What a start method does, in one sentence, with what a start costs. Empty for a name that is none.
/// The times are those of SPEED.md's reference machine, rounded, hence "about".
[[nodiscard]] QString startMethodExplanation(const QString& method);
/// "about 0.2 ms": what starting one worker costs.
[[nodiscard]] QString startCost(const QString& method);

}  // namespace poolscope::ui
