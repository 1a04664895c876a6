// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_code.h"

#include <algorithm>
#include <string>
#include <vector>

#include <QFile>

#include <poolscope/measured_words.h>
#include <poolscope/recorded_configuration.h>

#include "compare/comparison_set.h"

namespace poolscope::ui {

std::optional<MeasuredCode> codeOfCompared(const ComparisonSet& set, quint64 id) {
    const ComparedEntry* const entry = set.entry(id);
    if (!entry) return {};
    auto scenario = study::recorded_scenario(QFile::encodeName(entry->path).toStdString());
    if (!scenario) return {};
    MeasuredCode code{std::move(*scenario), {}};
    if (!entry->run) return code;
    const auto say = [&code](const std::string& line) { code.words << QString::fromStdString(line); };
    const auto measured = [&set](const study::ComparedRun& run) { return study::measured(run, set.measure()); };
    const auto& groups = set.groups();
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const study::RunGroup& each) {
        return std::any_of(each.runs.begin(), each.runs.end(), [&](std::size_t run) { return set.entryOfRun(run).id == id; });
    });
    std::vector<double> seconds;
    if (group != groups.end()) {
        for (const std::size_t run : group->runs)
            if (const auto time = measured(set.runs()[run])) seconds.push_back(*time);
    } else if (const auto time = measured(*entry->run)) {
        seconds.push_back(*time);
    }
    const std::string of = set.measure() == study::Measure::Wall ? "" : std::string(" (") + study::to_string(set.measure()) + ")";
    say(study::median_words(seconds) + of);
    for (const study::GroupComparison& result : set.results())
        if (group != groups.end() && result.is_known && result.group == static_cast<std::size_t>(group - groups.begin()))
            say(study::against_words(result.comparison, set.baselineGroup() < groups.size() ? groups[set.baselineGroup()].label : "the baseline"));
    if (entry->run->environment) say(study::where_words(*entry->run->environment, 0));
    return code;
}

}  // namespace poolscope::ui
