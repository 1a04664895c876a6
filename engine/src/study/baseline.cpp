// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <string>

#include <poolscope/baseline.h>

#include "study/growing_samples.h"

namespace poolscope::study {
namespace {

/// The latest of a configuration; more would only take longer to resample.
constexpr std::size_t kMostRuns = 40;
constexpr std::uint32_t kResamples = 1000;

bool is_measured(const StoredRun& run) {
    return run.digest && !run.is_live && run.digest->ending == RunEnding::Closed && run.digest->wall_ns > 0;
}

std::string settings_of(const RunDigest& digest) {
    if (!digest.settings_key.empty()) return digest.settings_key;
    return std::to_string(digest.processes) + "\n" + digest.start_method + "\n" + digest.initializer + "\n" +
           std::to_string(digest.maxtasksperchild.value_or(0)) + "\n" + digest.work;
}

struct Group {
    std::vector<std::size_t> runs;
    std::vector<double> seconds(std::span<const StoredRun> all) {
        std::sort(runs.begin(), runs.end(), [all](std::size_t a, std::size_t b) { return all[a].began_ns() > all[b].began_ns(); });
        std::vector<double> times;
        for (std::size_t i = 0; i < std::min(runs.size(), kMostRuns); ++i) times.push_back(1e-9 * static_cast<double>(all[runs[i]].digest->wall_ns));
        return times;
    }
};

void mark_against(const StoredRun& pinned, std::span<const StoredRun> runs, double margin, std::vector<std::optional<BaselineMark>>& marks) {
    if (!is_measured(pinned)) return;
    const RunDigest& base = *pinned.digest;
    const std::string work = work_identity(base), settings = settings_of(base);
    if (work.empty()) return;

    Group all_of_base, base_until_then;
    std::map<std::string, Group> later;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const StoredRun& run = runs[i];
        if (!is_measured(run) || work_identity(*run.digest) != work) continue;
        const bool is_later = run.began_ns() > pinned.began_ns();
        if (run.digest->done != base.done) {
            if (is_later) marks[i] = BaselineMark{.did_other = true};
            continue;
        }
        const std::string its = settings_of(*run.digest);
        if (its == settings) {
            all_of_base.runs.push_back(i);
            if (!is_later) base_until_then.runs.push_back(i);
        }
        if (is_later) later[its].runs.push_back(i);
    }
    for (auto& [its, group] : later) {
        const std::vector<double> before = (its == settings ? base_until_then : all_of_base).seconds(runs), now = group.seconds(runs);
        BaselineMark mark;
        mark.base_runs = before.size();
        mark.runs = now.size();
        mark.comparison = compare_growing(before, now, {.margin = margin, .ratio = {.resamples = kResamples}}, later.size());
        for (const std::size_t run : group.runs) marks[run] = mark;
    }
}

}  // namespace

std::vector<std::optional<BaselineMark>> marks_against_baseline(std::span<const StoredRun> runs, double margin) {
    std::vector<std::optional<BaselineMark>> marks(runs.size());
    for (const StoredRun& run : runs)
        if (run.notes.baseline) mark_against(run, runs, margin, marks);
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (runs[i].notes.baseline) marks[i] = BaselineMark{.is_baseline = true};
    return marks;
}

}  // namespace poolscope::study
