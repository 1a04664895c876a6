// SPDX-License-Identifier: MIT
#include "pool_test.h"
#include "pool_under_test.h"

using namespace poolscope;
using namespace poolscope::tests;
using supervise::PoolRequest;
using trace::ItemOutcome;

namespace {

/// After these a lane holds one task behind the one that runs (dispatcher.h, lane_window), on the slowest machine too.
const std::vector<std::string> kShortTasks(50, "ok");

std::vector<std::string> first_then(const std::string& first, std::size_t count, const std::string& others = "ok") {
    std::vector<std::string> what(count, others);
    what.front() = first;
    return what;
}

PoolRequest of_processes(std::int64_t processes) {
    PoolRequest request;
    request.processes = processes;
    return request;
}

}  // namespace

/// Cancelling batches, tasks and items, wherever they are.
class Cancel : public QObject {
    Q_OBJECT

    static std::size_t count(const BatchTold& told, ItemOutcome outcome) {
        return std::size_t(std::count_if(told.items.begin(), told.items.end(), [&](const auto& each) { return each.second.outcome == outcome; }));
    }

private slots:
    void batch_endsWithWhatRunsAndWhatLiesInLanesAndWhatWasNotRead_data() { add_start_method_rows(); }
    void batch_endsWithWhatRunsAndWhatLiesInLanesAndWhatWasNotRead() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(row_request(2));
            const BatchId batch = pool.submit(first_then("hang", 1000, "slow"));
            QVERIFY(pool.run_until([&] { return pool.begun(0) == 1 && pool.told(batch).items.size() >= 5; }));
            pool->cancel_batch(batch);
            QVERIFY(pool.run_until_ended(batch));
            QCOMPARE(int(pool.told(batch).end->outcome), int(trace::BatchOutcome::Cancelled));
            QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Cancelled));
            QCOMPARE(pool.told(batch).items.at(0).type, std::string("CancelledError"));
            QVERIFY(pool.told(batch).items.size() < 1000);
            QCOMPARE(pool.told(batch).end->error->first, std::string("CancelledError"));
            const BatchId next = pool.submit({"ok", "ok"}, 1, 2000);
            QVERIFY(pool.run_until_ended(next));
            QCOMPARE(count(pool.told(next), ItemOutcome::Done), std::size_t{2});
            VERIFY_FINISHES(pool);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void batch_whoseStreamHasNothingAtTheMomentEndsAndReadsNoMore_data() {
        QTest::addColumn<bool>("running");
        QTest::newRow("while an item runs") << true;
        QTest::newRow("when all that came is done") << false;
    }
    void batch_whoseStreamHasNothingAtTheMomentEndsAndReadsNoMore() {
        QFETCH(bool, running);
        PoolUnderTest pool(of_processes(1));
        const BatchId batch = pool.submit_open_stream({"ok", running ? "hang" : "ok"});
        QVERIFY(pool.run_until([&] { return running ? pool.begun(1) == 1 : pool.told(batch).items.size() == 2; }));
        QVERIFY(!pool.stream_was_stopped());
        pool->cancel_batch(batch);
        QVERIFY(pool.stream_was_stopped());
        pool->source_ready(batch);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).end->outcome), int(trace::BatchOutcome::Cancelled));
        QCOMPARE(count(pool.told(batch), ItemOutcome::Cancelled), std::size_t(running ? 1 : 0));
        VERIFY_FINISHES(pool);
    }

    void batch_thatWaitsIsCancelledAndOthersSufferNothing_data() { add_start_method_rows(); }
    void batch_thatWaitsIsCancelledAndOthersSufferNothing() {
        PoolUnderTest pool(row_request(2));
        const BatchId running = pool.submit(std::vector<std::string>(60, "slow"), 3);
        const BatchId waiting = pool.submit(std::vector<std::string>(60, "ok"), 3, 100);
        QVERIFY(pool.run_until([&] { return pool.told(running).items.size() >= 6; }));
        pool->cancel_batch(waiting);
        QVERIFY(pool.run_until_ended(waiting));
        QVERIFY(pool.run_until_ended(running));
        QCOMPARE(int(pool.told(running).end->outcome), int(trace::BatchOutcome::Succeeded));
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.ended_by(EndCause::Closed), pool.state().workers().size());
    }

    /// The results of this worker are not taken, so to the host it is still in the task before.
    void batch_whoseTaskWasBegunUnseenEnds() {
        PoolRequest request = of_processes(1);
        const std::uint64_t nth = kShortTasks.size() + 1;
        request.faults.faults = {{.action = FaultAction::FullLane, .worker = 1, .nth = nth, .duration = std::chrono::seconds(600)}};
        PoolUnderTest pool(request);
        QVERIFY(pool.run_until_ended(pool.submit(kShortTasks, 1, 1000)));
        const BatchId before = pool.submit({"ok"}, 1, 100);
        const BatchId batch = pool.submit({"hang"}, 1, 101);
        QVERIFY(pool.run_until_begun(101));
        pool->cancel_batch(batch);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Cancelled));
        QCOMPARE(int(pool.told(before).items.at(0).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void batch_thatIsUnknownOrHasEndedIsRefused() {
        PoolUnderTest pool(of_processes(1));
        const BatchId batch = pool.submit({"ok"});
        QVERIFY(pool.run_until_ended(batch));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->cancel_batch(batch));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->cancel_batch(BatchId{99}));
        VERIFY_FINISHES(pool);
    }

    void batchCancelledTwice_endsOnce() {
        PoolUnderTest pool(of_processes(1));
        const BatchId batch = pool.submit({"hang", "ok"});
        QVERIFY(pool.run_until_begun(0));
        pool->cancel_batch(batch);
        pool->cancel_batch(batch);
        QVERIFY(pool.run_until_ended(batch));
        VERIFY_FINISHES(pool);
    }

    void task_thatRunsEndsWithItsWorkerAndOthersGoOn_data() { add_start_method_rows(); }
    void task_thatRunsEndsWithItsWorkerAndOthersGoOn() {
        PoolUnderTest pool(row_request(1));
        const BatchId batch = pool.submit({"ok", "hang", "ok", "ok", "ok"}, 3);
        QVERIFY(pool.run_until_begun(1));
        const TaskId task = *pool.busy_worker().task;
        pool->cancel_task(task);
        QVERIFY(pool.run_until_ended(batch));
        const auto& items = pool.told(batch).items;
        QCOMPARE(int(items.at(0).outcome), int(ItemOutcome::Done));
        QCOMPARE(int(items.at(1).outcome), int(ItemOutcome::Cancelled));
        QCOMPARE(int(items.at(2).outcome), int(ItemOutcome::Cancelled));
        QCOMPARE(int(items.at(3).outcome), int(ItemOutcome::Done));
        QCOMPARE(pool.begun(2), 0);
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->cancel_task(task));
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.ended_by(EndCause::ByUser), std::size_t{1});
    }

    void task_thatWaitsOrLiesInALaneIsTakenBackAndNeverBegun_data() {
        QTest::addColumn<bool>("pauses");
        QTest::newRow("in the lane") << false;
        QTest::newRow("back from the lane") << true;
    }
    void task_thatWaitsOrLiesInALaneIsTakenBackAndNeverBegun() {
        QFETCH(bool, pauses);
        PoolUnderTest pool(of_processes(1));
        QVERIFY(pool.run_until_ended(pool.submit(kShortTasks, 1, 1000)));
        const BatchId batch = pool.submit(first_then("hang", 4));
        QVERIFY(pool.run_until_begun(0));
        const std::uint64_t first = pool.busy_worker().task->value;
        if (pauses) pool->pause();  // what is in the lane behind the one that runs comes back and waits
        pool->cancel_task(TaskId{first + 1});
        if (pauses) pool->resume();
        pool->cancel_task(TaskId{first});
        QVERIFY(pool.run_until_ended(batch));
        for (const std::uint64_t item : {0U, 1U}) QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(ItemOutcome::Cancelled));
        for (const std::uint64_t item : {2U, 3U}) QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(ItemOutcome::Done));
        QCOMPARE(pool.begun(1), 0);
        VERIFY_FINISHES(pool);
    }

    void task_thatIsUnknownIsRefused() {
        PoolUnderTest pool(of_processes(1));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->cancel_task(TaskId{1}));
        VERIFY_FINISHES(pool);
    }

    void item_thatRunsIsCancelledAndTheRestOfItsChunkGoesOn_data() { add_start_method_rows(); }
    void item_thatRunsIsCancelledAndTheRestOfItsChunkGoesOn() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(row_request(1));
            const BatchId batch = pool.submit({"ok", "hang", "ok", "ok"}, 4);
            QVERIFY(pool.run_until_begun(1));
            pool->cancel_item(batch, 1);
            QVERIFY(pool.run_until_ended(batch));
            for (const std::uint64_t item : {0U, 2U, 3U}) QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(ItemOutcome::Done));
            QCOMPARE(int(pool.told(batch).items.at(1).outcome), int(ItemOutcome::Cancelled));
            for (int item = 0; item < 4; ++item) QCOMPARE(pool.begun(item), 1);
            VERIFY_FINISHES(pool);
            QCOMPARE(pool.ended_by(EndCause::ByUser), std::size_t{1});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void item_ofARunningChunkWhoseTurnHasNotComeIsCancelledWhenItComes_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"ok", "slow", "hang", "stubborn", "kill"}) QTest::newRow(what) << what;
    }
    void item_ofARunningChunkWhoseTurnHasNotComeIsCancelledWhenItComes() {
        QFETCH(QString, what);
        PoolUnderTest pool(of_processes(1));
        std::vector<std::string> chunk(12, "slow");
        chunk[10] = what.toStdString();
        const BatchId batch = pool.submit(chunk, 12);
        QVERIFY(pool.run_until_begun(0));
        pool->cancel_item(batch, 10);
        QVERIFY(pool.run_until_ended(batch));
        for (std::uint64_t item = 0; item < 12; ++item)
            QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(item == 10 ? ItemOutcome::Cancelled : ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    /// What quick items return is not told as each ends: the host must look how far the worker is.
    void item_thatRunsBehindQuickOnesIsCancelled_data() {
        QTest::addColumn<bool>("runs");
        QTest::newRow("when it runs") << true;
        QTest::newRow("before its turn has come") << false;
    }
    void item_thatRunsBehindQuickOnesIsCancelled() {
        QFETCH(bool, runs);
        PoolUnderTest pool(of_processes(1));
        std::vector<std::string> chunk(22, "quick");
        chunk[0] = "slow";
        chunk[20] = "hang";
        const BatchId batch = pool.submit(chunk, 22);
        QVERIFY(pool.run_until_begun(runs ? 20 : 0));
        pool->cancel_item(batch, 20);
        QVERIFY(pool.run_until_ended(batch));
        for (std::uint64_t item = 0; item < 22; ++item)
            QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(item == 20 ? ItemOutcome::Cancelled : ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    /// It may end in the very moment in which its worker is to be ended for it: then nobody is.
    void item_thatEndsAsItIsCancelledCostsNoOther() {
        for (int round = 0; round < 12; ++round) {
            PoolUnderTest pool(of_processes(1));
            std::vector<std::string> chunk{"slow", "slow", "ok", "slow"};
            const BatchId batch = pool.submit(chunk, 4);
            QVERIFY(pool.run_until_begun(0));
            pool->cancel_item(batch, 2);
            QVERIFY(pool.run_until_ended(batch));
            for (std::uint64_t item = 0; item < 4; ++item) {
                QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(item == 2 ? ItemOutcome::Cancelled : ItemOutcome::Done));
                QVERIFY(pool.begun(int(item)) <= 1);
            }
            VERIFY_FINISHES(pool);
        }
    }

    void item_afterOneThatKillsItsWorkerIsCancelledWithoutBeingBegun() {
        PoolRequest request = of_processes(1);
        request.worker_lost_retries = 1;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"slow", "slow", "slow", "kill", "ok", "ok", "ok"}, 7);
        QVERIFY(pool.run_until_begun(0));
        pool->cancel_item(batch, 5);
        QVERIFY(pool.run_until_ended(batch));
        const auto& items = pool.told(batch).items;
        QCOMPARE(int(items.at(3).outcome), int(ItemOutcome::Lost));
        QCOMPARE(pool.begun(3), 2);
        QCOMPARE(int(items.at(5).outcome), int(ItemOutcome::Cancelled));
        QCOMPARE(pool.begun(5), 0);
        for (const std::uint64_t item : {0U, 1U, 2U, 4U, 6U}) QCOMPARE(int(items.at(item).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void item_thatWaitsIsCutOutOfItsChunk_data() {
        QTest::addColumn<int>("item");
        for (const int item : {3, 4, 5}) QTest::addRow("item %d", item) << item;
    }
    void item_thatWaitsIsCutOutOfItsChunk() {
        QFETCH(int, item);
        PoolUnderTest pool(of_processes(1));
        QVERIFY(pool.run_until_ended(pool.submit(std::vector<std::string>(50, "ok"), 1, 1000)));
        const BatchId batch = pool.submit({"hang", "ok", "ok", "ok", "ok", "ok"}, 3);
        QVERIFY(pool.run_until_begun(0));
        QVERIFY(pool.run_until([&] {  // the second chunk lies in the lane behind the first, or is not read
            try {
                pool->cancel_item(batch, std::uint64_t(item));
                return true;
            } catch (const ValueError&) {
                return false;
            }
        }));
        pool->cancel_item(batch, 0);
        QVERIFY(pool.run_until_ended(batch));
        for (const auto& [index, told] : pool.told(batch).items)
            QCOMPARE(int(told.outcome), int(index == 0 || index == std::uint64_t(item) ? ItemOutcome::Cancelled : ItemOutcome::Done));
        QCOMPARE(pool.begun(item), 0);
        VERIFY_FINISHES(pool);
    }

    void item_thatHasEndedOrDoesNotExistIsRefusedWithTheReason() {
        PoolUnderTest pool(of_processes(1));
        const BatchId batch = pool.submit(first_then("ok", 50, "hang"));
        QVERIFY(pool.run_until_begun(1));
        const auto message = [&](std::uint64_t item) {
            try {
                pool->cancel_item(batch, item);
            } catch (const ValueError& error) {
                return std::string(error.what());
            }
            return std::string();
        };
        QCOMPARE(message(0), "item 0 of batch " + std::to_string(batch.value) + " has ended");
        QCOMPARE(message(5000), "there is no item 5000 of batch " + std::to_string(batch.value) + ", which has 50");
        pool->cancel_batch(batch);
        VERIFY_FINISHES(pool);
    }

    void item_thatWasNotReadYetIsCancelledWhenItsChunkComesAndNeverBegun() {
        PoolUnderTest pool(of_processes(1));
        const BatchId batch = pool.submit(first_then("slow", 50), 5);
        pool->cancel_item(batch, 47);
        pool->cancel_item(batch, 49);
        QVERIFY(pool.run_until_ended(batch));
        for (const std::uint64_t item : {47U, 49U}) QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(ItemOutcome::Cancelled));
        QCOMPARE(count(pool.told(batch), ItemOutcome::Done), std::size_t{48});
        QCOMPARE(pool.begun(47), 0);
        VERIFY_FINISHES(pool);
    }

    void cancelling_afterTerminateIsRefused() {
        PoolUnderTest pool(of_processes(1));
        const BatchId batch = pool.submit({"hang"});
        pool->terminate();
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->cancel_batch(batch));
        VERIFY_FINISHES(pool);
    }

    void terminate_whileAWorkerIsBeingEndedForACancelledItemEndsEverythingOnce_data() { add_start_method_rows(); }
    void terminate_whileAWorkerIsBeingEndedForACancelledItemEndsEverythingOnce() {
        PoolUnderTest pool(row_request(2));
        const BatchId batch = pool.submit({"ok", "hang", "ok", "hang", "ok"}, 3);
        QVERIFY(pool.run_until([&] { return pool.begun(1) == 1 && pool.begun(3) == 1; }));
        pool->cancel_item(batch, 1);
        pool->terminate();
        VERIFY_FINISHES(pool);
        QVERIFY(pool.told(batch).end);
        QCOMPARE(int(pool.told(batch).items.at(1).outcome), int(ItemOutcome::Cancelled));
    }
};

POOLSCOPE_POOL_TEST_MAIN(Cancel)
#include "tst_cancel.moc"
