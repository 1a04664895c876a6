// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <vector>

#include <QDir>
#include <QTest>

#include <poolscope/scenario.h>

#include "expected_results.h"
#include "known_functions.h"
#include "program_run.h"

namespace {

QString scenariosFolder() {
    return qEnvironmentVariable("POOLSCOPE_SOURCE") + "/resources/scenarios";
}

void addScenarioRows() {
    QTest::addColumn<QString>("scenario");
    for (const QString& name : QDir(scenariosFolder()).entryList({"*.json"}, QDir::Files, QDir::Name)) {
        QTest::newRow(name.toUtf8().constData()) << name;
    }
}

}  // namespace

/// Every scenario that comes with the program, as a user would run it.
class ScenariosTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { adoptOrphans(); }
    void everyScenario_isWellFormedAndTold_data() { addScenarioRows(); }
    void everyScenario_isWellFormedAndTold();
    void everyScenario_givesRightResultsInEachStartMethod_data() { addScenarioRows(); }
    void everyScenario_givesRightResultsInEachStartMethod();
};

void ScenariosTest::everyScenario_isWellFormedAndTold() {
    QFETCH(QString, scenario);
    const std::vector<std::string> known = poolscope::app::known_functions();
    const auto read = poolscope::load_scenario((scenariosFolder() + "/" + scenario).toStdString(), &known);
    QVERIFY(!read.title.empty());
    QVERIFY(read.description.find("**What to look for**") != std::string::npos);
    QVERIFY(!read.batches.empty());
}

void ScenariosTest::everyScenario_givesRightResultsInEachStartMethod() {
    QFETCH(QString, scenario);
    const QStringList methods{"fork", "spawn", "forkserver"};
    std::vector<std::unique_ptr<ProgramRun>> runs;
    // The three at a time: most of a scenario is sleeping.
    for (const QString& method : methods) {
        runs.push_back(std::make_unique<ProgramRun>(
            QStringList{"run", scenariosFolder() + "/" + scenario, "--json", "--start-method", method}));
        runs.back()->start();
    }
    QList<const ProgramRun*> all;
    QByteArray wrong;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        ProgramRun& run = *runs[i];
        all.append(&run);
        const QString method = methods[static_cast<qsizetype>(i)];
        const bool asExpected =
            run.finish() && run.exitedByItself() && run.exitStatus() == expectedExitStatus(scenario);
        if (!asExpected) wrong += run.seen() + "\n";
        const QByteArray bad = wrongResults(scenario, run.document(), method);
        if (!bad.isEmpty()) wrong += "with " + method.toUtf8() + ": " + bad + run.errors().left(1000);
    }
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    const QByteArray left = leftBehind(all);
    QVERIFY2(left.isEmpty(), left.constData());
}

QTEST_GUILESS_MAIN(ScenariosTest)
#include "tst_scenarios.moc"
