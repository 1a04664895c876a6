// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/quantity.h>
#include <poolscope/scenario.h>

#include "host/scenario_problems.h"
#include "host/strict_json.h"

namespace poolscope {

namespace {

[[noreturn]] void refuse(std::string place, std::string message) {
    throw ScenarioError({{std::move(place), std::move(message)}});
}

/// "kill", "at=task", "message=no database": split at spaces outside of quotes, which are left out.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    bool begun = false;
    char quote = 0;
    for (const char c : text) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                word += c;
            }
        } else if (c == '\'' || c == '"') {
            quote = c;
            begun = true;
        } else if (c == ' ' || c == '\t') {
            if (begun) words.push_back(std::exchange(word, {}));
            begun = false;
        } else {
            word += c;
            begun = true;
        }
    }
    if (quote != 0) refuse("", std::string("the closing ") + quote + " is missing");
    if (begun) words.push_back(word);
    return words;
}

/// What stands for a value of this key: a number where it is one, else a text, which is refused where a number belongs.
Json value_of(const std::string& key, const std::string& typed) {
    if (key == "message") return typed;
    if (key == "seconds") {
        if (const auto seconds = seconds_from_text(typed)) return *seconds;
    }
    if (key == "bytes") {
        if (const auto bytes = bytes_from_text(typed)) return *bytes;
    }
    Json number = Json::parse(typed, nullptr, false);
    return number.is_number() ? number : Json(typed);
}

Json json_of(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first != std::string::npos && text[first] == '{') {
        host::Problems problems;
        const std::optional<Json> json = host::parse_strict_json(text, problems);
        if (!json || !problems.empty()) throw ScenarioError(problems.take());
        return *json;
    }
    const std::vector<std::string> words = words_of(text);
    if (words.empty()) refuse("", "no fault is named: say for example \"kill at=task worker=1 nth=3\"");
    Json json = {{"do", words.front()}};
    for (auto word = words.begin() + 1; word != words.end(); ++word) {
        const auto equals = word->find('=');
        if (equals == std::string::npos) refuse("", "\"" + *word + "\" is not of the form key=value");
        const std::string key = word->substr(0, equals);
        if (json.contains(key)) refuse(key, "is given twice");
        json[key] = value_of(key, word->substr(equals + 1));
    }
    return json;
}

std::string quoted(const std::string& value) {
    const bool plain = !value.empty() && value.find_first_of(" \t'\"") == std::string::npos;
    if (plain) return value;
    return value.find('\'') == std::string::npos ? "'" + value + "'" : "\"" + value + "\"";
}

}  // namespace

Fault fault_from_text(const std::string& text) {
    Json plan = Json::object();
    plan["plan"] = Json::array({json_of(text)});
    try {
        return faults_from_json(plan).faults.at(0);
    } catch (const ScenarioError& error) {
        std::vector<ScenarioProblem> problems = error.problems();
        constexpr std::string_view kPlace = "plan/0";
        for (ScenarioProblem& problem : problems) {
            if (problem.place.starts_with(kPlace)) problem.place.erase(0, std::min(problem.place.size(), kPlace.size() + 1));
        }
        throw ScenarioError(std::move(problems));
    }
}

std::string to_text(const Fault& fault) {
    FaultPlan plan;
    plan.faults.push_back(fault);
    const Json json = to_json(plan)["plan"][0];
    std::string text;
    // A message with both kinds of quotes can only be said in JSON.
    if (fault.message.find('\'') != std::string::npos && fault.message.find('"') != std::string::npos) return json.dump();
    for (const auto& [key, value] : json.items()) {
        if (text.empty()) {
            text = value.get<std::string>();
        } else {
            text += " " + key + "=" + (value.is_string() ? quoted(value.get<std::string>()) : value.dump());
        }
    }
    return text;
}

}  // namespace poolscope
