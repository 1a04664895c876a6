// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/parallel_scales.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "compare/comparison_words.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

struct Value {
    QString text;
    double number = 0;  ///< by which it is ordered
    std::size_t run = 0;
};

ParallelScale settingScale(const study::DifferingLine& line) {
    ParallelScale scale{QString::fromStdString(line.name), {}, {}};
    std::vector<Value> values;
    bool isNumeric = true;
    for (const std::string& text : line.values) {
        Value value{QString::fromStdString(text), 0, values.size()};
        bool isNumber = false;
        value.number = value.text.section(QLatin1Char(' '), 0, 0).toDouble(&isNumber);
        if (text == "none") {
            value.number = std::numeric_limits<double>::max();
            isNumber = true;
        }
        isNumeric = isNumeric && (isNumber || text.empty());
        values.push_back(value);
    }
    std::vector<Value> distinct;
    for (const Value& value : values) {
        const bool isKnown = std::any_of(distinct.begin(), distinct.end(), [&](const Value& d) { return d.text == value.text; });
        if (!value.text.isEmpty() && !isKnown) distinct.push_back(value);
    }
    if (isNumeric) std::stable_sort(distinct.begin(), distinct.end(), [](const Value& a, const Value& b) { return a.number < b.number; });
    const auto placeOf = [&](const QString& text) {
        const auto at = std::find_if(distinct.begin(), distinct.end(), [&](const Value& d) { return d.text == text; });
        if (at == distinct.end()) return -1.0;
        return distinct.size() == 1 ? 0.5 : static_cast<double>(at - distinct.begin()) / static_cast<double>(distinct.size() - 1);
    };
    for (const Value& value : values) scale.places.push_back(placeOf(value.text));
    for (const Value& value : distinct) scale.ticks.push_back({placeOf(value.text), value.text});
    return scale;
}

ParallelScale measureScale(const std::vector<study::ComparedRun>& runs, study::Measure measure) {
    ParallelScale scale{measureName(measure), {}, {}};
    double least = std::numeric_limits<double>::max(), most = 0;
    std::vector<std::optional<double>> values;
    for (const study::ComparedRun& run : runs) {
        values.push_back(study::measured(run, measure));
        if (!values.back()) continue;
        least = std::min(least, *values.back());
        most = std::max(most, *values.back());
    }
    if (least > most) {
        scale.places.assign(runs.size(), -1);
        return scale;
    }
    // Less than half a percent would be drawn as if it were everything.
    if (most - least < 0.005 * most) least = most;
    for (auto& value : values)
        if (value) value = std::max(*value, least);
    for (const auto& value : values)
        scale.places.push_back(!value ? -1 : most > least ? (*value - least) / (most - least) : 0.5);
    const auto text = [](double seconds) { return durationText(static_cast<std::int64_t>(std::llround(seconds * 1e9))); };
    if (most > least) scale.ticks = {{0, text(least)}, {1, text(most)}};
    else scale.ticks = {{0.5, text(most)}};
    return scale;
}

}  // namespace

std::vector<ParallelScale> parallelScales(const ComparisonSet& set) {
    std::vector<ParallelScale> scales;
    for (const study::DifferingLine& line : study::differing_settings(set.runs())) scales.push_back(settingScale(line));
    for (const study::Measure measure : {study::Measure::FirstResult, study::Measure::MedianTask, study::Measure::Work, study::Measure::Wall})
        scales.push_back(measureScale(set.runs(), measure));
    return scales;
}

}  // namespace poolscope::ui
