// SPDX-License-Identifier: GPL-3.0-or-later
#include "sweep_words.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <numeric>
#include <ostream>

#include <poolscope/errors.h>
#include <poolscope/speedup.h>

#include <nlohmann/json.hpp>

#include "quantity_words.h"
#include "terminal.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

using study::Comparison;
using study::Finding;
using study::SweepProgress;
using study::SweepStanding;
using study::SweepVerdict;
using Align = TextTable::Align;

std::string number(double value, const char* format) {
    std::array<char, 40> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), format, value));
    return text.data();
}

std::string duration_of(double seconds) {
    return duration_words(static_cast<std::int64_t>(seconds * 1e9));
}

/// Where what is done is varied too: each work has a best of its own.
std::string verdict_by_work(const SweepProgress& sweep, const SweepVerdict& verdict, const std::vector<std::uint32_t>& bests) {
    if (bests.size() == verdict.standings.size()) return "Each configuration does other work: there is nothing to compare.";
    std::string best, same;
    for (const std::uint32_t each : bests) best += (best.empty() ? "" : "; ") + configuration_label(sweep.spec(), each);
    for (const SweepStanding& standing : verdict.standings)
        if (standing.against_best && standing.against_best->finding == Finding::NoDifference)
            same += (same.empty() ? "" : "; ") + configuration_label(sweep.spec(), standing.configuration);
    const std::string which = ", each among those that do the same work";
    switch (verdict.state) {
    case study::SweepState::Settled:
        if (!same.empty()) return "Settled: as good as any" + which + ": " + best + "; no different beyond " + plain_number(sweep.spec().margin * 100) + " %: " + same + ".";
        return "Settled: the fastest" + which + ": " + best + ".";
    case study::SweepState::MoreRuns:
        return "They look fastest" + which + ": " + best + "; about " + counted(verdict.more_rounds, "more run") + " of each would settle it.";
    case study::SweepState::NotSettled: break;
    }
    return "They look fastest" + which + ", but it will not be settled: " + best + ".";
}

std::string verdict_words(const SweepProgress& sweep, const SweepVerdict& verdict) {
    if (!verdict.best) return "No run succeeded.";
    if (const std::vector<std::uint32_t> bests = bests_of(verdict); bests.size() > 1) return verdict_by_work(sweep, verdict, bests);
    const std::string best = configuration_label(sweep.spec(), *verdict.best);
    switch (verdict.state) {
    case study::SweepState::Settled: {
        std::string same;
        for (const SweepStanding& standing : verdict.standings)
            if (standing.against_best && standing.against_best->finding == Finding::NoDifference)
                same += (same.empty() ? "" : "; ") + configuration_label(sweep.spec(), standing.configuration);
        if (verdict.standings.size() == 1) return best + " took " + duration_of(*verdict.standings[0].median) + ".";
        if (!same.empty())
            return "Settled: " + best + " is as good as any; no different beyond " + plain_number(sweep.spec().margin * 100) + " %: " + same + ".";
        return "Settled: " + best + " is the fastest.";
    }
    case study::SweepState::MoreRuns:
        return best + " looks fastest; about " + counted(verdict.more_rounds, "more run") + " of each would settle it.";
    case study::SweepState::NotSettled:
        return best + " looks fastest, but it will not be settled with " + std::to_string(sweep.spec().stop_when_settled ? sweep.spec().most_repetitions : sweep.spec().repetitions) + " runs of each.";
    }
    return best;
}

void write_speedup(const SweepProgress& sweep, std::ostream& out) {
    const Json speedup = sweep.report()["speedup"];
    if (!speedup.is_object()) return;
    const bool is_amdahl = speedup["law"] == "amdahl";
    const study::Interval contention{speedup["contention_interval"][0].get<double>(), speedup["contention_interval"][1].get<double>()};
    if (!study::tells_a_share(contention)) {
        out << "\nThe runs do not tell how much of the work is done by one worker at a time: from " << number(contention.low * 100, "%.0f") << " to "
            << number(contention.high * 100, "%.0f") << " %. More runs, or more numbers of processes, would.\n";
        return;
    }
    out << "\nThe law of " << (is_amdahl ? "Amdahl" : "Gunther") << " fits within " << number(speedup["relative_error"].get<double>() * 100, "%.2g")
        << " %: one worker takes " << duration_of(speedup["one_worker_seconds"].get<double>()) << ", "
        << plain_number(speedup["contention"].get<double>() * 100) << " % of the work is done by one at a time ("
        << plain_number(contention.low * 100) << " to " << plain_number(contention.high * 100) << " %)";
    if (speedup["limit"].is_number()) out << ", no number of workers is more than " << plain_number(speedup["limit"].get<double>()) << " times as fast";
    if (speedup["peak_processes"].is_number()) out << ", the best number is about " << number(speedup["peak_processes"].get<double>(), "%.0f");
    out << ".\n";
}

}  // namespace

std::string rough_duration(double seconds) {
    if (seconds < 1) return std::to_string(static_cast<int>(seconds * 1000)) + " ms";
    const auto whole = static_cast<std::int64_t>(seconds + 0.5);
    if (whole < 60) return std::to_string(whole) + " s";
    if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

std::string progress_words(const SweepProgress& sweep, const study::SweepRun& next) {
    std::string words = std::to_string(sweep.made()) + " of " + std::to_string(sweep.planned()) + " runs";
    if (const auto left = sweep.seconds_left()) words += ", about " + rough_duration(*left) + " left";
    words += std::string(": ") + (next.is_warm_up ? "warming up, " : "") + configuration_label(sweep.spec(), next.configuration);
    const SweepVerdict verdict = sweep.verdict();
    if (verdict.best && verdict.settled_share > 0 && verdict.settled_share < 1)
        words += " (" + number(verdict.settled_share * 100, "%.0f") + " % certain)";
    return words;
}

std::string finding_words(const Comparison& comparison) {
    const study::Interval interval = comparison.ratio.interval;
    switch (comparison.finding) {
    case Finding::Difference:
        return comparison.ratio.ratio > 1
                   ? "certain: " + plain_number(interval.low) + " to " + plain_number(interval.high) + " times slower"
                   : "certain: " + plain_number(1 / interval.high) + " to " + plain_number(1 / interval.low) + " times faster";
    case Finding::NoDifference: return "no difference beyond " + plain_number(comparison.margin * 100) + " %";
    case Finding::MoreRuns: return "about " + counted(comparison.more_runs.value_or(1), "more run");
    case Finding::NotSettled: return "will not be settled";
    }
    return {};
}

void write_sweep_report(const SweepProgress& sweep, std::ostream& out) {
    const SweepVerdict verdict = sweep.verdict();
    if (!sweep.spec().title.empty()) out << on_one_line(sweep.spec().title) << "\n\n";
    TextTable table({{"CONFIGURATION"}, {"RUNS", Align::Right}, {"MEDIAN", Align::Right}, {"OF BEST", Align::Right}, {"95 %"}, {"FINDING"}});
    std::vector<std::uint32_t> order(verdict.standings.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&verdict](std::uint32_t a, std::uint32_t b) {
        constexpr double kNever = std::numeric_limits<double>::infinity();
        return verdict.standings[a].median.value_or(kNever) < verdict.standings[b].median.value_or(kNever);
    });
    const std::vector<std::uint32_t> bests = bests_of(verdict);
    for (const std::uint32_t i : order) {
        const SweepStanding& standing = verdict.standings[i];
        std::string runs = std::to_string(standing.seconds.size());
        if (standing.failed > 0) runs += " (" + std::to_string(standing.failed) + " failed)";
        std::vector<std::string> row{on_one_line(configuration_label(sweep.spec(), i)), runs, standing.median ? duration_of(*standing.median) : "-"};
        if (standing.best == i) {
            row.insert(row.end(), {"", "", bests.size() > 1 ? "fastest of this work" : "fastest"});
        } else if (standing.against_best) {
            const Comparison& comparison = *standing.against_best;
            row.insert(row.end(), {number(comparison.ratio.ratio, "%.3f"),
                                   number(comparison.ratio.interval.low, "%.3f") + " - " + number(comparison.ratio.interval.high, "%.3f"),
                                   finding_words(comparison)});
        }
        table.add_row(std::move(row));
    }
    table.write(out);
    out << '\n' << verdict_words(sweep, verdict) << '\n';
    write_speedup(sweep, out);
}

}  // namespace poolscope::app
