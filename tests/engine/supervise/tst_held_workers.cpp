// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdint>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pool_test.h"
#include "pool_under_test.h"
#include "work.h"

using namespace poolscope;
using namespace poolscope::tests;
using namespace std::chrono_literals;
using supervise::PoolRequest;
using trace::ItemOutcome;

namespace {

/// Lets go on what it traces whenever a signal stops that, and when it has ended looks without taking.
[[noreturn]] void follow(pid_t traced) {
    siginfo_t seen{};
    while (waitid(P_PID, static_cast<id_t>(traced), &seen, WEXITED | WSTOPPED | WNOWAIT) == 0 && seen.si_code == CLD_TRAPPED) {
        waitid(P_PID, static_cast<id_t>(traced), &seen, WSTOPPED);
        const int signal = seen.si_status < NSIG ? seen.si_status : 0;  // a larger one is an event of ptrace's own
        ptrace(PTRACE_CONT, traced, nullptr, reinterpret_cast<void*>(std::intptr_t{signal}));
    }
    while (true) pause();
}

/// A debugger: it is told first of the end of what it traces, and until it has asked nobody can reap that. It never asks.
class Debugger {
public:
    explicit Debugger(pid_t traced) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) return;
        pid_ = fork();
        if (pid_ == 0) {
            const char verdict = ptrace(PTRACE_SEIZE, traced, nullptr, nullptr) == 0 ? 'y' : 'n';
            [[maybe_unused]] const auto written = ::write(ends[1], &verdict, 1);
            follow(traced);
        }
        char verdict = 0;
        holds_ = ::read(ends[0], &verdict, 1) == 1 && verdict == 'y';
        for (const int end : ends) ::close(end);
    }
    Debugger(const Debugger&) = delete;
    Debugger& operator=(const Debugger&) = delete;
    ~Debugger() {
        if (pid_ <= 0) return;
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    [[nodiscard]] bool holds() const noexcept { return holds_; }

private:
    pid_t pid_ = -1;
    bool holds_ = false;
};

PoolRequest of_one() {
    PoolRequest request;
    request.processes = 1;
    return request;
}

void give_up_soon(supervise::PoolConfiguration& configuration) { configuration.kill_patience = 200ms; }

}  // namespace

/// Workers whose end the kernel does not tell, as a debugger holds them (or a disk that does not answer).
class HeldWorkers : public QObject {
    Q_OBJECT

private slots:
    void killedWorkerThatIsHeld_isReplacedAndItsItemToldLost() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(of_one(), true, give_up_soon);
            const BatchId batch = pool.submit({"hang", "ok"});
            QVERIFY(pool.run_until_begun(0));
            const supervise::WorkerStatus held = pool.busy_worker();
            const Debugger debugger(held.pid);
            if (!debugger.holds()) QSKIP("this machine does not let a process trace another");
            pool->kill_worker(held.worker, SIGKILL);
            QVERIFY(pool.run_until_ended(batch));
            QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Lost));
            QCOMPARE(int(*pool.told(batch).items.at(0).cause), int(EndCause::ByUser));
            const std::string message = pool.told(batch).items.at(0).message;
            QVERIFY2(message.find("the kernel or a debugger holds it") != std::string::npos, message.c_str());
            QCOMPARE(int(pool.told(batch).items.at(1).outcome), int(ItemOutcome::Done));
            VERIFY_FINISHES(pool);
            QCOMPARE(pool.ended_by(EndCause::ByUser), std::size_t{1});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void terminatedPool_endsThoughItsWorkerIsHeld() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(of_one(), true, give_up_soon);
            const BatchId batch = pool.submit({"hang"});
            QVERIFY(pool.run_until_begun(0));
            const Debugger debugger(pool.busy_worker().pid);
            if (!debugger.holds()) QSKIP("this machine does not let a process trace another");
            pool->terminate();
            VERIFY_FINISHES(pool);
            QCOMPARE(int(pool.told(batch).items.at(0).outcome), int(ItemOutcome::Cancelled));
            QCOMPARE(pool.ended_by(EndCause::Terminated), std::size_t{1});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void closedPool_endsThoughItsWorkerIsHeldAtItsEnd() {
        const Leftovers leftovers;
        {
            PoolUnderTest pool(of_one(), true, give_up_soon);
            const BatchId batch = pool.submit({"ok"});
            QVERIFY(pool.run_until_ended(batch));
            const Debugger debugger(pool.workers().at(0).pid);
            if (!debugger.holds()) QSKIP("this machine does not let a process trace another");
            VERIFY_FINISHES(pool);
            QCOMPARE(pool.ended_by(EndCause::Closed), std::size_t{1});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    // Held, it is still there when the pool is terminated.
    void workerThatWroteNonsense_hasThatForItsCauseWhateverComesAfter() {
        PoolUnderTest pool(of_one(), true, give_up_soon);
        QVERIFY(pool.run_until_settled(1));
        const Debugger debugger(pool.workers().at(0).pid);
        if (!debugger.holds()) QSKIP("this machine does not let a process trace another");
        static_cast<void>(pool.submit({"bad error"}));
        QVERIFY(pool.run_until([&] { return pool.workers().at(0).retiring; }));
        pool->terminate();
        VERIFY_FINISHES(pool);
        QCOMPARE(pool.ended_by(EndCause::Killed), std::size_t{1});
    }
};

POOLSCOPE_POOL_TEST_MAIN(HeldWorkers)
#include "tst_held_workers.moc"
