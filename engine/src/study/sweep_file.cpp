// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/sweep.h>

#include "host/scenario_fields.h"
#include "host/scenario_problems.h"
#include "host/strict_json.h"

namespace poolscope::study {
namespace {

using host::Fields;
using host::Place;
using host::Problems;

constexpr std::int64_t kMostValues = 1000;

/// {"from": 1, "to": 64, "times": 2}: 1, 2, 4, ..., 64.
std::vector<Json> read_range(const Json& json, const Place& at, Problems& problems) {
    Fields fields(json, at, problems);
    const auto refuse = [](const Json& value) { return "must be a whole number, not " + host::shown(value); };
    const auto from = fields.whole_number("from", refuse), to = fields.whole_number("to", refuse);
    const auto step = fields.whole_number("step", refuse), times = fields.whole_number("times", refuse);
    fields.refuse_unknown();
    if (!from || !to) {
        problems.add(at, "a range has \"from\" and \"to\", and may have \"step\" or \"times\"");
        return {};
    }
    if (*to < *from) fields.problem("to", "is less than \"from\"");
    if (step && times) fields.problem("times", "does not go with \"step\"");
    if (step.value_or(1) < 1) fields.problem("step", "must be 1 or more");
    if (times.value_or(2) < 2) fields.problem("times", "must be 2 or more");
    if (times && *from < 1) fields.problem("from", "must be 1 or more where it is multiplied");
    if (!problems.empty()) return {};
    std::vector<Json> values;
    for (std::int64_t value = *from; value <= *to;) {
        values.push_back(value);
        if (static_cast<std::int64_t>(values.size()) > kMostValues) {
            problems.add(at, "has more than " + std::to_string(kMostValues) + " values");
            return {};
        }
        const std::int64_t room = *to - value;
        const std::int64_t more = times ? (value > *to / *times ? room + 1 : value * (*times - 1)) : step.value_or(1);
        if (more > room) break;
        value += more;
    }
    return values;
}

/// A configuration that stands there twice would be compared with itself.
void refuse_repeated(const SweepAxis& axis, const Place& at, Problems& problems) {
    for (std::size_t i = 0; i < axis.values.size(); ++i) {
        const auto here = axis.values.begin() + static_cast<std::ptrdiff_t>(i);
        const auto first = std::find(axis.values.begin(), here, *here);
        if (first != here) problems.add(Place(at, i), "is the same as value " + std::to_string(first - axis.values.begin() + 1));
    }
}

std::vector<SweepAxis> read_axes(const Json& json, const Place& at, Problems& problems) {
    std::vector<SweepAxis> axes;
    if (!json.is_object() || json.empty()) {
        problems.add(at, "must be an object with one to four parameters");
        return axes;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kSweepParameters; ++i) names.emplace_back(to_string(static_cast<SweepParameter>(i)));
    for (auto entry = json.begin(); entry != json.end(); ++entry) {
        const Place place(at, entry.key());
        const auto parameter = sweep_parameter_from_string(entry.key());
        if (!parameter) {
            problems.add(place, "unknown parameter " + host::in_quotes(entry.key()) + "; " + host::name_advice(entry.key(), names));
            continue;
        }
        SweepAxis axis{*parameter, {}};
        if (entry->is_array())
            axis.values.assign(entry->begin(), entry->end());
        else if (entry->is_object() && (entry->contains("from") || entry->contains("to")))
            axis.values = read_range(*entry, place, problems);
        else
            problems.add(place, "must be a list of values, or {\"from\": 1, \"to\": 8}");
        if (axis.values.empty() && problems.empty()) problems.add(place, "has no values");
        refuse_repeated(axis, place, problems);
        axes.push_back(std::move(axis));
    }
    if (axes.size() > kMostSweepParameters) problems.add(at, "at most four parameters can be varied at once");
    return axes;
}

std::optional<Scenario> read_scenario(const Json& json, const Place& at, Problems& problems, const std::string& folder,
                                      const FindScenario& find, const std::vector<std::string>* known) {
    try {
        if (json.is_object()) return parse_scenario(json.dump(), folder, known);
        if (json.is_string()) {
            const auto& name = json.get_ref<const std::string&>();
            std::filesystem::path path(name);
            if (path.is_relative() && !folder.empty()) path = std::filesystem::path(folder) / path;
            std::error_code error;
            if (std::filesystem::is_regular_file(path, error)) return load_scenario(path.string(), known);
            if (find)
                if (auto found = find(name)) return found;
            problems.add(at, name + " is neither a file nor a scenario that came with the program");
            return {};
        }
        problems.add(at, "must be a file, the name of a scenario, or a scenario");
    } catch (const ScenarioError& error) {
        for (const ScenarioProblem& problem : error.problems()) problems.add(at.pointer() + ": " + problem.place, problem.message);
    }
    return {};
}

void read_count(Fields& fields, const char* key, std::uint32_t& value, std::int64_t least, std::int64_t most) {
    const auto given = fields.whole_number(key, [](const Json& json) { return "must be a whole number, not " + host::shown(json); });
    if (!given) return;
    if (*given < least || *given > most)
        fields.problem(key, "must be from " + std::to_string(least) + " to " + std::to_string(most) + ", not " + std::to_string(*given));
    else
        value = static_cast<std::uint32_t>(*given);
}

SweepSpec read_sweep(const Json& json, const std::string& folder, Problems& problems, const FindScenario& find,
                     const std::vector<std::string>* known) {
    SweepSpec spec;
    const Place top;
    if (!json.is_object()) {
        problems.add(top, "a sweep is an object");
        return spec;
    }
    Fields fields(json, top, problems);
    const Json* version = fields.find("poolscope_sweep");
    if (version == nullptr || *version != Json(1)) fields.problem("poolscope_sweep", "must be 1: a sweep begins with \"poolscope_sweep\": 1");
    spec.title = fields.string("title").value_or("");
    spec.description = fields.string("description").value_or("");
    if (const Json* scenario = fields.find("scenario")) {
        if (auto read = read_scenario(*scenario, fields.place("scenario"), problems, folder, find, known)) spec.scenario = std::move(*read);
    } else {
        fields.problem("scenario", "is missing");
    }
    if (const Json* parameters = fields.find("parameters"))
        spec.axes = read_axes(*parameters, fields.place("parameters"), problems);
    else
        fields.problem("parameters", "is missing");
    read_count(fields, "repetitions", spec.repetitions, 1, 1000);
    spec.most_repetitions = std::max(spec.most_repetitions, spec.repetitions);
    read_count(fields, "most_repetitions", spec.most_repetitions, spec.repetitions, 1000);
    read_count(fields, "warm_up", spec.warm_up, 0, 100);
    if (const Json* stop = fields.find("stop_when_settled")) {
        if (stop->is_boolean()) spec.stop_when_settled = stop->get<bool>();
        else fields.problem("stop_when_settled", "must be true or false");
    }
    if (const auto margin = fields.number("margin", [](const Json& value) { return "must be a number, not " + host::shown(value); })) {
        if (*margin > 0 && *margin < 1) spec.margin = *margin;
        else fields.problem("margin", "must be between 0 and 1: 0.05 is 5 %");
    }
    if (const auto seed = fields.whole_number("seed", [](const Json& value) { return "must be a whole number, not " + host::shown(value); }))
        spec.seed = static_cast<std::uint64_t>(*seed);
    fields.refuse_unknown();
    return spec;
}

/// Whether each configuration is a scenario that a pool takes.
void check_configurations(const SweepSpec& spec, Problems& problems, const std::vector<std::string>* known) {
    double count = 1;
    for (const SweepAxis& axis : spec.axes) count *= static_cast<double>(axis.values.size());
    if (count > static_cast<double>(kMostSweepConfigurations)) {
        problems.add("/parameters", "make more than " + std::to_string(kMostSweepConfigurations) + " configurations");
        return;
    }
    // What is wrong with a value is so wherever the others stand: each value once.
    for (const SweepAxis& axis : spec.axes) {
        for (std::size_t i = 0; i < axis.values.size(); ++i) {
            const std::string place = std::string("/parameters/") + to_string(axis.parameter) + "/" + std::to_string(i);
            try {
                Scenario scenario = spec.scenario;
                apply_parameter(scenario, axis.parameter, axis.values[i], spec.seed);
                // Functions of a module are known only to who has loaded it: the host.
                const std::vector<std::string>* const known_here = scenario.modules.empty() ? known : nullptr;
                for (const ScenarioProblem& problem : check(scenario.pool, known_here)) problems.add(place, problem.message);
                for (const BatchSpec& batch : scenario.batches)
                    for (const ScenarioProblem& problem : check(batch, known_here)) problems.add(place, problem.place + ": " + problem.message);
            } catch (const ScenarioError& error) {
                for (const ScenarioProblem& problem : error.problems()) problems.add(place, problem.message);
            }
        }
    }
}

}  // namespace

std::string sweep_place_words(const std::string& place) {
    constexpr std::string_view kParameters = "/parameters/";
    if (place.rfind(kParameters, 0) != 0) return place.size() > 1 && place[0] == '/' ? place.substr(1) : place;
    const std::string rest = place.substr(kParameters.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string::npos) return rest;
    const std::string key = rest.substr(slash + 1);
    if (key.empty() || key.size() > 9 || key.find_first_not_of("0123456789") != std::string::npos) return rest.substr(0, slash) + ", " + key;
    return rest.substr(0, slash) + ", value " + std::to_string(std::stoul(key) + 1);
}

SweepSpec parse_sweep(const std::string& text, const std::string& folder, const FindScenario& find,
                      const std::vector<std::string>* known) {
    Problems problems;
    const auto json = host::parse_strict_json(text, problems);
    SweepSpec spec;
    if (json) spec = read_sweep(*json, folder, problems, find, known);
    if (problems.empty()) check_configurations(spec, problems, known);
    if (!problems.empty()) throw ScenarioError(problems.take());
    return spec;
}

Json to_json(const SweepSpec& spec) {
    Json parameters = Json::object();
    for (const SweepAxis& axis : spec.axes) parameters[to_string(axis.parameter)] = axis.values;
    return {{"poolscope_sweep", 1},
            {"title", spec.title},
            {"description", spec.description},
            {"scenario", poolscope::to_json(spec.scenario)},
            {"parameters", std::move(parameters)},
            {"repetitions", spec.repetitions},
            {"most_repetitions", spec.most_repetitions},
            {"warm_up", spec.warm_up},
            {"stop_when_settled", spec.stop_when_settled},
            {"margin", spec.margin},
            {"seed", spec.seed}};
}

}  // namespace poolscope::study
