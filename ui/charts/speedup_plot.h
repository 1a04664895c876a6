// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <poolscope/speedup.h>

namespace poolscope::ui {

class Plot;

/// A measured speed-up and the law through it.
struct SpeedupDrawing {
    std::vector<double> processes, measured;  ///< the dots, from the fewest processes
    study::SpeedupCurve curve;
    std::vector<double> bandAt, low, high;    ///< the 95 % of the law
};
/// At so many places from one process to the most that were run, as speedup_band() says it for this fit.
[[nodiscard]] SpeedupDrawing speedupDrawing(std::vector<double> processes, std::vector<double> measured, const study::SpeedupFit& fit);
/// Five series: measured, the law, its band's two bounds, and the ideal. The plot is not refreshed, and keeps its range.
void drawSpeedup(Plot& plot, const SpeedupDrawing& drawing);

}  // namespace poolscope::ui
