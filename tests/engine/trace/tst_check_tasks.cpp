// SPDX-License-Identifier: MIT
#include <QTest>

#include "check_story.h"

using namespace poolscope;
using namespace poolscope::testing;

namespace {

class tst_check_tasks : public QObject {
    Q_OBJECT

private slots:
    void brokenRule_isFoundByName_data();
    void brokenRule_isFoundByName() {
        const QString otherwise = row_told_otherwise();
        QVERIFY2(otherwise.isEmpty(), qPrintable(otherwise));
    }
};

void tst_check_tasks::brokenRule_isFoundByName_data() {
    add_story_columns();

    row("record before the one before it", Rule::Times, "before that of record", [](Story& s) {
        s.begin();
        s.advance(-15'000);
        s.add(WorkerSampled{s.a, 1, 1});
        s.advance(15'000);
        s.rest();
    });
    row("task began before it was assigned", Rule::Times, "before it was assigned", [](Story& s) {
        s.begin();
        s.advance(1000);
        s.end_task(s.one, 1, s.now);
        s.run(s.two);
        s.finish();
    });
    row("task ended before it began", Rule::Times, "before it began", [](Story& s) {
        s.begin();
        s.advance(1000);
        s.end_task(s.one, s.now - 100, s.now - 200);
        s.run(s.two);
        s.finish();
    });
    row("task ended in the future", Rule::Times, "after this record", [](Story& s) {
        s.begin();
        s.end_task(s.one, s.now - 100, s.now + 200);
        s.run(s.two);
        s.finish();
    });
    row("two tasks at once in a worker", Rule::Times, "had ended", [](Story& s) {
        s.begin();
        const BatchId other = s.submit("apply", "square", 1);
        const TaskId third = s.assign(other, s.a, 0);
        s.advance(2000);
        s.end_task(s.one, s.now - 1000, s.now - 400);
        s.end_task(third, s.now - 600, s.now - 100);
        s.end_batch(other);
        s.run(s.two);
        s.finish();
    });

    row("task ends twice", Rule::TaskLife, "task 1 ends twice", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.one);
        s.run(s.two);
        s.finish();
    });
    row("task ends in another worker", Rule::TaskLife, "PoolWorker-1 has it", [](Story& s) {
        s.begin();
        s.add(TaskEnded{s.one, s.map, s.b, TraceBuilder::absolute(s.now - 100), TraceBuilder::absolute(s.now), 0,
                        std::vector<ItemResult>(4)});
        s.run(s.two);
        s.finish();
    });
    row("task ends that was never assigned", Rule::TaskLife, "never assigned", [](Story& s) {
        s.begin_run(2);
        s.a = s.start_worker(0);
        s.b = s.start_worker(1);
        s.map = s.submit("map", "square", 1);
        s.advance(1000);
        s.add(TaskEnded{TaskId{5}, s.map, s.a, TraceBuilder::absolute(s.now - 100), TraceBuilder::absolute(s.now), 0,
                        std::vector<ItemResult>(1)});
        s.finish();
    });
    row("task in two lanes", Rule::TaskLife, "while PoolWorker-1 has it", [](Story& s) {
        s.begin();
        s.assign_again(s.one, s.b);
        s.advance(10'000);
        s.run(s.two);
        s.run(s.one);
        s.finish();
    });
    row("taken back from a worker that has it not", Rule::TaskLife, "does not have it", [](Story& s) {
        s.begin();
        s.add(TaskWithdrawn{s.one, s.b});
        s.rest();
    });
    row("taken back after it began", Rule::TaskLife, "after it began", [](Story& s) {
        s.begin();
        s.add(TaskStarted{s.one, s.a, TraceBuilder::absolute(s.now)});
        s.add(TaskWithdrawn{s.one, s.a});
        s.assign_again(s.one, s.a);
        s.advance(10'000);
        s.rest();
    });
    row("begins twice", Rule::TaskLife, "twice", [](Story& s) {
        s.begin();
        s.add(TaskStarted{s.one, s.a, TraceBuilder::absolute(s.now)});
        s.add(TaskStarted{s.one, s.a, TraceBuilder::absolute(s.now)});
        s.rest();
    });
    row("done without having begun", Rule::TaskLife, "never began", [](Story& s) {
        s.begin();
        s.end_task(s.one, 0, s.now);
        s.run(s.two);
        s.finish();
    });
    row("tasks left behind by a dead worker", Rule::TaskLife, "left 1 task", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.end_worker(s.b, EndCause::Killed, SIGKILL);
        const WorkerId third = s.start_worker(1);
        s.add(TaskWithdrawn{s.two, s.b});
        s.assign_again(s.two, third);
        s.b = third;
        s.advance(10'000);
        s.run(s.two);
        s.finish();
    });

    row("item ends twice", Rule::Items, "ends a second time", [](Story& s) {
        s.begin();
        s.run(s.one);
        const TaskId third = s.assign(s.map, s.a, 3);
        s.run(third);
        s.run(s.two);
        s.finish();
    });
    row("item in two tasks", Rule::Items, "in another task already", [](Story& s) {
        s.begin();
        const TaskId third = s.assign(s.map, s.a, 4);
        s.run(s.one);
        s.advance(1000);
        s.end_task(third, s.now - 900, s.now - 100, ItemOutcome::Moved);
        s.run(s.two);
        s.finish();
    });
    row("item that the batch has not", Rule::Items, "which has 10 items", [](Story& s) {
        s.begin();
        const TaskId third = s.assign(s.map, s.a, 10);
        s.run(s.one);
        s.advance(1000);
        s.end_task(third, s.now - 900, s.now - 100, ItemOutcome::Moved);
        s.run(s.two);
        s.finish();
    });
    row("input that ends before what was read of it", Rule::Items, "item 1 was in a task", [](Story& s) {
        s.begin();
        const BatchId imap = s.submit("imap", "square", {});
        const TaskId first = s.assign(imap, s.a, 0, 2);
        s.add(BatchInputEnded{imap, 1, 1, {}});
        s.run(s.one);
        s.run(first);
        s.run(s.two);
        s.end_batch(imap);
        s.finish();
    });

    row("attempt above item_attempts", Rule::Attempts, "attempt 2 of 1", [](Story& s) {
        s.begin();
        s.add(TaskWithdrawn{s.one, s.a});
        s.assign_again(s.one, s.a, 2);
        s.advance(10'000);
        s.rest();
    });
    row("item that killed its worker runs again", Rule::Attempts, "item 5 of batch 1 was run 1 time", [](Story& s) {
        s.begin();
        s.advance(1000);
        s.end_worker(s.b, EndCause::Killed, SIGKILL);
        std::vector<ItemOutcome> outcomes(6, ItemOutcome::Moved);
        outcomes[0] = ItemOutcome::Done;
        s.end_task(s.two, s.now - 900, s.now, outcomes);
        s.b = s.start_worker(1);
        const TaskId again = s.assign(s.map, s.b, 5, 5);
        s.run(s.one);
        s.advance(10'000);
        s.run(again);
        s.finish();
    });

    row("more tasks than maxtasksperchild", Rule::Recycling, "maxtasksperchild is 1", [](Story& s) {
        s.begin_run(1, "fork", {}, 1);
        s.a = s.start_worker(0);
        s.map = s.submit("map", "square", 2);
        s.run(s.assign(s.map, s.a, 0));
        s.run(s.assign(s.map, s.a, 1));
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::MaxTasksPerChild, {}, 0);
        s.end_run();
    });
    row("a task after maxitemsperchild items", Rule::Recycling, "maxitemsperchild is 4", [](Story& s) {
        s.begin_run(1);
        Limits limits;
        limits.maxitemsperchild = 4;
        s.add(PoolChanged{1, false, {}, limits, "for new workers"});
        s.a = s.start_worker(0);
        s.map = s.submit("map", "square", 8);
        s.run(s.assign(s.map, s.a, 0, 5));  // five are fine: it is looked at between tasks
        s.run(s.assign(s.map, s.a, 5, 3));
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::MaxItemsPerChild, {}, 0);
        s.end_run();
    });

    row("assigned while paused", Rule::Pause, "while the pool is paused", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.add(PoolChanged{2, true, {}, {}, "paused"});
        const BatchId other = s.submit("apply", "square", 1);
        const TaskId third = s.assign(other, s.a, 0);
        s.add(PoolChanged{2, false, {}, {}, "resumed"});
        s.advance(1000);
        s.run(third);
        s.end_batch(other);
        s.run(s.two);
        s.finish();
    });
    row("two tasks begin in a pause", Rule::Pause, "2. that PoolWorker-1 began", [](Story& s) {
        s.begin();
        const BatchId other = s.submit("apply", "square", 1);
        const TaskId third = s.assign(other, s.a, 0);
        s.add(PoolChanged{2, true, {}, {}, "paused"});
        s.run(s.one);
        s.run(third);
        s.end_batch(other);
        s.run(s.two);
        s.add(PoolChanged{2, false, {}, {}, "resumed"});
        s.finish();
    });
}

}  // namespace

QTEST_GUILESS_MAIN(tst_check_tasks)
#include "tst_check_tasks.moc"
