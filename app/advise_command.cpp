// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise_command.h"

#include <cerrno>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/measured_words.h>
#include <poolscope/quantity.h>

#include "advice_search.h"
#include "exit_status.h"
#include "quantity_words.h"
#include "report_target.h"
#include "scenario_source.h"
#include "sweep_words.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

std::string duration_of(double seconds) {
    return duration_words(static_cast<std::int64_t>(seconds * 1e9));
}

void write_document(const Advice& advice, AdviceScenarios scenarios, int indent) {
    std::cout << advice_document(advice, scenarios).dump(indent, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
}

void write_words(const Advice& advice) {
    using Align = TextTable::Align;
    TextTable table({{"CONFIGURATION"}, {"PREDICTED", Align::Right}, {"RUNS", Align::Right}, {"MEDIAN", Align::Right}, {"AGAINST NOW"}});
    for (std::size_t i = 0; i < advice.scenarios.size(); ++i) {
        const std::vector<double>& seconds = advice.trial->seconds()[i];
        const auto comparison = advice.trial->against_present(i);
        table.add_row({i == 0 ? "now: " + study::shape_words(advice.present) : study::shape_words(advice.candidates[i - 1].shape),
                       i == 0 ? "" : duration_of(advice.candidates[i - 1].predicted), std::to_string(seconds.size()),
                       seconds.empty() ? "-" : duration_of(study::median(seconds)), comparison ? finding_words(*comparison) : ""});
    }
    table.write(std::cout);
    std::cout << '\n' << verdict_of(advice) << '\n';
    for (const std::string& name : advice.not_simulated)
        std::cout << "\nThe simulation does not follow " << name << ": what it adds is in the measured times, not in the predicted ones.\n";
}

int advise(const AdviseOptions& options, const ReportWriters& reports) {
    if (options.report)
        if (const std::string problem = problem_of_report(reports, reports.advice != nullptr, *options.report, options.scenario); !problem.empty()) throw ValueError(problem);
    const auto budget = seconds_from_text(options.budget);
    if (!budget || *budget <= 0) throw ValueError("--budget: must be a time above 0, 60s or 2min, not " + options.budget);
    bool has_scenarios = false;
    const auto tell = [&](const Advice& advice) {
        if (options.output != AdviceOutput::Events) return;
        const bool is_first = advice.trial && !has_scenarios;
        has_scenarios = has_scenarios || is_first;
        write_document(advice, is_first ? AdviceScenarios::Included : AdviceScenarios::Left, -1);
    };
    const Scenario scenario = read_scenario(options.scenario);
    KeptRuns kept(options.keep, "advise", scenario.title);
    const Advice advice = search_advice(scenario, *budget, tell, kept);
    if (advice.trial && options.output == AdviceOutput::Json) write_document(advice, AdviceScenarios::Included, 2);
    if (advice.trial && options.output == AdviceOutput::Table) write_words(advice);
    if (advice.trial && options.report) {
        const std::string document = advice_document(advice, AdviceScenarios::Included).dump(-1, ' ', false, Json::error_handler_t::replace);
        const std::string problem = reports.advice(document, *options.report);
        if (!problem.empty()) throw SystemError(*options.report + " cannot be written: " + problem, EIO);
    }
    std::cout << std::flush;
    if (advice.interrupted_by) return 128 + *advice.interrupted_by;
    return std::cout ? kSucceeded : kBroken;
}

}  // namespace

int advise_command(const AdviseOptions& options, const ReportWriters& reports) {
    try {
        return advise(options, reports);
    } catch (const ScenarioError& error) {
        return refuse_scenario(error);
    } catch (const ValueError& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBroken;
    }
}

void declare_advise(CLI::App& app, std::function<int()>& action, const ReportWriters& reports) {
    CLI::App* command = app.add_subcommand("advise", "Looks for a better configuration by simulation, and proves it by real runs");
    auto options = std::make_shared<AdviseOptions>();
    command->add_option("SCENARIO", options->scenario, "A scenario file, - for standard input, or a name")->required();
    command->add_option("--budget", options->budget, "Time for real runs: 60s, 2min")->type_name("TIME");
    CLI::Option* json = command->add_flag("--json", [options](std::int64_t) { options->output = AdviceOutput::Json; },
                                          "Print one JSON document instead of words, with every run and each configuration's scenario");
    command->add_flag("--events", [options](std::int64_t) { options->output = AdviceOutput::Events; },
                      "Print a JSON document in a line before each run and at the end; the first with runs has the scenarios")
        ->excludes(json);
    declare_keeping(*command, options->keep);
    command->add_option("--report", options->report, "Write an HTML page to this file, too")->type_name("FILE.html");
    command->callback([options, &action, &reports] { action = [options, &reports] { return advise_command(*options, reports); }; });
    command->footer("Exit status: 0; 2 bad arguments or scenario, or a scenario that does not succeed; 3 a host broke; 130 interrupted.");
}

}  // namespace poolscope::app
