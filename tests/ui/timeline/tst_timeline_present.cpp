// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QApplication>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "format/activity.h"
#include "made_up_run.h"
#include "paint_watch.h"
#include "session/trace_follower.h"
#include "timeline/pool_state_spans.h"
#include "timeline/span_text.h"
#include "timeline/state_legend.h"
#include "timeline/timeline_view.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;

/// The timeline while a run goes on, and what it says beside the lanes.
class TestTimelinePresent : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_view.reset(); }

    void running_movesTheLineOfThePresentBelowTheLanesToo();
    void selectedWorker_leavesThePictureWhereItIsSeen();
    void narrow_theLegendStillNamesEverything();
    void selectedTaskThatRuns_isToldWithItsTimeOfNow();
    void requestedKill_isTaggedWithItsSignalAndHidesNoWork();
    void areaOfThePast_isNotCountedAgain();
    void areaThatGrows_isNotCountedInEachFrame();
    void areaWithATaskThatStillRuns_followsItsDuration();
    void momentOutOfSight_endsFollowingOnlyWhileItIsLookedAt();
    void zeroInARunThatGoesOn_showsAllOfItFromThenOn();
    void end_followsAndGoesOnFollowing();
    void menuByKey_isThatOfTheWorkerOfTheLane();
    void bracketInALaneOfOneLife_selectsIt();
    void batchThatWaited_hasArrowsToItsTasks();

private:
    static constexpr Time kTask = 10'000'000;
    /// Twenty tasks, one after another, the last one still runs.
    static void work(MadeUpRun& run) {
        const std::uint32_t worker = run.addWorker(0, 1, run.origin());
        for (int task = 0; task < 20; ++task) addTask(run, worker, run.origin() + task * kTask, task == 19 ? kOpen : run.origin() + (task + 1) * kTask);
        run.setLast(run.origin() + 20 * kTask);
    }
    static void addTask(MadeUpRun& run, std::uint32_t worker, Time begin, Time end) {
        run.add(0, WorkerActivity::Running, begin, end, worker, run.addTask(worker, begin, end));
    }
    /// The running task ends and another begins.
    static ChangeSet workOn(MadeUpRun& run) {
        const Time now = run.last();
        run.close(0, now);
        addTask(run, 0, now, kOpen);
        run.setLast(now + kTask);
        ChangeSet changes;
        changes.changed_slots = {0};
        return changes;
    }
    void show(const MadeUpRun& run) {
        m_view->setSource(&run);
        QTest::qWait(0);
    }

    std::unique_ptr<TimelineView> m_view;
};

void TestTimelinePresent::init() {
    m_view = std::make_unique<TimelineView>();
    m_view->resize(1000, 420);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestTimelinePresent::running_movesTheLineOfThePresentBelowTheLanesToo() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Running, run.origin(), kOpen, worker, run.addTask(worker, run.origin(), kOpen));
    show(run);
    m_view->setNow(run.origin() + 400'000'000);
    PaintWatch watch(m_view->viewport());
    static_cast<void>(watch.taken());
    const auto lineAt = [this](const QRect& span) { return QPoint(span.right(), m_view->viewport()->height() - 5); };
    const QPoint before = lineAt(m_view->spanRect({0, 0}));
    QVERIFY(before.y() > m_view->spanRect({0, 0}).bottom());
    m_view->setNow(run.origin() + 404'000'000);
    const QPoint after = lineAt(m_view->spanRect({0, 0}));
    const QRegion painted = watch.taken();
    QVERIFY(painted.contains(before));
    QVERIFY(painted.contains(after));
}

void TestTimelinePresent::selectedWorker_leavesThePictureWhereItIsSeen() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    for (int task = 0; task < 200; ++task)
        run.add(0, WorkerActivity::Running, run.origin() + task * kTask, task == 199 ? kOpen : run.origin() + (task + 1) * kTask, worker,
                run.addTask(worker, run.origin() + task * kTask, task == 199 ? kOpen : run.origin() + (task + 1) * kTask));
    show(run);
    m_view->setNow(run.origin() + 200 * kTask);
    m_view->setFollowing(Following::Latest);
    m_view->showRange(run.origin() + 150 * kTask, run.origin() + 201 * kTask);
    m_view->setFollowing(Following::Latest);
    const Time begin = m_view->visibleBegin();
    m_view->selectWorker(worker);
    QCOMPARE(m_view->visibleBegin(), begin);
    QCOMPARE(m_view->following(), Following::Latest);
    QCOMPARE(m_view->selectedSpan(), std::optional(SpanSpot{0, 199}));
    // What is out of sight is brought into it.
    m_view->showRange(run.origin() + 400 * kTask, run.origin() + 500 * kTask);
    m_view->selectWorker(worker);
    QVERIFY(m_view->visibleBegin() < run.origin() + kTask);
}

void TestTimelinePresent::narrow_theLegendStillNamesEverything() {
    StateLegend legend;
    legend.ensurePolished();
    const int oneRow = legend.heightForWidth(2000);
    int needed = 2000;
    while (legend.heightForWidth(needed - 10) == oneRow) needed -= 10;
    QVERIFY(needed > 400);
    QVERIFY(legend.heightForWidth(needed - 10) > oneRow);
    // Its last entry is painted in the second row.
    legend.resize(needed - 10, legend.heightForWidth(needed - 10));
    const QImage picture = legend.grab().toImage();
    const QRgb empty = picture.pixel(picture.width() - 1, picture.height() - 1);
    int inked = 0;
    for (int y = picture.height() / 2; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) inked += picture.pixel(x, y) != empty;
    QVERIFY(inked > 50);
}

void TestTimelinePresent::selectedTaskThatRuns_isToldWithItsTimeOfNow() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Running, run.origin(), kOpen, worker, run.addTask(worker, run.origin(), kOpen));
    show(run);
    m_view->setNow(run.origin() + 8'000'000'000);
    m_view->selectTask(0);
    const auto* const line = m_view->findChild<QLabel*>();
    QVERIFY(line);
    QTRY_VERIFY2(line->text().contains(QStringLiteral("running task 1, 8")), qPrintable(line->text()));
    m_view->setNow(run.origin() + 11'000'000'000);
    QTRY_VERIFY2(line->text().contains(QStringLiteral("running task 1, 11")), qPrintable(line->text()));
}

void TestTimelinePresent::requestedKill_isTaggedWithItsSignalAndHidesNoWork() {
    MadeUpRun run;
    constexpr Time kSecond = 1'000'000'000;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    const Time death = run.origin() + 9 * kSecond;
    run.add(0, WorkerActivity::Running, run.origin(), death, worker, run.addTask(worker, run.origin(), death));
    run.add(0, WorkerActivity::Crashed, death, death + 1'000'000, worker);
    const std::uint32_t next = run.addWorker(0, 2, death + 1'000'000);
    run.add(0, WorkerActivity::Idle, death + 1'000'000, kOpen, next);
    run.workers()[worker].cause = EndCause::ByUser;
    run.workers()[worker].signal = SIGKILL;
    run.setLast(run.origin() + 10 * kSecond);
    QCOMPARE(crashLabel(run.workers()[worker]), QStringLiteral("SIGKILL"));
    show(run);
    const QRect span = m_view->spanRect({0, 0});
    const QImage picture = m_view->viewport()->grab().toImage();
    const QRect place(span.right() - 52, span.top() + 4, 44, span.height() - 8);
    const QRgb crashed = activityColor(WorkerActivity::Crashed, Appearance::Light).rgb();
    const QRgb running = activityColor(WorkerActivity::Running, Appearance::Light).rgb();
    int red = 0, other = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x) {
            red += picture.pixel(x, y) == crashed ? 1 : 0;
            other += picture.pixel(x, y) != running ? 1 : 0;
        }
    QVERIFY2(other > place.width() * place.height() / 3, "there is no tag");
    QVERIFY2(red < place.width() * place.height() / 4, qPrintable(QString::number(red)));
}

void TestTimelinePresent::areaOfThePast_isNotCountedAgain() {
    MadeUpRun run;
    work(run);
    show(run);
    m_view->selectArea({run.origin(), run.origin() + 15 * kTask, 0, 0});
    QTRY_COMPARE(m_view->areaCounts(), quint64{1});
    TimelineView other;  // told of the same later
    other.setSource(&run);
    other.selectArea({run.origin(), run.origin() + 1000 * kTask, 0, 0});
    QTRY_COMPARE(other.areaCounts(), quint64{1});
    for (int tick = 0; tick < 30; ++tick) {
        const ChangeSet changes = workOn(run);
        m_view->applyChanges(changes);
        other.applyChanges(changes);
    }
    QTRY_VERIFY(other.areaCounts() > 1);
    QCOMPARE(m_view->areaCounts(), quint64{1});
}

void TestTimelinePresent::areaThatGrows_isNotCountedInEachFrame() {
    MadeUpRun run;
    work(run);
    show(run);
    m_view->selectArea({run.origin(), run.origin() + 1000 * kTask, 0, 0});
    QTRY_COMPARE(m_view->areaCounts(), quint64{1});
    QElapsedTimer clock;
    clock.start();
    for (int frame = 0; frame < 30; ++frame) {
        m_view->applyChanges(workOn(run));
        QCoreApplication::processEvents();
    }
    constexpr qint64 kLeastPauseMs = 100;
    QVERIFY2(m_view->areaCounts() <= static_cast<quint64>(2 + clock.elapsed() / kLeastPauseMs), qPrintable(QString::number(m_view->areaCounts())));
    QTRY_VERIFY(m_view->areaCounts() > 1);
}

void TestTimelinePresent::areaWithATaskThatStillRuns_followsItsDuration() {
    MadeUpRun run;
    work(run);
    run.setLast(run.origin() + 40 * kTask);
    show(run);
    const TimelineArea area{run.origin() + 19 * kTask, run.origin() + 20 * kTask, 0, 0};
    m_view->selectArea(area);
    const auto* const line = m_view->findChild<QLabel*>();
    QTRY_VERIFY2(line->text().contains(QStringLiteral("p50 210 ms")), qPrintable(line->text()));
    run.setLast(run.origin() + 60 * kTask);
    m_view->applyChanges(workOn(run));
    QTRY_VERIFY2(line->text().contains(QStringLiteral("p50 410 ms")), qPrintable(line->text()));
}

void TestTimelinePresent::momentOutOfSight_endsFollowingOnlyWhileItIsLookedAt() {
    MadeUpRun run;
    work(run);
    show(run);
    m_view->showRange(run.origin() + 15 * kTask, run.origin() + 21 * kTask);
    m_view->setFollowing(Following::Latest);
    m_view->setTimeCursor(run.origin() + kTask);
    QCOMPARE(m_view->following(), Following::Off);
    m_view->setTimeCursor(std::nullopt);
    QCOMPARE(m_view->following(), Following::Latest);
    QVERIFY(m_view->visibleEnd() >= run.last());
}

void TestTimelinePresent::zeroInARunThatGoesOn_showsAllOfItFromThenOn() {
    MadeUpRun run;
    work(run);
    show(run);
    m_view->showRange(run.origin() + 15 * kTask, run.origin() + 18 * kTask);
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QCOMPARE(m_view->following(), Following::All);
    for (int more = 0; more < 2000; ++more) m_view->applyChanges(workOn(run));
    QVERIFY(run.last() - run.origin() > kFollowedSpan);
    QVERIFY(m_view->visibleBegin() <= run.origin());
    QVERIFY(m_view->visibleEnd() >= run.last());
}

void TestTimelinePresent::end_followsAndGoesOnFollowing() {
    MadeUpRun run;
    work(run);
    show(run);
    for (int again = 0; again < 2; ++again) {
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->following(), Following::Latest);
    }
    QTest::keyClick(m_view.get(), Qt::Key_L);
    QCOMPARE(m_view->following(), Following::Off);
}

void TestTimelinePresent::menuByKey_isThatOfTheWorkerOfTheLane() {
    MadeUpRun run;
    work(run);
    const std::uint32_t other = run.addWorker(1, 1, run.origin());
    run.add(1, WorkerActivity::Initializing, run.origin(), kOpen, other);
    show(run);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QSignalSpy selected(m_view.get(), &TimelineView::spanSelected);
    QSignalSpy wanted(m_view.get(), &TimelineView::contextMenuWanted);
    QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(1, 1), m_view->mapToGlobal(QPoint(1, 1)));
    QApplication::sendEvent(m_view->viewport(), &asked);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][2].toUInt(), other);
}

void TestTimelinePresent::bracketInALaneOfOneLife_selectsIt() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Starting, run.origin(), run.origin() + kTask, worker);
    run.add(0, WorkerActivity::Initializing, run.origin() + kTask, kOpen, worker);
    run.setLast(run.origin() + 2 * kTask);
    show(run);
    QTest::keyClick(m_view.get(), Qt::Key_BracketRight);
    QVERIFY(m_view->selectedSpan());
    QCOMPARE(run.span(0, m_view->selectedSpan()->span).worker, worker);
}

void TestTimelinePresent::batchThatWaited_hasArrowsToItsTasks() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("trace"));
    poolscope::testing::TraceBuilder trace(path.toStdString());
    trace.begin_run(1);
    const WorkerId worker = trace.start_worker(0);
    const BatchId first = trace.submit("map_async", "square", 400);
    const BatchId second = trace.submit("map_async", "square", 3);
    for (std::uint64_t task = 0; task < 403; ++task) {
        const TaskId id = trace.assign(task < 400 ? first : second, worker, task < 400 ? task : task - 400);
        const Time begin = trace.now;
        trace.advance(1'000'000);
        trace.end_task(id, begin, trace.now);
    }
    trace.flush();
    TraceFollower follower;
    follower.follow(path);
    while (follower.read(std::chrono::milliseconds(20)) == TraceFollower::Progress::More) {
    }
    const PoolStateSpans spans(follower.state());
    m_view->setSource(&spans);
    m_view->setBatch(second);
    QCOMPARE(m_view->spansOfBatch().size(), std::size_t{3});
    m_view->setSource(nullptr);
}

QTEST_MAIN(TestTimelinePresent)
#include "tst_timeline_present.moc"
