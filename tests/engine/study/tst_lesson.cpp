// SPDX-License-Identifier: MIT
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/context.h>
#include <poolscope/lesson.h>

using namespace poolscope;

namespace {

std::string document(const std::string& lesson) {
    return R"({"poolscope": 1, "title": "T", "pool": {"processes": 2, "maxtasksperchild": 5}, "batches": [
        {"method": "map", "function": "square", "iterable": {"range": [0, 10]}},
        {"method": "map", "function": "square", "iterable": {"range": [0, 20]}}], "lesson": )" + lesson + "}";
}

Lesson read(const std::string& lesson) {
    return lesson_of(parse_scenario(document(lesson)));
}

QString problemsOf(const std::string& lesson) {
    try {
        (void)read(lesson);
    } catch (const ScenarioError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

const char* const kWhole = R"({
    "number": 3, "level": "everyday",
    "steps": [{"title": "One", "text": "**Look**"}],
    "variants": [
        {"name": "as usual"},
        {"name": "in tens", "text": "ten at once", "every_batch": {"chunksize": 10}},
        {"name": "four", "pool": {"processes": 4, "maxtasksperchild": null}},
        {"name": "other work", "batches": [{"method": "apply", "function": "square", "args": [3]}]},
        {"name": "by cores", "processes_per_core": 2}],
    "question": {"kind": "number", "text": "How long?", "unit": "s", "answer": "wall_seconds", "low": 0, "high": 3},
    "checkpoints": [{"text": "A second life", "query": "max(generation) > 1", "variant": "four"}],
    "expected": [{"text": "All done", "query": "succeeded"},
                 {"text": "Not longer", "query": "variant('in tens').items / items", "low": 0.9, "high": 1.1}],
    "compare": {"text": "Time", "query": "wall_seconds", "unit": "s"},
    "explanation": "So it is.", "further": ["And with eight?"]})";

LessonQuestion question(LessonQuestion::Kind kind, const std::vector<std::string>& values) {
    LessonQuestion question;
    question.kind = kind;
    for (const std::string& value : values) question.options.push_back({"option", TraceQuery::parse(value)});
    return question;
}

}  // namespace

/// The "lesson" of a scenario.
class LessonTest : public QObject {
    Q_OBJECT

private slots:
    void wholeLesson_isRead() {
        const Lesson lesson = read(kWhole);
        QCOMPARE(lesson.number, 3);
        QCOMPARE(lesson.steps.size(), std::size_t{1});
        QCOMPARE(lesson.variants.size(), std::size_t{5});
        QCOMPARE(lesson.question->answer.text(), std::string("wall_seconds"));
        QCOMPARE(lesson.checkpoints[0].variant, std::string("four"));
        QCOMPARE(lesson.expected[1].high, std::optional<double>(1.1));
        QCOMPARE(lesson.comparison->unit, std::string("s"));
        QCOMPARE(lesson.further.size(), std::size_t{1});
    }

    void variant_isTheScenarioWithItsOwnWords() {
        const std::vector<LessonVariant> variants = read(kWhole).variants;
        QCOMPARE(variants[0].scenario.pool.maxtasksperchild, std::optional<std::int64_t>(5));
        QVERIFY(!variants[0].scenario.batches[0].chunksize);
        QCOMPARE(variants[1].scenario.batches[0].chunksize, std::optional<std::int64_t>(10));
        QCOMPARE(variants[1].scenario.batches[1].chunksize, std::optional<std::int64_t>(10));
        QCOMPARE(variants[2].scenario.pool.processes, std::optional<std::int64_t>(4));
        QVERIFY(!variants[2].scenario.pool.maxtasksperchild);
        QCOMPARE(variants[3].scenario.batches.size(), std::size_t{1});
        QCOMPARE(variants[3].scenario.batches[0].method, Method::Apply);
        QVERIFY(*variants[4].scenario.pool.processes >= 2);
        for (const LessonVariant& variant : variants) QVERIFY(!has_lesson(variant.scenario));
        QCOMPARE(variants[1].scenario.title, std::string("T: in tens"));
    }

    void lessonWithoutVariants_hasTheScenarioItself() {
        const Lesson lesson = read("{}");
        QCOMPARE(lesson.variants.size(), std::size_t{1});
        QCOMPARE(lesson.variants[0].scenario.batches.size(), std::size_t{2});
    }

    void lesson_survivesSavingTheScenario() {
        const Scenario scenario = parse_scenario(document(kWhole));
        QVERIFY(has_lesson(scenario));
        QVERIFY(parse_scenario(to_json(scenario).dump(2)).lesson == scenario.lesson);
        QVERIFY(!to_json(Scenario()).contains("lesson"));
        QVERIFY_THROWS_EXCEPTION(ScenarioError, (void)lesson_of(Scenario()));
        QVERIFY_THROWS_EXCEPTION(ScenarioError, (void)parse_scenario(document("7")));
    }

    void whatIsWrong_isNamedWithItsPlace_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* lesson, const char* words) { QTest::newRow(name) << lesson << words; };
        row("unknown key", R"({"qestion": {}})", "/lesson/qestion: unknown key 'qestion'; did you mean 'question'?");
        row("query", R"({"checkpoints": [{"text": "t", "query": "items >"}]})", "/lesson/checkpoints/0/query: column 8: something is missing");
        row("no query", R"({"checkpoints": [{"text": "t"}]})", "/lesson/checkpoints/0/query: is missing");
        row("number as checkpoint", R"({"checkpoints": [{"text": "t", "query": "items"}]})", "/lesson/checkpoints/0/query: is a number");
        row("unbounded", R"({"expected": [{"text": "t", "query": "items"}]})", "/lesson/expected/0/query: is a number: it needs low");
        row("bounds", R"({"expected": [{"text": "t", "query": "items", "low": 3, "high": 2}]})", "/lesson/expected/0/low: is above high");
        row("kind", R"({"question": {"kind": "numbr", "text": "t"}})", "/lesson/question/kind: unknown kind 'numbr'; did you mean 'number'?");
        row("no scale", R"({"question": {"kind": "number", "text": "t", "answer": "items"}})", "/lesson/question/high: is missing");
        row("one choice", R"({"question": {"kind": "choice", "text": "t", "choices": [{"text": "a", "right": "items == 1"}]}})",
            "/lesson/question/choices: must be a list of at least two");
        row("choice without text", R"({"question": {"kind": "choice", "text": "t", "choices": [{"right": "items == 1"}, {"text": "b", "right": "items > 1"}]}})",
            "/lesson/question/choices/0/text: is missing");
        row("unknown variant", R"({"variants": [{"name": "one"}], "checkpoints": [{"text": "t", "query": "succeeded", "variant": "on"}]})",
            "/lesson/checkpoints/0/variant: there is no variant 'on'");
        row("same name", R"({"variants": [{"name": "one"}, {"name": "one"}]})", "/lesson/variants/1/name: is the name of another");
        row("variant's pool", R"({"variants": [{"name": "one", "pool": {"processes": 0}}]})", "/lesson/variants/0/pool/processes: Number of processes");
        row("variant's pool key", R"({"variants": [{"name": "one", "pool": {"proceses": 2}}]})", "/lesson/variants/0/pool/proceses: unknown key");
        row("variant's chunks", R"({"variants": [{"name": "one", "every_batch": {"chunksize": 0}}]})", "/lesson/variants/0/every_batch/chunksize: Chunksize");
        row("variant's batches", R"({"variants": [{"name": "one", "batches": [{"method": "mapp", "function": "square"}]}]})",
            "/lesson/variants/0/batches/0/method: unknown method 'mapp'");
        row("step", R"({"steps": [{"title": "t"}]})", "/lesson/steps/0/text: is missing");
        row("speed-up of two", R"({"variants": [{"name": "one"}, {"name": "two"}], "speedup": [{"text": "t", "variants": ["one", "two"]}]})",
            "/lesson/speedup/0/variants: must be a list of the names of at least three");
        row("speed-up of nobody", R"({"variants": [{"name": "one"}], "speedup": [{"text": "t", "variants": ["one", "one", "on"]}]})",
            "/lesson/speedup/0/variants/2: there is no variant 'on'");
        row("no list", R"({"checkpoints": {}})", "/lesson/checkpoints: must be a list");
        row("further", R"({"further": [1]})", "/lesson/further/0: must be a string");
    }
    void whatIsWrong_isNamedWithItsPlace() {
        QFETCH(QString, lesson);
        QFETCH(QString, words);
        const QString problems = problemsOf(lesson.toStdString());
        QVERIFY2(problems.contains(words), qPrintable("found: " + problems));
    }

    void fileOfAVariant_isFoundBesideTheLesson() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("words.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(document(R"({"variants": [{"name": "lines", "batches": [
            {"method": "map", "function": "square", "iterable": {"lines": "numbers.txt"}}]}]})").c_str());
        file.close();
        const Lesson lesson = load_lesson(file.fileName().toStdString());
        QCOMPARE(lesson.variants[0].scenario.batches[0].iterable.value("lines", std::string()),
                 folder.filePath(QStringLiteral("numbers.txt")).toStdString());
    }

    void scalePerCore_reachesAsFarAsTheProcessors_andNeverLessThanHigh() {
        const auto high = [](const char* scale) {
            return read(std::string(R"({"question": {"kind": "number", "text": "t", "answer": "items", "high": 8, )") + scale + "}}").question->high;
        };
        const double cores = static_cast<double>(usable_cpus().count);
        QCOMPARE(high("\"high_per_core\": 100"), 100 * cores);
        QCOMPARE(high("\"high_per_core\": 0.001"), std::max(8.0, cores / 1000));
        QVERIFY(problemsOf(R"({"question": {"kind": "number", "text": "t", "answer": "items", "high": 8, "high_per_core": "many"}})")
                    .contains(QStringLiteral("/lesson/question/high_per_core: must be a number")));
    }

    void numbers_areScoredByTheFactor() {
        LessonQuestion question;
        const auto scored = [&](double prediction) {
            return score(question, {.number = prediction}, {.number = 1.0}, RunFacts(), {});
        };
        QCOMPARE(scored(1), 1.0);
        QVERIFY(scored(1.09) > 0.999);
        QVERIFY(scored(1.5) < 0.75 && scored(1.5) > 0.5);
        QVERIFY(std::abs(scored(2) - scored(0.5)) < 1e-9);
        QCOMPARE(scored(3.1), 0.0);
        QCOMPARE(scored(-1), 0.0);
        QCOMPARE(scored(0), 0.0);
    }

    void orders_areScoredByPairs_andNearOnesAreEqual() {
        const LessonQuestion order = question(LessonQuestion::Kind::Order, {"1", "3", "3.1"});
        const auto truth = answer_of(order, RunFacts(), {});
        QVERIFY(truth);
        QCOMPARE(truth->order, (std::vector<std::size_t>{0, 1, 2}));
        const auto scored = [&](std::vector<std::size_t> indexes) {
            return score(order, {.order = std::move(indexes)}, *truth, RunFacts(), {});
        };
        QCOMPARE(scored({0, 1, 2}), 1.0);
        QCOMPARE(scored({0, 2, 1}), 1.0);
        QVERIFY(std::abs(scored({1, 0, 2}) - 2.0 / 3) < 1e-9);
        QCOMPARE(scored({0, 1, 99}), 0.0);
        QCOMPARE(scored({}), 0.0);
    }

    void choicesSpansAndCurves_areScored() {
        const LessonQuestion choice = question(LessonQuestion::Kind::Choice, {"1 > 2", "1 < 2", "2 < 3"});
        const auto right = answer_of(choice, RunFacts(), {});
        QCOMPARE(right->choice, std::optional<std::size_t>(1));
        QCOMPARE(score(choice, {.choice = 2}, *right, RunFacts(), {}), 1.0);
        QCOMPARE(score(choice, {.choice = 0}, *right, RunFacts(), {}), 0.0);
        LessonQuestion span;
        span.kind = LessonQuestion::Kind::Span;
        QVERIFY(std::abs(score(span, {.from = 0.0, .to = 2.0}, {.from = 1.0, .to = 3.0}, RunFacts(), {}) - 1.0 / 3) < 1e-9);
        QCOMPARE(score(span, {.from = 0.0, .to = 1.0}, {.from = 2.0, .to = 3.0}, RunFacts(), {}), 0.0);
        const LessonQuestion curve = question(LessonQuestion::Kind::Curve, {"1", "2"});
        QCOMPARE(score(curve, {.curve = {1, 2}}, *answer_of(curve, RunFacts(), {}), RunFacts(), {}), 1.0);
        QCOMPARE(score(curve, {.curve = {1, 20}}, *answer_of(curve, RunFacts(), {}), RunFacts(), {}), 0.5);
        QCOMPARE(score(curve, {.curve = {1}}, *answer_of(curve, RunFacts(), {}), RunFacts(), {}), 0.0);
    }

    void expectedRange_holdsFailsOrIsNotKnown() {
        Lesson lesson = read("{}");
        LessonRange range{"t", TraceQuery::parse("2 + 3"), 4, 6, {}, {}};
        QCOMPARE(find(range, lesson, {}).verdict, LessonFinding::Verdict::Holds);
        range.high = 4.5;
        QCOMPARE(find(range, lesson, {}).verdict, LessonFinding::Verdict::Fails);
        range.query = TraceQuery::parse("wall_seconds");
        QCOMPARE(find(range, lesson, {}).verdict, LessonFinding::Verdict::Unknown);
    }
};

QTEST_GUILESS_MAIN(LessonTest)
#include "tst_lesson.moc"
