// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>

#include "gate.h"
#include "pool_test.h"
#include "pool_under_test.h"
#include "supervise/worker_limits.h"
#include "work.h"

using namespace poolscope;
using namespace poolscope::tests;
using namespace std::chrono_literals;
using supervise::PoolRequest;
using trace::ItemOutcome;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryIsShadowed = true;
#else
constexpr bool kMemoryIsShadowed = false;
#endif

namespace {

PoolRequest timed_out_after_200ms() {
    PoolRequest request;
    request.processes = 1;
    request.task_timeout = 200ms;
    return request;
}

/// The pool's only task has begun and says that its item has ended, and goes on. Without a turn of the loop, so that no clock is looked at.
bool tarries(PoolUnderTest& pool) {
    return pool.run_until([&] { return !pool.workers().empty() && pool.workers().front().task; }) && holds([&] { return pool.begun(0) == 1; });
}

}  // namespace

/// Limits that end a worker, over the three start methods.
class Limits : public QObject {
    Q_OBJECT

private slots:
    void taskTimeout_endsThatWorkerAndTheItemThatRanAndTheRestGoesOn_data() { add_start_method_rows(); }
    void taskTimeout_endsThatWorkerAndTheItemThatRanAndTheRestGoesOn() {
        const Leftovers leftovers;
        {
            PoolRequest request = row_request(2);
            request.task_timeout = 200ms;
            PoolUnderTest pool(request);
            const BatchId batch = pool.submit({"ok", "hang", "ok", "ok"}, 4);
            QVERIFY(pool.run_until_ended(batch));
            for (const std::uint64_t item : {0U, 2U, 3U}) QCOMPARE(int(pool.told(batch).items.at(item).outcome), int(ItemOutcome::Done));
            const ItemTold& hung = pool.told(batch).items.at(1);
            QCOMPARE(int(hung.outcome), int(ItemOutcome::TimedOut));
            QCOMPARE(hung.type, std::string("TaskTimeoutError"));
            QVERIFY2(hung.message.find("task_timeout of 0.2 s ran out") != std::string::npos, hung.message.c_str());
            QVERIFY2(hung.message.find("item 1 of poolscope::tests::work") != std::string::npos, hung.message.c_str());
            QCOMPARE(hung.limit, std::chrono::nanoseconds(200ms));
            QVERIFY(hung.lost && hung.lost->elapsed >= 200ms);
            QCOMPARE(int(*hung.cause), int(EndCause::TimedOut));
            for (int item = 0; item < 4; ++item) QCOMPARE(pool.begun(item), 1);
            VERIFY_FINISHES(pool);
            QCOMPARE(pool.ended_by(EndCause::TimedOut), std::size_t{1});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void taskTimeout_holdsForAWorkerThatIsStopped_data() { add_start_method_rows(); }
    void taskTimeout_holdsForAWorkerThatIsStopped() {
        PoolRequest request = row_request(1);
        request.task_timeout = 100ms;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"ok", "stop", "ok"});
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(1).outcome), int(ItemOutcome::TimedOut));
        QCOMPARE(int(pool.told(batch).items.at(2).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void taskTimeout_holdsWithoutATraceToo() {
        PoolRequest request;
        request.processes = 1;
        request.task_timeout = 50ms;
        PoolUnderTest pool(request, false);
        const BatchId batch = pool.submit({"hang", "ok"});
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::TimedOut));
        QCOMPARE(int(pool.told(batch).items.at(1).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    /// As one that is stopped in that moment: there is nothing to end it for, and no sense in looking all the time.
    void taskTimeout_ofATaskWhoseItemsHaveAllEndedIsNotLookedAtWithoutPause() {
        PoolUnderTest pool(timed_out_after_200ms(), false);
        const BatchId batch = pool.submit({"tarry"});
        QVERIFY(tarries(pool));
        const auto late = std::chrono::steady_clock::now() + 210ms;
        QVERIFY(pool.run_until([&] { return std::chrono::steady_clock::now() > late; }));
        for (int round = 0; round < 20; ++round) {
            const auto before = std::chrono::steady_clock::now();
            pool.loop().run_once(5ms);
            QVERIFY(*pool.loop().next_timer() > before);
        }
        pool->kill_worker(pool.busy_worker().worker, SIGKILL);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void workerStoppedBehindItsLastItem_isWaitedForNoLongerThanTaskTimeout() {
        PoolUnderTest pool(timed_out_after_200ms(), false);
        const BatchId batch = pool.submit({"tarry"});
        QVERIFY(tarries(pool));
        pool->kill_worker(pool.busy_worker().worker, SIGSTOP);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void taskTimeout_doesNotCountTheTimeInWhichATaskWaits() {
        PoolRequest request;
        request.processes = 1;
        request.task_timeout = 1s;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit(std::vector<std::string>(80, "slow"));
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).end->outcome), int(trace::BatchOutcome::Succeeded));
        VERIFY_FINISHES(pool);
    }

    void initializerTimeout_breaksThePoolAfterFewStartsAndSaysWhichClock_data() { add_start_method_rows(); }
    void initializerTimeout_breaksThePoolAfterFewStartsAndSaysWhichClock() {
        const Leftovers leftovers;
        {
            PoolRequest request = row_request(2);
            request.initializer = call(initialize_never);
            request.initializer_timeout = 200ms;
            PoolUnderTest pool(request);
            const BatchId batch = pool.submit({"ok"});
            QVERIFY(pool.run_until_ended(batch));
            QVERIFY(pool.told(batch).end->pool_broke);
            const std::string message = pool.told(batch).end->error->second;
            QVERIFY2(message.find("initializer_timeout of 0.2 s ran out ") != std::string::npos, message.c_str());
            QVERIFY2(message.find(" after its initializer began") != std::string::npos, message.c_str());
            VERIFY_FINISHES(pool);
            QVERIFY(pool.state().workers().size() <= 5);
            QVERIFY(pool.ended_by(EndCause::TimedOut) >= 3);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// The clock is the initializer's: a process that takes long to come to it has not used up its time.
    void initializerTimeout_doesNotCountTheStartOfTheProcess_data() { add_start_method_rows(); }
    void initializerTimeout_doesNotCountTheStartOfTheProcess() {
        PoolRequest request = row_request(1);
        request.initializer_timeout = 300ms;
        request.faults = {1, {{.action = FaultAction::Delay, .at = FaultPoint::Start, .duration = 700ms}}};
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"ok"});
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.state().workers().size(), std::size_t{1});
    }

    void maxMemory_endsAWorkerWhoseTaskGrows_data() { add_start_method_rows(); }
    void maxMemory_endsAWorkerWhoseTaskGrows() {
        if (kMemoryIsShadowed) QSKIP("the resident memory of a sanitized process says nothing");
        PoolRequest request = row_request(2);
        request.max_memory_per_child = 200 << 20;
        PoolUnderTest pool(request, false);
        const BatchId batch = pool.submit({"ok", "grow", "ok"}, 3);
        QVERIFY(pool.run_until_ended(batch));
        const ItemTold& grown = pool.told(batch).items.at(1);
        QCOMPARE(int(grown.outcome), int(ItemOutcome::Lost));
        QCOMPARE(int(*grown.cause), int(EndCause::MemoryLimit));
        QVERIFY2(grown.message.find("max_memory_per_child is 209715200 bytes") != std::string::npos, grown.message.c_str());
        QCOMPARE(int(pool.told(batch).items.at(2).outcome), int(ItemOutcome::Done));
        VERIFY_FINISHES(pool);
    }

    void maxMemory_letsAnIdleWorkerLeaveInOrder_data() { add_start_method_rows(); }
    void maxMemory_letsAnIdleWorkerLeaveInOrder() {
        if (kMemoryIsShadowed) QSKIP("the resident memory of a sanitized process says nothing");
        PoolRequest request = row_request(1);
        request.max_memory_per_child = 200 << 20;
        PoolUnderTest pool(request);
        std::optional<WorkerId> keeper;
        // It may be seen while the task still runs, and is killed then: both are right, and the test is of the other.
        for (int round = 0; round < 20; ++round) {
            const BatchId keep = pool.submit({"keep"}, 1, 100 + round);
            QVERIFY(pool.run_until_ended(keep));
            if (pool.told(keep).items.at(0).outcome != ItemOutcome::Done) continue;
            keeper = pool.told(keep).items.at(0).worker;
            break;
        }
        QVERIFY(keeper);
        QVERIFY(pool.run_until([&] { return !pool.workers().empty() && pool.workers().at(0).worker != *keeper && pool.workers().at(0).ready; }));
        VERIFY_FINISHES(pool);
        const WorkerLife& life = pool.state().workers().at(keeper->value - 1);
        QCOMPARE(int(*life.cause), int(EndCause::MemoryLimit));
        QCOMPARE(life.exit_code, std::optional<std::int32_t>(0));
    }

    void maxMemory_thatNoWorkerCanKeepBreaksThePoolAndSaysSo() {
        PoolRequest request;
        request.processes = 2;
        request.max_memory_per_child = 4096;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"ok"});
        QVERIFY(pool.run_until_ended(batch));
        QVERIFY(pool.told(batch).end->pool_broke);
        const std::string message = pool.told(batch).end->error->second;
        QVERIFY2(message.find("max_memory_per_child is 4096 bytes, before ") != std::string::npos, message.c_str());
        VERIFY_FINISHES(pool);
    }

    void maxAge_letsWorkersLeaveBetweenTasksAndNothingIsLost_data() { add_start_method_rows(); }
    void maxAge_letsWorkersLeaveBetweenTasksAndNothingIsLost() {
        const Leftovers leftovers;
        {
            PoolRequest request = row_request(2);
            request.max_age_per_child = 50ms;
            PoolUnderTest pool(request);
            const BatchId batch = pool.submit(std::vector<std::string>(40, "slow"));
            QVERIFY(pool.run_until_ended(batch));
            QCOMPARE(int(pool.told(batch).end->outcome), int(trace::BatchOutcome::Succeeded));
            VERIFY_FINISHES(pool);
            QVERIFY(pool.ended_by(EndCause::Age) >= 2);
            QCOMPARE(pool.ended_by(EndCause::Age) + pool.ended_by(EndCause::Closed), pool.state().workers().size());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void maxAge_ofAnIdleWorkerHoldsToo() {
        PoolRequest request;
        request.processes = 1;
        request.max_age_per_child = 30ms;
        PoolUnderTest pool(request, false);
        QVERIFY(pool.run_until([&] { return !pool.workers().empty() && pool.workers().at(0).worker.value >= 3; }));
        VERIFY_FINISHES(pool);
    }

    void maxitemsperchild_isCountedInItemsAndTearsNoChunk_data() { add_start_method_rows(); }
    void maxitemsperchild_isCountedInItemsAndTearsNoChunk() {
        PoolRequest request = row_request(2);
        request.maxitemsperchild = 5;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit(std::vector<std::string>(60, "ok"), 3);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).end->outcome), int(trace::BatchOutcome::Succeeded));
        VERIFY_FINISHES(pool);
        QVERIFY(pool.ended_by(EndCause::MaxItemsPerChild) >= 8);
        for (const WorkerLife& life : pool.state().workers()) {
            QVERIFY(life.items_done <= 6);
            if (life.cause == EndCause::MaxItemsPerChild) QCOMPARE(life.items_done, std::uint64_t{6});
        }
    }

    void jitter_letsEachWorkerLeaveAtALimitOfItsOwnAsDrawnFromTheSeed_data() { add_start_method_rows(); }
    void jitter_letsEachWorkerLeaveAtALimitOfItsOwnAsDrawnFromTheSeed() {
        PoolRequest request = row_request(2);
        request.maxtasksperchild = 20;
        request.recycling_jitter = 0.5;
        request.seed = 7;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit(std::vector<std::string>(120, "ok"));
        QVERIFY(pool.run_until_ended(batch));
        VERIFY_FINISHES(pool);
        WorkerLimits limits;
        limits.maxtasksperchild = 20;
        int left = 0;
        for (const WorkerLife& life : pool.state().workers()) {
            const std::uint64_t own = *supervise::draw_limits(limits, 0.5, 7, life.id).maxtasksperchild;
            QVERIFY(own >= 10 && own <= 20);
            QVERIFY(life.tasks_done <= own);
            if (life.cause != EndCause::MaxTasksPerChild) continue;
            QCOMPARE(life.tasks_done, own);
            ++left;
        }
        QVERIFY(left >= 4);
    }

    void longestTimes_limitNothingAndHoldUpNothing_data() {
        QTest::addColumn<int>("which");
        const char* names[] = {"max_age_per_child", "task_timeout", "initializer_timeout"};
        for (int i = 0; i < 3; ++i) QTest::newRow(names[i]) << i;
    }
    void longestTimes_limitNothingAndHoldUpNothing() {
        QFETCH(int, which);
        PoolRequest request;
        request.processes = 2;
        (which == 0 ? request.max_age_per_child : which == 1 ? request.task_timeout : request.initializer_timeout) =
            std::chrono::nanoseconds::max();
        request.initializer = call(work, std::string(), 0, std::string("quick"));
        PoolUnderTest pool(request);
        QVERIFY(pool.run_until_settled(2));
        const BatchId batch = pool.submit({"hang"});
        QVERIFY(pool.run_until_begun(0));
        const WorkerId busy = pool.busy_worker().worker;
        const auto before = pool.workers();
        const WorkerId idle = before[before[0].worker == busy ? 1 : 0].worker;
        pool->kill_worker(idle, SIGKILL);
        QVERIFY(pool.run_until([&] {
            const auto all = pool.workers();
            return all.size() == 2 &&
                   std::all_of(all.begin(), all.end(), [&](const auto& each) { return each.ready && each.worker != idle; });
        }));
        QCOMPARE(pool.busy_worker().worker, busy);
        pool->cancel_batch(batch);
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.ended_by(EndCause::ByUser), std::size_t{2});
    }

    void restartBudget_breaksThePoolWhenTooManyWorkersEndUnexpectedly_data() { add_start_method_rows(); }
    void restartBudget_breaksThePoolWhenTooManyWorkersEndUnexpectedly() {
        const Leftovers leftovers;
        {
            PoolRequest request = row_request(1);
            request.restart_budget = RestartBudget{3, std::chrono::hours(1)};
            PoolUnderTest pool(request);
            const BatchId batch = pool.submit({"kill", "kill", "kill", "ok", "segfault", "ok"});
            QVERIFY(pool.run_until_ended(batch));
            QVERIFY(pool.told(batch).end->pool_broke);
            const std::string message = pool.told(batch).end->error->second;
            QVERIFY2(message.find("more than 3 workers ended unexpectedly within 3600 s (restart_budget)") != std::string::npos, message.c_str());
            QVERIFY2(message.find("crashed with SIGSEGV") != std::string::npos, message.c_str());
            QCOMPARE(int(pool.told(batch).items.at(3).outcome), int(ItemOutcome::Done));
            VERIFY_FINISHES(pool);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void restartBudget_doesNotCountRecycling() {
        PoolRequest request;
        request.processes = 2;
        request.maxtasksperchild = 1;
        request.restart_budget = RestartBudget{0, std::chrono::hours(1)};
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit(std::vector<std::string>(10, "ok"));
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).end->outcome), int(trace::BatchOutcome::Succeeded));
        VERIFY_FINISHES(pool);
    }

    void idlePool_isNotWoken() {
        PoolRequest request;
        request.processes = 2;
        PoolUnderTest pool(request, false);
        QVERIFY(pool.run_until_ended(pool.submit({"ok", "ok"})));
        QVERIFY(pool.run_until_settled(2));
        // Whatever was on its way has come when the loop sleeps for as long as it may.
        QVERIFY(pool.run_until([&] {
            const auto before = std::chrono::steady_clock::now();
            pool.loop().run_once(300ms);
            return std::chrono::steady_clock::now() - before >= 300ms;
        }));
        VERIFY_FINISHES(pool);
    }
};

POOLSCOPE_POOL_TEST_MAIN(Limits)
#include "tst_limits.moc"
