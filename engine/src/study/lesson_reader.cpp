// SPDX-License-Identifier: MIT
#include <filesystem>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/lesson.h>

#include "host/scenario_fields.h"
#include "host/scenario_problems.h"
#include "study/lesson_parts.h"

namespace poolscope {

namespace {

using host::Fields;
using host::Place;
using host::Problems;
using study::LessonReading;

std::string required_string(Fields& fields, const char* key) {
    const std::optional<std::string> text = fields.string(key);
    if (!text && fields.find(key) == nullptr) fields.problem(key, "is missing");
    return text.value_or("");
}

/// Calls `read(fields)` for each object of the list `key`.
template <class Read> void each_object(Fields& fields, const char* key, Problems& problems, Read read) {
    const Json* const list = fields.find(key);
    if (list == nullptr) return;
    const Place at = fields.place(key);
    if (!list->is_array()) {
        problems.add(at, "must be a list of objects");
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Place here(at, i);
        if (!(*list)[i].is_object()) {
            problems.add(here, "must be an object");
            continue;
        }
        Fields entry((*list)[i], here, problems);
        read(entry);
        entry.refuse_unknown();
    }
}

std::string read_variant_name(Fields& fields, const LessonReading& reading) {
    const std::string name = fields.string("variant").value_or("");
    if (!name.empty() && !reading.knows_variant(name))
        fields.problem("variant", "there is no variant " + host::in_quotes(name) + "; " + host::name_advice(name, reading.variants));
    return name;
}

void read_texts(Fields& fields, Problems& problems, Lesson& lesson) {
    lesson.number = static_cast<int>(fields.whole_number("number", [](const Json&) { return std::string("must be a whole number"); }).value_or(0));
    lesson.level = fields.string("level").value_or("");
    lesson.explanation = fields.string("explanation", "must be Markdown in a string").value_or("");
    each_object(fields, "steps", problems, [&lesson](Fields& entry) {
        lesson.steps.push_back({required_string(entry, "title"), required_string(entry, "text")});
    });
    const Json* const further = fields.find("further");
    if (further == nullptr) return;
    const Place at = fields.place("further");
    if (!further->is_array()) {
        problems.add(at, "must be a list of strings");
        return;
    }
    for (std::size_t i = 0; i < further->size(); ++i) {
        if ((*further)[i].is_string()) lesson.further.push_back((*further)[i].get<std::string>());
        else problems.add(Place(at, i), "must be a string");
    }
}

void read_queries(Fields& fields, Problems& problems, const LessonReading& reading, Lesson& lesson) {
    each_object(fields, "checkpoints", problems, [&](Fields& entry) {
        lesson.checkpoints.push_back({required_string(entry, "text"), reading.required_query(entry, "query", study::Asks::Truth),
                                      read_variant_name(entry, reading)});
    });
    each_object(fields, "expected", problems, [&](Fields& entry) {
        LessonRange range;
        range.text = required_string(entry, "text");
        range.query = reading.required_query(entry, "query", study::Asks::Anything);
        range.low = study::bound(entry, "low");
        range.high = study::bound(entry, "high");
        range.unit = entry.string("unit").value_or("");
        range.variant = read_variant_name(entry, reading);
        const bool bounded = range.low || range.high;
        if (!range.query.empty() && range.query.is_truth() == bounded)
            entry.problem("query", bounded ? "is yes or no: it has no low and high" : "is a number: it needs low, high or both");
        if (range.low && range.high && *range.low > *range.high) entry.problem("low", "is above high");
        lesson.expected.push_back(std::move(range));
    });
    if (const Json* const compare = fields.find("compare")) {
        const Place at = fields.place("compare");
        if (!compare->is_object()) {
            problems.add(at, "must be an object with a text and a query");
            return;
        }
        Fields entry(*compare, at, problems);
        LessonComparison comparison;
        comparison.text = required_string(entry, "text");
        comparison.query = reading.required_query(entry, "query", study::Asks::Number);
        comparison.unit = entry.string("unit").value_or("");
        entry.refuse_unknown();
        lesson.comparison = std::move(comparison);
    }
}

void read_speedups(Fields& fields, Problems& problems, const LessonReading& reading, Lesson& lesson) {
    each_object(fields, "speedup", problems, [&](Fields& entry) {
        LessonSpeedup speedup;
        speedup.text = required_string(entry, "text");
        const Json* const variants = entry.find("variants");
        if (variants == nullptr || !variants->is_array() || variants->size() < 3) {
            entry.problem("variants", "must be a list of the names of at least three variants");
            return;
        }
        const Place at = entry.place("variants");
        for (std::size_t i = 0; i < variants->size(); ++i) {
            const Json& name = (*variants)[i];
            if (name.is_string() && reading.knows_variant(name.get<std::string>())) {
                speedup.variants.push_back(name.get<std::string>());
                continue;
            }
            problems.add(Place(at, i), name.is_string() ? "there is no variant " + host::in_quotes(name.get<std::string>()) + "; " +
                                                              host::name_advice(name.get<std::string>(), reading.variants)
                                                        : "must be the name of a variant");
        }
        lesson.speedups.push_back(std::move(speedup));
    });
}

Lesson read_lesson(const Scenario& scenario, Problems& problems, const std::vector<std::string>* known, const std::string& folder) {
    Lesson lesson;
    lesson.scenario = scenario;
    const Place root;
    const Place at(root, "lesson");
    Fields fields(scenario.lesson, at, problems);
    read_texts(fields, problems, lesson);
    const Json* const variants = fields.find("variants");
    lesson.variants = study::read_variants(variants, fields.place("variants"), scenario, problems, known, folder);
    LessonReading reading{problems, {}};
    for (const LessonVariant& variant : lesson.variants) reading.variants.push_back(variant.name);
    if (const Json* const question = fields.find("question"))
        lesson.question = reading.question(*question, fields.place("question"));
    read_queries(fields, problems, reading, lesson);
    read_speedups(fields, problems, reading, lesson);
    fields.refuse_unknown();
    return lesson;
}

Lesson lesson_in(const std::string& folder, const Scenario& scenario, const std::vector<std::string>* known_functions) {
    Problems problems;
    Lesson lesson;
    if (has_lesson(scenario)) lesson = read_lesson(scenario, problems, known_functions, folder);
    else problems.add("/lesson", "is missing: without it a scenario is no demo");
    if (!problems.empty()) throw ScenarioError(problems.take());
    return lesson;
}

}  // namespace

bool has_lesson(const Scenario& scenario) {
    return scenario.lesson.is_object();
}

Lesson lesson_of(const Scenario& scenario, const std::vector<std::string>* known_functions) {
    return lesson_in({}, scenario, known_functions);
}

Lesson load_lesson(const std::string& path, const std::vector<std::string>* known_functions) {
    const std::filesystem::path file = std::filesystem::absolute(path);
    Lesson lesson = lesson_in(file.parent_path().string(), load_scenario(path, known_functions), known_functions);
    lesson.path = file.string();
    return lesson;
}

}  // namespace poolscope
