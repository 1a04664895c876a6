// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "lane_words.h"
#include "trace_builder.h"
#include "traced_worker.h"

using namespace poolscope;
using testing::lane;
using testing::lastEvent;
using testing::reduce;
using testing::kMs;
using testing::TraceBuilder;
using testing::TracedWorker;
using trace::ItemOutcome;
using Activity = WorkerActivity;

namespace {

class tst_pool_state : public TracedWorker {
    Q_OBJECT

private slots:
    void init() { beginTrace(); }

    void lifeOfAWorker_isOneSpanForEachPartOfIt() {
        m_trace->begin_run(1, "spawn", "remember", 3);
        const WorkerId worker = m_trace->start_worker(0);
        PoolState state = reduced();
        QCOMPARE(lane(state, 0), QString("starting 0-200, initializing 200-300, idle 300-open"));
        QCOMPARE(state.workers()[0].activity, Activity::Idle);
        m_trace->now = kMs;
        m_trace->add(trace::WorkerRetiring{worker, EndCause::MaxTasksPerChild});
        QCOMPARE(reduced().workers()[0].activity, Activity::Retiring);
        m_trace->now = 2 * kMs;
        m_trace->end_worker(worker, EndCause::MaxTasksPerChild, {}, 0);
        m_trace->now = 3 * kMs;
        m_trace->start_worker(0);
        state = reduced();
        QCOMPARE(lane(state, 0),
                 QString("starting 0-200, initializing 200-300, idle 300-1000, retiring 1000-2000, ended 2000-3000, "
                         "starting 3000-3200, initializing 3200-3300, idle 3300-open"));
        const WorkerLife& life = state.workers()[0];
        QCOMPARE(QString::fromStdString(life.name), QString("PoolWorker-1"));
        QCOMPARE(life.pid, 4711);
        QCOMPARE(*life.cause, EndCause::MaxTasksPerChild);
        QCOMPARE(state.current_worker(0), 1u);
        QCOMPARE(state.workers()[1].generation, 2u);
        QCOMPARE(state.span(0, 4).worker, 0u);
        QCOMPARE(state.span(0, 5).worker, 1u);
        QCOMPARE(state.summary().workers_alive, 1u);
        QCOMPARE(state.summary().workers_crashed, 0u);
        QCOMPARE(lastEvent(state, 0),
                 QString("PoolWorker-1 (pid 4711, slot 0) left after its 0 tasks (maxtasksperchild)"));
        QVERIFY(lastEvent(state, 1).startsWith("PoolWorker-2 (pid 4712, slot 0) is ready: remember took"));
    }

    void workerWithItsLastTaskDone_retiresFromThenOn() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 5 * kMs;
        m_trace->end_task(task, 2 * kMs, 4 * kMs);
        m_trace->add(trace::WorkerRetiring{m_worker, EndCause::MaxTasksPerChild});
        QVERIFY(lane(reduced(), 0).endsWith("running(1) 2000-4000, retiring 4000-open"));
    }

    void shortTask_isKnownWhenItEnded_andTransportIsCutWhereItBegan() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        QCOMPARE(lane(reduced(), 0), QString("starting 0-200, idle 200-1000, transport 1000-open"));
        m_trace->now = 5 * kMs;
        m_trace->end_task(task, 2 * kMs, 4 * kMs);
        const PoolState state = reduced();
        QCOMPARE(lane(state, 0),
                 QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1) 2000-4000, idle 4000-open"));
        QCOMPARE(state.task(0).phase, TaskPhase::Done);
        QCOMPARE(state.workers()[0].tasks_done, 1u);
        QCOMPARE(*state.batches()[0].first_started, TraceBuilder::absolute(2 * kMs));
    }

    void taskThatBeganBeforeItsAssignmentWasTold_takesTheTimeFromIdle() {
        beginOneWorker();
        m_trace->now = 2 * kMs;
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 5 * kMs;
        m_trace->end_task(task, 1'900'000, 4 * kMs);
        QCOMPARE(lane(reduced(), 0), QString("starting 0-200, idle 200-1900, running(1) 1900-4000, idle 4000-open"));
    }

    void tasksOneAfterAnother_areApartByTransportOrIdle() {
        beginOneWorker();
        const TaskId one = m_trace->assign(m_batch, m_worker, 0);
        const TaskId two = m_trace->assign(m_batch, m_worker, 1);
        m_trace->now = 5 * kMs;
        const TaskId three = m_trace->assign(m_batch, m_worker, 2);
        m_trace->now = 6 * kMs;
        m_trace->end_task(one, 2 * kMs, 3 * kMs);
        m_trace->end_task(two, 3 * kMs + 5000, 4 * kMs);
        QCOMPARE(
            lane(reduced(), 0),
            QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1) 2000-3000, transport 3000-3005, "
                    "running(2) 3005-4000, idle 4000-5000, transport 5000-open"));
        m_trace->end_task(three, 5'500'000, 6 * kMs);
        const PoolState state = reduced();
        QVERIFY(lane(state, 0).endsWith("transport 5000-5500, running(3) 5500-6000, idle 6000-open"));
        QCOMPARE(state.contradictions(), 0u);
    }

    void longTask_isSeenWhileItRuns() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 40);
        m_trace->assign(m_batch, m_worker, 41);
        m_trace->now = 20 * kMs;
        m_trace->add(trace::TaskStarted{task, m_worker, TraceBuilder::absolute(3 * kMs)});
        PoolState state = reduced();
        QCOMPARE(lane(state, 0), QString("starting 0-200, idle 200-1000, transport 1000-3000, running(1) 3000-open"));
        QCOMPARE(state.workers()[0].current_task, 0u);
        QCOMPARE(state.workers()[0].assigned_tasks, 2u);
        QCOMPARE(state.task(0).phase, TaskPhase::Running);
        QCOMPARE(state.task(0).ended, kOpen);
        m_trace->now = 30 * kMs;
        m_trace->end_task(task, 3 * kMs, 29 * kMs, ItemOutcome::Failed);
        state = reduced();
        QVERIFY(lane(state, 0).endsWith("running(1)! 3000-29000, transport 29000-open"));
        QCOMPARE(state.workers()[0].activity, Activity::Transport);
        QCOMPARE(QString::fromStdString(state.events().back().text),
                 QString("item 40 (task 1 of batch 1) failed in PoolWorker-1 (pid 4711, slot 0): std::runtime_error: "
                         "item 40 is bad"));
    }

    void workerThatDiesInATask_endsItsRunAndLeavesAMark_data() {
        QTest::addColumn<bool>("taskFirst");
        QTest::addColumn<bool>("seenRunning");
        for (const bool first : {true, false}) {
            for (const bool seen : {true, false}) {
                QTest::addRow("%s, %s", first ? "task told first" : "worker told first",
                              seen ? "seen running" : "short")
                    << first << seen;
            }
        }
    }
    void workerThatDiesInATask_endsItsRunAndLeavesAMark() {
        QFETCH(bool, taskFirst);
        QFETCH(bool, seenRunning);
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 40);
        const TaskId next = m_trace->assign(m_batch, m_worker, 41);
        if (seenRunning) {
            m_trace->now = 15 * kMs;
            m_trace->add(trace::TaskStarted{task, m_worker, TraceBuilder::absolute(2 * kMs)});
        }
        m_trace->now = 20 * kMs;
        if (taskFirst) {
            m_trace->end_task(task, 2 * kMs, m_trace->now, ItemOutcome::Lost);
            m_trace->add(trace::TaskWithdrawn{next, m_worker});
            m_trace->advance(3000);
            m_trace->end_worker(m_worker, EndCause::Killed, SIGKILL);
        } else {
            m_trace->end_worker(m_worker, EndCause::Killed, SIGKILL);
            m_trace->end_task(task, 2 * kMs, m_trace->now, ItemOutcome::Lost);
            m_trace->add(trace::TaskWithdrawn{next, m_worker});
        }
        m_trace->now = 21 * kMs;
        m_trace->start_worker(0);
        const PoolState state = reduced();
        QCOMPARE(
            lane(state, 0),
            QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1)! 2000-20000, crashed 20000-21000, "
                    "starting 21000-21200, idle 21200-open"));
        QCOMPARE(state.workers()[0].activity, Activity::Crashed);
        QCOMPARE(state.workers()[0].current_task, kNoIndex);
        QCOMPARE(state.summary().workers_crashed, 1u);
        QCOMPARE(state.summary().items_lost, 1u);
        QCOMPARE(state.task(1).phase, TaskPhase::Waiting);
        QCOMPARE(state.contradictions(), 0u);
        QStringList texts;
        for (const Event& event : state.events()) {
            texts << QString::fromStdString(event.text);
        }
        if (taskFirst || seenRunning) {
            QVERIFY2(
                texts.contains("PoolWorker-1 (pid 4711, slot 0) was killed by SIGKILL while it ran task 1 (item 40)"),
                qPrintable(texts.join("\n")));
        }
        QVERIFY(texts.contains("PoolWorker-2 (pid 4712, slot 0) takes the slot of PoolWorker-1 as its generation 2"));
        QVERIFY(texts.contains("item 40 (task 1 of batch 1) is lost: the worker died"));
    }

    void resultsDrainedFromADeadLane_areDrawnBeforeItsMark() {
        beginOneWorker();
        const TaskId one = m_trace->assign(m_batch, m_worker, 0);
        const TaskId two = m_trace->assign(m_batch, m_worker, 1);
        m_trace->now = 10 * kMs;
        m_trace->end_worker(m_worker, EndCause::Crashed, SIGSEGV);
        m_trace->end_task(one, 2 * kMs, 3 * kMs);
        m_trace->end_task(two, 4 * kMs, 10 * kMs, ItemOutcome::Lost);
        QCOMPARE(lane(reduced(), 0),
                 QString("starting 0-200, idle 200-1000, transport 1000-2000, running(1) 2000-3000, "
                         "transport 3000-4000, running(2)! 4000-10000, crashed 10000-open"));
    }

    void taskWhoseItemsMovedOn_isWhatTheOthersSay_data() {
        QTest::addColumn<int>("other");
        QTest::addColumn<int>("phase");
        QTest::newRow("only moved on") << int(ItemOutcome::Done) << int(TaskPhase::Lost);
        QTest::newRow("failed") << int(ItemOutcome::Failed) << int(TaskPhase::Lost);
        QTest::newRow("cancelled") << int(ItemOutcome::Cancelled) << int(TaskPhase::Cancelled);
        QTest::newRow("timed out") << int(ItemOutcome::TimedOut) << int(TaskPhase::TimedOut);
        QTest::newRow("lost") << int(ItemOutcome::Lost) << int(TaskPhase::Lost);
    }
    void taskWhoseItemsMovedOn_isWhatTheOthersSay() {
        QFETCH(int, other);
        QFETCH(int, phase);
        m_trace->begin_run(1);
        m_worker = m_trace->start_worker(0);
        const BatchId batch = m_trace->submit("map", "square", 3, 3);
        const TaskId chunk = m_trace->assign(batch, m_worker, 0, 3);
        m_trace->now = 5 * kMs;
        m_trace->end_task(chunk, kMs, 5 * kMs, {ItemOutcome::Done, ItemOutcome(other), ItemOutcome::Moved});
        QCOMPARE(int(reduced().task(0).phase), phase);
    }

    void itemsOfAChunkWhoseWorkerDied_comeAgainAndAreSettledOnce() {
        m_trace->begin_run(1);
        m_worker = m_trace->start_worker(0);
        const BatchId batch = m_trace->submit("map", "square", 4, 4);
        const TaskId chunk = m_trace->assign(batch, m_worker, 0, 4);
        m_trace->now = 5 * kMs;
        m_trace->end_task(chunk, kMs, 5 * kMs,
                          {ItemOutcome::Done, ItemOutcome::Lost, ItemOutcome::Moved, ItemOutcome::Moved});
        m_trace->end_worker(m_worker, EndCause::Crashed, SIGSEGV);
        const WorkerId next = m_trace->start_worker(0);
        const TaskId rest = m_trace->assign(batch, next, 2, 2, 2);
        m_trace->now = 8 * kMs;
        m_trace->end_task(rest, 6 * kMs, 7 * kMs);
        m_trace->end_batch(batch, trace::BatchOutcome::Lost);
        const PoolState state = reduced();
        QCOMPARE(state.task(0).phase, TaskPhase::Lost);
        QCOMPARE(state.task(1).phase, TaskPhase::Done);
        QCOMPARE(state.task(1).attempt, std::uint8_t(2));
        QCOMPARE(state.batches()[0].items_done, 3u);
        QCOMPARE(state.batches()[0].items_lost, 1u);
        QCOMPARE(state.batches()[0].items_settled(), 4u);
        QCOMPARE(state.result_count(), std::size_t(4));
        QCOMPARE(state.result(1).outcome, ItemOutcome::Lost);
        QCOMPARE(state.result(1).item, 1u);
        QCOMPARE(state.result(2).item, 2u);
        QCOMPARE(state.result(2).task, 1u);
        QVERIFY(std::any_of(state.events().begin(), state.events().end(), [](const Event& event) {
            return event.text ==
                   "item 1 (task 1 of batch 1) is lost: the worker died; 2 items are given to other tasks";
        }));
    }

    void withdrawnTask_waitsAndRunsElsewhere() {
        m_trace->begin_run(2);
        const WorkerId one = m_trace->start_worker(0);
        const WorkerId two = m_trace->start_worker(1);
        m_trace->now = kMs;
        const BatchId batch = m_trace->submit("map", "square", 1);
        const TaskId task = m_trace->assign(batch, one, 0);
        m_trace->now = 2 * kMs;
        m_trace->add(trace::TaskWithdrawn{task, one});
        PoolState state = reduced();
        QCOMPARE(state.task(0).phase, TaskPhase::Waiting);
        QVERIFY(lane(state, 0).endsWith("transport 1000-2000, idle 2000-open"));
        m_trace->assign_again(task, two);
        m_trace->now = 4 * kMs;
        m_trace->end_task(task, 3 * kMs, 4 * kMs);
        state = reduced();
        QCOMPARE(state.task_count(), std::size_t(1));
        QCOMPARE(state.task(0).worker, 1u);
        QVERIFY(lane(state, 1).endsWith("transport 2000-3000, running(1) 3000-4000, idle 4000-open"));
        QCOMPARE(state.batches()[0].tasks_assigned, 1u);
        QCOMPARE(state.contradictions(), 0u);
    }

    void cancelledBatch_hasNoOpenItemsLeft() {
        beginOneWorker();
        const TaskId one = m_trace->assign(m_batch, m_worker, 0);
        const TaskId two = m_trace->assign(m_batch, m_worker, 1);
        m_trace->add(trace::TaskWithdrawn{two, m_worker});
        m_trace->now = 5 * kMs;
        m_trace->end_task(one, 2 * kMs, 5 * kMs, ItemOutcome::Cancelled);
        m_trace->end_batch(m_batch, trace::BatchOutcome::Cancelled, "CancelledError", "the pool was terminated");
        const PoolState state = reduced();
        QCOMPARE(state.batches()[0].items_cancelled, 100u);
        QCOMPARE(state.task(0).phase, TaskPhase::Cancelled);
        QCOMPARE(state.task(1).phase, TaskPhase::Cancelled);
        QVERIFY2(!lane(state, 0).contains('!'), "a cancelled task is no failure");
    }

    void endOfThePool_closesEverySpan_butABrokenOffTraceStaysOpen() {
        beginOneWorker();
        PoolState state = reduced();
        QVERIFY(!state.summary().ended);
        QCOMPARE(state.span(0, state.span_count(0) - 1).end, kOpen);
        m_trace->now = 2 * kMs;
        m_trace->end_worker(m_worker, EndCause::Closed, {}, 0);
        m_trace->now = 3 * kMs;
        m_trace->end_run();
        state = reduced();
        QCOMPARE(*state.summary().ended, TraceBuilder::absolute(3 * kMs));
        QVERIFY(lane(state, 0).endsWith("idle 200-2000, ended 2000-3000"));
    }

    void brokenPool_saysWhyAlsoAfterItEnded() {
        m_trace->begin_run(1);
        m_trace->add(trace::PoolPhaseChanged{trace::PoolPhase::Broken, "the initializer failed 3 times"});
        m_trace->end_run();
        const PoolState state = reduced();
        QVERIFY(state.summary().broken);
        QCOMPARE(QString::fromStdString(state.summary().phase_message), QString("the initializer failed 3 times"));
    }

    void recordsThatContradict_areCountedAndChangeNothing() {
        beginOneWorker();
        const TaskId task = m_trace->assign(m_batch, m_worker, 0);
        m_trace->now = 3 * kMs;
        m_trace->end_task(task, 2 * kMs, 3 * kMs);
        const QString before = lane(reduced(), 0);
        m_trace->end_task(task, 2 * kMs, 3 * kMs);                                               // a second end
        m_trace->add(trace::WorkerReady{WorkerId{99}});                                          // an unknown worker
        m_trace->add(trace::WorkerReady{m_worker});                                              // ready twice
        m_trace->add(trace::WorkerStarting{m_worker, SlotIndex{0}, 1, "fork"});                  // born twice
        m_trace->add(trace::WorkerStarting{WorkerId{2}, SlotIndex{4'000'000'000u}, 1, "fork"});  // no such slot
        m_trace->add(trace::WorkerStarting{WorkerId{4'000'000'000u}, SlotIndex{0}, 1, "fork"});  // far too many workers
        m_trace->add(trace::TaskAssigned{TaskId{UINT64_MAX}, m_batch, m_worker, 0, 1, 1, {}, 0});  // far too many tasks
        m_trace->add(trace::BatchEnded{BatchId{9}, trace::BatchOutcome::Failed, {}, {}, {}, {}});  // no such batch
        m_trace->add(trace::TaskWithdrawn{task, m_worker});                                        // it has ended
        const PoolState state = reduced();
        QCOMPARE(state.contradictions(), 9u);
        QCOMPARE(lane(state, 0), before);
        QCOMPARE(state.result_count(), std::size_t(1));
        QCOMPARE(state.workers().size(), std::size_t(1));
    }

    void traceWithMissingRecords_keepsWhatItCan() {
        m_trace->begin_run(2);
        m_trace->add(trace::WorkerStarting{WorkerId{3}, SlotIndex{1}, 2, "fork"});  // 1 and 2 are missing
        m_trace->add(trace::WorkerReady{WorkerId{3}});
        m_trace->add(trace::TaskEnded{TaskId{500},
                                      BatchId{1},
                                      WorkerId{3},
                                      TraceBuilder::absolute(0),
                                      TraceBuilder::absolute(0),
                                      40,
                                      {{ItemOutcome::Done, {}, 0}}});
        const PoolState state = reduced();
        QCOMPARE(state.workers().size(), std::size_t(3));
        QCOMPARE(state.workers()[2].id, WorkerId{3});
        QCOMPARE(state.find_task(TaskId{500}), std::optional<std::uint32_t>(0));
        QVERIFY(!state.find_task(TaskId{1}));
        QCOMPARE(state.result_count(), std::size_t(1));
        QCOMPARE(state.result(0).item, 40u);
        QVERIFY(state.contradictions() > 0);
    }

    void failures_areToldOneByOneUpToABound() {
        beginOneWorker();
        for (std::uint64_t item = 0; item < 5000; ++item) {
            const TaskId task = m_trace->assign(m_batch, m_worker, item);
            m_trace->end_task(task, m_trace->now, m_trace->now, ItemOutcome::Failed);
        }
        const PoolState state = reduced();
        QVERIFY(state.events().size() > 200 && state.events().size() < 220);
        QVERIFY(QString::fromStdString(state.events().back().text).startsWith("more tasks of batch 1 went wrong"));
    }

    void wholeRun_everyItemIsSettledOnceAndNothingContradicts_data() {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("maxtasks");
        QTest::addColumn<int>("crashes");
        QTest::newRow("plain") << 1 << 0 << 0;
        QTest::newRow("recycling") << 1 << 7 << 0;
        QTest::newRow("crashing") << 10 << 0 << 13;
        QTest::newRow("all") << 3 << 5 << 11;
    }
    void wholeRun_everyItemIsSettledOnceAndNothingContradicts() {
        QFETCH(int, items);
        QFETCH(int, maxtasks);
        QFETCH(int, crashes);
        m_trace.reset();
        QFile::remove(QString::fromStdString(m_path));
        testing::RunShape shape;
        shape.tasks = 200;
        shape.workers = 3;
        shape.items_per_task = static_cast<std::uint32_t>(items);
        if (maxtasks != 0) {
            shape.maxtasksperchild = static_cast<std::uint64_t>(maxtasks);
        }
        shape.crash_every = static_cast<std::uint64_t>(crashes);
        shape.fail_every = 17;
        testing::build_run(m_path, shape);
        const PoolState state = reduce(m_path);
        QCOMPARE(state.contradictions(), 0u);
        QCOMPARE(state.result_count(), std::size_t(200 * items));
        std::vector<int> seen(static_cast<std::size_t>(200 * items));
        for (std::size_t row = 0; row < state.result_count(); ++row) {
            ++seen.at(state.result(row).item);
        }
        QVERIFY(std::all_of(seen.begin(), seen.end(), [](int times) { return times == 1; }));
        QCOMPARE(state.summary().phase, trace::PoolPhase::Ended);
        for (std::size_t index = 0; index < state.task_count(); ++index) {
            QCOMPARE(state.find_task(state.task(index).id),
                     std::optional<std::uint32_t>(static_cast<std::uint32_t>(index)));
        }
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_pool_state)
#include "tst_pool_state.moc"
