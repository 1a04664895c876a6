// SPDX-License-Identifier: MIT
#include <QTest>

#include "check_story.h"

using namespace poolscope;
using namespace poolscope::testing;

namespace {

class tst_check_batches : public QObject {
    Q_OBJECT

private slots:
    void brokenRule_isFoundByName_data();
    void brokenRule_isFoundByName() {
        const QString otherwise = row_told_otherwise();
        QVERIFY2(otherwise.isEmpty(), qPrintable(otherwise));
    }
};

void tst_check_batches::brokenRule_isFoundByName_data() {
    add_story_columns();

    row("task after the end of its batch", Rule::BatchLife, "after the end of batch 1", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(BatchInputEnded{s.map, 10, 2, {}});
        s.leave();
    });
    row("batch ends while a worker has a task of it", Rule::BatchLife, "PoolWorker-2 has task 2", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.finish(BatchOutcome::Cancelled);
    });
    row("batch without an end", Rule::BatchLife, "batch 1 has no end", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.leave();
    });

    row("succeeded with a failed item", Rule::Outcome, "succeeded, but 1 of its items failed", [](Story& s) {
        s.begin();
        s.advance(1000);
        s.end_task(s.one, s.now - 900, s.now - 100,
                   {ItemOutcome::Done, ItemOutcome::Failed, ItemOutcome::Done, ItemOutcome::Done});
        s.run(s.two);
        s.finish();
    });
    row("succeeded with items that nobody told of", Rule::Outcome, "6 were cancelled", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.add(TaskWithdrawn{s.two, s.b});
        s.finish();
    });
    row("failed without a failure", Rule::Outcome, "failed, but 0", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.finish(BatchOutcome::Failed);
    });
    row("cancelled with all its items done", Rule::Outcome, "0 were cancelled", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.finish(BatchOutcome::Cancelled);
    });
    row("lost without a loss", Rule::Outcome, "lost, but 0", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.finish(BatchOutcome::Lost);
    });

    row("ended out of running", Rule::PoolLife, "ended when it was running", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.end_worker(s.a, EndCause::Closed, {}, 0);
        s.end_worker(s.b, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row("closed twice", Rule::PoolLife, "closing when it was closing", [](Story& s) {
        s.begin();
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.rest();
    });
    row("submitted after close", Rule::PoolLife, "when the pool is closing", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.run(s.two);
        s.end_batch(s.map);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        const BatchId other = s.submit("map", "square", 0);
        s.end_batch(other);
        s.end_worker(s.a, EndCause::Closed, {}, 0);
        s.end_worker(s.b, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row("assigned after terminate", Rule::PoolLife, "is assigned when the pool is terminating", [](Story& s) {
        s.begin();
        s.run(s.one);
        s.add(TaskWithdrawn{s.two, s.b});
        s.add(PoolPhaseChanged{PoolPhase::Terminating, {}});
        s.assign_again(s.two, s.b);
        s.advance(1000);
        s.end_task(s.two, 0, s.now, ItemOutcome::Cancelled);
        s.end_batch(s.map, BatchOutcome::Cancelled);
        s.end_worker(s.a, EndCause::Terminated, SIGTERM);
        s.end_worker(s.b, EndCause::Terminated, SIGTERM);
        s.end_run();
    });
    row("something after the end", Rule::PoolLife, "after the pool has ended", [](Story& s) {
        s.begin();
        s.rest();
        s.add(PoolChanged{2, false, {}, {}, "too late"});
    });
}

}  // namespace

QTEST_GUILESS_MAIN(tst_check_batches)
#include "tst_check_batches.moc"
