// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>
#include <utility>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "bench/measurement.h"
#include "bench/row_list.h"

using namespace poolscope::bench;

namespace {

void noProgress(std::size_t, std::size_t, const std::string&) {}

RowSpec row(Better better) {
    return {.id = "a", .title = "A row", .unit = "1/s", .better = better, .request = "a_row option=1", .workers = 3, .scales = true};
}

}  // namespace

/// Turns, pairs and what becomes of a side that fails, shown with row programs that are shell scripts.
class MeasurementTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString logFile() const { return m_folder.filePath("log"); }
    /// A side that writes its name and each request to the log; what it does at `sample` is the script's.
    RowSide side(const QString& name, const QString& atSample) const {
        const QString script = QStringLiteral("while read -r line; do echo \"%1 $line\" >> '%2'\n"
                                              "case $line in sample) %3;; *) echo ok;; esac; done")
                                   .arg(name, logFile(), atSample);
        return RowSide(name.toStdString(), {"/bin/sh", "-c", script.toStdString()});
    }
    QStringList logged() const {
        QFile file(logFile());
        if (!file.open(QIODevice::ReadOnly)) return {};
        return QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
    }
    static std::vector<RowResult> measured(std::vector<RowSide>& sides, const BenchPlan& plan) { return measure(plan, sides, noProgress); }

private slots:
    void init() { QFile::remove(logFile()); }

    void sides_takeTurns() {
        std::vector<RowSide> sides;
        sides.push_back(side("ours", "echo ok 6"));
        sides.push_back(side("theirs", "echo ok 2"));
        const auto results = measured(sides, {.rows = {row(Better::Higher)}, .workers = {}, .samples = 3, .seconds = 0.5});
        const QStringList samples = logged().filter("sample");
        QCOMPARE(samples, QStringList({"ours sample", "theirs sample", "ours sample", "theirs sample", "ours sample", "theirs sample"}));
        QCOMPARE(logged().first(), QString("ours prepare a_row option=1 workers=3 seconds=0.500000"));
        QCOMPARE(results.size(), std::size_t{1});
        QCOMPARE(results[0].sides[0].samples.median(), 6.0);
        QCOMPARE(results[0].sides[1].ratios.median(), 3.0);
        QCOMPARE(results[0].sides[1].ratios.values().size(), std::size_t{3});
        QVERIFY(results[0].sides[0].ratios.empty());
    }
    void whereLowerIsBetter_theRatioIsTurnedRound() {
        std::vector<RowSide> sides;
        sides.push_back(side("ours", "echo ok 2"));
        sides.push_back(side("theirs", "echo ok 8"));
        const auto results = measured(sides, {.rows = {row(Better::Lower)}, .workers = {}, .samples = 1, .seconds = 0.1});
        QCOMPARE(results[0].sides[1].ratios.median(), 4.0);
    }
    void rowsThatScale_areMeasuredAtEachNumberOfWorkers() {
        RowSpec own = row(Better::Higher);
        own.scales = false;
        std::vector<RowSide> sides;
        sides.push_back(side("ours", "echo ok 1"));
        const auto results = measured(sides, {.rows = {row(Better::Higher), own}, .workers = {1, 8}, .samples = 1, .seconds = 0.1});
        QCOMPARE(results.size(), std::size_t{3});
        QCOMPARE(results[0].workers, 1);
        QCOMPARE(results[1].workers, 8);
        QCOMPARE(results[2].workers, 3);
    }
    void aSideThatDoesNotHaveTheRow_isLeftOut() {
        std::vector<RowSide> sides;
        sides.push_back(side("ours", "echo ok 1"));
        sides.emplace_back("other", std::vector<std::string>{"/bin/sh", "-c", "while read -r line; do echo none; done"});
        const auto results = measured(sides, {.rows = {row(Better::Higher)}, .workers = {}, .samples = 1, .seconds = 0.1});
        QCOMPARE(results[0].sides.size(), std::size_t{1});
    }
    void aSideThatCannotMeasure_saysWhy() {
        std::vector<RowSide> sides;
        sides.emplace_back("ours", std::vector<std::string>{"/bin/sh", "-c", "while read -r line; do echo none it is too large; done"});
        const auto results = measured(sides, {.rows = {row(Better::Higher)}, .workers = {}, .samples = 1, .seconds = 0.1});
        QVERIFY(results[0].sides.empty());
        QCOMPARE(results[0].left_out.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(results[0].left_out[0]), QString("ours: it is too large"));
    }
    void aProgramThatIsNewForEachSample_endsInOrderWithAllThatItStartedBeforeTheNext() {
        // What it leaves behind ends later than itself, and writes that down.
        const QString script = QStringLiteral("while read -r line; do echo \"$line\" >> '%1'\n"
                                              "case $line in sample) echo ok 1;; *) echo ok;; esac; done\n"
                                              "(sleep 0.3; echo ended >> '%1') > /dev/null < /dev/null &")
                                   .arg(logFile());
        std::vector<RowSide> sides;
        sides.emplace_back("ours", std::vector<std::string>{"/bin/sh", "-c", script.toStdString()});
        RowSpec own = row(Better::Lower);
        own.programs = Programs::NewForEachSample;
        static_cast<void>(measured(sides, {.rows = {own}, .workers = {}, .samples = 1, .seconds = 0.1}));
        const QStringList lines = logged();
        QVERIFY2(lines.size() >= 5, qPrintable(lines.join('\n')));
        QVERIFY(lines[0].startsWith("prepare"));
        QCOMPARE(lines[1], QString("finish"));
        QCOMPARE(lines[2], QString("ended"));
        QVERIFY(lines[3].startsWith("prepare"));
        QCOMPARE(lines[4], QString("sample"));
    }
    void aSideThatSaysAnError_isNotAskedAgain() {
        std::vector<RowSide> sides;
        sides.push_back(side("ours", "echo error no luck"));
        sides.push_back(side("theirs", "echo ok 1"));
        const auto results = measured(sides, {.rows = {row(Better::Higher)}, .workers = {}, .samples = 3, .seconds = 0.1});
        QCOMPARE(QString::fromStdString(results[0].sides[0].error), QString("ours: error no luck"));
        QCOMPARE(logged().filter("ours sample").size(), 1);
        QCOMPARE(results[0].sides[1].samples.values().size(), std::size_t{3});
        QVERIFY(results[0].sides[1].ratios.empty());
    }
    void aSideThatDies_isStartedAgainAndCounted() {
        std::vector<RowSide> sides;
        sides.push_back(side("ours", "exit 1"));
        const auto results = measured(sides, {.rows = {row(Better::Higher)}, .workers = {}, .samples = 5, .seconds = 0.1});
        QCOMPARE(results[0].sides[0].hung, 2);  // it would go on like that
        QVERIFY(results[0].sides[0].samples.empty());
        QCOMPARE(logged().filter("prepare").size(), 2);
    }
    void aProgramThatIsNotThere_isAnErrorOfItsSide() {
        std::vector<RowSide> sides;
        sides.push_back(side("ours", "echo ok 1"));
        sides.emplace_back("other", std::vector<std::string>{m_folder.filePath("nothing").toStdString()});
        const auto results = measured(sides, {.rows = {row(Better::Higher)}, .workers = {}, .samples = 1, .seconds = 0.1});
        QVERIFY(QString::fromStdString(results[0].sides[1].error).startsWith("cannot start "));
        QVERIFY(results[0].sides[0].error.empty());
    }

    void rows_areChosenByIdOrBeginning() {
        const auto ids = [](const std::vector<std::string>& chosen) {
            QStringList list;
            for (const RowSpec& each : chosen_rows(chosen)) list.append(QString::fromStdString(each.id));
            return list;
        };
        QCOMPARE(ids({"map"}), QStringList({"map"}));
        QCOMPARE(ids({"bytes"}), QStringList({"bytes_4k", "bytes_1m", "bytes_64m", "bytes_1m_in_place", "bytes_64m_in_place", "bytes_1g_in_place"}));
        QCOMPARE(ids({"idle", "apply_async"}), QStringList({"apply_async", "idle"}));
        QCOMPARE(chosen_rows({}).size(), all_rows().size());
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ids({"mop"}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, ids({""}));
    }
    void noTwoRows_haveTheSameId() {
        QSet<QString> ids;
        for (const RowSpec& each : all_rows()) ids.insert(QString::fromStdString(each.id));
        QCOMPARE(static_cast<std::size_t>(ids.size()), all_rows().size());
    }
    void quantiles_lieBetweenTheSamples() {
        Samples samples;
        for (const double value : {4.0, 1.0, 3.0, 2.0}) samples.add(value);
        QCOMPARE(samples.median(), 2.5);
        QCOMPARE(samples.lowest(), 1.0);
        QCOMPARE(samples.highest(), 4.0);
        QCOMPARE(samples.spread(), 1.5 / 2 / 2.5);
    }
};

QTEST_GUILESS_MAIN(MeasurementTest)
#include "tst_measurement.moc"
