// SPDX-License-Identifier: MIT
#include <QTest>

#include <csignal>

#include "lane_words.h"
#include "trace_builder.h"
#include "traced_worker.h"

using namespace poolscope;
using testing::lane;
using testing::lastEvent;
using testing::kMs;
using testing::TraceBuilder;
using testing::TracedWorker;
using trace::ItemOutcome;
using Activity = WorkerActivity;

namespace {

/// Workers that are stopped by a signal, and those that are restarted.
class tst_stopped_workers : public TracedWorker {
    Q_OBJECT

private slots:
    void init() { beginTrace(); }

    void stoppedWorker_standsStillUntilItIsContinued() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 12 * kMs;
        m_trace->add(trace::TaskStarted{task, m_worker, TraceBuilder::absolute(2 * kMs)});
        m_trace->add(trace::WorkerStopped{m_worker});
        QCOMPARE(reduced().workers()[0].activity, Activity::Stopped);
        m_trace->now = 14 * kMs;
        m_trace->assign(m_batch, m_worker, 1);
        m_trace->now = 20 * kMs;
        m_trace->add(trace::WorkerContinued{m_worker});
        m_trace->now = 25 * kMs;
        m_trace->end_task(task, 2 * kMs, 24 * kMs);
        QCOMPARE(
            lane(reduced(), 0),
            QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1) 2000-12000, stopped 12000-20000, "
                    "running(1) 20000-24000, transport 24000-open"));
    }

    // Hosts notice late that a worker goes on: what it did meanwhile tells when.
    void workThatIsToldBeforeTheContinue_endsTheStop() {
        beginOneWorker();
        const TaskId first = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 12 * kMs;
        m_trace->add(trace::TaskStarted{first, m_worker, TraceBuilder::absolute(2 * kMs)});
        const TaskId second = m_trace->assign(m_batch, m_worker, 1);
        const TaskId third = m_trace->assign(m_batch, m_worker, 2);
        m_trace->add(trace::WorkerStopped{m_worker});
        m_trace->now = 31 * kMs;
        m_trace->end_task(first, 2 * kMs, 30 * kMs);
        QCOMPARE(reduced().workers()[0].activity, Activity::Transport);
        m_trace->end_task(second, 30 * kMs, 31 * kMs);
        m_trace->now = 50 * kMs;
        m_trace->add(trace::TaskStarted{third, m_worker, TraceBuilder::absolute(32 * kMs)});
        m_trace->now = 55 * kMs;
        m_trace->add(trace::WorkerContinued{m_worker});
        const PoolState state = reduced();
        QCOMPARE(lane(state, 0), QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1) 2000-12000, stopped "
                                         "12000-30000, running(2) 30000-31000, transport 31000-32000, running(3) 32000-open"));
        QCOMPARE(state.contradictions(), std::uint64_t(0));
        QVERIFY(lastEvent(state, 0).contains("goes on"));
    }

    void taskThatBeganAfterTheStop_endsIt() {
        beginOneWorker();
        m_trace->now = 12 * kMs;
        m_trace->add(trace::WorkerStopped{m_worker});
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 45 * kMs;
        m_trace->add(trace::TaskStarted{task, m_worker, TraceBuilder::absolute(30 * kMs)});
        const PoolState state = reduced();
        QCOMPARE(lane(state, 0), QString("starting 0-200, idle 200-12000, stopped 12000-30000, running(1) 30000-open"));
        QCOMPARE(state.workers()[0].activity, Activity::Running);
    }

    void taskInWhichItsWorkerWasStopped_isDrawnBeforeTheStop() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 5 * kMs;
        m_trace->add(trace::WorkerStopped{m_worker});
        m_trace->now = 12 * kMs;
        m_trace->add(trace::TaskStarted{task, m_worker, TraceBuilder::absolute(2 * kMs)});
        const PoolState state = reduced();
        QCOMPARE(lane(state, 0), QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1) 2000-5000, stopped 5000-open"));
        QCOMPARE(state.workers()[0].activity, Activity::Stopped);
    }

    // A task can end and its worker be stopped before the host hears of the first.
    void taskThatEndedBeforeTheStop_doesNotEndIt() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 12 * kMs;
        m_trace->add(trace::WorkerStopped{m_worker});
        m_trace->now = 20 * kMs;
        m_trace->end_task(task, 2 * kMs, 11 * kMs);
        const PoolState state = reduced();
        QCOMPARE(lane(state, 0), QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1) 2000-11000, "
                                         "idle 11000-12000, stopped 12000-open"));
        QCOMPARE(state.workers()[0].activity, Activity::Stopped);
    }

    void workerThatIsKilledWhileStopped_wasStoppedUntilThen_data() {
        QTest::addColumn<bool>("taskIsToldFirst");
        QTest::newRow("the task first") << true;
        QTest::newRow("the worker first") << false;
    }
    void workerThatIsKilledWhileStopped_wasStoppedUntilThen() {
        QFETCH(bool, taskIsToldFirst);
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 12 * kMs;
        m_trace->add(trace::TaskStarted{task, m_worker, TraceBuilder::absolute(2 * kMs)});
        m_trace->add(trace::WorkerStopped{m_worker});
        m_trace->now = 30 * kMs;
        if (taskIsToldFirst) m_trace->end_task(task, 2 * kMs, 30 * kMs, ItemOutcome::Lost);
        m_trace->end_worker(m_worker, EndCause::Killed, SIGKILL);
        if (!taskIsToldFirst) m_trace->end_task(task, 2 * kMs, 30 * kMs, ItemOutcome::Lost);
        QCOMPARE(lane(reduced(), 0), QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1)! 2000-12000, "
                                             "stopped 12000-30000, crashed 30000-open"));
    }

    void workerThatIsRestartedInItsTask_endsByRequestAndNotBadly() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 12 * kMs;
        m_trace->add(trace::TaskStarted{task, m_worker, TraceBuilder::absolute(2 * kMs)});
        m_trace->add(trace::WorkerRetiring{m_worker, EndCause::ByUser});
        m_trace->now = 15 * kMs;
        m_trace->end_task(task, 2 * kMs, 15 * kMs, ItemOutcome::Lost);
        m_trace->end_worker(m_worker, EndCause::ByUser, SIGTERM, {}, "it was restarted");
        const PoolState state = reduced();
        QCOMPARE(state.summary().workers_crashed, 0u);
        QCOMPARE(state.workers()[0].activity, Activity::Ended);
        QVERIFY(lane(state, 0).endsWith("running(1)! 2000-15000, ended 15000-open"));
        QVERIFY(lastEvent(state, 0).contains("by request while it ran task 1"));
        QCOMPARE(int(state.events().back().severity), int(trace::Severity::Note));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_stopped_workers)
#include "tst_stopped_workers.moc"
