// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/cost_estimate.h>

namespace poolscope::ui {

/// A warning in the words of the window.
[[nodiscard]] QString costWarningText(const study::CostWarning& warning);
/// "8 workers, ready after 4 ms; 120 tasks, 15 for each; 12 restarts, 30 ms; 16 MiB".
[[nodiscard]] QString costText(const study::CostEstimate& estimate);

}  // namespace poolscope::ui
