// SPDX-License-Identifier: MIT
#include <QTest>

#include "check_story.h"

using namespace poolscope;
using namespace poolscope::testing;

namespace {

class tst_check_workers : public QObject {
    Q_OBJECT

private slots:
    void brokenRule_isFoundByName_data();
    void brokenRule_isFoundByName() {
        const QString otherwise = row_told_otherwise();
        QVERIFY2(otherwise.isEmpty(), qPrintable(otherwise));
    }
};

void tst_check_workers::brokenRule_isFoundByName_data() {
    add_story_columns();

    row("no RunStarted", Rule::Order, "begin with RunStarted", [](Story& s) {
        s.add(PoolCreated{.processes = 1,
                          .start_method = "fork",
                          .initializer = {},
                          .initargs = {},
                          .maxtasksperchild = {},
                          .processes_reason = {}});
        s.add(PoolPhaseChanged{PoolPhase::Terminating, {}});
        s.end_run();
    });
    row("RunStarted in the middle", Rule::Order, "not the first", [](Story& s) {
        s.begin();
        s.add(RunStarted{});
        s.rest();
    });
    row("unknown worker", Rule::Order, "no such worker", [](Story& s) {
        s.begin();
        s.add(WorkerReady{WorkerId{7}});
        s.rest();
    });
    row("unknown batch", Rule::Order, "nobody submitted batch 9", [](Story& s) {
        s.begin();
        s.add(BatchInputEnded{BatchId{9}, 1, 1, {}});
        s.rest();
    });
    row("worker numbers with a gap", Rule::Order, "PoolWorker-5 follows PoolWorker-2", [](Story& s) {
        s.begin();
        s.end_worker(s.b, EndCause::Killed, SIGKILL);
        s.add(TaskWithdrawn{s.two, s.b});
        s.add(WorkerStarting{WorkerId{5}, SlotIndex{1}, 2, "fork"});
        s.add(WorkerStarted{WorkerId{5}, 1});
        s.add(WorkerReady{WorkerId{5}});
        s.assign_again(s.two, WorkerId{5});
        s.b = WorkerId{5};
        s.rest();
    });
    row("output of an unknown task", Rule::Order, "never assigned", [](Story& s) {
        s.begin();
        s.add(TaskOutput{s.a, TaskId{99}, {}, OutputStream::Out, "x", 0});
        s.rest();
    });

    row("ready before started", Rule::WorkerLife, "ready before it was started", [](Story& s) {
        s.begin_run(1);
        s.add(WorkerStarting{WorkerId{1}, SlotIndex{0}, 1, "fork"});
        s.add(WorkerReady{WorkerId{1}});
        s.end_worker(WorkerId{1}, EndCause::Exited, {}, 3);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_run();
    });
    row("ready twice", Rule::WorkerLife, "ready twice", [](Story& s) {
        s.begin();
        s.add(WorkerReady{s.a});
        s.rest();
    });
    row("initializes after ready", Rule::WorkerLife, "after it was ready", [](Story& s) {
        s.begin();
        s.add(WorkerInitializing{s.a});
        s.rest();
    });
    row("retires twice", Rule::WorkerLife, "retires twice", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.add(WorkerRetiring{s.a, EndCause::Closed});
        s.add(WorkerRetiring{s.a, EndCause::Closed});
        s.run(s.two);
        s.finish();
    });
    row("continued without a stop", Rule::WorkerLife, "without having been stopped", [](Story& s) {
        s.begin();
        s.add(WorkerContinued{s.a});
        s.rest();
    });
    row("sampled after its end", Rule::WorkerLife, "after its end", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::Closed, {}, 0);
        s.add(WorkerSampled{s.a, 1, 1});
        s.end_worker(s.b, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row("no end although the pool has", Rule::WorkerLife, "has no end", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row("a task for a worker that retires", Rule::WorkerLife, "although it retires", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.add(WorkerRetiring{s.a, EndCause::Closed});
        const BatchId other = s.submit("apply", "square", 1);
        const TaskId third = s.assign(other, s.a, 0);
        s.run(third);
        s.end_batch(other);
        s.run(s.two);
        s.finish();
    });

    row("two workers in a slot", Rule::Slots, "still lives", [](Story& s) {
        s.begin();
        const WorkerId third = s.start_worker(1);
        s.end_worker(third, EndCause::Closed, {}, 0);
        s.rest();
    });
    row("more workers than slots", Rule::Slots, "slot 2 of 2", [](Story& s) {
        s.begin();
        const WorkerId third = s.start_worker(2);
        s.end_worker(third, EndCause::Closed, {}, 0);
        s.rest();
    });
    row("a task for a slot that is gone", Rule::Slots, "is gone", [](Story& s) {
        s.begin();
        s.add(PoolChanged{1, false, {}, {}, "smaller"});
        s.run(s.two);
        const BatchId other = s.submit("apply", "square", 1);
        const TaskId third = s.assign(other, s.b, 0);
        s.run(third);
        s.end_batch(other);
        s.run(s.one);
        s.finish();
    });

    row("wrong generation", Rule::Generation, "generation 7", [](Story& s) {
        s.begin();
        s.run(s.two);
        s.end_worker(s.b, EndCause::Killed, SIGKILL);
        s.add(WorkerStarting{WorkerId{3}, SlotIndex{1}, 7, "fork"});
        s.b = WorkerId{3};
        s.run(s.one);
        s.finish();
    });

    row("killed without a signal", Rule::Cause, "without a signal", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::Killed, {}, 1);
        s.end_worker(s.b, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row("maxtasksperchild without that many tasks", Rule::Cause, "completed 1 task", [](Story& s) {
        s.begin_run(1, "fork", {}, 5);
        s.a = s.start_worker(0);
        s.map = s.submit("map", "square", 1);
        s.run(s.assign(s.map, s.a, 0));
        s.end_batch(s.map);
        s.end_worker(s.a, EndCause::MaxTasksPerChild, {}, 0);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_run();
    });
    row("host gone, written by the host", Rule::Cause, "its host has written that", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::HostGone);
        s.end_worker(s.b, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row("not started although it was", Rule::Cause, "it was started", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::NotStarted);
        s.end_worker(s.b, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row("initializer failed although it was ready", Rule::Cause, "it was ready", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::InitializerFailed, {}, 1);
        s.end_worker(s.b, EndCause::Closed, {}, 0);
        s.end_run();
    });
}

}  // namespace

QTEST_GUILESS_MAIN(tst_check_workers)
#include "tst_check_workers.moc"
