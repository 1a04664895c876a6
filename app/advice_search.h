// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/advice.h>
#include <poolscope/json.h>
#include <poolscope/scenario.h>

#include "kept_runs.h"

namespace poolscope::app {

/// How far a search is.
enum class AdviceStage {
    Present,  ///< the present configuration runs once, to have something to simulate with
    Machine,  ///< this machine's figures are measured
    Trying,   ///< the best few run for real
    Ended,
};

struct Advice {
    AdviceStage stage = AdviceStage::Present;
    study::PoolShape present;
    std::vector<std::string> not_simulated;  ///< see Workload
    std::vector<study::Candidate> candidates;
    std::vector<Scenario> scenarios;  ///< the present one first
    std::unique_ptr<study::AdviceTrial> trial;  ///< from Trying on
    std::size_t runs_made = 0;        ///< of the trial
    double seconds_left = 0;          ///< of the budget
    bool is_out_of_time = false;
    std::optional<int> interrupted_by;
};

/// Runs the present configuration once, simulates around it, and tries the best few for real until the budget is spent. `tell` is called
/// whenever there is news; runs that are to be kept are given to `kept`. Throws ValueError when the present configuration does not succeed, SystemError when the machine's figures cannot
/// be measured.
[[nodiscard]] Advice search_advice(const Scenario& scenario, double budget_seconds, const std::function<void(const Advice&)>& tell,
                                   KeptRuns& kept);

/// What can be said: "better", "nothing_faster" (by simulation), "as_good" (as any that was tried), "out_of_time", "not_certain".
[[nodiscard]] std::string verdict_kind(const Advice& advice);
/// The same as a sentence.
[[nodiscard]] std::string verdict_of(const Advice& advice);

enum class AdviceScenarios { Left, Included };
/// One object: stage, verdict, and each configuration's settings and runs. Only the stage before there is a trial. Scenarios may be
/// large: who follows a search needs them once.
[[nodiscard]] Json advice_document(const Advice& advice, AdviceScenarios scenarios);

}  // namespace poolscope::app
