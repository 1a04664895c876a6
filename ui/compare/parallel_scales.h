// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "compare/comparison_set.h"

namespace poolscope::ui {

/// One vertical scale of the parallel coordinates: a setting that differs, or a measure. Places are from 0 (below) to 1.
struct ParallelScale {
    struct Tick {
        double place = 0;
        QString text;
    };
    QString name;
    std::vector<double> places;  ///< of each shown run; negative: it has no such value
    std::vector<Tick> ticks;     ///< from below; each value of a setting, least and most of a measure
};

/// Settings that differ, in their order, then the measures of the comparison. Numbers stand in their order with equal distances, since
/// settings are tried in steps (1, 2, 4, 8); "none" is above all numbers; words stand in the order of their first run.
[[nodiscard]] std::vector<ParallelScale> parallelScales(const ComparisonSet& set);

}  // namespace poolscope::ui
