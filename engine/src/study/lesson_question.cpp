// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/context.h>

#include "study/lesson_parts.h"

namespace poolscope::study {

namespace {

using Kind = LessonQuestion::Kind;
using host::Fields;
using host::Place;

const std::vector<std::pair<std::string, Kind>> kKinds{
    {"number", Kind::Number}, {"choice", Kind::Choice}, {"order", Kind::Order}, {"curve", Kind::Curve}, {"span", Kind::Span}};

std::optional<Kind> read_kind(Fields& fields) {
    std::vector<std::string> names;
    for (const auto& kind : kKinds) names.push_back(kind.first);
    const auto name = fields.string("kind");
    if (!name) {
        if (fields.find("kind") == nullptr) fields.problem("kind", "is missing; " + host::name_advice("", names));
        return {};
    }
    for (const auto& kind : kKinds)
        if (kind.first == *name) return kind.second;
    fields.problem("kind", "unknown kind " + host::in_quotes(*name) + "; " + host::name_advice(*name, names));
    return {};
}

/// The list whose entries are answers, named after what they are.
struct OptionWords {
    const char* list;
    const char* query;
    Asks asks;
};
OptionWords option_words(Kind kind) {
    switch (kind) {
    case Kind::Choice: return {"choices", "right", Asks::Truth};
    case Kind::Order: return {"entries", "value", Asks::Number};
    default: return {"points", "value", Asks::Number};
    }
}

std::vector<LessonOption> read_options(Fields& fields, Kind kind, const LessonReading& reading) {
    std::vector<LessonOption> options;
    const OptionWords words = option_words(kind);
    const Json* const list = fields.find(words.list);
    if (list == nullptr || !list->is_array() || list->size() < 2) {
        fields.problem(words.list, list == nullptr ? "is missing" : "must be a list of at least two objects");
        return options;
    }
    const Place at = fields.place(words.list);
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Place here(at, i);
        if (!(*list)[i].is_object()) {
            reading.problems.add(here, "must be an object");
            continue;
        }
        Fields entry((*list)[i], here, reading.problems);
        LessonOption option;
        option.text = entry.string("text").value_or("");
        if (option.text.empty() && (entry.find("text") == nullptr || entry.find("text")->is_string()))
            entry.problem("text", "is missing");
        option.query = reading.required_query(entry, words.query, words.asks);
        entry.refuse_unknown();
        options.push_back(std::move(option));
    }
    return options;
}

}  // namespace

std::optional<double> bound(Fields& fields, const char* key) {
    return fields.number(key, [](const Json&) { return std::string("must be a number"); });
}

TraceQuery LessonReading::required_query(Fields& fields, const char* key, Asks asks) const {
    const std::optional<std::string> text = fields.string(key, "must be a query in a string, as \"wall_seconds < 2\"");
    if (!text) {
        if (fields.find(key) == nullptr) fields.problem(key, "is missing");
        return {};
    }
    try {
        TraceQuery query = TraceQuery::parse(*text, variants);
        if (asks == Asks::Truth && !query.is_truth())
            fields.problem(key, "is a number; compare it with something to get yes or no");
        if (asks == Asks::Number && query.is_truth()) fields.problem(key, "is yes or no, and no number");
        return query;
    } catch (const QueryError& error) {
        fields.problem(key, "column " + std::to_string(error.column()) + ": " + error.what());
        return {};
    }
}

std::optional<LessonQuestion> LessonReading::question(const Json& json, const Place& at) const {
    if (!json.is_object()) {
        problems.add(at, "must be an object with a kind and a text");
        return {};
    }
    Fields fields(json, at, problems);
    LessonQuestion question;
    question.text = fields.string("text").value_or("");
    if (fields.find("text") == nullptr) fields.problem("text", "is missing");
    const std::optional<Kind> kind = read_kind(fields);
    if (!kind) return {};
    question.kind = *kind;
    switch (*kind) {
    case Kind::Number: question.answer = required_query(fields, "answer", Asks::Number); break;
    case Kind::Span:
        question.from = required_query(fields, "from", Asks::Number);
        question.to = required_query(fields, "to", Asks::Number);
        break;
    default: question.options = read_options(fields, *kind, *this); break;
    }
    if (*kind == Kind::Number || *kind == Kind::Curve || *kind == Kind::Span) {
        question.unit = fields.string("unit").value_or("");
        question.low = bound(fields, "low").value_or(0);
        const std::optional<double> high = bound(fields, "high");
        if (!high && fields.find("high") == nullptr) fields.problem("high", "is missing: the end of the scale that is offered");
        question.high = high.value_or(question.low + 1);
        // What grows with the machine does not end where the author's machine did.
        if (const std::optional<double> per_core = bound(fields, "high_per_core"))
            question.high = std::max(question.high, *per_core * static_cast<double>(usable_cpus().count));
        if (!(question.low < question.high)) fields.problem("high", "must be above low");
    }
    fields.refuse_unknown();
    return question;
}

}  // namespace poolscope::study
