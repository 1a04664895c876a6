// SPDX-License-Identifier: MIT
#include <csignal>
#include <random>
#include <set>

#include "pool_test.h"
#include "pool_under_test.h"
#include "work.h"

using namespace poolscope;
using namespace poolscope::tests;
using namespace std::chrono_literals;
using supervise::PoolRequest;
using supervise::WorkerStatus;
using trace::ItemOutcome;

/// A pool that is changed while it runs, over the three start methods.
class LiveControl : public QObject {
    Q_OBJECT

    static std::set<std::uint32_t> ids(PoolUnderTest& pool) {
        std::set<std::uint32_t> all;
        for (const WorkerStatus& worker : pool.workers()) all.insert(worker.worker.value);
        return all;
    }
    static bool succeeded(const PoolUnderTest& pool, BatchId batch) {
        return pool.told(batch).end && pool.told(batch).end->outcome == trace::BatchOutcome::Succeeded;
    }

private slots:
    void resize_upDownAndUpUnderLoadLosesNothingAndKeepsToTheSlots_data() { add_start_method_rows(); }
    void resize_upDownAndUpUnderLoadLosesNothingAndKeepsToTheSlots() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(row_request(2));
            const BatchId batch = pool.submit(std::vector<std::string>(120, "slow"), 2);
            QVERIFY(pool.run_until_settled(2));
            pool->resize(5);
            QCOMPARE(pool->processes(), std::uint32_t{5});
            QVERIFY(pool.run_until_settled(5));
            pool->resize(1);
            // The four old ones still finish what they run.
            pool->resize(4);
            QVERIFY(pool.run_until_settled(4));
            for (const WorkerStatus& worker : pool.workers()) QVERIFY(worker.slot.value < 4);
            pool->resize(1);
            QVERIFY(pool.run_until_settled(1));
            QVERIFY(pool.run_until_ended(batch));
            QVERIFY(succeeded(pool, batch));
            for (int item = 0; item < 120; ++item) QCOMPARE(pool.begun(item), 1);
            VERIFY_FINISHES(pool);
            QVERIFY(pool.ended_by(EndCause::Resized) >= 6);
            QCOMPARE(pool.ended_by(EndCause::Resized) + pool.ended_by(EndCause::Closed), pool.state().workers().size());
            std::map<std::uint32_t, std::uint32_t> generations;
            for (const WorkerLife& life : pool.state().workers()) QCOMPARE(life.generation, ++generations[life.slot.value]);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void resize_ofAnIdlePoolEndsTheHighestSlots() {
        PoolUnderTest pool(row_of("fork", 4));
        QVERIFY(pool.run_until_settled(4));
        pool->resize(2);
        QVERIFY(pool.run_until_settled(2));
        QCOMPARE(ids(pool), (std::set<std::uint32_t>{1, 2}));
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.ended_by(EndCause::Resized), std::size_t{2});
    }

    void resize_whileWorkersAreBeingBorn_data() { add_start_method_rows(); }
    void resize_whileWorkersAreBeingBorn() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(row_request(8));
            pool->resize(1);
            pool->resize(6);
            pool->resize(2);
            const BatchId batch = pool.submit({"ok", "ok", "ok"});
            QVERIFY(pool.run_until_ended(batch));
            QVERIFY(pool.run_until_settled(2));
            VERIFY_FINISHES(pool);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void resize_isRefusedWithWhatCPythonSays() {
        PoolUnderTest pool(row_of("fork", 1));
        try {
            pool->resize(0);
            QFAIL("not refused");
        } catch (const ValueError& error) {
            QCOMPARE(error.what(), "Number of processes must be at least 1");
        }
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->resize(1'000'000));
        pool->terminate();
        try {
            pool->resize(2);
            QFAIL("not refused");
        } catch (const ValueError& error) {
            QCOMPARE(error.what(), "Pool not running");
        }
        VERIFY_FINISHES(pool);
    }

    void pause_takesBackWhatIsNotBegunAndResumeGoesOn_data() { add_start_method_rows(); }
    void pause_takesBackWhatIsNotBegunAndResumeGoesOn() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(row_request(2));
            const BatchId batch = pool.submit(std::vector<std::string>(100, "slow"));
            for (int round = 1; round <= 3; ++round) {
                QVERIFY(pool.run_until([&] { return pool.told(batch).items.size() >= std::size_t(round) * 10; }));
                pool->pause();
                QVERIFY(pool->paused());
                QVERIFY(pool.run_until([&] {  // what runs goes on, and nothing else is begun
                    const auto all = pool.workers();
                    return std::none_of(all.begin(), all.end(), [](const WorkerStatus& each) { return each.task.has_value(); });
                }));
                int begun = 0;
                for (int item = 0; item < 100; ++item) begun += pool.begun(item);
                QCOMPARE(pool.told(batch).items.size(), std::size_t(begun));
                const BatchId waiting = pool.submit({"ok"}, 1, 1000 + round);
                const BatchId empty = pool.submit({});
                QVERIFY(pool.told(empty).end);
                pool.loop().run_once(50ms);
                QVERIFY(!pool.told(waiting).end);
                pool->resume();
                QVERIFY(pool.run_until_ended(waiting));
            }
            QVERIFY(pool.run_until_ended(batch));
            QVERIFY(succeeded(pool, batch));
            for (int item = 0; item < 100; ++item) QCOMPARE(pool.begun(item), 1);
            VERIFY_FINISHES(pool);
            QCOMPARE(pool.state().workers().size(), std::size_t{2});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void pausedPool_thatIsClosedStaysPausedUntilResumedOrTerminated_data() {
        QTest::addColumn<bool>("resumed");
        QTest::newRow("resumed") << true;
        QTest::newRow("terminated") << false;
    }
    void pausedPool_thatIsClosedStaysPausedUntilResumedOrTerminated() {
        QFETCH(bool, resumed);
        PoolUnderTest pool(row_of("fork", 1));
        pool->pause();
        const BatchId batch = pool.submit({"ok", "ok"});
        pool->close();
        QVERIFY(pool.run_until_settled(1));
        pool.loop().run_once(20ms);
        QVERIFY(!pool.told(batch).end);
        if (resumed) pool->resume();
        else pool->terminate();
        VERIFY_FINISHES(pool);
        QCOMPARE(int(pool.told(batch).end->outcome), int(resumed ? trace::BatchOutcome::Succeeded : trace::BatchOutcome::Cancelled));
    }

    void drain_letsAWorkerFinishWhatItRunsAndReplacesIt_data() { add_start_method_rows(); }
    void drain_letsAWorkerFinishWhatItRunsAndReplacesIt() {
        PoolUnderTest pool(row_request(2));
        const BatchId batch = pool.submit(std::vector<std::string>(60, "slow"), 2);
        QVERIFY(pool.run_until([&] { return pool.told(batch).items.size() >= 10; }));
        const WorkerId drained = pool.workers().at(0).worker;
        pool->drain_worker(drained);
        pool->drain_worker(drained);  // it is on its way already
        QVERIFY(pool.run_until([&] { return !ids(pool).contains(drained.value); }));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->drain_worker(drained));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->drain_worker(WorkerId{99}));
        QVERIFY(pool.run_until_settled(2));
        QVERIFY(pool.run_until_ended(batch));
        QVERIFY(succeeded(pool, batch));
        for (int item = 0; item < 60; ++item) QCOMPARE(pool.begun(item), 1);
        VERIFY_FINISHES(pool);
        const WorkerLife& life = pool.state().workers().at(drained.value - 1);
        QCOMPARE(int(*life.cause), int(EndCause::ByUser));
        QCOMPARE(life.exit_code, std::optional<std::int32_t>(0));
        const auto& events = pool.state().events();
        QCOMPARE(std::count_if(events.begin(), events.end(), [](const Event& event) { return event.text.find("is drained by request") != std::string::npos; }), 1);
    }

    void restart_endsAWorkerInAnyStateAndReplacesIt_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("state");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const char* state : {"starting", "initializing", "idle", "hang", "stubborn", "stop"})
                QTest::addRow("%s, %s", method, state) << method << state;
    }
    void restart_endsAWorkerInAnyStateAndReplacesIt() {
        QFETCH(QString, state);
        const Leftovers leftovers;
        {
            PoolRequest request = row_request(1);
            if (state == "initializing") request.initializer = call(initialize_never);
            PoolUnderTest pool(request);
            std::optional<BatchId> batch;
            if (state == "idle") QVERIFY(pool.run_until_settled(1));
            if (state == "initializing") QVERIFY(pool.run_until([&] { return pool.workers().at(0).pid != 0; }));
            if (state == "hang" || state == "stubborn" || state == "stop") {
                batch = pool.submit({state.toStdString(), "ok"});
                QVERIFY(pool.run_until_begun(0));
            }
            const WorkerId first = pool.workers().at(0).worker;
            pool->restart_worker(first);
            if (ids(pool).contains(first.value)) pool->restart_worker(first);  // it is on its way already
            QVERIFY(pool.run_until([&] { return !pool.workers().empty() && pool.workers().at(0).worker != first; }));
            if (state == "initializing") {
                pool->terminate();
            } else {
                QVERIFY(pool.run_until_settled(1));
                if (batch) {
                    QVERIFY(pool.run_until_ended(*batch));
                    // A stopped worker goes on to be ended, and may be done with its item before.
                    if (state != "stop") QCOMPARE(int(pool.told(*batch).items.at(0).outcome), int(ItemOutcome::Lost));
                    QCOMPARE(int(pool.told(*batch).items.at(1).outcome), int(ItemOutcome::Done));
                }
            }
            VERIFY_FINISHES(pool);
            QCOMPARE(int(*pool.state().workers().at(0).cause), int(EndCause::ByUser));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void restart_withRetriesRunsTheItemAgain() {
        PoolRequest request = row_of("fork", 1);
        request.worker_lost_retries = 1;
        PoolUnderTest pool(request);
        const BatchId batch = pool.submit({"slow"});
        QVERIFY(pool.run_until_begun(0));
        if (!pool.told(batch).end) pool->restart_worker(pool.workers().at(0).worker);
        QVERIFY(pool.run_until_ended(batch));
        QVERIFY(succeeded(pool, batch));
        QVERIFY(pool.begun(0) <= 2);
        VERIFY_FINISHES(pool);
    }

    void setLimits_holdForWorkersThatStartFromNowOn_data() { add_start_method_rows(); }
    void setLimits_holdForWorkersThatStartFromNowOn() {
        PoolUnderTest pool(row_request(1));
        QVERIFY(pool.run_until_ended(pool.submit({"ok", "ok", "ok"})));
        WorkerLimits limits;
        limits.maxtasksperchild = 2;
        limits.task_timeout = 100ms;
        pool->set_limits(limits);
        QVERIFY(pool.run_until_ended(pool.submit({"ok", "ok", "ok"}, 1, 10)));
        QCOMPARE(pool.workers().at(0).worker, WorkerId{1});  // the old one has no limits
        pool->drain_worker(WorkerId{1});
        const BatchId batch = pool.submit({"ok", "ok", "ok", "hang", "ok"}, 1, 20);
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(3).outcome), int(ItemOutcome::TimedOut));
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.state().workers().at(1).tasks_done, std::uint64_t{2});
        QCOMPARE(int(*pool.state().workers().at(1).cause), int(EndCause::MaxTasksPerChild));
    }

    void setLimits_refusesZeroAndNamesIt() {
        PoolUnderTest pool(row_of("fork", 1));
        WorkerLimits limits;
        limits.task_timeout = 0s;
        try {
            pool->set_limits(limits);
            QFAIL("not refused");
        } catch (const ValueError& error) {
            QVERIFY2(std::string(error.what()).find("task_timeout") == 0, error.what());
        }
        VERIFY_FINISHES(pool);
    }

    void killWorker_refusesWhatDoesNotExist() {
        PoolUnderTest pool(row_of("fork", 1));
        QVERIFY(pool.run_until_settled(1));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->kill_worker(WorkerId{7}, SIGKILL));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->kill_worker(WorkerId{1}, 0));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->kill_worker(WorkerId{1}, 1000));
        QVERIFY_THROWS_EXCEPTION(ValueError, pool->restart_worker(WorkerId{0}));
        VERIFY_FINISHES(pool);
    }

    void idleWorkerThatIsStopped_doesNotHoldUpWhoeverWaitsForItToLeave_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("wish");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const char* wish : {"close", "drain", "resize"}) QTest::addRow("%s, %s", method, wish) << method << wish;
    }
    void idleWorkerThatIsStopped_doesNotHoldUpWhoeverWaitsForItToLeave() {
        QFETCH(QString, wish);
        PoolUnderTest pool(row_request(2));
        QVERIFY(pool.run_until_settled(2));
        const WorkerStatus stopped = pool.workers().at(1);
        pool->kill_worker(stopped.worker, SIGSTOP);
        QVERIFY(pool.run_until([&] { return pool.workers().at(1).stopped; }));
        if (wish == "drain") pool->drain_worker(stopped.worker);
        if (wish == "resize") pool->resize(1);
        if (wish != "close") QVERIFY(pool.run_until([&] { return !ids(pool).contains(stopped.worker.value); }));
        VERIFY_FINISHES(pool);
    }

    // Each of those that are stopped looks idle as soon as it has given up its tasks: none of them may be given the other's.
    void tasksOfSeveralStoppedWorkers_goToTheOneThatWorks_data() { add_start_method_rows(); }
    void tasksOfSeveralStoppedWorkers_goToTheOneThatWorks() {
        PoolUnderTest pool(row_request(3));
        QVERIFY(pool.run_until_settled(3));
        const auto workers = pool.workers();
        for (const std::size_t slot : {0, 2}) pool->kill_worker(workers.at(slot).worker, SIGSTOP);
        QVERIFY(pool.run_until([&] { return pool.workers().at(0).stopped && pool.workers().at(2).stopped; }));
        const BatchId batch = pool.submit(std::vector<std::string>(60, "quick"));
        QVERIFY(pool.run_until_ended(batch));
        for (const auto& [item, end] : pool.told(batch).items) QCOMPARE(int(end.outcome), int(ItemOutcome::Done));
        for (const std::size_t slot : {0, 2}) pool->kill_worker(workers.at(slot).worker, SIGCONT);
        VERIFY_FINISHES(pool);
    }

    // Two that are stopped would else pass a task to and fro, each time with a new clock.
    void tasksOfWorkersThatAreAllStopped_areHeldUpNoLongerThanTaskTimeout_data() { add_start_method_rows(); }
    void tasksOfWorkersThatAreAllStopped_areHeldUpNoLongerThanTaskTimeout() {
        PoolRequest request = row_request(3);
        request.task_timeout = std::chrono::milliseconds(300);
        PoolUnderTest pool(request);
        QVERIFY(pool.run_until_settled(3));
        for (const WorkerStatus& worker : pool.workers()) pool->kill_worker(worker.worker, SIGSTOP);
        QVERIFY(pool.run_until([&] {
            const auto workers = pool.workers();
            return std::all_of(workers.begin(), workers.end(), [](const WorkerStatus& worker) { return worker.stopped; });
        }));
        const BatchId batch = pool.submit({"quick"});
        QVERIFY(pool.run_until_ended(batch));
        QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Done));
        // Who holds no task may be stopped for as long as he is.
        for (const WorkerStatus& worker : pool.workers())
            if (worker.stopped) pool->kill_worker(worker.worker, SIGCONT);
        VERIFY_FINISHES(pool);
    }

    // The host looks whether a worker is stopped only now and then; what it tells meanwhile says that it goes on.
    void workerThatGoesOn_isStoppedUntilItTellsOfSomething() {
        PoolUnderTest pool(row_of("fork", 1));
        std::vector<std::string> what(8, "slow");
        what[0] = "stop";
        const BatchId batch = pool.submit(what);
        // As the host has seen it, which is later than it can be asked for.
        QVERIFY(pool.run_until([&] {
            trace::Reader reader(pool.folder() + "/trace");
            while (const auto record = reader.next())
                if (std::holds_alternative<trace::WorkerStopped>(record->body)) return true;
            return false;
        }));
        pool->kill_worker(pool.workers().at(0).worker, SIGCONT);
        QVERIFY(pool.run_until([&] { return !pool.told(batch).items.empty(); }));
        QVERIFY(!pool.workers().at(0).stopped);
        QVERIFY(pool.run_until_ended(batch));
        VERIFY_FINISHES(pool);
        const PoolState& state = pool.state();
        Time stopped_until = 0;
        for (std::size_t index = 0; index < state.span_count(0); ++index) {
            const Span span = state.span(0, index);
            if (span.activity == WorkerActivity::Stopped) stopped_until = span.end;
            if (span.activity == WorkerActivity::Running && span.task != 0) QCOMPARE(span.begin, state.task(span.task).started);
        }
        QCOMPARE(stopped_until, state.task(0).ended);
    }

    void control_whileThePoolClosesKeepsEveryPromise() {
        PoolUnderTest pool(row_of("fork", 2));
        const BatchId batch = pool.submit(std::vector<std::string>(40, "slow"));
        pool->close();
        pool->resize(4);
        pool->pause();
        pool->resume();
        QVERIFY(pool.run_until_settled(4));
        pool->drain_worker(pool.workers().at(0).worker);
        pool->resize(1);
        QVERIFY(pool.run_until_ended(batch));
        QVERIFY(succeeded(pool, batch));
        VERIFY_FINISHES(pool);
    }

    /// Everything at once, in an order that the seed decides.
    void anyOrderOfControl_endsEveryItemOnce_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("seed");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const int seed : {1, 2, 3, 4}) QTest::addRow("%s, seed %d", method, seed) << method << seed;
    }
    void anyOrderOfControl_endsEveryItemOnce() {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto below = [&](std::size_t limit) { return std::size_t(random() % limit); };
        const Leftovers leftovers;
        {
            PoolRequest request = row_request(3);
            request.worker_lost_retries = std::int64_t(below(3));
            request.maxitemsperchild = 20;
            request.recycling_jitter = 0.5;
            request.seed = std::uint64_t(seed);
            request.max_age_per_child = 150ms;
            request.task_timeout = 400ms;
            PoolUnderTest pool(request);
            const int attempts = 1 + int(request.worker_lost_retries);
            const std::vector<std::string> kinds{"ok", "ok", "ok", "slow", "slow", "throw", "kill", "exit", "stop", "kill twice"};
            std::vector<BatchId> batches;
            int items = 0;
            for (int step = 0; step < 120; ++step) {
                try {
                    const auto all = pool.workers();
                    switch (below(12)) {
                    case 0:
                    case 1: {
                        std::vector<std::string> what;
                        for (std::size_t i = below(12) + 1; i > 0; --i) what.push_back(kinds[below(kinds.size())]);
                        batches.push_back(pool.submit(what, std::uint32_t(below(5) + 1), items));
                        items += int(what.size());
                        break;
                    }
                    case 2: pool->resize(std::uint32_t(below(5) + 1)); break;
                    case 3: pool->pause(); break;
                    case 4:
                    case 5: pool->resume(); break;
                    case 6:
                        if (!all.empty()) pool->drain_worker(all[below(all.size())].worker);
                        break;
                    case 7:
                        if (!all.empty()) pool->restart_worker(all[below(all.size())].worker);
                        break;
                    case 8:
                        if (!all.empty()) pool->kill_worker(all[below(all.size())].worker, below(2) == 0 ? SIGKILL : SIGSTOP);
                        break;
                    case 9:
                        if (!batches.empty() && below(3) == 0) pool->cancel_batch(batches[below(batches.size())]);
                        break;
                    case 10:
                        if (!batches.empty()) pool->cancel_item(batches[below(batches.size())], below(12));
                        break;
                    case 11:
                        for (const WorkerStatus& worker : all)
                            if (worker.task) pool->cancel_task(*worker.task);
                        break;
                    }
                } catch (const ValueError&) {
                    // It ended in the meantime: that is what the message says.
                }
                for (std::size_t rounds = below(6); rounds > 0; --rounds) pool.loop().run_once(3ms);
            }
            pool->resume();
            // A worker that was stopped while it idled would be waited for until it goes on.
            for (const WorkerStatus& worker : pool.workers())
                if (worker.pid != 0) kill(worker.pid, SIGCONT);
            VERIFY_FINISHES(pool);
            for (int item = 0; item < items; ++item) QVERIFY2(pool.begun(item) <= attempts, std::to_string(item).c_str());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

private:
    static PoolRequest row_of(const char* method, std::int64_t processes) {
        PoolRequest request;
        request.processes = processes;
        request.context = get_context(method);
        return request;
    }
};

POOLSCOPE_POOL_TEST_MAIN(LiveControl)
#include "tst_live_control.moc"
