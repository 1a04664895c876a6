// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/csv_field.h>
#include <poolscope/errors.h>
#include <poolscope/measured_words.h>
#include <poolscope/speedup.h>
#include <poolscope/sweep.h>

#include "study/number_words.h"

namespace poolscope::study {
namespace {

constexpr double kMostOfBand = 64;  // points

/// To the nanosecond, as it is measured.
std::string exact(double seconds) {
    std::array<char, 40> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%.9f", seconds));
    return text.data();
}

std::string field_of(const Json& value) {
    return csv_field(value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump());
}

std::optional<double> processes_of(const SweepSpec& spec, std::size_t configuration_number) {
    const std::vector<Json> values = configuration(spec, configuration_number);
    if (values.size() != 1 || spec.axes[0].parameter != SweepParameter::Processes || !values[0].is_number()) return {};
    return values[0].get<double>();
}

Json speedup_document(const SweepSpec& spec, const SweepVerdict& verdict) {
    std::vector<SpeedupPoint> points;
    for (const SweepStanding& standing : verdict.standings) {
        const auto processes = processes_of(spec, standing.configuration);
        if (!processes || *processes < 1) return nullptr;
        for (const double seconds : standing.seconds) points.push_back({*processes, seconds});
    }
    try {
        const SpeedupFit fit = fit_speedup(points);
        Json json{{"law", to_string(fit.law)},
                  {"one_worker_seconds", fit.curve.one_worker},
                  {"contention", fit.curve.contention},
                  {"contention_interval", {fit.contention.low, fit.contention.high}},
                  {"coherence", fit.curve.coherence},
                  {"coherence_interval", {fit.coherence.low, fit.coherence.high}},
                  {"relative_error", fit.error}};
        json["limit"] = fit.curve.limit() ? Json(*fit.curve.limit()) : Json(nullptr);
        // For a band around the curve, at every number of processes from one to the most.
        Json band = Json::array();
        double most = 1;
        for (const SpeedupPoint& point : points) most = std::max(most, point.processes);
        const double step = std::max(1.0, std::ceil((most - 1) / kMostOfBand));
        for (double processes = 1; processes <= most; processes += step) {
            const Interval interval = speedup_band(fit, processes);
            band.push_back({processes, interval.low, interval.high});
        }
        json["speedup_band"] = std::move(band);
        json["peak_processes"] = fit.curve.peak() ? Json(*fit.curve.peak()) : Json(nullptr);
        return json;
    } catch (const ValueError&) {
        return nullptr;  // too few numbers of processes for a law
    }
}

/// The 95 % of the median by bootstrap: a ratio to one second.
Json median_interval(const SweepStanding& standing) {
    if (standing.seconds.empty()) return nullptr;
    constexpr double kOneSecond[] = {1.0};
    const Interval interval = ratio_of_medians(kOneSecond, standing.seconds, {.resamples = 500}).interval;
    return {interval.low, interval.high};
}

Json standing_document(const SweepSpec& spec, const SweepStanding& standing) {
    Json values = Json::object();
    const std::vector<Json> chosen = configuration(spec, standing.configuration);
    for (std::size_t i = 0; i < chosen.size(); ++i) values[to_string(spec.axes[i].parameter)] = chosen[i];
    return {{"configuration", standing.configuration},
            {"label", configuration_label(spec, standing.configuration)},
            {"values", std::move(values)},
            {"seconds", standing.seconds},
            {"failed", standing.failed},
            {"median", standing.median ? Json(*standing.median) : Json(nullptr)},
            {"median_interval", median_interval(standing)},
            {"best", standing.best ? Json(*standing.best) : Json(nullptr)},
            {"against_best", standing.against_best ? to_json(*standing.against_best) : Json(nullptr)}};
}

}  // namespace

const char* to_string(SweepState state) noexcept {
    switch (state) {
    case SweepState::Settled: return "settled";
    case SweepState::MoreRuns: return "more_runs";
    case SweepState::NotSettled: return "not_settled";
    }
    return "not_settled";
}

Json to_json(const Comparison& comparison) {
    return {{"ratio", comparison.ratio.ratio},
            {"low", comparison.ratio.interval.low},
            {"high", comparison.ratio.interval.high},
            {"p", comparison.test.p},
            {"finding", to_string(comparison.finding)},
            {"more_runs", comparison.more_runs ? Json(*comparison.more_runs) : Json(nullptr)}};
}

Json SweepProgress::report() const {
    const SweepVerdict found = verdict();
    Json document = to_json();
    document.erase("poolscope_sweep_state");
    Json standings = Json::array();
    for (const SweepStanding& standing : found.standings) standings.push_back(standing_document(spec_, standing));
    document["configurations"] = std::move(standings);
    document["verdict"] = {{"state", to_string(found.state)},
                           {"best", found.best ? Json(*found.best) : Json(nullptr)},
                           {"more_rounds", found.more_rounds},
                           {"settled_share", found.settled_share}};
    document["made"] = made();
    document["planned"] = planned();
    document["seconds_left"] = seconds_left() ? Json(*seconds_left()) : Json(nullptr);
    document["speedup"] = speedup_document(spec_, found);
    return document;
}

std::string sweep_csv(const SweepSpec& spec, std::span<const SweepResult> results) {
    std::string text = "run";
    for (const SweepAxis& axis : spec.axes) text += std::string(",") + to_string(axis.parameter);
    text += ",repetition,warm_up,succeeded,seconds,work_seconds,folder\r\n";
    for (std::size_t i = 0; i < results.size(); ++i) {
        const SweepResult& result = results[i];
        text += std::to_string(i + 1);
        for (const Json& value : configuration(spec, result.run.configuration)) text += "," + field_of(value);
        text += "," + std::to_string(result.run.repetition + 1) + (result.run.is_warm_up ? ",true" : ",false") +
                (result.succeeded ? ",true," : ",false,") + exact(result.seconds) + "," + exact(result.work_seconds) + "," + csv_field(result.run_folder) +
                "\r\n";
    }
    return text;
}

std::vector<std::string> measured_words(const SweepProgress& sweep, std::uint32_t chosen) {
    const SweepVerdict verdict = sweep.verdict();
    const SweepStanding& standing = verdict.standings.at(chosen);
    if (!standing.median) return {"not measured"};
    std::vector<std::string> lines{configuration_label(sweep.spec(), chosen),
                                   "measured: median " + seconds_words(*standing.median) + " of " + std::to_string(standing.seconds.size()) +
                                       (standing.seconds.size() == 1 ? " run" : " runs")};
    if (standing.against_best && standing.best) {
        const Interval interval = standing.against_best->ratio.interval;
        const std::string best = configuration_label(sweep.spec(), *standing.best);
        if (standing.against_best->finding == Finding::Difference)
            lines.push_back("takes " + three_digits(interval.low) + " to " + three_digits(interval.high) + " times as long as " + best);
        else if (standing.against_best->finding == Finding::NoDifference)
            lines.push_back("no difference beyond " + three_digits(sweep.spec().margin * 100) + " % from " + best);
        else
            lines.push_back("not certain to differ from " + best);
        return lines;
    }
    std::size_t slower = 0, alike = 0, others = 0;
    for (const SweepStanding& other : verdict.standings) {
        if (other.configuration == chosen || other.best != chosen || !other.against_best) continue;
        ++others;
        slower += other.against_best->finding == Finding::Difference ? 1 : 0;
        alike += other.against_best->finding == Finding::NoDifference ? 1 : 0;
    }
    lines.push_back("least of " + std::to_string(others + 1) + " configurations: " + std::to_string(slower) + " are certainly slower, " +
                    std::to_string(alike) + " are no different, of " + std::to_string(others - slower - alike) + " it is not certain");
    return lines;
}

}  // namespace poolscope::study
