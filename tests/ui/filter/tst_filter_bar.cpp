// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "models/result_model.h"
#include "models/task_model.h"
#include "session/trace_follower.h"
#include "session/value_source.h"
#include "trace_builder.h"
#include "views/filter_bar.h"
#include "views/filter_edit.h"
#include "views/filter_help.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

/// A bar over the results of a run.
struct Bar {
    explicit Bar(const QString& path) : results(follower.state(), values) {
        follower.follow(path);
        values.setTrace(path);
        results.apply(follower.takeChanges());
        bar = std::make_unique<FilterBar>(results, QStringLiteral("Filter"));
        bar->resize(900, 90);
        bar->show();
        read();
    }
    void read() {
        while (follower.read(std::chrono::milliseconds(20)) == TraceFollower::Progress::More) {
        }
        results.apply(follower.takeChanges());
    }
    [[nodiscard]] QToolButton* button(const char* name) const { return bar->findChild<QToolButton*>(QLatin1String(name)); }

    TraceFollower follower;
    ValueSource values;
    ResultModel results;
    std::unique_ptr<FilterBar> bar;
};

}  // namespace

class TestFilterBar : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        m_path = m_folder.filePath(QStringLiteral("run"));
        testing::build_run(m_path.toStdString(), {.tasks = 600, .workers = 3, .maxtasksperchild = 100, .crash_every = 200, .fail_every = 20});
    }

    void whatIsTypedFiltersAfterAMoment() {
        Bar shown(m_path);
        QTest::keyClicks(&shown.bar->edit(), QStringLiteral("state:failed item:0..99"));
        QTRY_COMPARE(shown.results.rowCount(), 5);
    }

    void aWrongFilterIsExplainedAndTheLastGoodOneStays() {
        Bar shown(m_path);
        shown.bar->setText(QStringLiteral("state:failed"));
        QTRY_COMPARE(shown.results.rowCount(), 27);
        QTest::keyClicks(&shown.bar->edit(), QStringLiteral(" worker:x"));
        QVERIFY2(shown.bar->problem().contains(QStringLiteral("“x”: worker takes whole numbers")), qPrintable(shown.bar->problem()));
        QTest::keyClick(&shown.bar->edit(), Qt::Key_Return);
        QCOMPARE(shown.results.rowCount(), 27);
        QTest::keyClick(&shown.bar->edit(), Qt::Key_Backspace);
        QTest::keyClicks(&shown.bar->edit(), QStringLiteral("1"));
        QVERIFY(shown.bar->problem().isEmpty());
        QTRY_VERIFY(shown.results.rowCount() < 27);
    }

    void theDotOfAFacetIsAsLargeOnADenseScreen() {
        Bar shown(m_path);
        QTRY_VERIFY(shown.button("facet-failed"));
        const QToolButton* const withDot = shown.button("facet-failed");
        const auto inked = [withDot](double ratio) {
            const QImage picture = withDot->icon().pixmap(QSize(16, 16), ratio).toImage();
            int count = 0;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x) count += picture.pixelColor(x, y).alpha() > 127;
            return count;
        };
        QVERIFY2(inked(2) > 3 * inked(1), qPrintable(QStringLiteral("%1 of %2").arg(inked(2)).arg(inked(1))));
    }

    void ofManyValuesTheMostFrequentAreOfferedAndAllAreCounted() {
        const QString path = m_folder.filePath(QStringLiteral("batches"));
        testing::TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        for (int i = 1; i <= 100; ++i) {
            const BatchId batch = trace.submit("map", "square", 2);
            const std::uint64_t items = i == 77 ? 2 : 1;
            for (std::uint64_t item = 0; item < items; ++item)
                trace.end_task(trace.assign(batch, worker, item), trace.now - 500, trace.now, trace::ItemOutcome::Done);
        }
        trace.flush();
        Bar shown(path);
        QTRY_VERIFY(shown.button("facet-batch"));
        QTRY_COMPARE(shown.button("facet-batch")->text(), QStringLiteral("100 batches"));
        QMenu* const menu = shown.button("facet-batch")->menu();
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 41);
        QVERIFY2(menu->actions().constFirst()->text().startsWith(QStringLiteral("77 ")), qPrintable(menu->actions().constFirst()->text()));
        QVERIFY2(menu->actions().constLast()->text().contains(QStringLiteral("60 more")), qPrintable(menu->actions().constLast()->text()));
        // One that is not among them is known all the same.
        shown.bar->setText(QStringLiteral("batch:99"));
        QTRY_COMPARE(shown.button("facet-batch")->text(), QStringLiteral("Batch: 1 of 100"));
    }

    void facetsCountAndTogglingThemWritesTheFilter() {
        Bar shown(m_path);
        QTRY_VERIFY(shown.button("facet-failed"));
        QCOMPARE(shown.button("facet-failed")->text(), QStringLiteral("failed 27"));
        QCOMPARE(shown.button("facet-lost")->text(), QStringLiteral("lost 3"));
        QVERIFY(shown.button("facet-lost")->toolTip().contains(QStringLiteral("of all rows")));
        QVERIFY(shown.button("facet-worker")->toolTip().contains(QStringLiteral("of all rows")));
        QVERIFY2(shown.button("facet-worker")->text().endsWith(QStringLiteral(" workers")), qPrintable(shown.button("facet-worker")->text()));
        QTest::mouseClick(shown.button("facet-failed"), Qt::LeftButton);
        QCOMPARE(shown.bar->text(), QStringLiteral("state:failed"));
        QTRY_COMPARE(shown.results.rowCount(), 27);
        shown.button("facet-lost")->setFocus();
        QTest::keyClick(shown.button("facet-lost"), Qt::Key_Space);
        QCOMPARE(shown.bar->text(), QStringLiteral("state:failed,lost"));
        QTRY_COMPARE(shown.results.rowCount(), 30);
        QVERIFY(shown.button("facet-lost")->isChecked());
        QTest::mouseClick(shown.button("facet-failed"), Qt::LeftButton);
        QCOMPARE(shown.bar->text(), QStringLiteral("state:lost"));
        QCOMPARE(shown.button("facet-failed")->text(), QStringLiteral("failed 27"));  // what there is, not what is shown
    }

    void otherFieldsAreMenusWithCounts() {
        Bar shown(m_path);
        QTRY_VERIFY(shown.button("facet-worker"));
        QMenu* const menu = shown.button("facet-worker")->menu();
        emit menu->aboutToShow();
        QVERIFY(menu->actions().size() >= 6);
        std::uint64_t all = 0;
        for (const QAction* const action : menu->actions())
            all += action->text().section(u'\t', 1).toUInt();
        QCOMPARE(all, std::uint64_t(600));
        menu->actions().constFirst()->trigger();
        QVERIFY2(shown.bar->text().startsWith(QStringLiteral("worker:")), qPrintable(shown.bar->text()));
        QTRY_COMPARE(QString::number(shown.results.rowCount()), menu->actions().constFirst()->text().section(u'\t', 1));
        QVERIFY(shown.button("facet-error")->isVisible());
    }

    void countsFollowARunThatGrows() {
        const QString path = m_folder.filePath(QStringLiteral("growing"));
        testing::TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 50);
        trace.flush();
        Bar shown(path);
        for (std::uint64_t item = 0; item < 50; ++item) {
            const TaskId task = trace.assign(batch, worker, item);
            trace.advance(1000);
            trace.end_task(task, trace.now - 500, trace.now, item % 5 ? trace::ItemOutcome::Done : trace::ItemOutcome::Failed);
            if (item == 24 || item == 49) {
                trace.flush();
                shown.read();
                QTRY_VERIFY(shown.button("facet-failed"));
                QTRY_COMPARE(shown.button("facet-failed")->text(), QStringLiteral("failed %1").arg((item + 1) / 5));
            }
        }
    }

    void fieldNamesAreOfferedAndTakenByKey() {
        Bar shown(m_path);
        QVERIFY(QTest::qWaitForWindowActive(shown.bar.get()));
        shown.bar->focusSearch();
        QTest::keyClicks(&shown.bar->edit(), QStringLiteral("sta"));
        QCOMPARE(shown.bar->edit().offered(), QStringList{QStringLiteral("state:")});
        QWidget* const popup = QApplication::activePopupWidget();
        QVERIFY(popup);
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(shown.bar->text(), QStringLiteral("state:"));
        QTRY_VERIFY(shown.bar->edit().offered().contains(QStringLiteral("timed-out")));
    }

    void aPickedPartOfTimeIsAChipThatGoesAway() {
        Bar shown(m_path);
        const Time origin = shown.follower.state().summary().origin;
        const Time last = shown.follower.state().summary().last;
        shown.bar->setRange(TimeRange{origin, origin + (last - origin) / 10});
        QVERIFY(shown.button("rangeChip")->isVisible());
        QVERIFY2(shown.button("rangeChip")->text().startsWith(QStringLiteral("time:0s..")), qPrintable(shown.button("rangeChip")->text()));
        QTRY_VERIFY(!shown.results.isSearching());
        const int inRange = shown.results.rowCount();
        QVERIFY(inRange > 20 && inRange < 200);
        shown.bar->setText(QStringLiteral("state:failed"));
        QVERIFY(shown.results.rowCount() < 20);
        QSignalSpy dismissed(shown.bar.get(), &FilterBar::rangeDismissed);
        QTest::mouseClick(shown.button("rangeChip"), Qt::LeftButton);
        QCOMPARE(dismissed.count(), 1);
        QTRY_COMPARE(shown.results.rowCount(), 27);
    }

    void theGrammarIsExplainedOnACard() {
        Bar shown(m_path);
        QTest::mouseClick(shown.button("filterHelpButton"), Qt::LeftButton);
        const auto* const help = shown.bar->findChild<FilterHelp*>();
        QVERIFY(help && help->isVisible());
        for (const FilterField field : shown.results.vocabulary().fields)
            QVERIFY(help->text().contains(QString(QLatin1String(infoOf(field).example)).toHtmlEscaped()));
    }

    void everyFieldOfAResultCanBeAsked_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("rows");
        QTest::newRow("value") << "value=144" << 1;
        QTest::newRow("value as a number") << "value<100 state:done" << 9;  // item 0 would be the tenth, but it is lost or not
        QTest::newRow("argument") << "arg=[12]" << 1;
        QTest::newRow("function") << "function:square" << 600;
        QTest::newRow("batch") << "batch:2" << 0;
        QTest::newRow("task") << "task:1..10" << 10;
        QTest::newRow("attempt") << "attempt>1" << 0;
        QTest::newRow("pid") << "pid<4711" << 0;
        QTest::newRow("slot") << "slot:0..2" << 600;
        QTest::newRow("output") << "output>0" << 0;
        QTest::newRow("queue") << "queue<1h" << 600;
        QTest::newRow("transport") << "transport<1h" << 600;
    }
    void everyFieldOfAResultCanBeAsked() {
        QFETCH(QString, text);
        QFETCH(int, rows);
        Bar shown(m_path);
        shown.bar->setText(text);
        QVERIFY2(shown.bar->problem().isEmpty(), qPrintable(shown.bar->problem()));
        QTRY_VERIFY(!shown.results.isSearching());
        if (text.startsWith(QLatin1String("value<"))) QVERIFY(shown.results.rowCount() >= rows);
        else QCOMPARE(shown.results.rowCount(), rows);
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_MAIN(TestFilterBar)
#include "tst_filter_bar.moc"
