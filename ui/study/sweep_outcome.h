// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include <poolscope/speedup.h>
#include <poolscope/sweep.h>

namespace poolscope::ui {

/// A configuration of a sweep and what its runs say.
struct SweepConfiguration {
    std::size_t number = 0;
    QString label;
    std::vector<Json> values;              ///< one for each axis of the sweep
    std::vector<double> seconds;           ///< of runs that succeeded, without warm-ups
    int failed = 0;                        ///< runs that did not
    std::optional<double> median;
    std::optional<study::Interval> interval;  ///< 95 %, of the median
    std::optional<std::size_t> best;       ///< the fastest of those that do the same work
    /// Against that one; empty: it is the fastest, or there is nothing to compare yet.
    std::optional<study::Finding> finding;
    study::Interval ratio{1, 1};           ///< 95 %, of its median to that of the fastest
    int moreRuns = 0;
    QStringList runFolders;                ///< of its runs that are kept
};

/// The law of a sweep over processes alone.
struct SweepSpeedup {
    study::SpeedupLaw law = study::SpeedupLaw::Amdahl;
    study::SpeedupCurve curve;
    study::Interval contention;
    struct Band {
        double processes = 1;
        study::Interval speedup;
    };
    std::vector<Band> band;  ///< 95 %
};

/// What `poolscope sweep` has told of a sweep up to now: the document that it prints with --json, or as an event.
struct SweepOutcome {
    std::vector<SweepConfiguration> configurations;  ///< by number
    std::optional<std::size_t> best;
    study::SweepState state = study::SweepState::MoreRuns;
    int moreRounds = 0;
    double settledShare = 0;
    std::size_t made = 0, planned = 0;
    std::optional<double> secondsLeft;
    std::optional<SweepSpeedup> speedup;

    [[nodiscard]] bool isComplete() const { return made > 0 && made == planned; }
    /// Of all.
    [[nodiscard]] const SweepConfiguration* fastest() const { return best ? &configurations[*best] : nullptr; }
    /// Of those that do the same work as this one; null while none of them has a run.
    [[nodiscard]] const SweepConfiguration* fastestLike(const SweepConfiguration& configuration) const;
    /// One for each work: more than one where what is done is varied.
    [[nodiscard]] std::vector<const SweepConfiguration*> fastestOfEach() const;
};
/// Empty for a document of something else, or of another sweep.
[[nodiscard]] std::optional<SweepOutcome> sweepOutcome(const study::SweepSpec& spec, const Json& document);

}  // namespace poolscope::ui
