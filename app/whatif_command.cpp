// SPDX-License-Identifier: GPL-3.0-or-later
#include "whatif_command.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/context.h>
#include <poolscope/errors.h>
#include <poolscope/measured_words.h>
#include <poolscope/run_store.h>
#include <poolscope/scenario.h>
#include <poolscope/simulation.h>
#include <poolscope/whatif_document.h>

#include "argument_kinds.h"
#include "exit_status.h"
#include "machine_figures.h"
#include "measured_run.h"
#include "quantity_words.h"
#include "report_target.h"
#include "run_folder.h"
#include "terminal.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

using study::Loss;
using study::PoolShape;
using study::Prediction;

std::string number(double value, const char* format = "%.3g") {
    std::array<char, 40> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), format, value));
    return text.data();
}
std::string duration_of(double seconds) {
    return duration_words(static_cast<std::int64_t>(seconds * 1e9));
}

/// "none" and "null" are the default; throws ValueError for what is no whole number above 0.
std::optional<std::uint64_t> count_of(const char* option, const std::string& typed) {
    if (typed == "none" || typed == "null") return {};
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
    if (error != std::errc() || end != typed.data() + typed.size() || value == 0)
        throw ValueError(std::string(option) + ": must be a whole number above 0, or none, not " + typed);
    return value;
}

/// The recorded shape with what was asked for instead. A chunksize of "none" leaves it to the pool, which the batches then say.
PoolShape shape_of(const WhatIfOptions& options, study::Workload& work) {
    PoolShape shape = work.recorded;
    if (options.processes) {
        if (*options.processes < 1 || *options.processes > 100'000) throw ValueError("--processes: Number of processes must be at least 1");
        shape.processes = static_cast<std::uint32_t>(*options.processes);
    }
    if (options.chunksize) {
        shape.chunksize = count_of("--chunksize", *options.chunksize);
        if (!shape.chunksize)
            for (study::WorkBatch& batch : work.batches) batch.chunk_is_default = true;
    }
    if (options.maxtasksperchild) shape.maxtasksperchild = count_of("--maxtasksperchild", *options.maxtasksperchild);
    if (options.start_method) {
        const auto method = start_method_from_string(*options.start_method);
        if (!method) throw ValueError("--start-method: cannot find context for '" + *options.start_method + "'");
        shape.start_method = *method;
    }
    if (options.order) {
        const auto order = study::item_order_from_string(*options.order);
        if (!order) throw ValueError("--order: must be as_given, longest_first, shortest_first or shuffled, not " + *options.order);
        shape.order = *order;
    }
    return shape;
}

/// "lost 38 %: 21 % order, 12 % chunk, 4 % start, 1 % other", the largest first.
std::string loss_words(const Loss& loss) {
    const study::LossPercents lost = in_whole_percents(loss);
    std::string words;
    for (const study::LossPercent& part : lost.parts)
        words += (words.empty() ? ": " : ", ") + std::to_string(part.percent) + " % " + (part.cause ? study::to_string(*part.cause) : "other");
    return "lost " + std::to_string(lost.sum) + " %" + words;
}

struct Question {
    PoolState state;
    study::Workload work;
    study::PoolCosts costs;
    PoolShape shape;
    bool costs_are_usual = false;  ///< but for what the run itself shows
    bool leaves_chunks_to_the_pool = false;  ///< --chunksize none
    double cores = 0;
    study::PredictionError error;
    Prediction as_it_was, predicted;
    Loss loss, loss_then;
    std::optional<double> verified;
    std::string kept_in;  ///< the run that verified
};

Question ask(const WhatIfOptions& options) {
    Question question;
    trace::Reader reader(options.trace, trace::ReadValues::No);
    reduce_rest(reader, question.state);
    // What computed and what waited is told by the machine that the run was made on.
    const double recorded_on = recorded_cpus(options.trace).value_or(usable_cpus().count);
    question.cores = options.cores.value_or(recorded_on);
    question.work = study::workload_of(question.state, recorded_on);
    if (question.work.item_count() == 0) throw ValueError(options.trace + ": the run has no items that could be dealt out again");
    const auto kept = kept_machine_figures();
    question.costs = study::costs_of(question.state, kept ? kept->costs : study::usual_costs(), question.cores);
    question.costs_are_usual = !kept;
    const study::SimulationOptions simulation{.cores = question.cores};
    question.as_it_was = simulate(question.work, question.costs, question.work.recorded, simulation);
    question.loss = study::explain_loss(question.work, question.costs, question.work.recorded, question.cores, question.work.recorded_seconds);
    question.shape = shape_of(options, question.work);
    question.leaves_chunks_to_the_pool = options.chunksize && !question.shape.chunksize;
    question.predicted = simulate(question.work, question.costs, question.shape, simulation);
    question.loss_then = study::explain_loss(question.work, question.costs, question.shape, question.cores);
    question.error = study::learn_error(past_predictions());
    return question;
}

/// Runs it for real. The exit status of a run that did not succeed; empty: `verified` is set.
std::optional<int> verify(const WhatIfOptions& options, Question& question) {
    if (question.state.summary().scenario.empty()) {
        std::cerr << "poolscope: --verify: the trace holds no scenario that could be run\n";
        return kBadInput;
    }
    const Scenario scenario = shaped(parse_scenario(question.state.summary().scenario), question.work, question.shape);
    Interruption interruption;
    RunFolder::sweep();
    KeptRuns kept(options.keep, "whatif", scenario.title);
    const MeasuredRun run = measure_run(scenario, interruption, [&](const std::string& folder, const PoolState& state) {
        return kept.keep(folder, state, study::shape_words(question.shape));
    });
    if (run.interrupted_by) return 128 + *run.interrupted_by;
    if (!run.succeeded) {
        std::cerr << "poolscope: --verify: " << run.problem << '\n';
        return run.is_refused ? kBadInput : kFailed;
    }
    question.verified = run.batches_seconds;
    question.kept_in = run.kept_in;
    // What was predicted for another machine teaches nothing about how far predictions for this one are off.
    if (question.cores == usable_cpus().count) keep_prediction({question.predicted.makespan, run.batches_seconds});
    return {};
}

study::WhatIf found_of(const Question& question) {
    return {.work = question.work, .as_it_was = question.as_it_was, .loss = question.loss, .predicted = question.predicted,
            .predicted_loss = question.loss_then, .error = question.error, .cores = question.cores,
            .verified_seconds = question.verified, .verified_run = question.kept_in};
}

void write_words(const Question& question) {
    const auto row = [&question](const char* what, const PoolShape& shape, double seconds, const std::string& more) {
        const bool is_left = question.leaves_chunks_to_the_pool && &shape == &question.shape;
        return std::vector<std::string>{what, std::to_string(shape.processes), to_string(shape.start_method),
                                        shape.chunksize ? std::to_string(*shape.chunksize) : is_left ? "the pool's" : "as it was",
                                        shape.maxtasksperchild ? std::to_string(*shape.maxtasksperchild) : "none",
                                        shape.maxitemsperchild ? std::to_string(*shape.maxitemsperchild) : "none", study::to_string(shape.order),
                                        duration_of(seconds), more};
    };
    TextTable table({{""}, {"PROCESSES", TextTable::Align::Right}, {"START METHOD"}, {"CHUNKSIZE"}, {"MAXTASKS"}, {"MAXITEMS"}, {"ORDER"},
                     {"TIME", TextTable::Align::Right}, {""}});
    table.add_row(row("measured", question.work.recorded, question.work.recorded_seconds, loss_words(question.loss)));
    table.add_row(row("simulated", question.work.recorded, question.as_it_was.makespan, ""));
    const study::Interval around = question.error.around(question.predicted.makespan);
    table.add_row(row("what if", question.shape, question.predicted.makespan,
                      duration_of(around.low) + " to " + duration_of(around.high) + "; " + loss_words(question.loss_then)));
    if (question.verified)
        table.add_row(row("verified", question.shape, *question.verified,
                          "off by " + number((*question.verified / question.predicted.makespan - 1) * 100, "%+.1f") + " %"));
    table.write(std::cout);
    if (question.work.items_are_averaged)
        std::cout << "\nTasks of several items were recorded as one piece: each item counts as their mean.\n";
    if (question.work.computing_is_assumed)
        std::cout << "\nThe run was too short to see how much of it was computing: every function that does not sleep is taken to compute.\n";
    if (question.work.items_unknown > 0)
        std::cout << "\nItems that never ended (" << question.work.items_unknown << ") count as the mean of the others of their batch.\n";
    for (const std::string& name : question.work.not_simulated)
        std::cout << "\nThe run had " << name << ", which the simulation does not follow: what it adds is not in the prediction.\n";
    if (question.costs_are_usual)
        std::cout << "\nCosts of other start methods were not measured here: usual ones are taken. `poolscope estimate` measures them.\n";
}

}  // namespace

int whatif_command(const WhatIfOptions& options, const ReportWriters& reports) {
    try {
        if (options.report)
            if (const std::string problem = problem_of_report(reports, reports.whatif != nullptr, *options.report, options.trace); !problem.empty()) throw ValueError(problem);
        Question question = ask(options);
        if (options.verifies)
            if (const auto status = verify(options, question)) return *status;
        if (options.json) std::cout << study::to_json(found_of(question)).dump(2) << '\n';
        else write_words(question);
        std::cout << std::flush;
        if (options.report) {
            const std::string problem = reports.whatif(options.trace, found_of(question), *options.report);
            if (!problem.empty()) {
                std::cerr << "poolscope: " << *options.report << " cannot be written: " << problem << '\n';
                return kBroken;
            }
        }
        return std::cout ? kSucceeded : kBroken;
    } catch (const ScenarioError& error) {
        std::cerr << "poolscope: " << on_one_line(error.what()) << '\n';
        return kBadInput;
    } catch (const std::exception& error) {  // arguments, or the trace
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
}

void declare_whatif(CLI::App& app, std::function<int()>& action, const ReportWriters& reports) {
    CLI::App* command = app.add_subcommand("whatif", "Says what a recorded run would have taken with other settings");
    auto options = std::make_shared<WhatIfOptions>();
    command->add_option("TRACE", options->trace, "The trace of a run, or its folder")->required()->transform(trace_or_run_folder());
    command->add_option("--processes", options->processes, "Workers; also thousands")->type_name("N");
    command->add_option("--chunksize", options->chunksize, "Items that make a task, for every batch; none: the pool's choice")->type_name("N");
    command->add_option("--order", options->order, "as_given, longest_first, shortest_first or shuffled")->type_name("ORDER");
    command->add_option("--maxtasksperchild", options->maxtasksperchild, "none: no limit")->type_name("N");
    command->add_option("--start-method", options->start_method, "fork, spawn or forkserver")->type_name("METHOD");
    command->add_option("--cores", options->cores, "Processors that computing workers share; default: the recorded run's, else this machine's; 0: each has its own")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--json", options->json, "Print one JSON document instead of words");
    command->add_flag("--verify", options->verifies, "Run it for real, and learn from how far the prediction was off");
    declare_keeping(*command, options->keep);
    command->add_option("--report", options->report, "Write an HTML page with both schedules to this file, too")->type_name("FILE.html");
    command->callback([options, &action, &reports] { action = [options, &reports] { return whatif_command(*options, reports); }; });
    command->footer("Exit status: 0; 1 the run to verify did not succeed; 2 bad arguments or trace; 130 interrupted.");
}

}  // namespace poolscope::app
