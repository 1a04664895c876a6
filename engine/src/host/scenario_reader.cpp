// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/scenario.h>

#include "host/closest_name.h"
#include "host/scenario_problems.h"
#include "host/scenario_rules.h"
#include "host/strict_json.h"

namespace poolscope {

namespace {

using host::Place;
using host::Problems;

/// Takes the keys of one object apart: each is asked for once; what is left over in the end is unknown. Null is the
/// same as absent: it means the default.
class Fields {
public:
    Fields(const Json& object, const Place& at, Problems& problems) : object_(object), at_(at), problems_(problems) {}

    [[nodiscard]] const Json* find(const char* key) {
        if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
        const auto found = object_.find(key);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }

    [[nodiscard]] Place place(const char* key) const { return Place(at_, key); }

    void problem(const char* key, std::string message) { problems_.add(place(key), std::move(message)); }

    [[nodiscard]] std::optional<std::string> string(const char* key, const char* message = "must be a string") {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (value->is_string()) return value->get<std::string>();
        problem(key, message);
        return {};
    }

    /// `message` says, in the words of `refuse`, what is wrong with a value that is no whole number at all.
    template <class Message> [[nodiscard]] std::optional<std::int64_t> whole_number(const char* key, Message refuse) {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (value->is_number_unsigned() &&
            value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return std::numeric_limits<std::int64_t>::max();
        }
        if (value->is_number_integer()) return value->get<std::int64_t>();
        problem(key, refuse(*value));
        return {};
    }

    void refuse_unknown() {
        for (auto entry = object_.begin(); entry != object_.end(); ++entry) {
            if (std::find(known_.begin(), known_.end(), entry.key()) == known_.end()) {
                problems_.add(Place(at_, entry.key()), "unknown key " + host::in_quotes(entry.key()) + "; " +
                                                           host::name_advice(entry.key(), known_));
            }
        }
    }

private:
    const Json& object_;
    const Place& at_;
    Problems& problems_;
    std::vector<std::string> known_;
};

/// How a refused value stands in a message.
std::string shown(const Json& value) {
    constexpr std::size_t kLongest = 40;
    if (value.is_array()) return "a list";
    if (value.is_object()) return "an object";
    std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
    return text;
}

PoolSpec read_pool(const Json& json, const Place& at, Problems& problems, const std::vector<std::string>* known) {
    PoolSpec pool;
    Fields fields(json, at, problems);
    pool.processes = fields.whole_number("processes", [](const Json& value) {
        return "Number of processes must be an int or null, not " + shown(value);
    });
    pool.initializer = fields.string("initializer", "initializer must be a callable");
    if (const Json* initargs = fields.find("initargs")) pool.initargs = *initargs;
    pool.maxtasksperchild = fields.whole_number(
        "maxtasksperchild", [](const Json&) { return std::string("maxtasksperchild must be a positive int or None"); });
    if (const Json* method = fields.find("start_method")) {
        pool.start_method = method->is_string() ? method->get<std::string>() : shown(*method);
    }
    fields.refuse_unknown();
    host::check_pool(pool, at, problems, known);
    return pool;
}

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
            scenario.pool = read_pool(*pool, fields.place("pool"), problems, known_here);
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

BatchSpec batch_from_json(const Json& json) {
    Problems problems;
    BatchSpec batch = read_batch(json, Place(), problems, {}, nullptr);
    if (!problems.empty()) {
        std::vector<ScenarioProblem> found = problems.take();
        for (ScenarioProblem& problem : found)
            problem.place.erase(0, 1);  // the leading slash
        throw ScenarioError(std::move(found));
    }
    return batch;
}

}  // namespace poolscope
