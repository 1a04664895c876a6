// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_prediction.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <poolscope/errors.h>

namespace poolscope::app {

namespace {

using Kind = LessonQuestion::Kind;

[[noreturn]] void refuse(const LessonQuestion& question, const std::string& typed) {
    throw ValueError("the prediction must be " + prediction_form(question) + ", not '" + typed + "'");
}

/// Numbers between commas; empty: something else is there.
std::vector<double> numbers_in(const std::string& typed) {
    std::vector<double> numbers;
    const char* at = typed.data();
    const char* const end = at + typed.size();
    const auto skip_blanks = [&] { while (at != end && *at == ' ') ++at; };
    while (true) {
        skip_blanks();
        double number = 0;
        const auto [after, error] = std::from_chars(at, end, number);
        if (error != std::errc() || !std::isfinite(number)) return {};
        numbers.push_back(number);
        at = after;
        skip_blanks();
        if (at == end) return numbers;
        if (*at++ != ',') return {};
    }
}

/// Each a place in the list that was printed, from 1.
std::vector<std::size_t> places_in(const LessonQuestion& question, const std::string& typed) {
    std::vector<std::size_t> places;
    for (const double number : numbers_in(typed)) {
        if (number != std::floor(number) || number < 1 || number > static_cast<double>(question.options.size())) return {};
        places.push_back(static_cast<std::size_t>(number) - 1);
    }
    return places;
}

std::string in_unit(const LessonQuestion& question) {
    return question.unit.empty() ? "" : " in " + question.unit;
}

}  // namespace

std::string prediction_form(const LessonQuestion& question) {
    const std::string count = std::to_string(question.options.size());
    switch (question.kind) {
    case Kind::Number: return "a number" + in_unit(question);
    case Kind::Choice: return "a number from 1 to " + count;
    case Kind::Order: return "the numbers 1 to " + count + " with commas between, that of the smallest first";
    case Kind::Curve: return count + " numbers" + in_unit(question) + " with commas between";
    case Kind::Span: return "from when to when" + in_unit(question) + ", two numbers with a comma between";
    }
    return {};
}

LessonAnswer prediction_from_text(const LessonQuestion& question, const std::string& typed) {
    LessonAnswer answer;
    const std::vector<double> numbers = numbers_in(typed);
    switch (question.kind) {
    case Kind::Number:
        if (numbers.size() != 1) refuse(question, typed);
        answer.number = numbers[0];
        break;
    case Kind::Curve:
        if (numbers.size() != question.options.size()) refuse(question, typed);
        answer.curve = numbers;
        break;
    case Kind::Span:
        if (numbers.size() != 2 || !(numbers[0] < numbers[1])) refuse(question, typed);
        answer.from = numbers[0];
        answer.to = numbers[1];
        break;
    case Kind::Choice: {
        const std::vector<std::size_t> places = places_in(question, typed);
        if (places.size() != 1) refuse(question, typed);
        answer.choice = places[0];
        break;
    }
    case Kind::Order: {
        answer.order = places_in(question, typed);
        std::vector<std::size_t> sorted = answer.order;
        std::sort(sorted.begin(), sorted.end());
        const bool has_each_once = sorted.size() == question.options.size() && std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
        if (!has_each_once) refuse(question, typed);
        break;
    }
    }
    return answer;
}

}  // namespace poolscope::app
