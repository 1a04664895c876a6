// SPDX-License-Identifier: GPL-3.0-or-later
#include "comparison_words.h"

#include <cmath>
#include <cstdio>

#include "quantity_words.h"

namespace poolscope::app {

namespace {

std::string factor(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 10 ? "%.2f" : "%.1f", value);
    return text;
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f %%", share * 100);
    return text;
}

std::string gap_words(const study::GroupComparison& result) {
    if (!result.main_part) return {};
    const std::string part = study::to_string(*result.main_part);
    if (result.main_share > 1.05) return "; " + part + " makes more than the whole gap, other parts make up for some of it";
    return "; " + percent(result.main_share) + " of the gap is " + part;
}

}  // namespace

std::string verdict_words(const std::string& base, const std::string& other, const study::GroupComparison& result,
                          study::Measure measure) {
    if (!result.is_known) return "Nothing can be said: one of the two has no run that did the same and came so far.";
    const study::Comparison& found = result.comparison;
    const double ratio = found.ratio.ratio;
    const study::Interval& interval = found.ratio.interval;
    const std::string took = other + " took " + factor(ratio) + " times as long as " + base;
    if (result.base_runs < 2 || result.runs < 2)
        return took + " this time. So few runs tell nothing about chance: run each again, with the same settings.";
    switch (found.finding) {
    case study::Finding::Difference: {
        const bool is_slower = ratio > 1;
        const double low = is_slower ? interval.low : 1 / interval.high, high = is_slower ? interval.high : 1 / interval.low;
        return other + " is " + factor(low) + " to " + factor(high) + " times " + (is_slower ? "slower" : "faster") + " than " + base +
               (measure == study::Measure::Wall ? gap_words(result) : std::string()) + ".";
    }
    case study::Finding::NoDifference:
        return other + " takes as long as " + base + ", to within " + percent(found.margin) + ".";
    case study::Finding::NotSettled:  // only where the number of runs is limited, which that of kept ones is not
    case study::Finding::MoreRuns: break;
    }
    return took + " (" + factor(interval.low) + " to " + factor(interval.high) + "), which is not certain yet" +
           (found.more_runs ? ": about " + counted(*found.more_runs, "more run") + " of each would tell." : ".");
}

}  // namespace poolscope::app
