// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN
#include <nlohmann/json.hpp>
#endif

#include <algorithm>
#include <csignal>
#include <future>
#include <set>
#include <thread>

#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "functions.h"
#include "gate.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

std::size_t ready_workers(const Pool& pool) {
    const auto workers = pool.workers();
    return std::size_t(std::count_if(workers.begin(), workers.end(), [](const auto& each) { return each.ready && !each.retiring; }));
}

}  // namespace

/// A pool that is controlled while it runs, from threads and from callbacks.
class PoolControl : public QObject {
    Q_OBJECT

private slots:
    // A debugger is told first of the end of what it traces; until it has asked, nobody can reap the worker.
    void workerThatADebuggerHolds_isReplacedWhenTheDebuggerLetsGo() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = get_context("spawn")});
            const int worker = pool.apply(mb::own_pid);
            int ends[2];
            QCOMPARE(pipe(ends), 0);
            const pid_t tracer = fork();
            if (tracer == 0) {
                const char verdict = ptrace(PTRACE_SEIZE, worker, nullptr, nullptr) == 0 ? 'y' : 'n';
                [[maybe_unused]] const auto written = ::write(ends[1], &verdict, 1);
                while (true) pause();
            }
            char verdict = 0;
            const ssize_t read = ::read(ends[0], &verdict, 1);
            for (const int end : ends) ::close(end);
            kill(worker, SIGKILL);
            // The pool works on with the other one.
            const auto squares = pool.map_async(mb::square, numbers(0, 200), {.chunksize = 1}).get(kPatience);
            kill(tracer, SIGKILL);
            QCOMPARE(waitpid(tracer, nullptr, 0), tracer);
            QCOMPARE(read, ssize_t(1));
            QCOMPARE(squares.size(), std::size_t(200));
            QTRY_COMPARE_WITH_TIMEOUT(ready_workers(pool), std::size_t(2), 60'000);
            if (verdict != 'y') QSKIP("this machine does not let a process trace another");
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void moreProcesses_runMoreAtOnceAndFewerLeaveInOrder_data() { add_start_method_rows(); }
    void moreProcesses_runMoreAtOnceAndFewerLeaveInOrder() {
        const Leftovers leftovers;
        {
            const Gate gate;
            CheckedPool pool({.processes = 1, .context = row_context()});
            auto waiting = pool.starmap_async(mb::wait_for_go, items_at(gate, 3), {.chunksize = 1});
            QVERIFY(holds([&] { return gate.begun() == 1; }));
            pool.resize(3);
            QCOMPARE(pool.processes(), 3U);
            QVERIFY(holds([&] { return gate.begun() == 3; }));
            pool.resize(1);
            QCOMPARE(pool.processes(), 1U);
            QVERIFY(!waiting.ready());  // nobody was taken off his work
            gate.open();
            QCOMPARE(waiting.get(kPatience), (std::vector<int>{0, 1, 2}));
            QVERIFY(holds([&] { return pool.workers().size() == 1; }));
            QCOMPARE(pool.workers()[0].slot.value, 0U);
            QCOMPARE(pool.map(mb::square, numbers(0, 20), 1), pool.map(mb::square, numbers(0, 20)));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void pausedPool_beginsNothingUntilItIsResumed_data() { add_start_method_rows(); }
    void pausedPool_beginsNothingUntilItIsResumed() {
        const Gate gate;
        CheckedPool pool({.processes = 1, .context = row_context()});
        auto first = pool.starmap_async(mb::wait_for_go, items_at(gate, 1));
        QVERIFY(holds([&] { return gate.begun(0); }));
        pool.pause();
        auto second = pool.apply_async(mb::square, 7);
        gate.open();
        QCOMPARE(first.get(kPatience), std::vector<int>{0});
        // The worker is free, and has been told nothing: it would have begun by the time it answers again.
        const auto workers = pool.workers();
        QCOMPARE(workers.size(), std::size_t{1});
        QCOMPARE(workers[0].tasks_done, std::uint64_t{1});
        QVERIFY(!workers[0].task);
        QVERIFY(!second.ready());
        pool.resume();
        QCOMPARE(second.get(kPatience), 49);
    }

    void idleWorkerThatIsStopped_isSeenSoWithoutATraceAndWithoutWork() {
        Pool pool({.processes = 1});
        QVERIFY(holds([&] { return ready_workers(pool) == 1; }));
        QVERIFY(!pool.workers().at(0).stopped);
        const pid_t worker = pool.workers().at(0).pid;
        QCOMPARE(kill(worker, SIGSTOP), 0);
        QVERIFY(holds([&] { return pool.workers().at(0).stopped; }));
        QCOMPARE(kill(worker, SIGCONT), 0);
        QVERIFY(holds([&] { return !pool.workers().at(0).stopped; }));
        pool.terminate();
        pool.join();
    }

    void largeTaskOnItsWayToAStoppedWorker_isDoneByAnother() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2});
            QVERIFY(holds([&] { return ready_workers(pool) == 2; }));
            const pid_t stopped = pool.workers().at(0).pid;  // it would be given the next task
            QCOMPARE(kill(stopped, SIGSTOP), 0);
            siginfo_t seen{};
            QCOMPARE(waitid(P_PID, static_cast<id_t>(stopped), &seen, WSTOPPED | WNOWAIT), 0);
            const std::string text(200'000, 'x');  // more than a lane holds, and less than what lies in shared memory
            const auto large = pool.apply_async(mb::echo, text);
            QVERIFY(large.get(kPatience) == text);
            QCOMPARE(kill(stopped, SIGCONT), 0);
            QCOMPARE(pool.map(mb::square, numbers(0, 50), 1), pool.map(mb::square, numbers(0, 50)));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    // It has its order to leave, and would never come to read it.
    void workerThatIsStoppedAfterItsLastTask_leavesAllTheSame_data() { add_start_method_rows(); }
    void workerThatIsStoppedAfterItsLastTask_leavesAllTheSame() {
        const Leftovers leftovers;
        {
            const Gate gate;
            FaultPlan plan;
            plan.faults.push_back({.action = FaultAction::Stop, .at = FaultPoint::Idle, .worker = 1, .nth = 2});
            CheckedPool pool({.processes = 1, .context = row_context(), .faults = plan});
            auto waiting = pool.starmap_async(mb::wait_for_go, items_at(gate, 1));
            QVERIFY(holds([&] { return gate.begun(0); }));
            pool.drain_worker(pool.workers().at(0).worker);
            auto second = pool.apply_async(mb::square, 7);
            gate.open();
            QCOMPARE(waiting.get(kPatience), std::vector<int>{0});
            QCOMPARE(second.get(kPatience), 49);
            QVERIFY(pool.workers().at(0).worker != WorkerId{1});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void drainedWorker_finishesWhatItRunsAndIsReplaced_data() { add_start_method_rows(); }
    void drainedWorker_finishesWhatItRunsAndIsReplaced() {
        const Gate gate;
        CheckedPool pool({.processes = 1, .context = row_context()});
        auto waiting = pool.starmap_async(mb::wait_for_go, items_at(gate, 1));
        QVERIFY(holds([&] { return gate.begun(0); }));
        const WorkerSnapshot before = pool.workers().at(0);
        pool.drain_worker(before.worker);
        QVERIFY(pool.workers().at(0).retiring);
        gate.open();
        QCOMPARE(waiting.get(kPatience), std::vector<int>{0});
        QVERIFY(pool.apply(mb::own_pid) != before.pid);
        QCOMPARE(pool.workers().at(0).slot, before.slot);
    }

    void restartedWorker_losesItsItemAndIsReplaced_data() { add_start_method_rows(); }
    void restartedWorker_losesItsItemAndIsReplaced() {
        const Gate gate;
        CheckedPool pool({.processes = 1, .context = row_context()});
        auto waiting = pool.starmap_async(mb::wait_for_go, items_at(gate, 1));
        QVERIFY(holds([&] { return gate.begun(0); }));
        pool.restart_worker(pool.workers().at(0).worker);
        try {
            (void)waiting.get(kPatience);
            QFAIL("nothing was thrown");
        } catch (const WorkerLostError& error) {
            QCOMPARE(error.cause(), EndCause::ByUser);
        }
        QCOMPARE(pool.apply(mb::square, 3), 9);
    }

    void signal_isSentToTheWorker() {
        const Gate gate;
        CheckedPool pool({.processes = 1});
        auto waiting = pool.starmap_async(mb::wait_for_go, items_at(gate, 1));
        QVERIFY(holds([&] { return gate.begun(0); }));
        pool.kill_worker(pool.workers().at(0).worker, SIGKILL);
        QVERIFY_THROWS_EXCEPTION(WorkerLostError, (void)waiting.get(kPatience));
    }

    void newLimits_holdForNewWorkers_data() { add_start_method_rows(); }
    void newLimits_holdForNewWorkers() {
        CheckedPool pool({.processes = 1, .context = row_context()});
        const int old = pool.apply(mb::own_pid);
        pool.set_limits({.maxtasksperchild = 2});
        QCOMPARE(pool.apply(mb::own_pid), old);
        pool.drain_worker(pool.workers().at(0).worker);
        std::set<int> pids;
        for (int i = 0; i < 6; ++i) pids.insert(pool.apply(mb::own_pid));
        QVERIFY(!pids.contains(old));
        QCOMPARE(pids.size(), std::size_t{3});
    }

    void workers_areListedBySlot_data() { add_start_method_rows(); }
    void workers_areListedBySlot() {
        CheckedPool pool({.processes = 3, .context = row_context()});
        QVERIFY(holds([&] { return ready_workers(pool) == 3; }));
        std::uint32_t slot = 0;
        for (const WorkerSnapshot& worker : pool.workers()) {
            QCOMPARE(worker.slot.value, slot++);
            QVERIFY(worker.pid > 0);
            QCOMPARE(worker.name(), "PoolWorker-" + std::to_string(worker.worker.value));
            QVERIFY(!worker.retiring && !worker.stopped && !worker.task);
        }
        pool.close();
        pool.join();
        QVERIFY(pool.workers().empty());
    }

    void wrongOrders_areRefusedInWords() {
        CheckedPool pool({.processes = 1});
        const auto words = [](auto call) {
            try {
                call();
            } catch (const ValueError& error) {
                return QString(error.what());
            }
            return QString("nothing was thrown");
        };
        QCOMPARE(words([&] { pool.resize(0); }), QString("Number of processes must be at least 1"));
        QCOMPARE(words([&] { pool.resize(std::int64_t{1} << 40); }), QString("Number of processes must be at most 10000"));
        QVERIFY(words([&] { pool.drain_worker(WorkerId{99}); }).contains("99"));
        QVERIFY(words([&] { pool.restart_worker(WorkerId{99}); }).contains("99"));
        QVERIFY(words([&] { pool.kill_worker(WorkerId{99}, SIGKILL); }).contains("99"));
        QVERIFY(words([&] { pool.kill_worker(pool.workers().at(0).worker, 4711); }).contains("4711"));
        QVERIFY(words([&] { pool.set_limits({.maxitemsperchild = 0}); }).contains("maxitemsperchild"));
        pool.terminate();
        pool.join();
        QCOMPARE(words([&] { pool.resize(2); }), QString("Pool not running"));
        QCOMPARE(words([&] { pool.pause(); }), QString("Pool not running"));
        QCOMPARE(words([&] { pool.set_limits({}); }), QString("Pool not running"));
    }

    void ordersFromACallback_areCarriedOutWhenItHasReturned_data() { add_start_method_rows(); }
    void ordersFromACallback_areCarriedOutWhenItHasReturned() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 1, .context = row_context()});
            std::promise<std::size_t> seen;
            auto result = pool.apply_async(mb::square, args(2), {.callback = [&](const int&) {
                pool.resize(2);
                pool.pause();
                pool.resume();
                pool.drain_worker(WorkerId{1});
                pool.drain_worker(WorkerId{99});  // told in the trace
                seen.set_value(pool.workers().size());
            }});
            QCOMPARE(result.get(kPatience), 4);
            QVERIFY(seen.get_future().get() >= 1);
            // What was ordered in the callback comes before what is ordered after it.
            QCOMPARE(pool.workers().size() >= 2, true);
            QCOMPARE(pool.processes(), 2U);
            QVERIFY(holds([&] {
                const auto workers = pool.workers();
                return ready_workers(pool) == 2 && workers[0].worker != WorkerId{1};
            }));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void manyThreads_controlOnePoolWhileItWorks_data() { add_start_method_rows(); }
    void manyThreads_controlOnePoolWhileItWorks() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            const auto keep_doing = [](auto order) {
                return std::async(std::launch::async, [order] {
                    for (int i = 0; i < 60; ++i) {
                        try {
                            order(i);
                        } catch (const ValueError&) {
                            // The worker that was to be drained has left by itself.
                        }
                    }
                });
            };
            std::vector<std::future<void>> controlling;  // waited for by their destructors
            controlling.push_back(keep_doing([&](int i) { pool.resize(1 + i % 3); }));
            controlling.push_back(keep_doing([&](int) {
                pool.pause();
                pool.resume();
            }));
            controlling.push_back(keep_doing([&](int) {
                const auto workers = pool.workers();
                if (!workers.empty() && workers.back().tasks_done > 2) pool.drain_worker(workers.back().worker);
            }));
            controlling.push_back(keep_doing([&](int i) { pool.set_limits({.maxtasksperchild = 5U + unsigned(i) % 7U}); }));
            for (int round = 0; round < 5; ++round) {
                const std::vector<int> squares = pool.map_async(mb::square, numbers(0, 200), {.chunksize = 3}).get(kPatience);
                for (int i = 0; i < 200; ++i) QCOMPARE(squares[std::size_t(i)], i * i);
            }
            controlling.clear();
            QCOMPARE(pool.apply(mb::square, 5), 25);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void ordersWhilePoolEnds_areRefusedAndNeverHang() {
        for (int round = 0; round < 20; ++round) {
            CheckedPool pool({.processes = 1, .context = get_context("fork")});
            std::thread controlling([&] {
                try {
                    while (true) {
                        pool.resize(2);
                        (void)pool.workers();
                        pool.resize(1);
                    }
                } catch (const ValueError& error) {
                    if (std::string(error.what()) != "Pool not running") qFatal("%s", error.what());
                }
            });
            (void)pool.apply(mb::square, round);
            pool.terminate();
            const bool ended = pool.join(kPatience);
            controlling.join();
            QVERIFY(ended);
        }
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolControl)
#include "tst_pool_control.moc"
