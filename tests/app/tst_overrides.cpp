// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "overrides.h"

using poolscope::Scenario;
using poolscope::ScenarioError;
using poolscope::app::apply_overrides;
using poolscope::app::Overrides;

class OverridesTest : public QObject {
    Q_OBJECT

private slots:
    void givenValues_replaceTheScenarios();
    void noneMeansTheDefault();
    void chunksize_goesToBatchesThatHaveOne();
    void badValue_isRefusedAsInAScenario_data();
    void badValue_isRefusedAsInAScenario();
    void severalBadValues_areAllTold();
};

void OverridesTest::givenValues_replaceTheScenarios() {
    Scenario scenario;
    scenario.pool.processes = 2;
    scenario.pool.start_method = "fork";
    apply_overrides(scenario, {.processes = "8", .start_method = {}, .maxtasksperchild = "3", .chunksize = {}});
    QCOMPARE(scenario.pool.processes, std::optional<std::int64_t>(8));
    QCOMPARE(scenario.pool.maxtasksperchild, std::optional<std::int64_t>(3));
    QCOMPARE(scenario.pool.start_method, std::optional<std::string>("fork"));
}

void OverridesTest::noneMeansTheDefault() {
    Scenario scenario;
    scenario.pool.processes = 2;
    scenario.pool.start_method = "fork";
    scenario.pool.maxtasksperchild = 7;
    apply_overrides(scenario,
                    {.processes = "none", .start_method = "null", .maxtasksperchild = "None", .chunksize = {}});
    QVERIFY(!scenario.pool.processes);
    QVERIFY(!scenario.pool.start_method);
    QVERIFY(!scenario.pool.maxtasksperchild);
}

void OverridesTest::chunksize_goesToBatchesThatHaveOne() {
    Scenario scenario;
    scenario.batches.resize(2);
    scenario.batches[0].method = poolscope::Method::Apply;
    scenario.batches[1].method = poolscope::Method::IMap;
    apply_overrides(scenario, {.processes = {}, .start_method = {}, .maxtasksperchild = {}, .chunksize = "12"});
    QVERIFY(!scenario.batches[0].chunksize);
    QCOMPARE(scenario.batches[1].chunksize, std::optional<std::int64_t>(12));
}

void OverridesTest::badValue_isRefusedAsInAScenario_data() {
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* option, const char* value, const char* message) {
        QTest::addRow("%s %s", option, value) << option << value << message;
    };
    row("--processes", "0", "Number of processes must be at least 1");
    row("--processes", "-1", "Number of processes must be at least 1");
    row("--processes", "two", "Number of processes must be an int or null, not \"two\"");
    row("--processes", "", "Number of processes must be an int or null, not \"\"");
    row("--processes", "1.5", "Number of processes must be an int or null, not 1.5");
    row("--start-method", "bogus", "cannot find context for 'bogus'");
    row("--start-method", "5", "cannot find context for '5'");
    row("--maxtasksperchild", "0", "maxtasksperchild must be a positive int or None");
    row("--maxtasksperchild", "0.5", "maxtasksperchild must be a positive int or None");
    row("--maxtasksperchild", "\xff", "maxtasksperchild must be a positive int or None");
    row("--chunksize", "0", "Chunksize must be 1+, not 0");
    row("--chunksize", "[1]", "Chunksize must be 1+, not \"[1]\"");
}

void OverridesTest::badValue_isRefusedAsInAScenario() {
    QFETCH(QString, option);
    QFETCH(QString, value);
    QFETCH(QString, message);
    Overrides overrides;
    const std::string typed = value.toStdString();
    if (option == "--processes") overrides.processes = typed;
    if (option == "--start-method") overrides.start_method = typed;
    if (option == "--maxtasksperchild") overrides.maxtasksperchild = typed;
    if (option == "--chunksize") overrides.chunksize = typed;
    Scenario scenario;
    try {
        apply_overrides(scenario, overrides);
        QFAIL("accepted");
    } catch (const ScenarioError& error) {
        QCOMPARE(QString::fromUtf8(error.what()), option + ": " + message);
    }
}

void OverridesTest::severalBadValues_areAllTold() {
    Scenario scenario;
    try {
        apply_overrides(scenario, {.processes = "0", .start_method = "x", .maxtasksperchild = "0", .chunksize = "0"});
        QFAIL("accepted");
    } catch (const ScenarioError& error) {
        QCOMPARE(error.problems().size(), std::size_t{4});
    }
}

QTEST_GUILESS_MAIN(OverridesTest)
#include "tst_overrides.moc"
