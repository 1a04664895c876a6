// SPDX-License-Identifier: GPL-3.0-or-later
#include <sstream>

#include <QTest>

#include <nlohmann/json.hpp>

#include "bench/bench_report.h"
#include "bench/verdict.h"

using namespace poolscope::bench;

namespace {

Machine machine() {
    return {.processor = "A processor", .processors = 2, .kernel = "Linux 6", .distribution = "Debian", .date = "2026-01-31 14:05"};
}

Samples samples(std::initializer_list<double> values) {
    Samples all;
    for (const double value : values) all.add(value);
    return all;
}

std::vector<RowResult> results() {
    const RowSpec row{.id = "map", .title = "map, default chunk", .unit = "items/s", .request = "map",
                      .goal = {.of = GoalOf::RatioToPool, .floor = 2, .aim = 5}};
    return {{.row = row,
             .workers = 4,
             .sides = {{.side = "Poolscope", .samples = samples({8e6, 9e6, 10e6}), .hung = 0, .error = {}, .ratios = {}},
                       {.side = "multiprocessing.Pool", .samples = samples({3e6}), .hung = 2, .error = {}, .ratios = samples({3})},
                       {.side = "other", .samples = {}, .hung = 0, .error = "it failed", .ratios = {}}},
             .left_out = {}}};
}

/// A row with a number of ours, in milliseconds.
RowResult ownRow(double value, const Goal& goal) {
    return {.row = {.id = "ready", .title = "ready", .unit = "ms", .better = Better::Lower, .request = "ready", .goal = goal},
            .workers = 0,
            .sides = {{.side = "Poolscope", .samples = samples({value}), .hung = 0, .error = {}, .ratios = {}}},
            .left_out = {}};
}

}  // namespace

class BenchReportTest : public QObject {
    Q_OBJECT

private slots:
    void numbers_haveThreeDigitsThatMatter_data() {
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << 0.0 << "0";
        QTest::newRow("small") << 0.01234 << "0.0123";
        QTest::newRow("one") << 1.0 << "1.00";
        QTest::newRow("tens") << 27.36 << "27.4";
        QTest::newRow("hundreds") << 446.7 << "447";
        QTest::newRow("thousands") << 2392.1 << "2392";
        QTest::newRow("more thousands") << 34'311.0 << "34.3 k";
        QTest::newRow("nearly a million") << 999'600.0 << "1.00 M";
        QTest::newRow("millions") << 9.99e6 << "9.99 M";
    }
    void numbers_haveThreeDigitsThatMatter() {
        QFETCH(double, number);
        QTEST(QString::fromStdString(short_number(number)), "text");
    }
    void theTable_tellsMachineSidesAndRatios() {
        std::ostringstream out;
        write_table(machine(), results(), out);
        const QString text = QString::fromStdString(out.str());
        for (const char* part : {"2026-01-31 14:05, A processor, 2 processors, Linux 6, Debian", "map, default chunk", "9.00 M items/s",
                                 "3.00 M items/s, hung 2 x", "3.00 x", "failed", "map: it failed"})
            QVERIFY2(text.contains(part), qPrintable(text));
    }
    void theTable_tellsGoalsAndWhatBecameOfThem() {
        std::vector<RowResult> all = results();
        all.push_back(ownRow(7, {.of = GoalOf::OwnValue, .floor = 5, .aim = 1}));
        std::ostringstream out;
        write_table(machine(), all, out);
        const QString text = QString::fromStdString(out.str());
        for (const char* part : {"2.00 / 5.00 x  floor", "<= 5.00 / 1.00 ms  below", "Of 2 goals 1 floors and 0 aims are met.", "Below the floor: ready"})
            QVERIFY2(text.contains(part), qPrintable(text));
    }
    void theTable_tellsWhatWasNotMeasuredAndWhy() {
        std::vector<RowResult> all = results();
        all.push_back({.row = {.id = "large", .title = "large", .unit = "s", .request = "large"}, .workers = 1, .sides = {}, .left_out = {"Poolscope: no room"}});
        all.push_back({.row = {.id = "window", .title = "window", .unit = "s", .request = "window"}, .workers = 1, .sides = {}, .left_out = {}});
        std::ostringstream out;
        write_table(machine(), all, out);
        const QString text = QString::fromStdString(out.str());
        for (const char* part : {"Not measured: large: Poolscope: no room\n", "Not measured: window: nobody here has it\n"})
            QVERIFY2(text.contains(part), qPrintable(text));
        const poolscope::Json document = bench_document(machine(), all);
        QCOMPARE(QString::fromStdString(document["rows"].at(1)["left_out"].at(0)), QString("Poolscope: no room"));
    }
    void goals_areJudgedByTheMedian_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("aim") << 1.0 << "aim";
        QTest::newRow("floor") << 5.0 << "floor";
        QTest::newRow("below") << 5.1 << "below";
    }
    void goals_areJudgedByTheMedian() {
        QFETCH(double, value);
        const RowResult result = ownRow(value, {.of = GoalOf::OwnValue, .floor = 5, .aim = 1});
        QTEST(QString::fromLatin1(to_string(verdict_on(result))), "verdict");
    }
    void goals_withoutTheirPeerOrWithoutAGoal_areNotJudged() {
        QCOMPARE(verdict_on(ownRow(1, {.of = GoalOf::RatioToPool, .floor = 5, .aim = 9})), Verdict::NoValue);
        QCOMPARE(verdict_on(ownRow(1, {})), Verdict::NoGoal);
    }
    void theDocument_hasEverySample() {
        const poolscope::Json document = bench_document(machine(), results());
        QCOMPARE(QString::fromStdString(document["machine"]["processor"]), QString("A processor"));
        const poolscope::Json& row = document["rows"].at(0);
        QCOMPARE(QString::fromStdString(row["row"]), QString("map"));
        QCOMPARE(row["workers"].get<int>(), 4);
        QCOMPARE(row["sides"]["Poolscope"]["value"]["samples"].size(), std::size_t{3});
        QCOMPARE(row["sides"]["Poolscope"]["value"]["median"].get<double>(), 9e6);
        QVERIFY(row["sides"]["Poolscope"]["poolscope_is_better_by"].is_null());
        QCOMPARE(row["sides"]["multiprocessing.Pool"]["hung"].get<int>(), 2);
        QVERIFY(row["sides"]["other"]["value"].is_null());
        QCOMPARE(QString::fromStdString(row["goal"]["against"]), QString("multiprocessing.Pool"));
        QCOMPARE(row["goal"]["floor"].get<double>(), 2.0);
        QCOMPARE(row["goal"]["aim"].get<double>(), 5.0);
        QCOMPARE(row["goal"]["reached"].get<double>(), 3.0);
        QCOMPARE(QString::fromStdString(row["goal"]["verdict"]), QString("floor"));
        QCOMPARE(QString::fromStdString(row["sides"]["other"]["error"]), QString("it failed"));
    }
    void thisMachine_isNamed() {
        const Machine here = this_machine();
        QVERIFY(here.processors >= 1);
        QVERIFY(here.kernel.starts_with("Linux "));
        QCOMPARE(here.date.size(), std::size_t{16});
    }
};

QTEST_GUILESS_MAIN(BenchReportTest)
#include "tst_bench_report.moc"
