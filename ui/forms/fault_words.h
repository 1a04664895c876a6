// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include <poolscope/faults.h>

namespace poolscope::ui {

/// One fault as a sentence: "kill worker 1 at its 3rd task".
[[nodiscard]] QString faultSentence(const Fault& fault);
/// What an action does, for the list of choices: name and explanation.
[[nodiscard]] QString faultActionExplanation(FaultAction action);
[[nodiscard]] QString faultPointExplanation(FaultPoint point);

/// The points at which an action can happen.
[[nodiscard]] std::vector<FaultPoint> pointsOf(FaultAction action);

/// Faults that are worth trying, ready to be added to a plan.
[[nodiscard]] std::vector<Fault> readyFaults();

}  // namespace poolscope::ui
