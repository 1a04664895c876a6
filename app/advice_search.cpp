// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice_search.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>

#include <nlohmann/json.hpp>

#include <poolscope/context.h>
#include <poolscope/environment.h>
#include <poolscope/errors.h>
#include <poolscope/measured_words.h>
#include <poolscope/sweep.h>
#include <poolscope/whatif_document.h>

#include "machine_figures.h"
#include "measured_run.h"
#include "run_folder.h"
#include "whatif_command.h"

namespace poolscope::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kMostRounds = 40;
constexpr const char* kPresent = "now";

const char* to_string(AdviceStage stage) {
    switch (stage) {
    case AdviceStage::Present: return "present";
    case AdviceStage::Machine: return "machine";
    case AdviceStage::Trying: return "trying";
    case AdviceStage::Ended: return "ended";
    }
    return "";
}

std::string factor(double value) {
    std::array<char, 40> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%.3g", value));
    return text.data();
}

void choose_candidates(Advice& advice, const Scenario& scenario, const MeasuredRun& first, const study::PoolCosts& known, double cores) {
    const study::Workload work = study::workload_of(first.state, cores);
    advice.present = work.recorded;
    advice.not_simulated = work.not_simulated;
    advice.scenarios.push_back(scenario);
    for (study::Candidate& candidate : study::find_candidates(work, study::costs_of(first.state, known, cores), cores)) {
        try {
            advice.scenarios.push_back(study::shaped(scenario, work, candidate.shape));
            advice.candidates.push_back(std::move(candidate));
        } catch (const ValueError&) {
            // Its order cannot be made (lines of a file): another candidate will do.
        }
    }
    advice.trial = std::make_unique<study::AdviceTrial>(advice.candidates.size(), kMostRounds);
}

void try_candidates(Advice& advice, double budget_seconds, Interruption& interruption, const std::function<void(const Advice&)>& tell, KeptRuns& kept) {
    const auto begin = Clock::now();
    while (const auto next = advice.trial->next()) {
        advice.seconds_left = budget_seconds - std::chrono::duration<double>(Clock::now() - begin).count();
        if (advice.seconds_left <= 0) {
            advice.is_out_of_time = true;
            break;
        }
        tell(advice);
        const MeasuredRun run = measure_run(advice.scenarios[*next], interruption, [&](const std::string& folder, const PoolState& state) {
            const std::string part = *next == 0 ? kPresent : study::shape_words(advice.candidates[*next - 1].shape);
            // The present one has run once before the trial.
            return kept.keep(folder, state, part, static_cast<std::uint32_t>(advice.trial->seconds()[*next].size() + (*next == 0 ? 2 : 1)));
        });
        advice.interrupted_by = run.interrupted_by;
        if (run.interrupted_by) break;
        ++advice.runs_made;
        if (!run.succeeded) {
            advice.trial->drop(*next);
            continue;
        }
        if (*next > 0 && advice.trial->seconds()[*next].empty())
            keep_prediction({advice.candidates[*next - 1].predicted, run.batches_seconds});
        advice.trial->add(*next, run.seconds);
    }
    advice.seconds_left = 0;
}

Json configuration_document(const Advice& advice, std::size_t index, const std::string& where) {
    const study::PoolShape& shape = index == 0 ? advice.present : advice.candidates[index - 1].shape;
    const auto comparison = advice.trial->against_present(index);
    const std::vector<double>& seconds = advice.trial->seconds()[index];
    Json words = study::measured_words(*advice.trial, shape, index);
    if (!seconds.empty() && !where.empty()) words.push_back(where);
    Json document{{"label", study::shape_words(shape)}, {"is_present", index == 0}};
    document.update(study::to_json(shape));
    document["predicted_seconds"] = index == 0 ? Json(nullptr) : Json(advice.candidates[index - 1].predicted);
    document["seconds"] = seconds;
    document["median"] = seconds.empty() ? Json(nullptr) : Json(study::median(seconds));
    document["against_present"] = comparison ? study::to_json(*comparison) : Json(nullptr);
    document["measured_words"] = std::move(words);
    return document;
}

}  // namespace

Advice search_advice(const Scenario& scenario, double budget_seconds, const std::function<void(const Advice&)>& tell, KeptRuns& kept) {
    Advice advice;
    Interruption interruption;
    RunFolder::sweep();
    const double cores = usable_cpus().count;
    tell(advice);
    const MeasuredRun first = measure_run(scenario, interruption, [&](const std::string& folder, const PoolState& state) {
        return kept.keep(folder, state, kPresent);
    });
    advice.interrupted_by = first.interrupted_by;
    if (first.interrupted_by) return advice;
    if (!first.succeeded) throw ValueError("the present configuration does not succeed: " + first.problem);
    study::PoolCosts known = known_costs();
    if (!kept_machine_figures()) {
        advice.stage = AdviceStage::Machine;
        tell(advice);
        const auto measured = measure_machine(interruption);
        if (!measured) {
            advice.interrupted_by = SIGINT;
            return advice;
        }
        known = measured->costs;
    }
    choose_candidates(advice, scenario, first, known, cores);
    advice.stage = AdviceStage::Trying;
    try_candidates(advice, budget_seconds, interruption, tell, kept);
    advice.stage = AdviceStage::Ended;
    tell(advice);
    return advice;
}

/// Each was begun, and none ended well.
bool none_could_run(const Advice& advice) {
    if (advice.is_out_of_time || advice.interrupted_by) return false;
    const auto& seconds = advice.trial->seconds();
    return !seconds.front().empty() && std::all_of(seconds.begin() + 1, seconds.end(), [](const std::vector<double>& each) { return each.empty(); });
}

std::string verdict_kind(const Advice& advice) {
    if (advice.candidates.empty()) return "nothing_faster";
    if (advice.trial->winner()) return "better";
    if (advice.trial->present_is_as_good()) return "as_good";
    if (none_could_run(advice)) return "none_could_run";
    return advice.is_out_of_time ? "out_of_time" : "not_certain";
}

std::string verdict_of(const Advice& advice) {
    if (advice.candidates.empty()) return "The present configuration is as good as any: nothing simulated is faster.";
    if (const auto winner = advice.trial->winner()) {
        const study::Interval ratio = advice.trial->against_present(*winner)->ratio.interval;
        return "Better: " + study::shape_words(advice.candidates[*winner - 1].shape) + ", " + factor(1 / ratio.high) + " to " + factor(1 / ratio.low) +
               " times as fast as now (95 %).";
    }
    if (advice.trial->present_is_as_good()) return "The present configuration is as good as any that was tried.";
    if (none_could_run(advice)) return "None of the others could be run: nothing is known about them.";
    return advice.is_out_of_time ? "Nothing is certain within the budget; a larger --budget may tell." : "No difference is certain.";
}

Json advice_document(const Advice& advice, AdviceScenarios scenarios) {
    Json document{{"stage", to_string(advice.stage)}, {"is_interrupted", advice.interrupted_by.has_value()}};
    if (!advice.trial) return document;
    const auto now = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    const std::string where = study::where_words(this_environment(), now);
    Json configurations = Json::array();
    for (std::size_t i = 0; i < advice.scenarios.size(); ++i) {
        configurations.push_back(configuration_document(advice, i, where));
        if (scenarios == AdviceScenarios::Included) configurations.back()["scenario"] = to_json(advice.scenarios[i]);
    }
    const auto winner = advice.trial->winner();
    document.update({{"not_simulated", advice.not_simulated},
                     {"verdict", verdict_of(advice)},
                     {"verdict_kind", verdict_kind(advice)},
                     {"winner", winner ? Json(*winner) : Json(nullptr)},
                     {"present_is_as_good", advice.trial->present_is_as_good()},
                     {"is_out_of_time", advice.is_out_of_time},
                     {"runs_made", advice.runs_made},
                     {"seconds_left", advice.seconds_left},
                     {"configurations", std::move(configurations)}});
    return document;
}

}  // namespace poolscope::app
