// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numeric>

#include <poolscope/errors.h>
#include <poolscope/lesson.h>

namespace poolscope {

namespace {

using Kind = LessonQuestion::Kind;

// Numbers count as predicted within a tenth, and as not at all when they are three times or a third of the truth.
constexpr double kExact = 1.1;
constexpr double kWorthless = 3;
// What came out nearer than this was equal.
constexpr double kEqual = 0.05;

double score_number(double predicted, double truth) {
    if (truth == 0 || predicted == 0) return predicted == truth ? 1 : 0;
    if ((truth < 0) != (predicted < 0)) return 0;
    const double factor = std::max(predicted / truth, truth / predicted);
    return std::clamp(1 - std::log(factor / kExact) / std::log(kWorthless / kExact), 0.0, 1.0);
}

std::optional<std::vector<double>> values_of(const LessonQuestion& question, const RunFacts& here,
                                             const FactsByVariant& variants) {
    std::vector<double> values;
    for (const LessonOption& option : question.options) {
        const std::optional<double> value = option.query.evaluate(here, variants);
        if (!value) return {};
        values.push_back(*value);
    }
    return values;
}

double score_order(const std::vector<std::size_t>& order, const std::vector<double>& values) {
    double pairs = 0;
    double right = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t j = i + 1; j < order.size(); ++j) {
            if (order[i] >= values.size() || order[j] >= values.size()) return 0;
            const double first = values[order[i]];
            const double second = values[order[j]];
            const bool equal = std::abs(first - second) <= kEqual * std::max(std::abs(first), std::abs(second));
            ++pairs;
            if (equal || first < second) ++right;
        }
    }
    return pairs > 0 ? right / pairs : 0;
}

double score_span(const LessonAnswer& prediction, const LessonAnswer& truth) {
    if (!prediction.from || !prediction.to || !truth.from || !truth.to) return 0;
    const double common = std::min(*prediction.to, *truth.to) - std::max(*prediction.from, *truth.from);
    const double either = std::max(*prediction.to, *truth.to) - std::min(*prediction.from, *truth.from);
    return either > 0 ? std::clamp(common / either, 0.0, 1.0) : 0;
}

}  // namespace

std::optional<LessonAnswer> answer_of(const LessonQuestion& question, const RunFacts& here, const FactsByVariant& variants) {
    LessonAnswer answer;
    switch (question.kind) {
    case Kind::Number:
        answer.number = question.answer.evaluate(here, variants);
        if (!answer.number) return {};
        return answer;
    case Kind::Span:
        answer.from = question.from.evaluate(here, variants);
        answer.to = question.to.evaluate(here, variants);
        if (!answer.from || !answer.to) return {};
        return answer;
    default: break;
    }
    const auto values = values_of(question, here, variants);
    if (!values) return {};
    if (question.kind == Kind::Curve) {
        answer.curve = *values;
    } else if (question.kind == Kind::Order) {
        answer.order.resize(values->size());
        std::iota(answer.order.begin(), answer.order.end(), std::size_t{0});
        std::stable_sort(answer.order.begin(), answer.order.end(),
                         [&](std::size_t a, std::size_t b) { return (*values)[a] < (*values)[b]; });
    } else {
        const auto right = std::find_if(values->begin(), values->end(), [](double value) { return value != 0; });
        if (right == values->end()) return {};
        answer.choice = static_cast<std::size_t>(right - values->begin());
    }
    return answer;
}

double score(const LessonQuestion& question, const LessonAnswer& prediction, const LessonAnswer& truth, const RunFacts& here,
             const FactsByVariant& variants) {
    switch (question.kind) {
    case Kind::Number: return prediction.number && truth.number ? score_number(*prediction.number, *truth.number) : 0;
    case Kind::Span: return score_span(prediction, truth);
    case Kind::Choice:
        // More than one may be right.
        return prediction.choice && *prediction.choice < question.options.size() &&
                       question.options[*prediction.choice].query.holds(here, variants)
                   ? 1
                   : 0;
    case Kind::Curve: {
        if (prediction.curve.empty() || prediction.curve.size() != truth.curve.size()) return 0;
        double sum = 0;
        for (std::size_t i = 0; i < truth.curve.size(); ++i) sum += score_number(prediction.curve[i], truth.curve[i]);
        return sum / static_cast<double>(truth.curve.size());
    }
    case Kind::Order: {
        const auto values = values_of(question, here, variants);
        return values && prediction.order.size() == values->size() ? score_order(prediction.order, *values) : 0;
    }
    }
    return 0;
}

std::optional<study::SpeedupFit> speedup_of(const LessonSpeedup& speedup, const FactsByVariant& variants) {
    std::vector<study::SpeedupPoint> points;
    for (const std::string& name : speedup.variants) {
        const auto facts = variants.find(name);
        if (facts == variants.end()) return {};
        const std::optional<double> processes = facts->second.number("processes");
        const std::optional<double> seconds = facts->second.number("wall_seconds");
        if (!processes || !seconds || *processes < 1 || *seconds <= 0) return {};
        points.push_back({*processes, *seconds});
    }
    try {
        return study::fit_speedup(points);
    } catch (const ValueError&) {
        return {};  // too few different numbers of processes
    }
}

LessonFinding find(const LessonRange& range, const Lesson& lesson, const FactsByVariant& variants) {
    LessonFinding finding;
    const std::string& name = range.variant.empty() && !lesson.variants.empty() ? lesson.variants.front().name : range.variant;
    const auto here = variants.find(name);
    finding.value = range.query.evaluate(here != variants.end() ? here->second : RunFacts(), variants);
    if (!finding.value) return finding;
    bool holds = true;
    if (range.query.is_truth()) holds = *finding.value != 0;
    else holds = (!range.low || *finding.value >= *range.low) && (!range.high || *finding.value <= *range.high);
    finding.verdict = holds ? LessonFinding::Verdict::Holds : LessonFinding::Verdict::Fails;
    return finding;
}

bool is_ticked(const LessonCheckpoint& checkpoint, const std::string& variant, const RunFacts& here,
               const FactsByVariant& variants) {
    if (!checkpoint.variant.empty() && checkpoint.variant != variant) return false;
    return checkpoint.query.holds(here, variants);
}

}  // namespace poolscope
