// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/sweep.h>

#include "noise.h"

using namespace poolscope;
using namespace poolscope::study;
using study::tests::Noise;
using study::tests::NoisyRuns;

class ParameterSweepTest : public QObject {
    Q_OBJECT
private slots:
    void wholeFile_isReadAndWrittenBack();
    void ranges_areWrittenOut_data();
    void ranges_areWrittenOut();
    void problems_nameTheirPlace_data();
    void problems_nameTheirPlace();
    void severalProblems_areAllTold();
    void configurations_areAllCombinations();
    void parameters_goIntoTheScenario();
    void taskSize_multipliesTheNumbers();
    void largeNumbers_stayWhatTheyAre();
    void order_sortsTheItems();
    void rounds_holdEachConfigurationOnce_inAnotherOrder();
    void warmUps_comeFirstAndDoNotCount();
    void clearDifference_endsTheSweep();
    void sameConfigurations_areRarelyCalledDifferent();
    void failedRuns_doNotCount();
    void stopped_goesOnWhereItWas();
    void stateOfAnotherSweep_isRefused();
    void timeLeft_followsFromTheRunsSoFar();
    void csv_hasARowForEachRun();
    void report_tellsTheSpeedup();
    void measuredWords_claimNoMoreThanIsCertain();
    void configurationsOfOtherWork_areNotRankedAgainstEachOther();
    void sizesAlone_haveNothingToCompare();
};

namespace {

const char* kScenario = R"({"poolscope": 1, "title": "t", "description": "", "modules": [],
  "pool": {"processes": null, "initializer": null, "initargs": [], "maxtasksperchild": null, "start_method": null},
  "batches": [{"method": "map", "function": "f", "iterable": [3, 1, 2], "chunksize": null},
              {"method": "apply", "function": "g", "args": [0.5, "x"]}]})";

std::string sweep_text(const std::string& parameters, const std::string& more = {}) {
    return R"({"poolscope_sweep": 1, "scenario": )" + std::string(kScenario) + R"(, "parameters": )" + parameters + more + "}";
}
SweepSpec sweep_of(const std::string& parameters, const std::string& more = {}) {
    return parse_sweep(sweep_text(parameters, more), {}, {});
}
std::vector<ScenarioProblem> problems_of(const std::string& text) {
    try {
        static_cast<void>(parse_sweep(text, {}, {}));
    } catch (const ScenarioError& error) {
        return error.problems();
    }
    return {};
}

/// Makes runs until the sweep is over; a configuration's times are `base` times noise.
template <class Base>
void run(SweepProgress& sweep, NoisyRuns& noise, const Base& base, std::size_t most = SIZE_MAX) {
    for (std::size_t i = 0; i < most; ++i) {
        const auto next = sweep.next();
        if (!next) return;
        const double seconds = base(next->configuration) * noise.next();
        sweep.add({*next, true, seconds, seconds, seconds + 0.01, {}});
    }
}

}  // namespace

void ParameterSweepTest::wholeFile_isReadAndWrittenBack() {
    const SweepSpec spec = sweep_of(R"({"processes": [1, 2, null], "chunksize": [5]})",
                                    R"(, "title": "T", "repetitions": 4, "most_repetitions": 9, "warm_up": 2, "margin": 0.1,
                                        "stop_when_settled": false, "seed": 7, "description": "D")");
    QCOMPARE(spec.title, std::string("T"));
    QCOMPARE(spec.repetitions, 4u);
    QCOMPARE(spec.most_repetitions, 9u);
    QCOMPARE(spec.warm_up, 2u);
    QCOMPARE(spec.margin, 0.1);
    QVERIFY(!spec.stop_when_settled);
    QCOMPARE(spec.seed, 7u);
    QCOMPARE(spec.configuration_count(), 3u);
    const SweepSpec again = parse_sweep(to_json(spec).dump(), {}, {});
    QVERIFY(to_json(again) == to_json(spec));
}

void ParameterSweepTest::ranges_areWrittenOut_data() {
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("values");
    QTest::newRow("from to") << R"({"from": 1, "to": 4})" << "[1,2,3,4]";
    QTest::newRow("step") << R"({"from": 1, "to": 10, "step": 4})" << "[1,5,9]";
    QTest::newRow("times") << R"({"from": 1, "to": 20, "times": 2})" << "[1,2,4,8,16]";
    QTest::newRow("one") << R"({"from": 3, "to": 3})" << "[3]";
    QTest::newRow("up to the greatest") << R"({"from": 4611686018427387904, "to": 9223372036854775807, "times": 2})" << "[4611686018427387904]";
}
void ParameterSweepTest::ranges_areWrittenOut() {
    QFETCH(QString, range);
    QFETCH(QString, values);
    const SweepSpec spec = sweep_of("{\"chunksize\": " + range.toStdString() + "}");
    QCOMPARE(QString::fromStdString(Json(spec.axes[0].values).dump()), values);
}

void ParameterSweepTest::problems_nameTheirPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const std::string& text, const char* place, const char* part) {
        QTest::newRow(name) << QString::fromStdString(text) << place << part;
    };
    row("no sweep", "[]", "/", "object");
    row("syntax", "{", "line 1, column 2", "");
    row("version", R"({"poolscope_sweep": 2, "scenario": {}, "parameters": {}})", "/poolscope_sweep", "must be 1");
    row("unknown parameter", sweep_text(R"({"proceses": [1]})"), "/parameters/proceses", "processes");
    row("unknown key", sweep_text(R"({"processes": [1]})", R"(, "repetition": 3)"), "/repetition", "repetitions");
    row("no parameters", sweep_text("{}"), "/parameters", "one to four");
    row("five parameters",
        sweep_text(R"({"processes": [1], "chunksize": [1], "maxtasksperchild": [1], "start_method": ["fork"], "order": ["shuffled"]})"),
        "/parameters", "at most four");
    row("no values", sweep_text(R"({"processes": []})"), "/parameters/processes", "no values");
    row("bad process", sweep_text(R"({"processes": [1, 0]})"), "/parameters/processes/1", "at least 1");
    row("repeated value", sweep_text(R"({"processes": [2, 4, 2]})"), "/parameters/processes/2", "the same as value 1");
    row("no number", sweep_text(R"({"processes": ["two"]})"), "/parameters/processes/0", "must be a whole number, or none");
    row("bad method", sweep_text(R"({"start_method": ["bogus"]})"), "/parameters/start_method/0", "bogus");
    row("bad order", sweep_text(R"({"order": ["random"]})"), "/parameters/order/0", "shuffled");
    row("bad size", sweep_text(R"({"task_size": [0]})"), "/parameters/task_size/0", "above 0");
    row("backwards", sweep_text(R"({"processes": {"from": 4, "to": 1}})"), "/parameters/processes/to", "less");
    row("endless range", sweep_text(R"({"processes": {"from": 1, "to": 1000000}})"), "/parameters/processes", "1000");
    row("repetitions", sweep_text(R"({"processes": [1]})", R"(, "repetitions": 0)"), "/repetitions", "from 1");
    row("margin", sweep_text(R"({"processes": [1]})", R"(, "margin": 5)"), "/margin", "5 %");
    row("no such scenario", R"({"poolscope_sweep": 1, "scenario": "nowhere", "parameters": {"processes": [1]}})", "/scenario", "nowhere");
    row("scenario wrong", R"({"poolscope_sweep": 1, "scenario": {"poolscope": 2}, "parameters": {"processes": [1]}})", "/scenario: /poolscope", "version");
}
void ParameterSweepTest::problems_nameTheirPlace() {
    QFETCH(QString, text);
    QFETCH(QString, place);
    QFETCH(QString, part);
    const auto problems = problems_of(text.toStdString());
    QVERIFY(!problems.empty());
    if (!place.isEmpty()) QCOMPARE(QString::fromStdString(problems.front().place), place);
    QVERIFY2(QString::fromStdString(problems.front().message).contains(part), problems.front().message.c_str());
}

void ParameterSweepTest::severalProblems_areAllTold() {
    QCOMPARE(problems_of(sweep_text(R"({"processes": [0, -1], "start_method": ["bogus"]})")).size(), 3u);
}

void ParameterSweepTest::configurations_areAllCombinations() {
    const SweepSpec spec = sweep_of(R"({"processes": [1, 2], "start_method": ["fork", null, "spawn"]})");
    QCOMPARE(spec.configuration_count(), 6u);
    std::set<std::string> labels;
    for (std::size_t i = 0; i < 6; ++i) labels.insert(configuration_label(spec, i));
    QCOMPARE(labels.size(), 6u);
    QCOMPARE(configuration_label(spec, 0), std::string("processes 1, start_method fork"));
    QCOMPARE(configuration_label(spec, 4), std::string("processes 2, start_method default"));
}

void ParameterSweepTest::parameters_goIntoTheScenario() {
    const SweepSpec spec = sweep_of(
        R"({"processes": [3], "chunksize": [7], "maxtasksperchild": [2], "initializer": [{"function": "prepare", "args": [1]}]})");
    const Scenario scenario = configured(spec, 0);
    QCOMPARE(scenario.pool.processes, std::optional<std::int64_t>(3));
    QCOMPARE(scenario.pool.maxtasksperchild, std::optional<std::int64_t>(2));
    QCOMPARE(scenario.pool.initializer, std::optional<std::string>("prepare"));
    QVERIFY(scenario.pool.initargs == Json::array({1}));
    QCOMPARE(scenario.batches[0].chunksize, std::optional<std::int64_t>(7));
    QVERIFY(!scenario.batches[1].chunksize);  // apply has none
}

void ParameterSweepTest::taskSize_multipliesTheNumbers() {
    Scenario scenario = sweep_of(R"({"processes": [1]})").scenario;
    apply_parameter(scenario, SweepParameter::TaskSize, 2);
    QVERIFY(scenario.batches[0].iterable == Json::array({6, 2, 4}));
    QVERIFY(scenario.batches[1].args == Json::array({1.0, "x"}));
    scenario.batches[0].iterable = {{"range", {1, 4}}};
    apply_parameter(scenario, SweepParameter::TaskSize, 10);
    QVERIFY(scenario.batches[0].iterable == Json::array({10, 20, 30}));
    apply_parameter(scenario, SweepParameter::TaskSize, 0.25);
    QVERIFY(scenario.batches[0].iterable == Json::array({2.5, 5, 7.5}));
    scenario.batches[0].iterable = {{"lines", "FILE"}};
    QVERIFY_THROWS_EXCEPTION(ScenarioError, apply_parameter(scenario, SweepParameter::TaskSize, 2));
}

void ParameterSweepTest::largeNumbers_stayWhatTheyAre() {
    const std::string scenario = R"({"poolscope": 1, "batches": [
        {"method": "map", "function": "f", "iterable": {"range": [1000000000000000000, 1000000000000001000]}},
        {"method": "map", "function": "f", "iterable": [9007199254740993]}]})";
    const SweepSpec spec = parse_sweep(R"({"poolscope_sweep": 1, "scenario": )" + scenario + R"(, "parameters": {"task_size": [1], "order": ["shuffled"]}})", {}, {});
    const Scenario made = configured(spec, 0);
    QCOMPARE(made.batches[0].iterable.size(), std::size_t{1000});
    std::set<std::int64_t> items;
    for (const Json& item : made.batches[0].iterable) items.insert(item.get<std::int64_t>());
    QCOMPARE(items.size(), std::size_t{1000});
    QCOMPARE(*items.begin(), std::int64_t{1000000000000000000});
    QCOMPARE(*items.rbegin(), std::int64_t{1000000000000000999});
    QVERIFY(made.batches[1].iterable[0].is_number_integer() && made.batches[1].iterable[0] == std::int64_t{9007199254740993});
}

void ParameterSweepTest::order_sortsTheItems() {
    Scenario scenario = sweep_of(R"({"processes": [1]})").scenario;
    apply_parameter(scenario, SweepParameter::Order, "longest_first");
    QVERIFY(scenario.batches[0].iterable == Json::array({3, 2, 1}));
    apply_parameter(scenario, SweepParameter::Order, "shortest_first");
    QVERIFY(scenario.batches[0].iterable == Json::array({1, 2, 3}));
    scenario.batches[0].iterable = {{"range", {0, 30}}};
    Scenario again = scenario;
    apply_parameter(scenario, SweepParameter::Order, "shuffled", 5);
    apply_parameter(again, SweepParameter::Order, "shuffled", 5);
    QVERIFY(scenario.batches[0].iterable == again.batches[0].iterable);
    QCOMPARE(scenario.batches[0].iterable.size(), 30u);
    QVERIFY(scenario.batches[0].iterable[0] != 0 || scenario.batches[0].iterable[1] != 1);
}

void ParameterSweepTest::rounds_holdEachConfigurationOnce_inAnotherOrder() {
    SweepProgress sweep(sweep_of(R"({"chunksize": {"from": 1, "to": 6}})", R"(, "repetitions": 4, "warm_up": 0, "stop_when_settled": false)"));
    QCOMPARE(sweep.planned(), 24u);
    std::set<std::vector<std::uint32_t>> orders;
    for (int round = 0; round < 4; ++round) {
        std::vector<std::uint32_t> order;
        for (int i = 0; i < 6; ++i) {
            const auto next = sweep.next();
            QVERIFY(next && next->repetition == static_cast<std::uint32_t>(round) && !next->is_warm_up);
            order.push_back(next->configuration);
            sweep.add({*next, true, 1, 1, 1, {}});
        }
        orders.insert(order);
        std::sort(order.begin(), order.end());
        QCOMPARE(order, (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5}));
    }
    QVERIFY(!sweep.next());
    QVERIFY(orders.size() > 1);
}

void ParameterSweepTest::warmUps_comeFirstAndDoNotCount() {
    SweepProgress sweep(sweep_of(R"({"processes": [1, 2]})", R"(, "repetitions": 3, "warm_up": 2, "stop_when_settled": false)"));
    for (int i = 0; i < 4; ++i) {
        const auto next = sweep.next();
        QVERIFY(next->is_warm_up);
        sweep.add({*next, true, 100, 100, 100, {}});
    }
    NoisyRuns noise(Noise::Normal, 1);
    run(sweep, noise, [](std::uint32_t) { return 1.0; });
    QCOMPARE(sweep.made(), 10u);
    for (const SweepStanding& standing : sweep.verdict().standings) {
        QCOMPARE(standing.seconds.size(), 3u);
        QVERIFY(*standing.median < 2);
    }
}

void ParameterSweepTest::clearDifference_endsTheSweep() {
    SweepProgress sweep(sweep_of(R"({"processes": [1, 2, 4]})", R"(, "repetitions": 4, "most_repetitions": 20, "warm_up": 1)"));
    NoisyRuns noise(Noise::Normal, 2);
    run(sweep, noise, [](std::uint32_t configuration) { return configuration == 1 ? 1.0 : 2.0; });
    const SweepVerdict verdict = sweep.verdict();
    QCOMPARE(verdict.state, SweepState::Settled);
    QCOMPARE(*verdict.best, 1u);
    QVERIFY(!verdict.standings[1].against_best);
    QCOMPARE(verdict.standings[0].against_best->finding, Finding::Difference);
    QCOMPARE(verdict.settled_share, 1.0);
    QVERIFY2(sweep.made() < 3 * 13, qPrintable(QString::number(sweep.made())));
    QCOMPARE(sweep.planned(), sweep.made());
}

void ParameterSweepTest::sameConfigurations_areRarelyCalledDifferent() {
    int wrong = 0;
    const SweepSpec spec = sweep_of(R"({"processes": [1, 2, 4]})", R"(, "repetitions": 3, "most_repetitions": 10, "warm_up": 0)");
    SweepProgress fresh(spec);
    for (std::uint64_t seed = 0; seed < 15; ++seed) {
        SweepProgress sweep = fresh;
        NoisyRuns noise(Noise::Lognormal, seed);
        run(sweep, noise, [](std::uint32_t) { return 1.0; });
        const auto& standings = sweep.verdict().standings;
        wrong += std::any_of(standings.begin(), standings.end(), [](const SweepStanding& standing) {
            return standing.against_best && standing.against_best->finding == Finding::Difference;
        }) ? 1 : 0;
    }
    QVERIFY2(wrong <= 2, qPrintable(QString::number(wrong)));
}

void ParameterSweepTest::failedRuns_doNotCount() {
    SweepProgress sweep(sweep_of(R"({"processes": [1, 2]})", R"(, "repetitions": 3, "warm_up": 0, "stop_when_settled": false)"));
    while (const auto next = sweep.next()) sweep.add({*next, next->configuration == 0, 1, 1, 1, "it broke"});
    const SweepVerdict verdict = sweep.verdict();
    QCOMPARE(verdict.standings[1].failed, 3u);
    QVERIFY(!verdict.standings[1].median);
    QCOMPARE(*verdict.best, 0u);
}

void ParameterSweepTest::stopped_goesOnWhereItWas() {
    const SweepSpec spec = sweep_of(R"({"processes": [1, 2], "chunksize": [1, 2]})", R"(, "repetitions": 5, "stop_when_settled": false)");
    SweepProgress whole(spec), first(spec);
    NoisyRuns noise(Noise::Normal, 3), same(Noise::Normal, 3);
    const auto base = [](std::uint32_t configuration) { return 1.0 + configuration; };
    run(whole, noise, base);
    run(first, same, base, 9);
    SweepProgress second(spec, Json::parse(first.to_json().dump()));
    QCOMPARE(second.made(), 9u);
    run(second, same, base);
    QVERIFY(second.to_json() == whole.to_json());
}

void ParameterSweepTest::stateOfAnotherSweep_isRefused() {
    const SweepSpec spec = sweep_of(R"({"processes": [1, 2]})"), other = sweep_of(R"({"processes": [1, 3]})");
    QVERIFY_THROWS_EXCEPTION(ScenarioError, SweepProgress(spec, SweepProgress(other).to_json()));
    QVERIFY_THROWS_EXCEPTION(ScenarioError, SweepProgress(spec, Json::array()));
    Json broken = SweepProgress(spec).to_json();
    broken["results"] = Json::array({{{"configuration", "x"}}});
    QVERIFY_THROWS_EXCEPTION(ScenarioError, SweepProgress(spec, broken));
    broken["results"] = Json::array({{{"configuration", 99}, {"repetition", 0}, {"warm_up", true}, {"succeeded", true}, {"seconds", 1},
                                      {"work_seconds", 1}, {"took_seconds", 1}}});
    QVERIFY_THROWS_EXCEPTION(ScenarioError, SweepProgress(spec, broken));
}

void ParameterSweepTest::timeLeft_followsFromTheRunsSoFar() {
    SweepProgress sweep(sweep_of(R"({"processes": [1, 2]})", R"(, "repetitions": 3, "warm_up": 1, "stop_when_settled": false)"));
    QVERIFY(!sweep.seconds_left());
    for (int i = 0; i < 2; ++i) {
        const auto next = sweep.next();
        sweep.add({*next, true, 1, 1, next->configuration == 0 ? 1.0 : 3.0, {}});
    }
    QCOMPARE(*sweep.seconds_left(), 3 * (1.0 + 3.0));
}

void ParameterSweepTest::csv_hasARowForEachRun() {
    SweepProgress sweep(sweep_of(R"({"initializer": [null, {"function": "prepare", "args": ["a,b"]}]})",
                                 R"(, "repetitions": 1, "warm_up": 0, "stop_when_settled": false)"));
    NoisyRuns noise(Noise::Normal, 1);
    run(sweep, noise, [](std::uint32_t) { return 1.0; });
    const QStringList lines = QString::fromStdString(sweep.csv()).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QStringLiteral("run,initializer,repetition,warm_up,succeeded,seconds,work_seconds,folder"));
    QVERIFY(sweep.csv().find(R"("{""function"":""prepare"",""args"":[""a,b""]}")") != std::string::npos);
}

void ParameterSweepTest::report_tellsTheSpeedup() {
    SweepProgress sweep(sweep_of(R"({"processes": [1, 2, 4, 8]})", R"(, "repetitions": 5, "warm_up": 0, "stop_when_settled": false)"));
    NoisyRuns noise(Noise::Normal, 4);
    run(sweep, noise, [](std::uint32_t i) { return 0.1 + 0.9 / (1 << i); });
    const Json report = sweep.report();
    QVERIFY(report["speedup"]["law"] == Json("amdahl"));
    const double serial = report["speedup"]["contention"].get<double>();
    QVERIFY2(serial > 0.05 && serial < 0.15, qPrintable(QString::number(serial)));
    QCOMPARE(report["configurations"].size(), 4u);
    QVERIFY(report["verdict"]["best"] == Json(3));
}

void ParameterSweepTest::measuredWords_claimNoMoreThanIsCertain() {
    SweepProgress sweep(sweep_of(R"({"processes": [1, 2]})", R"(, "repetitions": 8, "warm_up": 0, "stop_when_settled": false)"));
    NoisyRuns noise(Noise::Normal, 5);
    run(sweep, noise, [](std::uint32_t i) { return i == 0 ? 2.0 : 1.0; });
    const auto fast = measured_words(sweep, 1), slow = measured_words(sweep, 0);
    QCOMPARE(fast.front(), std::string("processes 2"));
    QVERIFY(fast.back().find("1 are certainly slower") != std::string::npos);
    QVERIFY(slow.back().find("times as long as processes 2") != std::string::npos);
    SweepProgress few(sweep_of(R"({"processes": [1, 2]})", R"(, "repetitions": 2, "warm_up": 0, "stop_when_settled": false)"));
    run(few, noise, [](std::uint32_t) { return 1.0; });
    QVERIFY(measured_words(few, *few.verdict().best).back().find("of 1 it is not certain") != std::string::npos);
}

void ParameterSweepTest::configurationsOfOtherWork_areNotRankedAgainstEachOther() {
    SweepProgress sweep(sweep_of(R"({"task_size": [1, 4], "processes": [1, 2]})", R"(, "repetitions": 5, "warm_up": 0)"));
    NoisyRuns noise(Noise::Normal, 1);
    run(sweep, noise, [](std::uint32_t configuration) { return (configuration < 2 ? 1.0 : 4.0) * (configuration % 2 == 0 ? 1 : 0.5); });
    const SweepVerdict verdict = sweep.verdict();
    QCOMPARE(verdict.state, SweepState::Settled);
    QCOMPARE(bests_of(verdict), (std::vector<std::uint32_t>{1, 3}));
    QVERIFY(std::abs(verdict.standings[2].against_best->ratio.ratio - 2) < 0.2);  // over the best of its size
    QVERIFY(!verdict.standings[3].against_best);
}

void ParameterSweepTest::sizesAlone_haveNothingToCompare() {
    SweepProgress sweep(sweep_of(R"({"task_size": [1, 4]})", R"(, "repetitions": 3, "warm_up": 0)"));
    NoisyRuns noise(Noise::Normal, 1);
    run(sweep, noise, [](std::uint32_t configuration) { return configuration + 1.0; });
    QCOMPARE(sweep.made(), std::size_t{6});
    QCOMPARE(bests_of(sweep.verdict()), (std::vector<std::uint32_t>{0, 1}));
    QVERIFY(!sweep.verdict().standings[1].against_best);
}

QTEST_GUILESS_MAIN(ParameterSweepTest)
#include "tst_parameter_sweep.moc"
