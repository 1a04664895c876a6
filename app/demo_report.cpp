// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_report.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "markdown_words.h"
#include "quantity_words.h"

namespace poolscope::app {

namespace {

using Verdict = LessonFinding::Verdict;

std::string number_text(const std::optional<double>& value, const std::string& unit) {
    if (!value) return "not known";
    return plain_number(*value) + (unit.empty() ? "" : " " + unit);
}

const RunFacts& first_facts(const Lesson& lesson, const DemoRun& run) {
    static const RunFacts nothing;
    const auto found = run.facts.find(lesson.variants.front().name);
    return found == run.facts.end() ? nothing : found->second;
}

std::string answer_text(const LessonQuestion& question, const LessonAnswer& answer) {
    std::string text;
    const auto add = [&text](const std::string& piece, const char* between) { text += (text.empty() ? "" : between) + piece; };
    if (answer.number) add(number_text(answer.number, question.unit), "");
    if (answer.choice) add(question.options[*answer.choice].text, "");
    for (const std::size_t index : answer.order) add(question.options[index].text, " < ");
    for (std::size_t i = 0; i < answer.curve.size(); ++i)
        add(question.options[i].text + " " + number_text(answer.curve[i], question.unit), ", ");
    if (answer.from) add(number_text(answer.from, "") + " to " + number_text(answer.to, question.unit), "");
    return text;
}

void write_question(const LessonQuestion& question, std::ostream& out) {
    out << "\nQuestion: " << without_marks(question.text) << '\n';
    for (std::size_t i = 0; i < question.options.size(); ++i) out << "  " << i + 1 << ". " << without_marks(question.options[i].text) << '\n';
}

std::optional<double> score_of(const Lesson& lesson, const DemoRun& run, const std::optional<LessonAnswer>& answer) {
    if (!answer || !run.prediction) return {};
    return score(*lesson.question, *run.prediction, *answer, first_facts(lesson, run), run.facts);
}

void write_answer(const Lesson& lesson, const DemoRun& run, std::ostream& out) {
    if (!lesson.question) return;
    const LessonQuestion& question = *lesson.question;
    const auto answer = answer_of(question, first_facts(lesson, run), run.facts);
    out << "Answer:   " << (answer ? answer_text(question, *answer) : "not known") << '\n';
    if (!run.prediction) return;
    out << "You said: " << answer_text(question, *run.prediction);
    if (const auto points = score_of(lesson, run, answer)) out << "  (" << plain_number(std::round(*points * 100)) << " %)";
    out << '\n';
}

void write_comparison(const Lesson& lesson, const DemoRun& run, std::ostream& out) {
    if (!lesson.comparison || lesson.variants.size() < 2) return;
    constexpr int kWidth = 40;
    std::vector<std::optional<double>> values;
    double most = 0;
    std::size_t longest = 0;
    for (const LessonVariant& variant : lesson.variants) {
        const auto facts = run.facts.find(variant.name);
        values.push_back(facts == run.facts.end() ? std::nullopt : lesson.comparison->query.evaluate(facts->second, run.facts));
        most = std::max(most, values.back().value_or(0));
        longest = std::max(longest, variant.name.size());
    }
    out << '\n' << lesson.comparison->text << '\n';
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string value = number_text(values[i], lesson.comparison->unit);
        const int bar = most > 0 ? static_cast<int>(values[i].value_or(0) / most * kWidth + 0.5) : 0;
        out << "  " << std::left << std::setw(static_cast<int>(longest)) << lesson.variants[i].name << "  " << std::right
            << std::setw(10) << value << "  " << std::string(static_cast<std::size_t>(std::max(bar, 0)), '#') << '\n';
    }
}

void write_speedups(const Lesson& lesson, const DemoRun& run, std::ostream& out) {
    if (!lesson.speedups.empty()) out << "\nSpeed-up, fitted\n";
    for (const LessonSpeedup& speedup : lesson.speedups) {
        out << "  " << speedup.text << ": ";
        const auto fit = speedup_of(speedup, run.facts);
        if (!fit) {
            out << "too few numbers of workers to tell\n";
            continue;
        }
        const auto percent = [](double share) { return number_text(share * 100, "%"); };
        if (!study::tells_a_share(fit->contention)) {
            out << "these runs do not tell (" << percent(fit->contention.low) << " to " << percent(fit->contention.high)
                << " of the work may be done by one worker at a time)\n";
            continue;
        }
        out << to_string(fit->law) << ", " << percent(fit->curve.contention) << " of the work is done by one worker at a time (95 %: "
            << percent(fit->contention.low) << " to " << percent(fit->contention.high) << ")\n";
    }
}

std::string bounds_text(const LessonRange& range) {
    const auto text = [&](const std::optional<double>& bound) { return number_text(bound, range.unit); };
    if (range.low && range.high) return text(range.low) + " to " + text(range.high);
    if (range.low) return text(range.low) + " or more";
    if (range.high) return text(range.high) + " or less";
    return {};
}

}  // namespace

bool holds(const Lesson& lesson, const DemoRun& run) {
    return run.status == 0 && std::all_of(run.ticked.begin(), run.ticked.end(), [](bool ticked) { return ticked; }) &&
           std::all_of(lesson.expected.begin(), lesson.expected.end(),
                       [&](const LessonRange& range) { return find(range, lesson, run.facts).verdict == Verdict::Holds; });
}

void write_demo_opening(const Lesson& lesson, std::ostream& out) {
    if (lesson.number > 0) out << lesson.number << ". ";
    out << lesson.scenario.title << '\n';
    if (!lesson.scenario.description.empty()) out << '\n' << without_marks(lesson.scenario.description) << '\n';
    for (const LessonStep& step : lesson.steps) out << '\n' << step.title << '\n' << without_marks(step.text) << '\n';
    if (lesson.variants.size() > 1) {
        out << "\nVariants\n";
        for (const LessonVariant& variant : lesson.variants)
            out << "  " << variant.name << (variant.text.empty() ? "" : ": " + without_marks(variant.text)) << '\n';
    }
    if (lesson.question) write_question(*lesson.question, out);
}

void write_demo_report(const Lesson& lesson, const DemoRun& run, std::ostream& out) {
    write_answer(lesson, run, out);
    write_comparison(lesson, run, out);
    write_speedups(lesson, run, out);
    if (!lesson.checkpoints.empty()) out << "\nCheckpoints\n";
    for (std::size_t i = 0; i < lesson.checkpoints.size(); ++i)
        out << (run.ticked[i] ? "  [x] " : "  [ ] ") << lesson.checkpoints[i].text << '\n';
    if (!lesson.expected.empty()) out << "\nExpected\n";
    for (const LessonRange& range : lesson.expected) {
        const LessonFinding finding = find(range, lesson, run.facts);
        out << (finding.verdict == Verdict::Holds ? "  holds  " : finding.verdict == Verdict::Fails ? "  FAILS  " : "  ?      ")
            << range.text;
        if (!range.query.is_truth()) out << ": " << number_text(finding.value, range.unit) << " (" << bounds_text(range) << ')';
        out << '\n';
    }
    if (!lesson.explanation.empty()) out << "\n" << without_marks(lesson.explanation) << '\n';
    if (!lesson.further.empty()) out << "\nTo go on\n";
    for (const std::string& question : lesson.further) out << "  - " << without_marks(question) << '\n';
}

Json demo_document(const Lesson& lesson, const DemoRun& run) {
    const auto or_null = [](const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); };
    Json document = {{"demo", lesson.number}, {"title", lesson.scenario.title}, {"question", nullptr}};
    if (lesson.question) {
        const auto answer = answer_of(*lesson.question, first_facts(lesson, run), run.facts);
        document["question"] = {{"text", lesson.question->text},
                                {"answer", answer ? Json(answer_text(*lesson.question, *answer)) : Json(nullptr)},
                                {"prediction", run.prediction ? Json(answer_text(*lesson.question, *run.prediction)) : Json(nullptr)},
                                {"score", or_null(score_of(lesson, run, answer))}};
    }
    document["variants"] = Json::array();
    for (std::size_t i = 0; i < lesson.variants.size(); ++i) {
        Json entry = {{"name", lesson.variants[i].name}};
        const auto facts = run.facts.find(lesson.variants[i].name);
        if (facts != run.facts.end()) {
            entry["figures"] = Json::object();
            for (const QueryName& name : query_names())
                if (name.kind != QueryName::Kind::Column) entry["figures"][name.name] = or_null(facts->second.number(name.name));
            if (lesson.comparison) entry["compared"] = or_null(lesson.comparison->query.evaluate(facts->second, run.facts));
        }
        if (i < run.sketches.size()) entry["sketch"] = to_json(run.sketches[i]);
        document["variants"].push_back(std::move(entry));
    }
    document["speedup"] = Json::array();
    for (const LessonSpeedup& speedup : lesson.speedups) {
        Json entry = {{"text", speedup.text}, {"law", nullptr}};
        if (const auto fit = speedup_of(speedup, run.facts)) {
            entry["law"] = to_string(fit->law);
            entry["contention"] = {{"value", fit->curve.contention}, {"low", fit->contention.low}, {"high", fit->contention.high}};
            entry["coherence"] = fit->curve.coherence;
        }
        document["speedup"].push_back(std::move(entry));
    }
    document["checkpoints"] = Json::array();
    for (std::size_t i = 0; i < lesson.checkpoints.size(); ++i)
        document["checkpoints"].push_back({{"text", lesson.checkpoints[i].text}, {"ticked", static_cast<bool>(run.ticked[i])}});
    document["expected"] = Json::array();
    for (const LessonRange& range : lesson.expected) {
        const LessonFinding finding = find(range, lesson, run.facts);
        document["expected"].push_back({{"text", range.text},
                                        {"query", range.query.text()},
                                        {"value", or_null(finding.value)},
                                        {"low", or_null(range.low)},
                                        {"high", or_null(range.high)},
                                        {"holds", finding.verdict == Verdict::Holds}});
    }
    document["holds"] = holds(lesson, run);
    return document;
}

}  // namespace poolscope::app
