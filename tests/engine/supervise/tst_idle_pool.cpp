// SPDX-License-Identifier: MIT
#include <chrono>
#include <fstream>
#include <map>
#include <string>

#include "functions.h"
#include "loud_functions.h"
#include "pool_test.h"
#include "supervised_run.h"

using namespace poolscope;
using namespace poolscope::tests;
using trace::OutputStream;
namespace mb = misbehaving;

namespace {

constexpr std::chrono::milliseconds kLook{300};

/// How often each process has gone to sleep of its own will, as the kernel counts: one that waits for one thing all the time
/// does not count on.
std::map<int, long> sleeps_of_workers(const supervise::Supervisor& supervisor) {
    std::map<int, long> sleeps;
    for (const supervise::WorkerStatus& worker : supervisor.workers()) {
        std::ifstream status("/proc/" + std::to_string(worker.pid) + "/status");
        for (std::string word; status >> word;)
            if (word == "voluntary_ctxt_switches:") status >> sleeps[worker.pid];
    }
    return sleeps;
}

}  // namespace

/// A pool without work is not woken, whatever it is set to watch: no timer is set, and nobody wakes by himself.
class IdlePoolTest : public QObject {
    Q_OBJECT

    static supervise::PoolConfiguration configuration(bool captures_output) {
        supervise::PoolConfiguration configuration;
        configuration.processes = 3;
        configuration.context = row_context();
        configuration.capture_output = captures_output;
        return configuration;
    }
    static bool comes_to_rest(SupervisedRun& run) {
        return run.wait_until([&run] {
            for (const supervise::WorkerStatus& worker : run.supervisor().workers())
                if (!worker.ready) return false;
            return !run.loop().next_timer();
        });
    }

private slots:
    void poolWithoutWork_wakesNobody_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("captures_output");
        QTest::addColumn<bool>("traced");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const bool captures_output : {false, true})
                for (const bool traced : {false, true})
                    QTest::addRow("%s%s%s", method, captures_output ? ", output captured" : "", traced ? ", with a trace" : "")
                        << method << captures_output << traced;
    }
    void poolWithoutWork_wakesNobody() {
        QFETCH(bool, captures_output);
        QFETCH(bool, traced);
        SupervisedRun run(configuration(captures_output), traced ? SupervisedRun::Tracing::Yes : SupervisedRun::Tracing::No);
        const std::size_t batch = run.submit(std::vector<Call>(20, call(captures_output ? mb::print : mb::square, 1)));
        QVERIFY(run.wait_until([&] { return run.batch_has_ended(batch); }));
        QVERIFY2(comes_to_rest(run), "some timer stays set");
        // Whatever was on its way has come when the loop sleeps for as long as it may.
        QVERIFY(run.wait_until([&run] {
            const auto before = sleeps_of_workers(run.supervisor());
            const auto began = std::chrono::steady_clock::now();
            run.loop().run_once(kLook);
            return std::chrono::steady_clock::now() - began >= kLook && sleeps_of_workers(run.supervisor()) == before;
        }));
        QVERIFY(!run.loop().next_timer());
        FINISH_SOUNDLY(run);
    }

    void limitsThatWaitForWork_wakeNobody_data() { add_start_method_rows(); }
    void limitsThatWaitForWork_wakeNobody() {
        supervise::PoolConfiguration limited = configuration(true);
        limited.limits.task_timeout = std::chrono::hours(1);
        limited.limits.initializer_timeout = std::chrono::hours(1);
        limited.limits.max_memory_per_child = std::uint64_t{1} << 40;
        limited.restart_budget = RestartBudget{100, std::chrono::hours(1)};
        SupervisedRun run(limited);
        const std::size_t batch = run.submit(std::vector<Call>(20, call(mb::print, 1)));
        QVERIFY(run.wait_until([&] { return run.batch_has_ended(batch); }));
        QVERIFY2(comes_to_rest(run), "some timer stays set");
        FINISH_SOUNDLY(run);
    }

    void workersThatAge_areWaitedForWithOneTimerAtTheRightTime_data() { add_start_method_rows(); }
    void workersThatAge_areWaitedForWithOneTimerAtTheRightTime() {
        constexpr std::chrono::hours kAge{10};
        supervise::PoolConfiguration aging = configuration(true);
        aging.limits.max_age_per_child = kAge;
        const auto before = std::chrono::steady_clock::now();
        SupervisedRun run(aging);
        const std::size_t batch = run.submit(std::vector<Call>(20, call(mb::print, 1)));
        QVERIFY(run.wait_until([&] { return run.batch_has_ended(batch); }));
        QVERIFY2(run.wait_until([&] { return run.loop().next_timer().value_or(before) >= before + kAge; }), "an earlier timer stays set");
        QVERIFY(*run.loop().next_timer() <= std::chrono::steady_clock::now() + kAge);
        FINISH_SOUNDLY(run);
    }

    void threadThatATaskLeftBehind_isHeardByAnIdlePool_data() { add_start_method_rows(); }
    void threadThatATaskLeftBehind_isHeardByAnIdlePool() {
#if defined(__SANITIZE_THREAD__)
        if (QByteArray(QTest::currentDataTag()) == "fork") QSKIP("the thread sanitizer runs no new thread in a process forked from one with several");
#endif
        const QTemporaryDir folder;
        SupervisedRun run(configuration(true));
        const std::size_t batch = run.submit({call(mb::print_later, folder.path().toStdString())});
        QVERIFY(run.wait_until([&] { return run.batch_has_ended(batch); }));
        for (int round = 1; round <= 2; ++round) {
            QVERIFY2(comes_to_rest(run), "some timer stays set");
            std::ofstream(folder.filePath(QString("go%1").arg(round)).toStdString()) << "go";
            const std::string expected = round == 1 ? "later 1\n" : "later 1\nlater 2\n";
            QVERIFY(run.wait_until([&] { return run.output(OutputStream::Out, {}) == expected; }));
        }
        QVERIFY2(comes_to_rest(run), "some timer stays set");
        FINISH_SOUNDLY(run);
    }
};

POOLSCOPE_POOL_TEST_MAIN(IdlePoolTest)
#include "tst_idle_pool.moc"
