// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/scenario.h>
#include <poolscope/speedup.h>
#include <poolscope/trace_query.h>

/// A scenario that teaches: predict, run, explain. It is a scenario file with a "lesson" in it; engine/src/study/LESSONS.md says
/// how one is written.
namespace poolscope {

struct LessonStep {
    std::string title;
    std::string text;  ///< Markdown
};

/// A configuration that is run and compared.
struct LessonVariant {
    std::string name;
    std::string text;   ///< one line about it; may be empty
    Scenario scenario;  ///< the lesson's with the variant's own words put in; it has no lesson itself
};

/// An answer to choose, an entry to put in order, or a point of a curve.
struct LessonOption {
    std::string text;
    TraceQuery query;  ///< a choice: whether it is right; else: its number
};

struct LessonQuestion {
    enum class Kind : std::uint8_t {
        Number,  ///< how much?
        Choice,  ///< which one?
        Order,   ///< from the smallest to the largest
        Curve,   ///< a value for each point
        Span,    ///< from when to when, on the timeline
    };
    Kind kind = Kind::Number;
    std::string text;
    std::string unit;                   ///< "s", "x", ...; may be empty
    TraceQuery answer;                  ///< Number
    std::vector<LessonOption> options;  ///< Choice, Order, Curve
    TraceQuery from, to;                ///< Span: seconds since the first batch was submitted
    double low = 0, high = 1;           ///< Number, Curve, Span: the scale that is offered
};

/// Ticked as soon as the query holds in a run; it should not turn false again.
struct LessonCheckpoint {
    std::string text;
    TraceQuery query;
    std::string variant;  ///< the only one in which it can be ticked; empty: any
};

/// What is true of every run, on a loaded machine too. Looked at when all variants have run.
struct LessonRange {
    std::string text;
    TraceQuery query;  ///< a truth, or a number with bounds
    std::optional<double> low, high;
    std::string unit;
    std::string variant;  ///< whose names the query means; empty: the first's
};

/// The number by which variants are compared.
struct LessonComparison {
    std::string text;
    TraceQuery query;
    std::string unit;
};

/// A speed-up curve through variants that differ in their processes.
struct LessonSpeedup {
    std::string text;
    std::vector<std::string> variants;  ///< at least three
};

struct Lesson {
    Scenario scenario;
    std::string path;  ///< its file; empty when it came from elsewhere
    int number = 0;    ///< its place in a course; 0: none
    std::string level;
    std::vector<LessonStep> steps;
    std::optional<LessonQuestion> question;
    std::vector<LessonVariant> variants;  ///< at least one
    std::vector<LessonCheckpoint> checkpoints;
    std::vector<LessonRange> expected;
    std::optional<LessonComparison> comparison;
    std::vector<LessonSpeedup> speedups;
    std::string explanation;  ///< Markdown
    std::vector<std::string> further;
};

[[nodiscard]] bool has_lesson(const Scenario& scenario);
/// Throws ScenarioError: every problem with its place, "/lesson/checkpoints/0/query: column 5: ...".
[[nodiscard]] Lesson lesson_of(const Scenario& scenario, const std::vector<std::string>* known_functions = nullptr);
/// Reads a file, with the problems of its scenario and of its lesson. Throws ScenarioError, also when it has no lesson.
[[nodiscard]] Lesson load_lesson(const std::string& path, const std::vector<std::string>* known_functions = nullptr);

/// What a learner expects, or what came of it. Only what the question's kind needs is set.
struct LessonAnswer {
    std::optional<double> number{};       ///< Number
    std::optional<std::size_t> choice{};  ///< Choice: index into options
    std::vector<std::size_t> order{};     ///< Order: indexes into options, from the smallest
    std::vector<double> curve{};          ///< Curve: a value for each option
    std::optional<double> from{}, to{};   ///< Span
    bool operator==(const LessonAnswer&) const = default;
};

/// What came of it; empty when something is not known.
[[nodiscard]] std::optional<LessonAnswer> answer_of(const LessonQuestion& question, const RunFacts& here,
                                                    const FactsByVariant& variants);
/// How good a prediction was, 0 to 1. Numbers: 1 within a tenth, falling to 0 at three times or a third of the truth. Orders: the
/// share of pairs that are in order; pairs that came out within a twentieth of each other are right either way. Spans: what both
/// have in common, as a share of what either has.
[[nodiscard]] double score(const LessonQuestion& question, const LessonAnswer& prediction, const LessonAnswer& truth,
                           const RunFacts& here, const FactsByVariant& variants);

/// The law that the wall times of these variants follow. Empty: not all have run, or they say too little (on a machine with one
/// processor, for one).
[[nodiscard]] std::optional<study::SpeedupFit> speedup_of(const LessonSpeedup& speedup, const FactsByVariant& variants);

/// What became of an expected range.
struct LessonFinding {
    enum class Verdict : std::uint8_t { Holds, Fails, Unknown };
    Verdict verdict = Verdict::Unknown;
    std::optional<double> value;
};
[[nodiscard]] LessonFinding find(const LessonRange& range, const Lesson& lesson, const FactsByVariant& variants);
/// Whether a run of this variant ticks the checkpoint.
[[nodiscard]] bool is_ticked(const LessonCheckpoint& checkpoint, const std::string& variant, const RunFacts& here,
                             const FactsByVariant& variants);

}  // namespace poolscope
