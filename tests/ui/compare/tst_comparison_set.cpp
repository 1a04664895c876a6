// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "charts/plot.h"
#include "compare/comparison_curves.h"
#include "compare/comparison_export.h"
#include "compare/comparison_model.h"
#include "compare/comparison_set.h"
#include "compare/comparison_words.h"
#include "compare/parallel_scales.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;

class ComparisonSetTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::int32_t m_hosts = 4700;  // each trace is another run

    QString trace(const char* name, std::uint32_t workers, trace::Time taskNs = 100'000) {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile::remove(path);
        poolscope::testing::build_run(path.toStdString(), {.tasks = 200, .workers = workers, .task_ns = taskNs, .host_pid = ++m_hosts});
        return path;
    }

private slots:
    void runs_areReadAndGroupedByTheirSettings() {
        ComparisonSet set;
        set.add({trace("a", 2), trace("b", 4), trace("c", 2)});
        QVERIFY(set.isReading());
        QTRY_VERIFY(!set.isReading());
        QCOMPARE(set.runs().size(), std::size_t{3});
        QCOMPARE(set.groups().size(), std::size_t{2});
        QCOMPARE(set.groupName(0), QStringLiteral("AC"));
        QCOMPARE(set.results().size(), std::size_t{1});
        QVERIFY(set.results()[0].is_known);
        QVERIFY(set.entries()[0].profile);
    }
    void baseline_canBeMovedAndGoesOnWhenItsRunIsRemoved() {
        ComparisonSet set;
        set.add({trace("a", 2), trace("b", 4)});
        QTRY_VERIFY(!set.isReading());
        QCOMPARE(set.baseline(), set.entries()[0].id);
        set.setBaseline(set.entries()[1].id);
        QCOMPARE(set.baselineGroup(), std::size_t{1});
        QCOMPARE(set.results()[0].group, std::size_t{0});
        set.remove(set.entries()[1].id);
        QCOMPARE(set.baseline(), set.entries()[0].id);
        QVERIFY(set.results().empty());
    }
    void hiddenRun_isOutOfTheComparison() {
        ComparisonSet set;
        set.add({trace("a", 2), trace("b", 4)});
        QTRY_VERIFY(!set.isReading());
        set.setShown(set.entries()[1].id, false);
        QCOMPARE(set.runs().size(), std::size_t{1});
        set.setShown(set.entries()[1].id, true);
        QCOMPARE(set.runs().size(), std::size_t{2});
    }
    void sameRunUnderAnotherPath_isToldAndCountsOnce() {
        ComparisonSet set;
        ComparisonModel model(set);
        const QString first = trace("a", 2), copy = m_folder.filePath(QStringLiteral("copy"));
        QFile::remove(copy);
        QVERIFY(QFile::copy(first, copy));
        set.add({first, copy, trace("b", 2)});
        QTRY_VERIFY(!set.isReading());
        QCOMPARE(set.runs().size(), std::size_t{2});
        QCOMPARE(set.groupName(0), QStringLiteral("AC"));
        QCOMPARE(model.index(1, ComparisonModel::Wall).data().toString(), QStringLiteral("the same run as A"));
        set.remove(set.entries()[0].id);
        QCOMPARE(set.runs().size(), std::size_t{2});
        QVERIFY(set.entries()[0].sameAs.isNull());
    }
    void fileThatIsNoTrace_saysSoAndHarmsNobody() {
        const QString path = m_folder.filePath(QStringLiteral("garbage"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("this is no trace at all, but long enough to be read as a header") > 0);
        file.close();
        ComparisonSet set;
        set.add({path, m_folder.filePath(QStringLiteral("missing")), trace("a", 2)});
        QTRY_VERIFY(!set.isReading());
        QVERIFY(!set.entries()[0].problem.isEmpty());
        QVERIFY(!set.entries()[1].problem.isEmpty());
        QCOMPARE(set.runs().size(), std::size_t{1});
    }
    void runRemovedWhileItIsRead_staysAway() {
        ComparisonSet set;
        set.add({trace("a", 2)});
        set.remove(set.entries()[0].id);
        set.add({trace("b", 2)});
        QTRY_VERIFY(!set.isReading());
        QCOMPARE(set.entries().size(), std::size_t{1});
        QCOMPARE(set.entries()[0].name, QStringLiteral("b"));
    }
    void setThatGoesWhileRunsAreRead_givesThemUp() {
        ComparisonSet set;
        for (int run = 0; run < 20; ++run) set.add({trace(QByteArray::number(run).constData(), 2)});
    }
    void models_keepTheRulesOfModels() {
        ComparisonSet set;
        ComparisonModel model(set);
        DifferingModel differing(set);
        QAbstractItemModelTester rules(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester otherRules(&differing, QAbstractItemModelTester::FailureReportingMode::QtTest);
        set.add({trace("a", 2), trace("b", 4)});
        QTRY_VERIFY(!set.isReading());
        set.add({trace("c", 8)});
        QTRY_VERIFY(!set.isReading());
        set.remove(set.entries()[1].id);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(differing.rowCount() > 0);
        QCOMPARE(differing.index(0, 0).data().toString(), QStringLiteral("processes"));
        QCOMPARE(differing.index(0, 2).data().toString(), QStringLiteral("8"));
        QVERIFY(model.setData(model.index(0, ComparisonModel::Name), QStringLiteral("first"), Qt::EditRole));
        QCOMPARE(set.entries()[0].name, QStringLiteral("first"));
        QVERIFY(model.setData(model.index(1, ComparisonModel::Letter), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(set.runs().size(), std::size_t{1});
        set.clear();
        QCOMPARE(model.rowCount(), 0);
        // Assistive programs ask for what is gone.
        QVERIFY(!model.data(model.index(5, 5)).isValid());
    }
    void verdict_isNeverMoreThanTheDataCarry() {
        study::GroupComparison result;
        QVERIFY(verdictText("A", "B", result, study::Measure::Wall).contains("Nothing can be said"));
        result.is_known = true;
        result.base_runs = result.runs = 1;
        result.comparison.ratio = {1.5, {1.5, 1.5}};
        QVERIFY(verdictText("A", "B", result, study::Measure::Wall).contains("tell nothing about chance"));
        result.base_runs = result.runs = 4;
        result.comparison.ratio = {1.05, {0.97, 1.12}};
        result.comparison.more_runs = 9;
        QVERIFY(verdictText("A", "B", result, study::Measure::Wall).contains("not certain yet"));
        result.comparison.finding = study::Finding::Difference;
        result.comparison.ratio = {1.13, {1.11, 1.15}};
        result.main_part = study::GapPart::StartUp;
        result.main_share = 0.88;
        const QString slower = verdictText("A", "B", result, study::Measure::Wall);
        QVERIFY2(slower.contains("B is 1.11 to 1.15 times slower than A") && slower.contains("88 % of the gap is start-up"), qPrintable(slower));
        const QString groups = verdictText("ALP", "BKM", result, study::Measure::Work);
        QVERIFY2(groups.startsWith("The group B, K, M is 1.11 to 1.15 times slower than the group A, L, P"), qPrintable(groups));
        result.comparison.ratio = {0.5, {0.4, 0.8}};
        const QString faster = verdictText("A", "B", result, study::Measure::Work);
        QVERIFY2(faster.contains("B is 1.25 to 2.50 times faster than A") && !faster.contains("gap"), qPrintable(faster));
    }
    void settledItems_areAStairAndNoSlope() {
        ComparisonSet set;
        QWidget owner;
        ComparisonCurves curves(set, &owner);
        set.add({trace("a", 2, 50'000'000)});
        QTRY_VERIFY(!set.isReading());
        const Plot& plot = curves.progress();
        const std::vector<double>& keys = plot.keys(0);
        std::size_t before = 1;  // the longest time in which nothing was settled
        for (std::size_t i = 2; i + 1 < keys.size(); ++i)
            if (keys[i + 1] - keys[i] > keys[before + 1] - keys[before]) before = i;
        QVERIFY(keys[before + 1] > keys[before]);
        QCOMPARE(plot.valueAt(0, keys[before] + 0.9 * (keys[before + 1] - keys[before])), std::optional(plot.values(0)[before]));
    }
    void scales_orderNumbersAndPutNoneAbove() {
        ComparisonSet set;
        set.add({trace("a", 8), trace("b", 2), trace("c", 4)});
        QTRY_VERIFY(!set.isReading());
        const auto scales = parallelScales(set);
        QCOMPARE(scales.front().name, QStringLiteral("processes"));
        QCOMPARE(scales.front().places, (std::vector<double>{1.0, 0.0, 0.5}));
        QCOMPARE(scales.front().ticks.size(), std::size_t{3});
        QCOMPARE(scales.front().ticks[1].text, QStringLiteral("4"));
        for (const ParallelScale& scale : scales) QCOMPARE(scale.places.size(), std::size_t{3});
    }
    void speedup_isOfRunsThatDifferInProcessesAlone() {
        QWidget owner;
        ComparisonSet set;
        ComparisonCurves curves(set, &owner);
        QVERIFY(!curves.hasSpeedup() && curves.speedupNote().isHidden());
        const auto recycled = [this](const char* name, std::uint32_t workers) {
            const QString path = m_folder.filePath(QString::fromLatin1(name));
            poolscope::testing::build_run(path.toStdString(), {.tasks = 200, .workers = workers, .maxtasksperchild = 5, .host_pid = ++m_hosts});
            return path;
        };
        set.add({trace("one", 1), trace("two", 2), trace("two again", 2), recycled("recycled", 2), recycled("recycled, four", 4)});
        QTRY_VERIFY(!set.isReading());
        QVERIFY(curves.hasSpeedup());
        QCOMPARE(curves.speedup().keys(0), (std::vector<double>{1, 2}));  // the medians of the baseline's settings
        QVERIFY2(curves.speedupNote().text().contains(QStringLiteral("left out")), qPrintable(curves.speedupNote().text()));
        QVERIFY(curves.speedupNote().wordWrap() && !curves.speedupNote().isHidden());
        set.setBaseline(set.entries()[3].id);
        QCOMPARE(curves.speedup().keys(0), (std::vector<double>{2, 4}));
        set.remove(set.entries()[4].id);
        QVERIFY(!curves.hasSpeedup());
    }
    void exports_haveEveryRunAndItsSettings() {
        ComparisonSet set;
        set.add({trace("a, \"quoted\"", 2), trace("b", 4)});
        QTRY_VERIFY(!set.isReading());
        const QByteArrayList lines = comparisonCsv(set).split('\n');
        QCOMPARE(lines.size(), 4);  // a head, two runs, the end
        QVERIFY(lines[0].startsWith("letter,name,baseline,wall_seconds"));
        QVERIFY(lines[1].startsWith("A,\"a, \"\"quoted\"\"\",1,"));
        QVERIFY(lines[2].startsWith("B,b,0,"));
        const QJsonObject json = QJsonDocument::fromJson(comparisonJson(set)).object();
        QCOMPARE(json["runs"].toArray().size(), 2);
        QCOMPARE(json["runs"].toArray()[1].toObject()["settings"].toObject()["processes"].toString(), QStringLiteral("4"));
        QCOMPARE(json["comparisons"].toArray().size(), 1);
    }
};

QTEST_MAIN(ComparisonSetTest)
#include "tst_comparison_set.moc"
