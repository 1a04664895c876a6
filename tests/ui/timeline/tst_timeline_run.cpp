// SPDX-License-Identifier: GPL-3.0-or-later
#include <poolscope/trace.h>

#include <QTemporaryDir>
#include <QTest>

#include "models/worker_model.h"
#include "timeline/pool_state_spans.h"
#include "timeline/timeline_view.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;

/// The timeline over the state of a run that is read from a trace.
class TestTimelineRun : public QObject {
    Q_OBJECT
private slots:
    void traceThatIsReadPieceByPiece_looksLikeOneThatIsReopened();
    void laneSums_fillTheWholeRun();
    void fuseOfAWorker_isThatOfTheLimitItStartedUnder();
};

void TestTimelineRun::traceThatIsReadPieceByPiece_looksLikeOneThatIsReopened() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("run.trace")).toStdString();
    testing::RunShape shape;
    shape.tasks = 3000;
    shape.maxtasksperchild = 90;
    shape.crash_every = 401;
    shape.fail_every = 173;
    testing::build_run(path, shape);

    PoolState live;
    const PoolStateSpans liveSpans(live);
    TimelineView watching;
    watching.resize(1100, 400);
    watching.show();
    QVERIFY(QTest::qWaitForWindowExposed(&watching));
    watching.setSource(&liveSpans);
    trace::Reader reader(path);
    for (int record = 1; auto next = reader.next(); ++record) {
        live.apply(*next);
        if (record % 97 == 0) {
            watching.applyChanges(live.take_changes());
            watching.setNow(live.summary().last + 200'000);
            QTest::qWait(0);
        }
    }
    watching.applyChanges(live.take_changes());

    PoolState reopened;
    trace::Reader again(path);
    while (auto next = again.next()) reopened.apply(*next);
    const PoolStateSpans reopenedSpans(reopened);
    TimelineView opening;
    opening.resize(1100, 400);
    opening.show();
    QVERIFY(QTest::qWaitForWindowExposed(&opening));
    opening.setSource(&reopenedSpans);

    const Time begin = live.summary().origin;
    const Time end = live.summary().last;
    for (const auto& [from, to] : {std::pair{begin, end}, std::pair{begin + (end - begin) / 3, begin + (end - begin) / 2}}) {
        watching.showRange(from, to);
        opening.showRange(from, to);
        watching.clearFocus();
        opening.clearFocus();
        QCOMPARE(watching.viewport()->grab().toImage(), opening.viewport()->grab().toImage());
    }
}

void TestTimelineRun::laneSums_fillTheWholeRun() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("run.trace")).toStdString();
    testing::RunShape shape;
    shape.maxtasksperchild = 20;
    testing::build_run(path, shape);
    PoolState state;
    trace::Reader reader(path);
    while (auto next = reader.next()) state.apply(*next);
    const PoolStateSpans spans(state);
    TimeIndex index;
    index.setSource(&spans);
    Time running = 0;
    for (std::size_t slot = 0; slot < index.laneCount(); ++slot) {
        running += index.lane(slot).times.timesWithin(index.origin(), index.now(), index.now())[WorkerActivity::Running];
    }
    Time tasks = 0;
    for (std::size_t task = 0; task < state.task_count(); ++task) tasks += state.task(task).ended - state.task(task).started;
    QVERIFY2(std::abs(running - tasks) < tasks / 1000, qPrintable(QStringLiteral("%1 and %2").arg(running).arg(tasks)));
}

void TestTimelineRun::fuseOfAWorker_isThatOfTheLimitItStartedUnder() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("run.trace")).toStdString();
    testing::TraceBuilder trace(path);
    trace.begin_run(2, "fork", {}, 5);
    trace.advance(1000);
    const WorkerId before = trace.start_worker(0);
    trace.advance(1000);
    trace.add(trace::PoolChanged{.processes = 2, .maxtasksperchild = 8});
    trace.advance(1000);
    const WorkerId after = trace.start_worker(1);
    const BatchId batch = trace.submit("map", "square", 2);
    for (const WorkerId worker : {before, after}) {
        const Time begin = trace.now;
        const TaskId task = trace.assign(batch, worker, worker == before ? 0 : 1);
        trace.advance(1000);
        trace.end_task(task, begin, trace.now);
    }
    trace.flush();
    PoolState state;
    trace::Reader reader(path);
    while (auto next = reader.next()) state.apply(*next);
    const PoolStateSpans spans(state);
    QCOMPARE(spans.maxTasksOf(state.workers()[0]), std::optional<std::uint64_t>(5));
    QCOMPARE(spans.maxTasksOf(state.workers()[1]), std::optional<std::uint64_t>(8));
    WorkerModel workers(state);
    workers.apply({});
    QCOMPARE(workers.index(0, WorkerModel::TasksDone).data().toString(), QStringLiteral("1 / 5"));
    QCOMPARE(workers.index(1, WorkerModel::TasksDone).data().toString(), QStringLiteral("1 / 8"));
}

QTEST_MAIN(TestTimelineRun)
#include "tst_timeline_run.moc"
