// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poolscope/cost_estimate.h>

#include "interruption.h"

namespace poolscope::app {

/// The kept figures of this machine, if they hold for it still and are no older than a week.
[[nodiscard]] std::optional<study::MachineCosts> kept_machine_figures();
/// Measures them by some small runs (well under a second) and keeps them. Empty: it was interrupted. Throws what measure_run throws, and
/// SystemError when a run does not succeed or nothing can be kept.
[[nodiscard]] std::optional<study::MachineCosts> measure_machine(Interruption& interruption);
/// The kept ones, or the usual ones of a machine that nobody has measured yet.
[[nodiscard]] study::PoolCosts known_costs();

}  // namespace poolscope::app
