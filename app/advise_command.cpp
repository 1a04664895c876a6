// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise_command.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/advice.h>
#include <poolscope/context.h>
#include <poolscope/errors.h>
#include <poolscope/quantity.h>
#include <poolscope/sweep.h>

#include "exit_status.h"
#include "machine_figures.h"
#include "measured_run.h"
#include "quantity_words.h"
#include "run_folder.h"
#include "scenario_source.h"
#include "sweep_words.h"
#include "terminal.h"
#include "text_table.h"
#include "whatif_command.h"

namespace poolscope::app {

namespace {

constexpr std::uint32_t kMostRounds = 40;

std::string number(double value, const char* format = "%.3g") {
    std::array<char, 40> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), format, value));
    return text.data();
}
std::string duration_of(double seconds) {
    return duration_words(static_cast<std::int64_t>(seconds * 1e9));
}
std::string shape_words(const study::PoolShape& shape) {
    std::string words = counted(shape.processes, "worker") + ", " + to_string(shape.start_method);
    if (shape.chunksize) words += ", chunksize " + std::to_string(*shape.chunksize);
    if (shape.order != study::ItemOrder::AsGiven) words += std::string(", ") + study::to_string(shape.order);
    if (shape.maxtasksperchild) words += ", maxtasksperchild " + std::to_string(*shape.maxtasksperchild);
    return words;
}

struct Advice {
    study::PoolShape present;
    std::vector<study::Candidate> candidates;
    std::vector<Scenario> scenarios;  ///< the present one first
    std::unique_ptr<study::AdviceTrial> trial;
    bool is_out_of_time = false;
    std::optional<int> interrupted_by;
};

/// Runs the present configuration once, simulates around it, and tries the best few for real until the budget is spent.
Advice advise(const Scenario& scenario, double budget_seconds) {
    using Clock = std::chrono::steady_clock;
    Advice advice;
    Interruption interruption;
    RunFolder::sweep();
    const double cores = usable_cpus().count;
    const MeasuredRun first = measure_run(scenario, interruption);
    advice.interrupted_by = first.interrupted_by;
    if (first.interrupted_by) return advice;
    if (!first.succeeded) throw ValueError("the present configuration does not succeed: " + first.problem);
    study::PoolCosts known = known_costs();
    if (!kept_machine_figures()) {
        const auto measured = measure_machine(interruption);
        if (!measured) {
            advice.interrupted_by = SIGINT;
            return advice;
        }
        known = measured->costs;
    }
    const study::Workload work = study::workload_of(first.state, cores);
    advice.present = work.recorded;
    advice.scenarios.push_back(scenario);
    for (study::Candidate& candidate : study::find_candidates(work, study::costs_of(first.state, known), cores)) {
        try {
            advice.scenarios.push_back(study::shaped(scenario, work, candidate.shape));
            advice.candidates.push_back(std::move(candidate));
        } catch (const ValueError&) {
            // Its order cannot be made (lines of a file): another candidate will do.
        }
    }
    advice.trial = std::make_unique<study::AdviceTrial>(advice.candidates.size(), kMostRounds);
    const auto deadline = Clock::now() + std::chrono::duration<double>(budget_seconds);
    while (const auto next = advice.trial->next()) {
        if (Clock::now() >= deadline) {
            advice.is_out_of_time = true;
            break;
        }
        const MeasuredRun run = measure_run(advice.scenarios[*next], interruption);
        advice.interrupted_by = run.interrupted_by;
        if (run.interrupted_by) break;
        if (!run.succeeded) {
            advice.trial->drop(*next);
            continue;
        }
        if (*next > 0 && advice.trial->seconds()[*next].empty())
            keep_prediction({advice.candidates[*next - 1].predicted, run.batches_seconds});
        advice.trial->add(*next, run.seconds);
    }
    return advice;
}

std::string verdict_of(const Advice& advice) {
    if (advice.candidates.empty()) return "The present configuration is as good as any: nothing simulated is faster.";
    if (const auto winner = advice.trial->winner()) {
        const study::Interval ratio = advice.trial->against_present(*winner)->ratio.interval;
        return "Better: " + shape_words(advice.candidates[*winner - 1].shape) + ", " + number(1 / ratio.high) + " to " + number(1 / ratio.low) +
               " times as fast as now (95 %).";
    }
    if (advice.trial->present_is_as_good()) return "The present configuration is as good as any that was tried.";
    return advice.is_out_of_time ? "Nothing is certain within the budget; a larger --budget may tell." : "No difference is certain.";
}

Json configuration_document(const Advice& advice, std::size_t index) {
    const study::PoolShape& shape = index == 0 ? advice.present : advice.candidates[index - 1].shape;
    const auto comparison = advice.trial->against_present(index);
    const std::vector<double>& seconds = advice.trial->seconds()[index];
    return {{"label", shape_words(shape)},
            {"is_present", index == 0},
            {"processes", shape.processes},
            {"start_method", to_string(shape.start_method)},
            {"chunksize", shape.chunksize ? Json(*shape.chunksize) : Json(nullptr)},
            {"order", study::to_string(shape.order)},
            {"predicted_seconds", index == 0 ? Json(nullptr) : Json(advice.candidates[index - 1].predicted)},
            {"seconds", seconds},
            {"median", seconds.empty() ? Json(nullptr) : Json(study::median(seconds))},
            {"against_present", comparison ? study::to_json(*comparison) : Json(nullptr)},
            {"scenario", to_json(advice.scenarios[index])}};
}

void write(const Advice& advice, bool json) {
    if (json) {
        Json configurations = Json::array();
        for (std::size_t i = 0; i < advice.scenarios.size(); ++i) configurations.push_back(configuration_document(advice, i));
        const auto winner = advice.trial->winner();
        std::cout << Json{{"verdict", verdict_of(advice)},
                          {"winner", winner ? Json(*winner) : Json(nullptr)},
                          {"present_is_as_good", advice.trial->present_is_as_good()},
                          {"is_out_of_time", advice.is_out_of_time},
                          {"configurations", std::move(configurations)}}
                         .dump(2, ' ', false, Json::error_handler_t::replace)
                  << '\n';
        return;
    }
    using Align = TextTable::Align;
    TextTable table({{"CONFIGURATION"}, {"PREDICTED", Align::Right}, {"RUNS", Align::Right}, {"MEDIAN", Align::Right}, {"AGAINST NOW"}});
    for (std::size_t i = 0; i < advice.scenarios.size(); ++i) {
        const std::vector<double>& seconds = advice.trial->seconds()[i];
        const auto comparison = advice.trial->against_present(i);
        table.add_row({i == 0 ? "now: " + shape_words(advice.present) : shape_words(advice.candidates[i - 1].shape),
                       i == 0 ? "" : duration_of(advice.candidates[i - 1].predicted), std::to_string(seconds.size()),
                       seconds.empty() ? "-" : duration_of(study::median(seconds)), comparison ? finding_words(*comparison) : ""});
    }
    table.write(std::cout);
    std::cout << '\n' << verdict_of(advice) << '\n';
}

}  // namespace

int advise_command(const AdviseOptions& options) {
    try {
        const auto budget = seconds_from_text(options.budget);
        if (!budget || *budget <= 0) throw ValueError("--budget: must be a time above 0, 60s or 2min, not " + options.budget);
        const Advice advice = advise(read_scenario(options.scenario), *budget);
        if (advice.trial) write(advice, options.json);
        std::cout << std::flush;
        if (advice.interrupted_by) return 128 + *advice.interrupted_by;
        return std::cout ? kSucceeded : kBroken;
    } catch (const ScenarioError& error) {
        for (const ScenarioProblem& problem : error.problems())
            std::cerr << "poolscope: " << (problem.place.empty() ? "" : on_one_line(problem.place) + ": ") << problem.message << '\n';
        return kBadInput;
    } catch (const ValueError& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBroken;
    }
}

void declare_advise(CLI::App& app, std::function<int()>& action) {
    CLI::App* command = app.add_subcommand("advise", "Looks for a better configuration by simulation, and proves it by real runs");
    auto options = std::make_shared<AdviseOptions>();
    command->add_option("SCENARIO", options->scenario, "A scenario file, - for standard input, or a name")->required();
    command->add_option("--budget", options->budget, "Time for real runs: 60s, 2min")->type_name("TIME");
    command->add_flag("--json", options->json, "Print one JSON document instead of words, with every run and each configuration's scenario");
    command->callback([options, &action] { action = [options] { return advise_command(*options); }; });
    command->footer("Exit status: 0; 2 bad arguments or scenario, or a scenario that does not succeed; 3 a host broke; 130 interrupted.");
}

}  // namespace poolscope::app
