// SPDX-License-Identifier: MIT
#include <QtTest>

#include <map>
#include <string>
#include <vector>

#include <poolscope/errors.h>

#include "host/turn_queue.h"

using namespace poolscope;
using host::TurnQueue;

namespace {

/// A pool that notes what is asked of it; the test ends batches.
class NotingPool final : public host::TurnTaker {
public:
    BatchId submit(supervise::BatchRequest request) override {
        if (refuses) throw BrokenPoolError("the pool is broken");
        log.push_back(request.function);
        const BatchId id{++last};
        if (request.observer) observers[request.function] = request.observer;
        if (request.function == ends_at_once) end(request.function);
        return id;
    }
    void close_pool() override { log.push_back("close"); }
    void come_back() override { came_back = true; }

    void end(const std::string& function) { observers.at(function)->batch_ended({}); }

    std::vector<std::string> log;
    std::map<std::string, std::shared_ptr<supervise::BatchObserver>> observers;
    std::string ends_at_once;
    std::uint32_t last = 0;
    bool refuses = false;
    bool came_back = false;
};

supervise::BatchRequest batch(const std::string& function) {
    supervise::BatchRequest request;
    request.function = function;
    return request;
}

constexpr auto kBlocks = TurnQueue::Holds::WhatFollows;
constexpr auto kGoesOn = TurnQueue::Holds::Nothing;
using Log = std::vector<std::string>;

}  // namespace

class TestTurnQueue : public QObject {
    Q_OBJECT
private slots:
    void asynchronousBatches_areSubmittedSideBySide() {
        NotingPool pool;
        TurnQueue queue(pool);
        queue.add(batch("a"), kGoesOn, {});
        queue.add(batch("b"), kGoesOn, {});
        QCOMPARE(pool.log, (Log{"a", "b"}));
        QCOMPARE(queue.waiting(), std::size_t(0));
    }

    void queue_isFreeWhileNothingWaitsOrHoldsWhatFollows() {
        NotingPool pool;
        TurnQueue queue(pool);
        QVERIFY(queue.is_free());
        queue.add(batch("a"), kGoesOn, {});
        QVERIFY(queue.is_free());
        queue.add(batch("b"), kBlocks, {});
        QVERIFY(!queue.is_free());
        queue.add(batch("c"), kGoesOn, {});
        pool.end("b");
        QVERIFY(!queue.is_free());
        queue.advance();
        QVERIFY(queue.is_free());
        queue.close();
        QVERIFY(!queue.is_free());
    }

    void blockingBatch_holdsBackWhatFollowsUntilItHasEnded() {
        NotingPool pool;
        TurnQueue queue(pool);
        queue.add(batch("async before"), kGoesOn, {});
        queue.add(batch("blocking"), kBlocks, {});
        queue.add(batch("async after"), kGoesOn, {});
        queue.add(batch("blocking too"), kBlocks, {});
        queue.add(batch("last"), kGoesOn, {});
        queue.close();
        QCOMPARE(pool.log, (Log{"async before", "blocking"}));
        pool.end("blocking");
        QVERIFY(pool.came_back);
        QCOMPARE(pool.log.size(), std::size_t(2));  // not from within the pool's own call
        queue.advance();
        QCOMPARE(pool.log, (Log{"async before", "blocking", "async after", "blocking too"}));
        queue.advance();
        QCOMPARE(pool.log.size(), std::size_t(4));
        pool.end("blocking too");
        queue.advance();
        QCOMPARE(pool.log, (Log{"async before", "blocking", "async after", "blocking too", "last", "close"}));
        queue.advance();
        queue.close();
        QCOMPARE(pool.log.back(), std::string("close"));
        QCOMPARE(pool.log.size(), std::size_t(6));
    }

    void blockingBatchThatEndsWithinItsSubmit_holdsNothingBack() {
        NotingPool pool;
        pool.ends_at_once = "empty";
        TurnQueue queue(pool);
        queue.add(batch("empty"), kBlocks, {});
        queue.add(batch("next"), kGoesOn, {});
        QCOMPARE(pool.log, (Log{"empty", "next"}));
    }

    void turn_isToldWithTheBatchsNumber() {
        NotingPool pool;
        TurnQueue queue(pool);
        std::vector<std::uint32_t> numbers;
        const auto note = [&](const TurnQueue::Turn& turn) { numbers.push_back(turn.batch.value().value); };
        queue.add(batch("a"), kBlocks, note);
        queue.add(batch("b"), kGoesOn, note);
        QCOMPARE(numbers, (std::vector<std::uint32_t>{1}));
        pool.end("a");
        queue.advance();
        QCOMPARE(numbers, (std::vector<std::uint32_t>{1, 2}));
    }

    void closedQueue_takesNothingMore() {
        NotingPool pool;
        TurnQueue queue(pool);
        queue.close();
        QVERIFY(queue.closing());
        try {
            queue.add(batch("late"), kGoesOn, {});
            QFAIL("it was taken");
        } catch (const ValueError& error) {
            QCOMPARE(std::string(error.what()), std::string("Pool not running"));
        }
    }

    void droppedBatches_areToldAndNeverRun() {
        NotingPool pool;
        TurnQueue queue(pool);
        int told = 0;
        queue.add(batch("runs"), kBlocks, {});
        for (int i = 0; i < 3; ++i) {
            queue.add(batch("waits"), kGoesOn, [&](const TurnQueue::Turn& turn) {
                QVERIFY_THROWS_EXCEPTION(CancelledError, std::rethrow_exception(turn.error));
                ++told;
            });
        }
        QCOMPARE(queue.drop(std::make_exception_ptr(CancelledError("terminated"))), std::size_t(3));
        pool.end("runs");
        queue.advance();
        QCOMPARE(told, 3);
        QCOMPARE(pool.log, Log{"runs"});
        QVERIFY_THROWS_EXCEPTION(ValueError, queue.add(batch("late"), kGoesOn, {}));
    }

    void poolThatRefuses_isToldToEachInTurn() {
        NotingPool pool;
        pool.refuses = true;
        TurnQueue queue(pool);
        int told = 0;
        const auto note = [&](const TurnQueue::Turn& turn) {
            QVERIFY_THROWS_EXCEPTION(BrokenPoolError, std::rethrow_exception(turn.error));
            ++told;
        };
        queue.add(batch("a"), kBlocks, note);
        queue.add(batch("b"), kBlocks, note);
        QCOMPARE(told, 2);
        QCOMPARE(queue.waiting(), std::size_t(0));
    }

    void batchThatEndsAfterTheQueueIsGone_disturbsNobody() {
        NotingPool pool;
        {
            TurnQueue queue(pool);
            queue.add(batch("a"), kBlocks, {});
        }
        pool.end("a");
        QVERIFY(!pool.came_back);
    }

    void endlessClient_isRefusedInWords() {
        NotingPool pool;
        TurnQueue queue(pool);
        queue.add(batch("a"), kBlocks, {});
        for (std::size_t i = 0; i < TurnQueue::kMostWaiting; ++i)
            queue.add(batch("b"), kGoesOn, {});
        QVERIFY_THROWS_EXCEPTION(ValueError, queue.add(batch("one more"), kGoesOn, {}));
    }

    // All of them are in memory already; half of them running would be worse than none.
    void batchesOfAScenario_areAllTaken() {
        NotingPool pool;
        TurnQueue queue(pool);
        queue.add(batch("a"), kBlocks, {}, TurnQueue::Bound::None);
        for (std::size_t i = 0; i <= TurnQueue::kMostWaiting; ++i) queue.add(batch("b"), kGoesOn, {}, TurnQueue::Bound::None);
        QCOMPARE(queue.waiting(), TurnQueue::kMostWaiting + 1);
    }
};

QTEST_GUILESS_MAIN(TestTurnQueue)
#include "tst_turn_queue.moc"
