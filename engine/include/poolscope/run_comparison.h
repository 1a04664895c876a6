// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <poolscope/compared_run.h>
#include <poolscope/statistics.h>

/// Runs beside each other: which settings differ, which are repetitions of each other, who is faster, and what the difference
/// is made of. Pure.
namespace poolscope::study {

/// Runs with the same settings: repetitions of one configuration.
struct RunGroup {
    std::vector<std::size_t> runs;  ///< indexes, in the order given
    std::string label;              ///< the settings that differ between the groups, "processes 4, chunksize 10"; else the runs' title
};
/// In the order of each group's first run.
[[nodiscard]] std::vector<RunGroup> group_by_settings(std::span<const ComparedRun> runs);

/// A line of a table with one column for each run.
struct DifferingLine {
    std::string name;
    std::vector<std::string> values;  ///< by run; empty: it has no such setting, or it is not known
};
/// Only what is not the same in all of them.
[[nodiscard]] std::vector<DifferingLine> differing_settings(std::span<const ComparedRun> runs);
/// Of the machines and how they were. Load and memory differ always a little: told from a difference that matters (a load of one
/// processor's half and more). Runs without an environment are told as "not known" when others have one.
[[nodiscard]] std::vector<DifferingLine> differing_environment(std::span<const ComparedRun> runs);

/// What a difference in wall time is made of.
enum class GapPart : std::uint8_t {
    Work,       ///< running tasks that ended well
    StartUp,    ///< starting and initializing workers
    Transport,
    Recycling,
    Failures,   ///< wasted work, crashes, stopped workers
    Waiting,    ///< idle: no work, paused, unfed, or behind the last tasks
    Absent,     ///< no process in the slot
};
inline constexpr std::size_t kGapParts = 7;
/// "work", "start-up", "transport", "recycling", "failures", "waiting", "absent".
[[nodiscard]] const char* to_string(GapPart part) noexcept;

/// The wall time of a configuration as its slots spent it on the average: the parts add up to the wall time.
struct TimeParts {
    double seconds = 0;
    std::array<double, kGapParts> parts{};
    [[nodiscard]] double operator[](GapPart part) const { return parts[static_cast<std::size_t>(part)]; }
};
/// Means over the runs of a group. A pool without slots has no parts.
[[nodiscard]] TimeParts time_parts(std::span<const ComparedRun> runs, const RunGroup& group);
[[nodiscard]] TimeParts operator-(const TimeParts& to, const TimeParts& from) noexcept;

/// One configuration against the baseline.
struct GroupComparison {
    std::size_t group = 0;       ///< index of the one that is compared
    std::size_t base_runs = 0, runs = 0;  ///< that could be measured
    /// Of the measure, this group's over the baseline's. Finding::MoreRuns with a ratio but no interval when there is one run of each:
    /// one run tells nothing about chance.
    Comparison comparison;
    bool is_known = false;       ///< both have a measured run
    TimeParts gap;               ///< of wall time, this group's less the baseline's
    /// The part that makes most of the gap and its share of it; empty when the gap is within a thousandth of the baseline's time.
    std::optional<GapPart> main_part = std::nullopt;
    double main_share = 0;       ///< 1 and more: other parts make up for it
};
/// Of each group the runs whose time_parts() go with what is compared by this measure: for how long a whole run takes, those that came to their
/// end and left no more undone than any other. A group that has none of those, of which no verdict speaks, keeps all.
[[nodiscard]] std::vector<RunGroup> timed_runs(std::span<const ComparedRun> runs, std::span<const RunGroup> groups, Measure measure);
/// Every group but the baseline's. The error level is shared among the comparisons (Bonferroni), so that many groups do not
/// make a difference out of chance; and among the looks of whoever adds a run and looks again, from 4 to 40 runs a side (LookPlan).
[[nodiscard]] std::vector<GroupComparison> compare_groups(std::span<const ComparedRun> runs, std::span<const RunGroup> groups,
                                                          std::size_t baseline, Measure measure, const CompareOptions& options = {});

}  // namespace poolscope::study
