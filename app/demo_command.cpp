// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_command.h"

#include <filesystem>
#include <iostream>
#include <sstream>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/lesson.h>

#include "demo_prediction.h"
#include "demo_report.h"
#include "demo_run.h"
#include "demo_shelf.h"
#include "exit_status.h"
#include "known_functions.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

void tell_problems(const std::string& file, const ScenarioError& error) {
    for (const ScenarioProblem& problem : error.problems())
        std::cerr << "poolscope: " << file << ": " << problem.place << ": " << problem.message << '\n';
}

int list_demos(bool as_json) {
    Json document = Json::array();
    TextTable table({{"NO", TextTable::Align::Right}, {"TITLE"}, {"LEVEL"}, {"VARIANTS", TextTable::Align::Right}, {"FILE"}});
    int status = kSucceeded;
    const std::vector<std::string> known = known_functions();
    const std::vector<std::string> files = demo_files();
    if (files.empty()) {
        std::cerr << "poolscope: there are no demos; they were looked for in\n";
        for (const std::string& folder : demo_folders()) std::cerr << "  " << folder << '\n';
        if (as_json) std::cout << "[]\n";
        return kBadInput;
    }
    for (const std::string& file : files) {
        try {
            const Lesson lesson = load_lesson(file, &known);
            const std::string name = std::filesystem::path(file).stem().string();
            table.add_row({lesson.number > 0 ? std::to_string(lesson.number) : "", lesson.scenario.title, lesson.level,
                           std::to_string(lesson.variants.size()), name});
            document.push_back({{"demo", lesson.number}, {"title", lesson.scenario.title}, {"level", lesson.level}, {"file", file}});
        } catch (const ScenarioError& error) {
            tell_problems(file, error);
            status = kBadInput;
        }
    }
    if (as_json) std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    else table.write(std::cout);
    return status;
}

int list_queries() {
    TextTable table({{"NAME"}, {"UNIT"}, {"MEANING"}});
    for (const QueryName& name : query_names())
        table.add_row({name.kind == QueryName::Kind::Column ? std::string("max(") + name.name + ")" : name.name, name.unit, name.meaning});
    table.write(std::cout);
    return kSucceeded;
}

/// Asks whoever sits at the terminal, until there is an answer or an empty line.
std::optional<LessonAnswer> asked_for(const LessonQuestion& question) {
    std::cout << "\nWhat do you expect? Type " << prediction_form(question) << "; only Enter: nothing.\n";
    std::string typed;
    while (std::cout << "> " << std::flush && std::getline(std::cin, typed) && !typed.empty()) {
        try {
            return prediction_from_text(question, typed);
        } catch (const ValueError& error) {
            std::cout << error.what() << '\n';
        }
    }
    return {};
}

}  // namespace

int demo_command(const DemoOptions& options) {
    if (options.queries) return list_queries();
    if (options.list || options.demo.empty()) return list_demos(options.json);
    const auto file = find_demo(options.demo);
    if (!file) {
        std::cerr << "poolscope: there is no demo " << options.demo << "; poolscope demo --list shows them\n";
        return kBadInput;
    }
    try {
        const std::vector<std::string> known = known_functions();
        const Lesson lesson = load_lesson(*file, &known);
        std::optional<LessonAnswer> prediction;
        if (options.prediction) {
            if (!lesson.question) throw ValueError("--predict: this demo asks nothing");
            prediction = prediction_from_text(*lesson.question, *options.prediction);
        }
        // First what is to be predicted: afterwards one has always known it.
        if (!options.json) {
            write_demo_opening(lesson, std::cout);
            std::cout << std::flush;
            if (!prediction && lesson.question && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1) prediction = asked_for(*lesson.question);
        }
        KeptRuns kept(options.keep, "demo", lesson.scenario.title);
        DemoRun run = run_demo(lesson, kept);
        if (run.status != kSucceeded) return run.status;
        run.prediction = std::move(prediction);
        std::ostringstream text;
        if (options.json) text << demo_document(lesson, run).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
        else write_demo_report(lesson, run, text);
        std::cout << text.str() << std::flush;
        return holds(lesson, run) ? kSucceeded : kFailed;
    } catch (const ScenarioError& error) {
        tell_problems(*file, error);
        return kBadInput;
    } catch (const ValueError& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBroken;
    }
}

}  // namespace poolscope::app
