// SPDX-License-Identifier: MIT
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/scenario.h>
#include <poolscope/scenario_draft.h>

#include "host/closest_name.h"
#include "host/scenario_fields.h"
#include "host/scenario_parts.h"
#include "host/scenario_problems.h"
#include "host/scenario_rules.h"
#include "host/strict_json.h"

namespace poolscope {

namespace {

using host::Fields;
using host::Place;
using host::Problems;
using host::shown;

void make_lines_absolute(Json& iterable, const std::string& folder) {
    if (folder.empty() || !iterable.is_object()) return;
    const auto lines = iterable.find("lines");
    if (lines == iterable.end() || !lines->is_string()) return;
    const std::filesystem::path path(lines->get<std::string>());
    if (!path.empty() && path.is_relative())
        *lines = (std::filesystem::path(folder) / path).lexically_normal().string();
}

BatchSpec read_batch(const Json& json, const Place& at, Problems& problems, const std::string& folder,
                     const std::vector<std::string>* known) {
    BatchSpec batch;
    if (!json.is_object()) {
        problems.add(at, "must be an object with a method and a function");
        return batch;
    }
    Fields fields(json, at, problems);
    const std::vector<std::string> methods{"apply", "apply_async",    "map",     "map_async",
                                           "imap",  "imap_unordered", "starmap", "starmap_async"};
    std::optional<Method> method;
    if (const auto name = fields.string("method")) {
        method = method_from_string(*name);
        if (!method)
            fields.problem("method",
                           "unknown method " + host::in_quotes(*name) + "; " + host::name_advice(*name, methods));
    } else if (fields.find("method") == nullptr) {
        fields.problem("method", "is missing; " + host::name_advice("", methods));
    }
    if (const auto function = fields.string("function", "must be the name of a function")) {
        batch.function = *function;
        if (auto message = host::function_message(*function, known); !message.empty())
            fields.problem("function", message);
    } else if (fields.find("function") == nullptr) {
        fields.problem("function", "is missing");
    }
    if (const Json* args = fields.find("args")) batch.args = *args;
    if (const Json* kwargs = fields.find("kwargs")) batch.kwargs = *kwargs;
    const Json* iterable = fields.find("iterable");
    if (iterable != nullptr) batch.iterable = *iterable;
    batch.chunksize =
        fields.whole_number("chunksize", [](const Json& value) { return "Chunksize must be 1+, not " + shown(value); });
    fields.refuse_unknown();

    // What goes with what can only be judged knowing the method.
    if (method) {
        batch.method = *method;
        if (!takes_arguments(*method) && iterable == nullptr) fields.problem("iterable", "is missing");
        host::check_call(batch, at, problems);
    }
    make_lines_absolute(batch.iterable, folder);
    return batch;
}

std::vector<std::string> read_modules(const Json& json, const Place& at, Problems& problems,
                                      const std::string& folder) {
    std::vector<std::string> modules;
    if (!json.is_array()) {
        problems.add(at, "must be a list of files");
        return modules;
    }
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (!json[i].is_string() || json[i].get_ref<const std::string&>().empty()) {
            problems.add(Place(at, i), "must be the name of a file");
            continue;
        }
        std::filesystem::path path(json[i].get<std::string>());
        if (!folder.empty() && path.is_relative()) path = (std::filesystem::path(folder) / path).lexically_normal();
        modules.push_back(path.string());
    }
    return modules;
}

void read_version(Fields& fields) {
    const Json* version = fields.find("poolscope");
    if (version == nullptr) {
        fields.problem("poolscope", "is missing: a scenario begins with \"poolscope\": 1");
    } else if (!version->is_number_integer()) {
        fields.problem("poolscope", "must be the number 1");
    } else if (*version != Json(1)) {
        fields.problem("poolscope",
                       "is version " + shown(*version) + " of the scenario format; this program reads version 1");
    }
}

Scenario read_scenario(const Json& json, const std::string& folder, Problems& problems,
                       const std::vector<std::string>* known) {
    Scenario scenario;
    const Place root;
    if (!json.is_object()) {
        problems.add(root, "a scenario is an object, not " + shown(json));
        return scenario;
    }
    Fields fields(json, root, problems);
    read_version(fields);
    scenario.title = fields.string("title").value_or("");
    scenario.description = fields.string("description").value_or("");
    if (const Json* modules = fields.find("modules")) {
        scenario.modules = read_modules(*modules, fields.place("modules"), problems, folder);
    }
    // Functions of a module are known only to who has loaded it: the host.
    const std::vector<std::string>* known_here = scenario.modules.empty() ? known : nullptr;
    if (const Json* pool = fields.find("pool")) {
        if (pool->is_object()) {
            scenario.pool = host::read_pool(*pool, fields.place("pool"), problems, known_here);
        } else {
            fields.problem("pool", "must be an object");
        }
    }
    if (const Json* batches = fields.find("batches")) {
        if (batches->is_array()) {
            const Place at = fields.place("batches");
            for (std::size_t i = 0; i < batches->size(); ++i) {
                scenario.batches.push_back(read_batch((*batches)[i], Place(at, i), problems, folder, known_here));
            }
        } else {
            fields.problem("batches", "must be a list");
        }
    }
    if (const Json* faults = fields.find("faults")) {
        scenario.faults = host::read_faults(*faults, fields.place("faults"), problems);
    }
    // What is in it is judged by who teaches with it (lesson_of); a run needs none of it.
    if (const Json* lesson = fields.find("lesson")) {
        if (lesson->is_object()) scenario.lesson = *lesson;
        else fields.problem("lesson", "must be an object");
    }
    fields.refuse_unknown();
    return scenario;
}

std::string listed(const std::vector<ScenarioProblem>& problems) {
    std::string text;
    for (const ScenarioProblem& problem : problems) {
        if (!text.empty()) text += '\n';
        text += problem.place.empty() ? problem.message : problem.place + ": " + problem.message;
    }
    return text;
}

}  // namespace

ScenarioError::ScenarioError(std::vector<ScenarioProblem> problems)
    : std::runtime_error(listed(problems)), problems_(std::move(problems)) {}

Scenario parse_scenario(const std::string& text, const std::string& folder,
                        const std::vector<std::string>* known_functions) {
    Problems problems;
    const std::string base = folder.empty() ? folder : std::filesystem::absolute(folder).string();
    Scenario scenario;
    if (const std::optional<Json> json = host::parse_strict_json(text, problems)) {
        scenario = read_scenario(*json, base, problems, known_functions);
    }
    if (!problems.empty()) throw ScenarioError(problems.take());
    return scenario;
}

std::optional<Scenario> parse_scenario_draft(const std::string& text) {
    Problems unsaid;
    const std::optional<Json> json = host::parse_strict_json(text, unsaid);
    if (!json) return {};
    return read_scenario(*json, {}, unsaid, nullptr);
}

BatchSpec batch_from_json(const Json& json) {
    Problems problems;
    BatchSpec batch = read_batch(json, Place(), problems, {}, nullptr);
    if (!problems.empty()) throw ScenarioError(host::without_slash(problems.take()));
    return batch;
}

}  // namespace poolscope
