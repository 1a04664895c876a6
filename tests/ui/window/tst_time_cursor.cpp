// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "models/worker_model.h"
#include "timeline/queue_lane.h"
#include "timeline/timeline_view.h"
#include "trace_builder.h"
#include "views/data_table.h"
#include "views/inspector.h"
#include "views/ledger_view.h"
#include "views/moment_slider.h"
#include "views/scrub_bar.h"
#include "views/status_line.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/table_page.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {
constexpr Time kMs = 1'000'000;
}

// One time cursor for every view, by mouse and by keys.
class TestTimeCursor : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        TraceBuilder trace(m_folder.filePath(QStringLiteral("trace")).toStdString());
        trace.begin_run(2, "fork");
        trace.now = 10 * kMs;
        const WorkerId first = trace.start_worker(0, kMs);
        const WorkerId second = trace.start_worker(1, kMs);
        const BatchId batch = trace.submit("map", "square", 20);
        for (int item = 0; item < 20; ++item) {
            const TaskId task = trace.assign(batch, item % 2 == 0 ? first : second, static_cast<std::uint64_t>(item));
            const Time begin = trace.now;
            trace.advance(10 * kMs);
            trace.end_task(task, begin, trace.now, item == 5 ? trace::ItemOutcome::Failed : trace::ItemOutcome::Done);
        }
        trace.end_batch(batch, trace::BatchOutcome::Failed);
        trace.end_run();
    }
    void init() {
        m_theme = std::make_unique<Theme>(*qApp);
        m_window = std::make_unique<MainWindow>(Places(m_home.path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->openFile(m_folder.filePath(QStringLiteral("trace")));
        QTRY_VERIFY(m_window->session().state().summary().ended);
        QTRY_COMPARE(results().rowCount(), 20);
        QTRY_VERIFY(slider().maximum() > 1000);
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
    }

    void aPressOnTheScrubBar_takesEveryViewThere() {
        const QAbstractItemModelTester tester(m_window->resultsPage().table().model());
        QTest::mouseClick(&slider(), Qt::LeftButton, {}, QPoint(slider().width() / 2, slider().height() / 2));
        QVERIFY(m_window->selection().cursor());
        const int rows = results().rowCount();
        QVERIFY2(rows > 5 && rows < 15, qPrintable(QString::number(rows)));
        QCOMPARE(m_window->tasksPage().table().model()->rowCount(), rows + 1);
        QCOMPARE(m_window->livePage().timeline().timeCursor(), m_window->selection().cursor());
        QVERIFY(m_window->statusLine().text().contains(QStringLiteral("%1 / 20 items").arg(rows)));
        QVERIFY(m_window->statusLine().text().startsWith(QStringLiteral("◆")));
        QCOMPARE(m_window->batchesPage().table().model()->index(0, 3).data().toString(), QStringLiteral("running"));
        const QAbstractItemModel& workers = *m_window->livePage().workerTable().model();
        const QStringList states{workers.index(0, WorkerModel::State).data().toString(),
                                 workers.index(1, WorkerModel::State).data().toString()};
        QVERIFY2(states.contains(QStringLiteral("running")), qPrintable(states.join(u',')));
        QVERIFY(button().text().startsWith(QStringLiteral("◆ at")));
    }

    void theHandleIsDragged() {
        const int y = slider().height() / 2;
        QTest::mousePress(&slider(), Qt::LeftButton, {}, QPoint(slider().width() / 2, y));
        const int half = results().rowCount();
        QTest::mouseMove(&slider(), QPoint(slider().width() / 4, y));
        QVERIFY(results().rowCount() < half);
        QTest::mouseMove(&slider(), QPoint(slider().width() * 3 / 4, y));
        QVERIFY(results().rowCount() > half);
        QTest::mouseRelease(&slider(), Qt::LeftButton, {}, QPoint(slider().width() * 3 / 4, y));
        QVERIFY(m_window->selection().cursor());
    }

    void theButtonLeadsBackToFollowing() {
        QTest::mouseClick(&slider(), Qt::LeftButton, {}, QPoint(slider().width() / 3, slider().height() / 2));
        QVERIFY(results().rowCount() < 20);
        QTest::mouseClick(&button(), Qt::LeftButton);
        QVERIFY(!m_window->selection().cursor());
        QCOMPARE(results().rowCount(), 20);
        QCOMPARE(m_window->livePage().timeline().timeCursor(), std::optional<Time>());
    }

    void keysOnTheHandle_stepFromChangeToChange() {
        slider().setFocus();
        QTest::keyClick(&slider(), Qt::Key_Home);
        QCOMPARE(m_window->selection().cursor(), std::optional(TraceBuilder::absolute(0)));
        QCOMPARE(results().rowCount(), 0);
        QTest::keyClick(&slider(), Qt::Key_Right);
        QCOMPARE(m_window->selection().cursor(), std::optional(TraceBuilder::absolute(10 * kMs)));
        QTest::keyClick(&slider(), Qt::Key_Right);
        QTest::keyClick(&slider(), Qt::Key_Left);
        QCOMPARE(m_window->selection().cursor(), std::optional(TraceBuilder::absolute(10 * kMs)));
        QTest::keyClick(&slider(), Qt::Key_PageUp);
        QVERIFY(*m_window->selection().cursor() > TraceBuilder::absolute(15 * kMs));
        QTest::keyClick(&slider(), Qt::Key_End);
        QVERIFY(!m_window->selection().cursor());
    }

    void keysOfTheWindow_workOnEveryPage() {
        m_window->showPage(QStringLiteral("results"));
        QTest::keyClick(m_window.get(), Qt::Key_Home, Qt::AltModifier);
        QCOMPARE(results().rowCount(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_Period, Qt::AltModifier);
        QCOMPARE(m_window->selection().cursor(), std::optional(TraceBuilder::absolute(10 * kMs)));
        QTest::keyClick(m_window.get(), Qt::Key_End, Qt::AltModifier);
        QCOMPARE(results().rowCount(), 20);
        QVERIFY(!m_window->selection().cursor());
    }

    void endInTheTimeline_leadsBackFromThePast() {
        TimelineView& timeline = m_window->livePage().timeline();
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_Left);
        QVERIFY(m_window->selection().cursor());
        QVERIFY(results().rowCount() < 20);
        QTest::keyClick(&timeline, Qt::Key_End);
        QVERIFY(!m_window->selection().cursor());
        QCOMPARE(results().rowCount(), 20);
    }

    void aClickAtASpan_leavesThePresentOnlyToWhoIsInThePast() {
        TimelineView& timeline = m_window->livePage().timeline();
        const QPoint place = timeline.spanRect({0, 2}).center();
        QTest::mouseClick(timeline.viewport(), Qt::LeftButton, {}, place);
        QVERIFY(!m_window->selection().cursor());
        QVERIFY(m_window->selection().subject().kind != Subject::Kind::None);
        m_window->selection().setCursor(TraceBuilder::absolute(kMs));
        QTest::mouseClick(timeline.viewport(), Qt::LeftButton, {}, place);
        QVERIFY(*m_window->selection().cursor() > TraceBuilder::absolute(10 * kMs));
    }

    void aMomentThatIsOutOfSight_comesIntoView() {
        TimelineView& timeline = m_window->livePage().timeline();
        timeline.showRange(TraceBuilder::absolute(20 * kMs), TraceBuilder::absolute(30 * kMs));
        m_window->selection().setCursor(TraceBuilder::absolute(150 * kMs));
        QVERIFY(timeline.visibleBegin() < TraceBuilder::absolute(150 * kMs));
        QVERIFY(timeline.visibleEnd() > TraceBuilder::absolute(150 * kMs));
    }

    void aMomentBehindTheEndIsTheEnd() {
        const Time end = m_window->session().now();
        m_window->selection().setCursor(end + 1000 * kMs);
        QCOMPARE(m_window->selection().cursor(), std::optional(end));
        TimelineView& timeline = m_window->livePage().timeline();
        timeline.setTimeCursor(end + 500 * kMs);
        emit timeline.timeCursorMoved(end + 500 * kMs);
        QCOMPARE(timeline.timeCursor(), std::optional(end));
    }

    void theInspectorTellsThePast() {
        m_window->selection().select({Subject::Kind::Task, 10});
        const Inspector& inspector = m_window->livePage().inspector();
        QCOMPARE(inspector.facts().state, QStringLiteral("done"));
        m_window->selection().setCursor(TraceBuilder::absolute((10 + 4 + 105) * kMs));
        QTRY_COMPARE(inspector.facts().state, QStringLiteral("running"));
        m_window->selection().setCursor(TraceBuilder::absolute(20 * kMs));
        QTRY_COMPARE(inspector.facts().state, QStringLiteral("not there yet at this moment"));
        QCOMPARE(inspector.facts().title, QStringLiteral("Task 11"));
    }

    void sortedAndFilteredTables_showThePastToo() {
        auto* const model = qobject_cast<IndexedTableModel*>(m_window->tasksPage().table().model());
        QVERIFY(model);
        const QAbstractItemModelTester tester(model);
        model->sort(0, Qt::DescendingOrder);
        QTRY_COMPARE(model->rowCount(), 20);
        m_window->selection().setCursor(TraceBuilder::absolute((10 + 4 + 105) * kMs));
        QTRY_COMPARE(model->rowCount(), 11);
        QTRY_COMPARE(model->index(0, 0).data().toString(), QStringLiteral("11"));
        m_window->selection().setCursor({});
        QTRY_COMPARE(model->rowCount(), 20);
    }

    void whatIsSelectedInOneView_isSelectedInAll() {
        TimelineView& timeline = m_window->livePage().timeline();
        std::size_t running = 0;
        while (m_window->session().state().span(0, running).activity != WorkerActivity::Running) ++running;
        QTest::mouseClick(timeline.viewport(), Qt::LeftButton, {}, timeline.spanRect({0, running}).center());
        const Subject subject = m_window->selection().subject();
        QCOMPARE(subject.kind, Subject::Kind::Task);
        m_window->showPage(QStringLiteral("tasks"));
        QCOMPARE(m_window->tasksPage().table().currentSubject(), qint64{subject.index});
        m_window->showPage(QStringLiteral("results"));
        QCOMPARE(m_window->resultsPage().table().currentSubject(), qint64{subject.index});
        m_window->showPage(QStringLiteral("batches"));
        QCOMPARE(m_window->batchesPage().table().currentSubject(), qint64{0});
        QCOMPARE(m_window->selection().subject(), subject);
        m_window->showPage(QStringLiteral("results"));
        DataTable& table = m_window->resultsPage().table();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(7, 1)).center());
        QCOMPARE(m_window->selection().subject(), (Subject{Subject::Kind::Result, 7}));
        const auto spot = timeline.selectedSpan();
        QVERIFY(spot);
        QCOMPARE(m_window->session().state().span(spot->slot, spot->span).task, 7u);
    }

    void whatIsNoSpan_leavesNoSpanFramed() {
        TimelineView& timeline = m_window->livePage().timeline();
        m_window->selection().select({Subject::Kind::Task, 3});
        QVERIFY(timeline.selectedSpan());
        m_window->selection().select({Subject::Kind::Batch, 0});
        QVERIFY(!timeline.selectedSpan());
    }

    void whatTheTimelineLetsGo_isSelectedNowhere() {
        TimelineView& timeline = m_window->livePage().timeline();
        timeline.setFocus();
        for (const Subject subject : {Subject{Subject::Kind::Task, 3}, Subject{Subject::Kind::Batch, 0}}) {
            m_window->selection().select(subject);
            QTest::keyClick(&timeline, Qt::Key_Escape);
            QCOMPARE(m_window->selection().subject(), Subject{});
        }
        m_window->selection().select({Subject::Kind::Task, 3});
        QTest::mouseClick(timeline.viewport(), Qt::LeftButton, {}, QPoint(400, timeline.viewport()->height() - 3));
        QCOMPARE(m_window->selection().subject(), Subject{});
    }

    void theSelectedBatch_hasArrowsToItsTasks() {
        TimelineView& timeline = m_window->livePage().timeline();
        QVERIFY(timeline.spansOfBatch().empty());
        m_window->selection().select({Subject::Kind::Batch, 0});
        const std::vector<SpanSpot> spots = timeline.spansOfBatch();
        QCOMPARE(spots.size(), std::size_t(6));  // three in each of two lanes
        for (const SpanSpot& spot : spots) {
            const Span span = m_window->session().state().span(spot.slot, spot.span);
            QCOMPARE(span.activity, WorkerActivity::Running);
        }
        m_window->selection().select({Subject::Kind::Worker, 0});
        QVERIFY(timeline.spansOfBatch().empty());
    }

    void theQueueLane_tellsHowManyWait() {
        QueueLane& lane = m_window->livePage().timeline().queueLane();
        QVERIFY(lane.isVisible());
        QVERIFY(lane.height() >= 24);
        QTRY_VERIFY2(lane.accessibleDescription().startsWith(QStringLiteral("0 ")), qPrintable(lane.accessibleDescription()));
        m_window->selection().setCursor(TraceBuilder::absolute((10 + 4 + 105) * kMs));
        QCOMPARE(lane.accessibleDescription(), QStringLiteral("9 items wait"));
        QVERIFY(lane.heightAt(TraceBuilder::absolute(30 * kMs)) > lane.heightAt(TraceBuilder::absolute(150 * kMs)));
        QCOMPARE(lane.heightAt(TraceBuilder::absolute(5 * kMs)), 0.0);
    }

    void anAreaOfTheTimeline_isTheRangeOfAllViews() {
        TimelineView& timeline = m_window->livePage().timeline();
        const QRect first = timeline.spanRect({0, 2});
        const QPoint begin = first.center();
        const QPoint end = begin + QPoint(120, 0);
        QTest::mousePress(timeline.viewport(), Qt::LeftButton, {}, begin);
        QTest::mouseMove(timeline.viewport(), (begin + end) / 2);
        QTest::mouseMove(timeline.viewport(), end);
        QTest::mouseRelease(timeline.viewport(), Qt::LeftButton, {}, end);
        QVERIFY(m_window->selection().range());
        QCOMPARE(m_window->selection().range()->begin, timeline.selectedArea()->begin);
        m_window->selection().setRange(TimeRange{TraceBuilder::absolute(20 * kMs), TraceBuilder::absolute(50 * kMs)});
        QCOMPARE(timeline.selectedArea()->end, TraceBuilder::absolute(50 * kMs));
        QCOMPARE(timeline.selectedArea()->lastSlot, std::size_t(1));
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_Escape);
        QVERIFY(!m_window->selection().range());
    }

    void anAreaOfSomeLanes_isTheRangeOfTheirWorkers() {
        TimelineView& timeline = m_window->livePage().timeline();
        const TimelineArea area{TraceBuilder::absolute(20 * kMs), TraceBuilder::absolute(180 * kMs), 1, 1};
        timeline.selectArea(area);
        emit timeline.areaSelected(area);
        QVERIFY(m_window->selection().range());
        QCOMPARE(m_window->selection().range()->lanes, std::optional(SlotRange{1, 1}));
        const IndexedTableModel& tasks = *qobject_cast<IndexedTableModel*>(m_window->tasksPage().table().model());
        QTRY_VERIFY(!tasks.isSearching());
        QVERIFY(tasks.rowCount() > 0);
        const PoolState& state = m_window->session().state();
        for (int row = 0; row < tasks.rowCount(); ++row) QCOMPARE(state.workers()[state.task(tasks.sourceAt(row)).worker].slot.value, 1U);
        QTest::mouseClick(m_window->findChild<QToolButton*>(QStringLiteral("ledgerTab")), Qt::LeftButton);
        const LedgerView& ledger = m_window->livePage().ledgerView();
        QTRY_VERIFY2(ledger.text().contains(QStringLiteral("1 slot ")), qPrintable(ledger.text()));
        // Nor does it widen when something else is selected.
        m_window->selection().select({Subject::Kind::Worker, 0});
        QCOMPARE(timeline.selectedArea(), std::optional(area));
        m_window->selection().setRange({});
    }

    void controlsHaveNamesAndRoom() {
        for (QToolButton* const one : m_window->scrubBar().findChildren<QToolButton*>()) {
            QVERIFY2(!one->accessibleName().isEmpty() || !one->text().isEmpty(), qPrintable(one->objectName()));
            QVERIFY(one->width() >= 24 && one->height() >= 24);
        }
        QVERIFY(!slider().accessibleName().isEmpty());
        m_window->selection().setCursor(TraceBuilder::absolute(20 * kMs));
        QVERIFY(slider().accessibleDescription().contains(QStringLiteral("20")));
    }

private:
    [[nodiscard]] QAbstractItemModel& results() { return *m_window->resultsPage().table().model(); }
    [[nodiscard]] MomentSlider& slider() { return m_window->scrubBar().slider(); }
    [[nodiscard]] QToolButton& button() { return m_window->scrubBar().followButton(); }

    QTemporaryDir m_folder, m_home;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestTimeCursor)
#include "tst_time_cursor.moc"
