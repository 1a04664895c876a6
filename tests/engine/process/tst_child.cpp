// SPDX-License-Identifier: MIT
#include <QTest>

#ifndef Q_MOC_RUN
#include <csignal>
#include <cstdlib>
#include <optional>
#include <thread>

#include <poll.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include "base/time_slice.h"
#include "leftovers.h"
#include "process/child.h"
#include "process/worker_start.h"
#include "slice_of_this_thread.h"
#include "under_valgrind.h"
#endif

using namespace poolscope::process;
using poolscope::testing::slice_of_this_thread;
using poolscope::tests::Leftovers;

class ChildTest : public QObject {
    Q_OBJECT

    static ChildEnd end_of(OwnedChild& child) {
        pollfd watched{child.pidfd(), POLLIN, 0};
        if (poll(&watched, 1, 60'000) != 1) qFatal("the child did not end in a minute");
        return child.try_reap().value_or(ChildEnd{});
    }

private slots:
    void exitCode_isTold() {
        const Leftovers leftovers;
        auto child = start_by_fork([] { _exit(7); });
        QVERIFY(child);
        const ChildEnd end = end_of(child.value());
        QCOMPARE(end.exit_code, std::optional<int>(7));
        QVERIFY(!end.signal);
        QCOMPARE(leftovers.found(), std::string());
    }
    /// What is worked on with the short slices of the pool's thread would be interrupted for nothing.
    void childOfAThreadWithShortSlices_hasUsualOnes() {
        const auto usual = slice_of_this_thread();
        if (!usual) QSKIP("this kernel tells of no slices (before Linux 6.12)");
        std::optional<ChildEnd> end;
        std::thread([&] {
            poolscope::base::take_short_slices();
            auto child = start_by_fork([usual] { _exit(slice_of_this_thread() == usual ? 3 : 4); });
            if (child) end = end_of(child.value());
        }).join();
        QVERIFY(end.has_value());
        QCOMPARE(end->exit_code, std::optional<int>(3));
    }
    void processorTime_isTold() {
        auto child = start_by_fork([] {
            timespec used{};
            while (used.tv_sec == 0 && used.tv_nsec < 30'000'000) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
            raise(SIGKILL);
        });
        QVERIFY(child);
        const ChildEnd end = end_of(child.value());
        QCOMPARE(end.signal, std::optional<int>(SIGKILL));
        QVERIFY2(end.cpu_ns && *end.cpu_ns >= 20'000'000, qPrintable(QString::number(end.cpu_ns.value_or(-1))));
        QVERIFY(*end.cpu_ns < 10'000'000'000);
    }
    void signal_isTold() {
        const Leftovers leftovers;
        auto child = start_by_fork([] { while (true) pause(); });
        QVERIFY(child);
        QVERIFY(!child.value().try_reap());
        QVERIFY(child.value().send_signal(SIGTERM));
        QCOMPARE(end_of(child.value()).signal, std::optional<int>(SIGTERM));
        QVERIFY(!child.value().send_signal(SIGTERM));
        QCOMPARE(leftovers.found(), std::string());
    }
    void destroyedOwner_endsTheChild() {
        const Leftovers leftovers;
        {
            auto child = start_by_fork([] { while (true) pause(); });
            QVERIFY(child);
        }
        QCOMPARE(leftovers.found(), std::string());
    }
    // A debugger is told first of the end of what it traces; until it has asked, the parent cannot reap.
    void destroyedOwnerOfATracedChild_doesNotWaitForTheDebugger() {
        const Leftovers leftovers;
        int ends[2];
        QCOMPARE(pipe(ends), 0);
        auto child = start_by_fork([] { while (true) pause(); });
        QVERIFY(child);
        const pid_t traced = child.value().pid();
        auto tracer = start_by_fork([&] {
            const char verdict = ptrace(PTRACE_SEIZE, traced, nullptr, nullptr) == 0 ? 'y' : 'n';
            [[maybe_unused]] const auto written = ::write(ends[1], &verdict, 1);
            while (true) pause();
        });
        QVERIFY(tracer);
        char verdict = 0;
        const ssize_t read = ::read(ends[0], &verdict, 1);
        for (const int end : ends) ::close(end);
        QCOMPARE(read, ssize_t(1));
        if (verdict != 'y') QSKIP("this machine does not let a process trace its sibling");
        { const OwnedChild destroyed = std::move(child.value()); }
        // What was left to a thread is reaped as soon as the debugger has gone.
        { const OwnedChild destroyed = std::move(tracer.value()); }
        QCOMPARE(leftovers.found(), std::string());
    }
    void killedChild_takesItsProcessGroupAlong() {
        // The grandchild holds the pipe's writing end: its end of file proves that it is gone too.
        int ends[2];
        QCOMPARE(pipe(ends), 0);
        auto child = start_by_fork([&] {
            if (fork() == 0) {
                while (true) pause();
            }
            [[maybe_unused]] const auto written = ::write(ends[1], "x", 1);
            while (true) pause();
        });
        QVERIFY(child);
        ::close(ends[1]);
        char byte = 0;
        QCOMPARE(::read(ends[0], &byte, 1), ssize_t(1));
        child.value().kill_group();
        QCOMPARE(end_of(child.value()).signal, std::optional<int>(SIGKILL));
        pollfd watched{ends[0], POLLIN, 0};
        QCOMPARE(poll(&watched, 1, 60'000), 1);
        QCOMPARE(::read(ends[0], &byte, 1), ssize_t(0));
        ::close(ends[0]);
    }
    void childOfAKilledParent_dies() {
        // The child of our child must die with it, by PR_SET_PDEATHSIG.
        int ends[2];
        QCOMPARE(pipe(ends), 0);
        auto parent = start_by_fork([&] {
            auto worker = start_by_fork([] { while (true) pause(); });
            [[maybe_unused]] const auto written = ::write(ends[1], "x", 1);
            while (true) pause();
        });
        QVERIFY(parent);
        ::close(ends[1]);
        char byte = 0;
        QCOMPARE(::read(ends[0], &byte, 1), ssize_t(1));
        parent.value().send_signal(SIGKILL);
        static_cast<void>(end_of(parent.value()));
        pollfd watched{ends[0], POLLIN, 0};
        QCOMPARE(poll(&watched, 1, 60'000), 1);
        QCOMPARE(::read(ends[0], &byte, 1), ssize_t(0));
        ::close(ends[0]);
    }
    void missingProgram_isNamed() {
        SKIP_UNDER_VALGRIND("a posix_spawn that fails succeeds there: it has no vfork");
        auto child = start_by_spawn("/nonexistent/program", {0, 1, 2});
        QVERIFY(!child);
        QVERIFY(child.failure().message.find("/nonexistent/program") != std::string::npos);
        QCOMPARE(child.failure().error_number, ENOENT);
    }
};

QTEST_GUILESS_MAIN(ChildTest)
#include "tst_child.moc"
