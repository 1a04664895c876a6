// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_outcome.h"

#include <array>

#include <nlohmann/json.hpp>

namespace poolscope::ui {

namespace {

constexpr std::array kFindings{study::Finding::Difference, study::Finding::NoDifference, study::Finding::MoreRuns, study::Finding::NotSettled};
constexpr std::array kStates{study::SweepState::Settled, study::SweepState::MoreRuns, study::SweepState::NotSettled};

template <class Value, std::size_t kCount> std::optional<Value> named(const std::array<Value, kCount>& values, const std::string& name) {
    for (const Value value : values)
        if (name == study::to_string(value)) return value;
    return {};
}

study::Interval interval(const Json& pair) {
    return {pair.at(0).get<double>(), pair.at(1).get<double>()};
}

SweepConfiguration configurationOf(const study::SweepSpec& spec, const Json& json) {
    SweepConfiguration each;
    each.number = json.at("configuration").get<std::size_t>();
    each.label = QString::fromStdString(json.at("label").get<std::string>());
    each.values = study::configuration(spec, each.number);
    each.seconds = json.at("seconds").get<std::vector<double>>();
    each.failed = json.at("failed").get<int>();
    if (json.at("median").is_number()) each.median = json["median"].get<double>();
    if (const auto found = json.find("median_interval"); found != json.end() && found->is_array()) each.interval = interval(*found);
    if (const auto best = json.find("best"); best != json.end() && best->is_number()) each.best = best->get<std::size_t>();
    const Json& against = json.at("against_best");
    if (!against.is_object()) return each;
    each.finding = named(kFindings, against.at("finding").get<std::string>());
    each.ratio = {against.at("low").get<double>(), against.at("high").get<double>()};
    if (against.at("more_runs").is_number()) each.moreRuns = against["more_runs"].get<int>();
    return each;
}

SweepSpeedup speedupOf(const Json& json) {
    SweepSpeedup speedup;
    if (json.at("law") == study::to_string(study::SpeedupLaw::Gunther)) speedup.law = study::SpeedupLaw::Gunther;
    speedup.curve = {json.at("one_worker_seconds").get<double>(), json.at("contention").get<double>(), json.at("coherence").get<double>()};
    speedup.contention = interval(json.at("contention_interval"));
    for (const Json& point : json.value("speedup_band", Json::array()))
        speedup.band.push_back({point.at(0).get<double>(), {point.at(1).get<double>(), point.at(2).get<double>()}});
    return speedup;
}

}  // namespace

const SweepConfiguration* SweepOutcome::fastestLike(const SweepConfiguration& configuration) const {
    return configuration.best ? &configurations[*configuration.best] : fastest();
}

std::vector<const SweepConfiguration*> SweepOutcome::fastestOfEach() const {
    std::vector<const SweepConfiguration*> found;
    for (const SweepConfiguration& each : configurations)
        if (each.median && fastestLike(each) == &each) found.push_back(&each);
    return found;
}

std::optional<SweepOutcome> sweepOutcome(const study::SweepSpec& spec, const Json& document) {
    try {
        SweepOutcome outcome;
        for (const Json& json : document.at("configurations")) {
            if (json.at("configuration") != Json(outcome.configurations.size())) return {};
            outcome.configurations.push_back(configurationOf(spec, json));
        }
        if (outcome.configurations.size() != spec.configuration_count()) return {};
        const Json& verdict = document.at("verdict");
        if (verdict.at("best").is_number()) outcome.best = verdict["best"].get<std::size_t>();
        if (outcome.best && *outcome.best >= outcome.configurations.size()) return {};
        for (const SweepConfiguration& each : outcome.configurations)
            if (each.best && *each.best >= outcome.configurations.size()) return {};
        outcome.state = named(kStates, verdict.at("state").get<std::string>()).value_or(study::SweepState::MoreRuns);
        outcome.moreRounds = verdict.at("more_rounds").get<int>();
        outcome.settledShare = verdict.at("settled_share").get<double>();
        outcome.made = document.at("made").get<std::size_t>();
        outcome.planned = document.at("planned").get<std::size_t>();
        if (document.at("seconds_left").is_number()) outcome.secondsLeft = document["seconds_left"].get<double>();
        if (document.at("speedup").is_object()) outcome.speedup = speedupOf(document["speedup"]);
        for (const study::SweepResult& result : study::sweep_results(document))
            if (!result.run_folder.empty() && result.run.configuration < outcome.configurations.size())
                outcome.configurations[result.run.configuration].runFolders << QString::fromStdString(result.run_folder);
        return outcome;
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace poolscope::ui
