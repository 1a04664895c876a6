// SPDX-License-Identifier: MIT
#include <poolscope/run_comparison.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <set>
#include <string_view>
#include <unordered_map>

#include "study/growing_samples.h"
#include "study/random.h"

namespace poolscope::study {
namespace {

/// A run's settings by their names: a run of many calls has some for each of them.
class SettingsByName {
public:
    explicit SettingsByName(const ComparedRun& run) {
        values_.reserve(run.settings.size());
        for (const Setting& setting : run.settings) values_.emplace(setting.name, &setting.value);
    }
    /// Empty: it has none.
    [[nodiscard]] std::string value_of(const std::string& name) const {
        const auto found = values_.find(name);
        return found != values_.end() ? *found->second : std::string();
    }

private:
    std::unordered_map<std::string_view, const std::string*> values_;
};

/// Every name that any run has, in the order of the first that has it.
std::vector<std::string> names_of(std::span<const ComparedRun> runs) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const ComparedRun& run : runs)
        for (const Setting& setting : run.settings)
            if (seen.insert(setting.name).second) names.push_back(setting.name);
    return names;
}

bool all_alike(const std::vector<std::string>& values) {
    return std::all_of(values.begin(), values.end(), [&values](const std::string& value) { return value == values.front(); });
}

GapPart part_of(LedgerCause cause) {
    switch (cause) {
    case LedgerCause::Useful: return GapPart::Work;
    case LedgerCause::Starting:
    case LedgerCause::Initializing: return GapPart::StartUp;
    case LedgerCause::Transport: return GapPart::Transport;
    case LedgerCause::Recycling: return GapPart::Recycling;
    case LedgerCause::Wasted:
    case LedgerCause::Crash:
    case LedgerCause::Stopped: return GapPart::Failures;
    case LedgerCause::IdleNoWork:
    case LedgerCause::IdlePaused:
    case LedgerCause::IdleUnfed:
    case LedgerCause::IdleTail: return GapPart::Waiting;
    case LedgerCause::Absent: return GapPart::Absent;
    }
    return GapPart::Absent;
}

/// Left undone by the run that left least, of those that came to their end: more than that is less work, not a faster run. (Items that fail
/// in every run are part of what is compared.)
std::uint64_t least_undone(std::span<const ComparedRun> runs, std::span<const RunGroup> groups) {
    std::uint64_t least = UINT64_MAX;
    for (const RunGroup& group : groups)
        for (const std::size_t run : group.runs)
            if (runs[run].is_complete) least = std::min(least, runs[run].items_not_done);
    return least;
}

/// The runs of a group that did the same as the others: for how long a whole run takes, one that broke off says nothing.
RunGroup of_same_work(std::span<const ComparedRun> runs, const RunGroup& group, Measure measure, std::uint64_t undone) {
    if (measure != Measure::Wall && measure != Measure::Work) return group;
    RunGroup same{{}, group.label};
    for (const std::size_t run : group.runs)
        if (runs[run].is_complete && runs[run].items_not_done <= undone) same.runs.push_back(run);
    return same;
}

std::vector<RunGroup> of_same_work(std::span<const ComparedRun> runs, std::span<const RunGroup> groups, Measure measure) {
    const std::uint64_t undone = least_undone(runs, groups);
    std::vector<RunGroup> same;
    for (const RunGroup& group : groups) same.push_back(of_same_work(runs, group, measure, undone));
    return same;
}

std::vector<double> sample(std::span<const ComparedRun> runs, const RunGroup& group, Measure measure) {
    std::vector<double> values;
    for (const std::size_t run : group.runs)
        if (const auto value = measured(runs[run], measure); value && *value > 0 && std::isfinite(*value)) values.push_back(*value);
    return values;
}

double share_of(const TimeParts& gap, std::size_t part) {
    return gap.parts[part] / gap.seconds;
}

/// Runs of the group, as many as there are, drawn with repetition.
RunGroup drawn_again(const RunGroup& group, Random& random) {
    RunGroup drawn;
    for (std::size_t i = 0; i < group.runs.size(); ++i) drawn.runs.push_back(group.runs[random.below(group.runs.size())]);
    return drawn;
}

/// Whether other runs of the same two would have told about the same share (a bootstrap of the runs). With one run of either nobody knows.
bool is_steady(std::span<const ComparedRun> runs, const RunGroup& base, const RunGroup& other, std::size_t part) {
    constexpr std::size_t kResamples = 400;
    constexpr double kWidest = 0.5;  // of the gap, between the 5th and the 95th percentile
    if (base.runs.size() < 2 || other.runs.size() < 2) return true;
    Random random(base.runs.size() * 1000 + other.runs.size());
    std::vector<double> shares;
    for (std::size_t i = 0; i < kResamples; ++i) {
        const TimeParts gap = time_parts(runs, drawn_again(other, random)) - time_parts(runs, drawn_again(base, random));
        if (gap.seconds != 0) shares.push_back(share_of(gap, part));
    }
    if (shares.empty()) return false;
    std::sort(shares.begin(), shares.end());
    return shares[shares.size() * 95 / 100] - shares[shares.size() * 5 / 100] <= kWidest;
}

/// The verdict is about medians and the gap about means: of a gap that goes the other way no part can be told.
void attribute(GroupComparison& result, std::span<const ComparedRun> runs, const RunGroup& base, const RunGroup& other, Measure measure) {
    if (std::abs(result.gap.seconds) <= time_parts(runs, base).seconds / 1000) return;
    if (measure == Measure::Wall && result.is_known && (result.comparison.ratio.ratio > 1) != (result.gap.seconds > 0)) return;
    std::size_t main = 0;
    for (std::size_t part = 1; part < kGapParts; ++part)
        if (share_of(result.gap, part) > share_of(result.gap, main)) main = part;
    if (!is_steady(runs, base, other, main)) return;
    result.main_part = static_cast<GapPart>(main);
    result.main_share = share_of(result.gap, main);
}

}  // namespace

std::vector<RunGroup> group_by_settings(std::span<const ComparedRun> runs) {
    std::vector<RunGroup> groups;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const RunGroup& group) {
            return runs[group.runs.front()].settings == runs[run].settings;
        });
        if (same != groups.end()) same->runs.push_back(run);
        else groups.push_back({{run}, {}});
    }
    const std::vector<DifferingLine> lines = differing_settings(runs);
    for (RunGroup& group : groups) {
        for (const DifferingLine& line : lines) {
            const std::string& value = line.values[group.runs.front()];
            if (value.empty()) continue;
            group.label += (group.label.empty() ? "" : ", ") + line.name + " " + value;
        }
        if (group.label.empty()) group.label = runs[group.runs.front()].title;
    }
    return groups;
}

std::vector<DifferingLine> differing_settings(std::span<const ComparedRun> runs) {
    std::vector<DifferingLine> lines;
    const std::vector<SettingsByName> settings(runs.begin(), runs.end());
    for (const std::string& name : names_of(runs)) {
        DifferingLine line{name, {}};
        for (const SettingsByName& run : settings) line.values.push_back(run.value_of(name));
        if (!all_alike(line.values)) lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<DifferingLine> differing_environment(std::span<const ComparedRun> runs) {
    std::vector<DifferingLine> lines;
    const auto add = [&](const char* name, auto words) {
        DifferingLine line{name, {}};
        for (const ComparedRun& run : runs) line.values.push_back(run.environment ? words(*run.environment) : std::string("not known"));
        if (!line.values.empty() && !all_alike(line.values)) lines.push_back(std::move(line));
    };
    const auto count = [](const std::optional<int>& value) { return value ? std::to_string(*value) : std::string(); };
    add("processor", [](const Environment& e) { return e.cpu_model; });
    add("usable CPUs", [&count](const Environment& e) { return count(e.usable_cpus); });
    add("affinity", [](const Environment& e) { return e.affinity; });
    add("CPUs by control group", [](const Environment& e) { return e.cgroup_cpus ? std::to_string(*e.cgroup_cpus) : std::string("no limit"); });
    add("memory by control group",
        [](const Environment& e) { return e.cgroup_memory_bytes ? std::to_string(*e.cgroup_memory_bytes) : std::string("no limit"); });
    add("governor", [](const Environment& e) { return e.governor; });
    add("kernel", [](const Environment& e) { return e.kernel; });
    add("system", [](const Environment& e) { return e.distribution; });
    add("Poolscope", [](const Environment& e) { return e.poolscope; });
    // In whole halves of a processor.
    add("load", [](const Environment& e) {
        if (!e.load_1_minute) return std::string();
        char text[32];
        std::snprintf(text, sizeof text, "%.1f", std::round(*e.load_1_minute * 2) / 2);
        return std::string(text);
    });
    return lines;
}

const char* to_string(GapPart part) noexcept {
    switch (part) {
    case GapPart::Work: return "work";
    case GapPart::StartUp: return "start-up";
    case GapPart::Transport: return "transport";
    case GapPart::Recycling: return "recycling";
    case GapPart::Failures: return "failures";
    case GapPart::Waiting: return "waiting";
    case GapPart::Absent: return "absent";
    }
    return "";
}

TimeParts time_parts(std::span<const ComparedRun> runs, const RunGroup& group) {
    TimeParts mean;
    std::size_t counted = 0;
    for (const std::size_t index : group.runs) {
        const ComparedRun& run = runs[index];
        if (run.ledger.slot_count == 0) continue;
        ++counted;
        const double slots = static_cast<double>(run.ledger.slot_count);
        mean.seconds += static_cast<double>(run.ledger.total_ns) / 1e9 / slots;
        for (std::size_t cause = 0; cause < kLedgerCauses; ++cause)
            mean.parts[static_cast<std::size_t>(part_of(static_cast<LedgerCause>(cause)))] +=
                static_cast<double>(run.ledger.lines[cause].total_ns) / 1e9 / slots;
    }
    if (counted == 0) return mean;
    mean.seconds /= static_cast<double>(counted);
    for (double& part : mean.parts) part /= static_cast<double>(counted);
    return mean;
}

TimeParts operator-(const TimeParts& to, const TimeParts& from) noexcept {
    TimeParts difference = to;
    difference.seconds -= from.seconds;
    for (std::size_t part = 0; part < kGapParts; ++part) difference.parts[part] -= from.parts[part];
    return difference;
}

std::vector<RunGroup> timed_runs(std::span<const ComparedRun> runs, std::span<const RunGroup> groups, Measure measure) {
    std::vector<RunGroup> timed = of_same_work(runs, groups, measure);
    for (std::size_t index = 0; index < groups.size(); ++index)
        if (timed[index].runs.empty()) timed[index].runs = groups[index].runs;
    return timed;
}

std::vector<GroupComparison> compare_groups(std::span<const ComparedRun> runs, std::span<const RunGroup> groups, std::size_t baseline,
                                            Measure measure, const CompareOptions& options) {
    std::vector<GroupComparison> results;
    if (groups.size() < 2 || baseline >= groups.size()) return results;
    CompareOptions shared = options;
    shared.ratio.confidence = 1 - (1 - options.ratio.confidence) / static_cast<double>(groups.size() - 1);
    const std::vector<RunGroup> same = of_same_work(runs, groups, measure);
    const RunGroup& base_group = same[baseline];
    const std::vector<double> base = sample(runs, base_group, measure);
    for (std::size_t index = 0; index < groups.size(); ++index) {
        if (index == baseline) continue;
        const RunGroup& other_group = same[index];
        const std::vector<double> other = sample(runs, other_group, measure);
        GroupComparison result;
        result.group = index;
        result.base_runs = base.size();
        result.runs = other.size();
        result.is_known = !base.empty() && !other.empty();
        if (result.is_known) result.comparison = compare_growing(base, other, shared, groups.size() - 1);
        result.gap = time_parts(runs, other_group) - time_parts(runs, base_group);
        attribute(result, runs, base_group, other_group, measure);
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace poolscope::study
