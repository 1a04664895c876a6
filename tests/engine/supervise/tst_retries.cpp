// SPDX-License-Identifier: MIT
#include <csignal>

#include "pool_test.h"
#include "pool_under_test.h"

using namespace poolscope;
using namespace poolscope::tests;
using namespace std::chrono_literals;
using supervise::PoolRequest;
using trace::ItemOutcome;

/// What becomes of an item whose worker dies in it, over the three start methods.
class Retries : public QObject {
    Q_OBJECT

private slots:
    void itemThatAlwaysKillsItsWorker_isTriedAsOftenAsConfiguredThenLostWithEverythingThatIsKnown_data() { add_start_method_rows(); }
    void itemThatAlwaysKillsItsWorker_isTriedAsOftenAsConfiguredThenLostWithEverythingThatIsKnown() {
        const Leftovers leftovers;
        {
            PoolRequest request = row_request(2);
            request.worker_lost_retries = 2;
            PoolUnderTest pool(request);
            const BatchId batch = pool.submit({"ok", "kill", "ok", "ok", "ok"}, 5);
            QVERIFY(pool.run_until_ended(batch));
            const auto& items = pool.told(batch).items;
            for (const int item : {0, 2, 3, 4}) {
                QCOMPARE(items.at(std::uint64_t(item)).value, item);
                QCOMPARE(pool.begun(item), 1);
            }
            QCOMPARE(pool.begun(1), 3);
            const ItemTold& guilty = items.at(1);
            QCOMPARE(int(guilty.outcome), int(ItemOutcome::Lost));
            QCOMPARE(guilty.type, std::string("WorkerLostError"));
            QCOMPARE(int(*guilty.cause), int(EndCause::Killed));
            QCOMPARE(guilty.signal, std::optional<int>(SIGKILL));
            QVERIFY(guilty.lost);
            QCOMPARE(guilty.lost->attempt, std::uint32_t{3});
            QVERIFY2(guilty.lost->arguments.find(", 1, 'kill']") != std::string::npos, guilty.lost->arguments.c_str());
            QVERIFY(guilty.lost->elapsed > 0ns);
            for (const char* part : {"was killed by SIGKILL while it ran item 1 of poolscope::tests::work, called with [", "(attempt 3 of 3), "})
                QVERIFY2(guilty.message.find(part) != std::string::npos, guilty.message.c_str());
            VERIFY_FINISHES(pool);
            QCOMPARE(pool.ended_by(EndCause::Killed), std::size_t{3});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void guiltyItem_isNamedWithTheLastWordsOfItsWorker_data() { add_start_method_rows(); }
    void guiltyItem_isNamedWithTheLastWordsOfItsWorker() {
        PoolRequest request = row_request(1);
        request.capture_output = true;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"ok", "complain", "ok"}, 3);
        QVERIFY(pool.run_until_ended(batch));
        const ItemTold& guilty = pool.told(batch).items.at(1);
        QVERIFY(guilty.lost);
        QVERIFY2(guilty.lost->standard_error.find("the last words of item 1") != std::string::npos, guilty.lost->standard_error.c_str());
        QVERIFY2(guilty.message.find("the last words of item 1") != std::string::npos, guilty.message.c_str());
        QCOMPARE(int(pool.told(batch).items.at(2).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void itemThatKillsTwice_isDoneAtItsThirdAttempt_data() { add_start_method_rows(); }
    void itemThatKillsTwice_isDoneAtItsThirdAttempt() {
        PoolRequest request = row_request(2);
        request.worker_lost_retries = 2;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"ok", "ok", "kill twice", "ok", "kill twice", "ok"}, 3);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).end->outcome), int(trace::BatchOutcome::Succeeded));
        QCOMPARE(pool.begun(2), 3);
        QCOMPARE(pool.begun(4), 3);
        for (const int item : {0, 1, 3, 5}) QCOMPARE(pool.begun(item), 1);
        VERIFY_FINISHES(pool);
    }

    void withoutRetries_noItemIsBegunTwiceWhateverKillsAndHoweverItIsCut_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("chunksize");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const int chunksize : {1, 2, 5, 30}) QTest::addRow("%s, chunks of %d", method, chunksize) << method << chunksize;
    }
    void withoutRetries_noItemIsBegunTwiceWhateverKillsAndHoweverItIsCut() {
        QFETCH(int, chunksize);
        PoolUnderTest pool(row_request(3));
        std::vector<std::string> what;
        for (int i = 0; i < 30; ++i) what.emplace_back(i % 5 == 1 ? "kill" : i % 5 == 3 ? "exit" : i % 7 == 6 ? "throw" : "ok");
        const BatchId batch = pool.submit(what, std::uint32_t(chunksize));
        QVERIFY(pool.run_until_ended(batch));
        for (int i = 0; i < 30; ++i) {
            const ItemOutcome expected = what[std::size_t(i)] == "ok"      ? ItemOutcome::Done
                                         : what[std::size_t(i)] == "throw" ? ItemOutcome::Failed
                                                                           : ItemOutcome::Lost;
            QCOMPARE(int(pool.told(batch).items.at(std::uint64_t(i)).outcome), int(expected));
            QCOMPARE(pool.begun(i), 1);
        }
        VERIFY_FINISHES(pool);
    }

    void timedOutItem_isNotTriedAgain() {
        PoolRequest request;
        request.processes = 1;
        request.worker_lost_retries = 5;
        request.task_timeout = 50ms;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"hang", "ok"}, 2);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::TimedOut));
        QCOMPARE(pool.begun(0), 1);
        VERIFY_FINISHES(pool);
    }

    void itemLostByAWorkerThatWasEndedByRequest_namesThat_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("how");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const char* how : {"SIGKILL", "SIGTERM", "SIGSEGV", "restart"}) QTest::addRow("%s, %s", method, how) << method << how;
    }
    void itemLostByAWorkerThatWasEndedByRequest_namesThat() {
        QFETCH(QString, how);
        PoolUnderTest pool(row_request(1));
        const BatchId batch = pool.submit({"hang"});
        QVERIFY(pool.run_until_begun(0));
        const WorkerId worker = pool.busy_worker().worker;
        if (how == "restart") pool->restart_worker(worker);
        else pool->kill_worker(worker, how == "SIGKILL" ? SIGKILL : how == "SIGTERM" ? SIGTERM : SIGSEGV);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Lost));
        QCOMPARE(int(*pool.told(batch).items.at(0).cause), int(EndCause::ByUser));
        const std::string message = pool.told(batch).items.at(0).message;
        QVERIFY2(message.find("was ended by request") != std::string::npos, message.c_str());
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.ended_by(EndCause::ByUser), std::size_t{1});
    }

    void itemWhoseWorkerTellsOfAnErrorThatIsNone_isLostAlone_data() {
        QTest::addColumn<QString>("what");
        QTest::newRow("of the item") << "bad error";
        QTest::newRow("of its initializer") << "bad start";
    }
    void itemWhoseWorkerTellsOfAnErrorThatIsNone_isLostAlone() {
        QFETCH(QString, what);
        PoolRequest request;
        request.processes = 1;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({what.toStdString(), "ok", "ok"}, 3);
        QVERIFY(pool.run_until_ended(batch));
        const auto& items = pool.told(batch).items;
        QCOMPARE(int(items.at(0).outcome), int(ItemOutcome::Lost));
        QVERIFY2(items.at(0).message.find("wrote damaged data into its lane") != std::string::npos, items.at(0).message.c_str());
        for (const std::uint64_t item : {1U, 2U}) QCOMPARE(int(items.at(item).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void workerKilledFromOutsideWhileItRunsAnItem_isNotSaidToBeKilledByRequest() {
        PoolRequest request;
        request.processes = 1;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"hang"});
        QVERIFY(pool.run_until_begun(0));
        pool->kill_worker(pool.busy_worker().worker, SIGCONT);  // does not end it
        kill(pool.busy_worker().pid, SIGKILL);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(*pool.told(batch).items.at(0).cause), int(EndCause::Killed));
        VERIFY_FINISHES(pool);
    }
};

POOLSCOPE_POOL_TEST_MAIN(Retries)
#include "tst_retries.moc"
