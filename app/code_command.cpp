// SPDX-License-Identifier: GPL-3.0-or-later
#include "code_command.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <span>
#include <system_error>

#include <CLI/CLI.hpp>

#include <poolscope/recorded_configuration.h>

#include "argument_kinds.h"
#include "exit_status.h"
#include "file_kind.h"
#include "scenario_source.h"

namespace poolscope::app {

namespace {

namespace fs = std::filesystem;

/// A run among those that it is kept with, which may be its repetitions.
std::optional<study::RecordedConfiguration> recorded(const std::string& folder) {
    auto run = RunStore::look(folder);
    if (!run) {
        auto scenario = study::recorded_scenario(folder);
        if (!scenario) return {};
        return study::RecordedConfiguration{std::move(*scenario), {}};
    }
    if (!run->digest || run->is_stale) run->digest = read_digest(run->trace_path());
    std::vector<StoredRun> all = RunStore(fs::path(run->folder).parent_path().string()).list();
    const auto own = std::find_if(all.begin(), all.end(), [&run](const StoredRun& each) { return each.folder == run->folder; });
    if (own == all.end()) return study::recorded_configuration(*run, {}, {});
    own->digest = run->digest;
    const auto marks = study::marks_against_baseline(all);
    return study::recorded_configuration(*run, all, marks[static_cast<std::size_t>(own - all.begin())]);
}

study::RecordedConfiguration configuration_of(const std::string& source) {
    std::error_code error;
    const bool is_folder = fs::is_directory(source, error);
    const bool is_recorded = is_folder || (source != "-" && is_trace(source));
    if (!is_recorded) return {read_scenario(source), {}};
    const fs::path path = fs::absolute(source, error).lexically_normal();
    // A trace that lies in the folder of its run stands for the run.
    const bool is_of_run = !is_folder && path.filename() == "trace" && fs::exists(path.parent_path() / "run.json", error);
    const std::string folder = is_of_run ? path.parent_path().string() : path.string();
    const std::string without_slash = folder.size() > 1 && folder.back() == '/' ? folder.substr(0, folder.size() - 1) : folder;
    auto configuration = recorded(without_slash);
    if (!configuration) throw ScenarioError({{source, "was made by a program of its own, which has no scenario"}});
    return std::move(*configuration);
}

int write(const std::string& code, const std::optional<std::string>& output) {
    if (!output) {
        std::cout << code << std::flush;
        return std::cout ? kSucceeded : kBroken;
    }
    std::ofstream file(*output, std::ios::binary);
    file << code << std::flush;
    if (file) return kSucceeded;
    std::cerr << "poolscope: --output: " << *output << " cannot be written\n";
    return kBroken;
}

}  // namespace

int code_command(const CodeOptions& options, const ReportWriters& writers) {
    if (writers.hand_over || !writers.code) {
        const std::string problem = writers.hand_over ? writers.hand_over() : "this program was built without the window, which writes code";
        std::cerr << "poolscope: " << problem << '\n';
        return writers.hand_over ? kBroken : kBadInput;
    }
    if (options.output && is_one_of(*options.output, std::span(&options.source, 1))) {
        std::cerr << "poolscope: --output: " << *options.output << " cannot be written: it is what is read: choose another name\n";
        return kBadInput;
    }
    try {
        const study::RecordedConfiguration configuration = configuration_of(options.source);
        return write(writers.code(configuration.scenario, configuration.measured, options.language), options.output);
    } catch (const ScenarioError& error) {
        return refuse_scenario(error);
    } catch (const std::exception& error) {  // of the trace
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
}

void declare_code(CLI::App& app, std::function<int()>& action, const ReportWriters& writers) {
    CLI::App* command = app.add_subcommand("code", "Prints a configuration as a program in Python or C++, with what was measured of it");
    auto options = std::make_shared<CodeOptions>();
    command
        ->add_option("SOURCE", options->source,
                     "A scenario file, - for standard input, the name of a scenario, a trace, or the folder of a kept run")
        ->required();
    const std::vector<std::pair<std::string, CodeLanguage>> languages{{"python", CodeLanguage::Python}, {"cpp", CodeLanguage::Cpp}};
    command->add_option("--language", options->language, "python (multiprocessing's Pool; the default) or cpp (this library)")
        ->type_name("LANGUAGE")
        ->transform(one_of(languages));
    command->add_option("--output", options->output, "A file instead of standard output")->type_name("FILE");
    command->callback([options, &action, &writers] { action = [options, &writers] { return code_command(*options, writers); }; });
    command->footer("What multiprocessing's Pool does not have is named in a comment. Exit status: 0; 2 bad arguments, scenario or trace;\n"
                    "3 it cannot be written.");
}

}  // namespace poolscope::app
