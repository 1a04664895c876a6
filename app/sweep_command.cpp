// SPDX-License-Identifier: GPL-3.0-or-later
#include "sweep_command.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/environment.h>
#include <poolscope/errors.h>
#include <poolscope/sweep.h>

#include "exit_status.h"
#include "known_functions.h"
#include "measured_run.h"
#include "report_target.h"
#include "run_folder.h"
#include "scenario_shelf.h"
#include "scenario_source.h"
#include "state_file.h"
#include "sweep_words.h"
#include "terminal.h"

namespace poolscope::app {

namespace {

using study::SweepProgress;
using study::SweepResult;
using study::SweepSpec;

int refuse(const std::string& what) {
    std::cerr << "poolscope: " << what << '\n';
    return kBadInput;
}

std::string text_of(const std::string& file) {
    std::ifstream stream(file == "-" ? "/dev/stdin" : file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file)) throw ScenarioError({{file, "cannot be read"}});
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The file that is meant: one that came along is found by its name, from any folder.
std::string file_of(const SweepOptions& options) {
    if (options.file == "-" || std::filesystem::exists(options.file)) return options.file;
    return find_shelved_sweep(options.file).value_or(options.file);
}

SweepSpec read_sweep(const SweepOptions& options) {
    const std::vector<std::string> known = known_functions();
    const auto shelved = [&known](const std::string& name) -> std::optional<Scenario> {
        const auto path = find_shelved_scenario(name);
        if (!path) return {};
        return load_scenario(*path, &known);
    };
    const std::string file = file_of(options);
    const std::string folder = file == "-" ? std::string() : std::filesystem::absolute(file).parent_path().string();
    SweepSpec spec = study::parse_sweep(text_of(file), folder, shelved, &known);
    if (options.seed) spec.seed = *options.seed;
    if (options.repetitions) {
        spec.repetitions = *options.repetitions;
        spec.most_repetitions = std::max(spec.most_repetitions, spec.repetitions);
    }
    return spec;
}

/// The same sweep finds its state again, wherever it is called from.
std::optional<std::string> state_of(const SweepOptions& options) {
    if (options.state) return options.state;
    const std::string file = file_of(options);
    const std::string path = file == "-" ? file : std::filesystem::absolute(file).lexically_normal().string();
    const std::string stem = file == "-" ? "stdin" : std::filesystem::path(file).stem().string();
    std::ostringstream name;
    name << "sweeps/" << stem << '-' << std::hex << std::hash<std::string>{}(path) << ".json";
    return state_path(name.str());
}

/// One line on a terminal that says how far it is.
class Line {
public:
    explicit Line(bool is_wanted) : is_shown_(is_wanted && Terminal::of(STDERR_FILENO).interactive) {}
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { clear(); }
    void show(const std::string& text) {
        if (is_shown_) std::cerr << "\r\x1b[K" << shortened(text, terminal_width(STDERR_FILENO) - 1) << std::flush;
    }
    void clear() {
        if (is_shown_) std::cerr << "\r\x1b[K" << std::flush;
    }

private:
    bool is_shown_;
};

struct Made {
    int status = kSucceeded;
    bool is_interrupted = false;
};

Made make_runs(SweepProgress& sweep, const SweepOptions& options, const std::optional<std::string>& state) {
    Interruption interruption;
    RunFolder::sweep();
    Line line(options.output != SweepOutput::Events);
    KeptRuns kept(options.keep, "sweep", sweep.spec().title);
    for (const SweepResult& result : sweep.results())
        if (!result.run_folder.empty()) kept.resume(result.run_folder);
    Made made;
    const auto tell = [&] {
        if (options.output != SweepOutput::Events) return;
        Json event = sweep.report();
        event.erase("sweep");
        std::cout << event.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
    };
    tell();
    while (const auto next = sweep.next()) {
        line.show(progress_words(sweep, *next));
        const auto keep = [&](const std::string& folder, const PoolState& as_it_ended) {
            return next->is_warm_up ? std::string()
                                    : kept.keep(folder, as_it_ended, configuration_label(sweep.spec(), next->configuration), next->repetition + 1);
        };
        const MeasuredRun run = measure_run(study::configured(sweep.spec(), next->configuration), interruption, keep);
        if (run.interrupted_by) {
            made.status = 128 + *run.interrupted_by;
            made.is_interrupted = true;
            break;
        }
        sweep.add({*next, run.succeeded, run.seconds, run.work_seconds, run.took_seconds, run.problem, run.kept_in});
        if (!run.succeeded) made.status = kFailed;
        if (state) write_document(*state, sweep.to_json());
        tell();
    }
    return made;
}

Json document_of(const SweepProgress& sweep, bool is_complete) {
    Json document = sweep.report();
    document["environment"] = to_json(this_environment());
    document["is_complete"] = is_complete;
    return document;
}

int sweep(const SweepOptions& options, const ReportWriters& reports) {
    if (options.report)
        if (const std::string problem = problem_of_report(reports, reports.sweep != nullptr, *options.report, options.file); !problem.empty()) return refuse(problem);
    // Before hours of runs, not after them.
    for (const auto& [option, path] : {std::pair{"--state: ", options.state}, std::pair{"--csv: ", options.csv}}) {
        const std::string problem = path ? problem_of_writing(*path, MissingFolders::Made, options.file) : std::string();
        if (!problem.empty()) return refuse(option + *path + " cannot be written: " + problem);
    }
    const SweepSpec spec = read_sweep(options);
    const std::optional<std::string> state = state_of(options);
    std::unique_ptr<SweepProgress> progress;
    if (options.goes_on) {
        const auto document = state ? read_document(*state) : std::nullopt;
        if (!document) return refuse("--continue: there is nothing to go on from" + (state ? ": " + *state : std::string()));
        progress = std::make_unique<SweepProgress>(spec, *document);
    } else {
        progress = std::make_unique<SweepProgress>(spec);
    }
    const Made made = make_runs(*progress, options, state);
    if (options.csv) write_text(*options.csv, progress->csv());
    if (options.output == SweepOutput::Json) {
        std::cout << document_of(*progress, !made.is_interrupted).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    } else if (options.output == SweepOutput::Table) {
        write_sweep_report(*progress, std::cout);
    }
    if (options.report) {
        const std::string problem = reports.sweep(document_of(*progress, !made.is_interrupted).dump(-1, ' ', false, Json::error_handler_t::replace), *options.report);
        if (!problem.empty()) throw SystemError(*options.report + " cannot be written: " + problem, EIO);
    }
    if (made.is_interrupted) std::cerr << "poolscope: interrupted; --continue goes on from here\n";
    return made.status;
}

}  // namespace

int sweep_command(const SweepOptions& options, const ReportWriters& reports) {
    try {
        const int status = sweep(options, reports);
        std::cout << std::flush;
        if (!std::cout) {
            std::cerr << "poolscope: standard output cannot be written\n";
            return kBroken;
        }
        return status;
    } catch (const ScenarioError& error) {
        std::vector<ScenarioProblem> problems = error.problems();
        for (ScenarioProblem& problem : problems) problem.place = study::sweep_place_words(problem.place);
        return refuse_scenario(ScenarioError(std::move(problems)));
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBroken;
    }
}

void declare_sweep(CLI::App& app, std::function<int()>& action, const ReportWriters& reports) {
    CLI::App* command = app.add_subcommand("sweep", "Runs a scenario again and again with settings varied, and says what is certain of them");
    auto options = std::make_shared<SweepOptions>();
    command->add_option("FILE", options->file, "A sweep file, - for standard input, or the name of one that came with the program")->required();
    CLI::Option* json = command->add_flag("--json", [options](std::int64_t) { options->output = SweepOutput::Json; },
                                          "Print one JSON document instead of words, with every run");
    command->add_flag("--events", [options](std::int64_t) { options->output = SweepOutput::Events; },
                      "Print a JSON document in a line after each run")
        ->excludes(json);
    command->add_flag("--continue", options->goes_on, "Go on where an earlier one was stopped: what was run is kept");
    command->add_option("--seed", options->seed, "Instead of the file's: decides the order of the runs")->type_name("N");
    command->add_option("--repetitions", options->repetitions, "Instead of the file's")->type_name("N")->check(CLI::Range(1, 1000));
    command->add_option("--state", options->state, "Where what was run is kept; default: in XDG_STATE_HOME")->type_name("FILE");
    command->add_option("--csv", options->csv, "Write a row for each run to this file, too")->type_name("FILE");
    command->add_option("--report", options->report, "Write an HTML page with pictures to this file, too")->type_name("FILE.html");
    declare_keeping(*command, options->keep);
    command->callback([options, &action, &reports] { action = [options, &reports] { return sweep_command(*options, reports); }; });
    command->footer("Exit status: 0 every run succeeded; 1 some did not; 2 bad arguments, sweep or scenario; 3 a host broke; 130 interrupted.");
}

}  // namespace poolscope::app
