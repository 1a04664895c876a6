// SPDX-License-Identifier: MIT
#include <QTest>

#ifndef Q_MOC_RUN
#include <atomic>
#include <string>
#include <thread>

#include <sched.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/event_loop.h"
#endif

using namespace poolscope::base;
using namespace std::chrono_literals;

class EventLoopTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsPostedBehindACallbackThatThrows_isCalledInTheNextRound() {
        EventLoop loop;
        std::string order;
        loop.post([&] { order += 'a'; });
        loop.post([] { throw std::runtime_error("b"); });
        loop.post([&] { order += 'c'; });
        loop.post([&] { loop.stop(); });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, loop.run());
        QCOMPARE(order, std::string("a"));
        loop.post([&] { order += 'd'; });
        loop.run();
        loop.run_once(0ns);
        QCOMPARE(order, std::string("acd"));
    }
    /// A yield to who computes lasts until the kernel's next tick: a loop that spins beside such a one would be out of reach all the time.
    void besideSomebodyWhoComputes_itLooksOnceInsteadOfSpinning() {
        cpu_set_t before{}, one{};
        QCOMPARE(sched_getaffinity(0, sizeof before, &before), 0);
        int cpu = 0;
        while (!CPU_ISSET(cpu, &before)) ++cpu;
        CPU_SET(cpu, &one);
        QCOMPARE(sched_setaffinity(0, sizeof one, &one), 0);
        EventLoop loop;
        int looks = 0;
        loop.set_has_work([&] { return ++looks < 0; });
        const auto spins_with = [&](auto wanted) {
            for (const auto until = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < until;) {
                looks = 0;
                if (!loop.spin() && wanted(looks)) return true;
            }
            return false;
        };
        std::atomic<bool> computes = true;
        std::thread computing([&] { while (computes) {} });  // on the same processor
        const bool looked_once = spins_with([](int seen) { return seen == 1; });
        computes = false;
        computing.join();
        const bool spun_again = spins_with([](int seen) { return seen > 4; });
        QCOMPARE(sched_setaffinity(0, sizeof before, &before), 0);
        QVERIFY(looked_once);
        QVERIFY(spun_again);
    }
    void timers_runInOrderAndOnce() {
        EventLoop loop;
        std::string order;
        const auto now = std::chrono::steady_clock::now();
        loop.add_timer(now + 2ms, [&] { order += 'b'; });
        loop.add_timer(now + 1ms, [&] { order += 'a'; });
        const auto cancelled = loop.add_timer(now + 1ms, [&] { order += 'x'; });
        loop.add_timer(now + 3ms, [&] { order += 'c', loop.stop(); });
        loop.cancel_timer(cancelled);
        loop.run();
        QCOMPARE(order, std::string("abc"));
    }
    void timerAddedByATimer_waitsForTheNextRound() {
        EventLoop loop;
        int rounds = 0;
        std::function<void()> again = [&] {
            if (++rounds < 100) loop.add_timer(std::chrono::steady_clock::now() - 1s, again);
        };
        loop.add_timer(std::chrono::steady_clock::now(), again);
        loop.run_once(1s);
        QCOMPARE(rounds, 1);
    }
    void timerThatIsAlwaysDue_keepsNoOtherWaiting() {
        EventLoop loop;
        std::function<void()> again = [&] { loop.add_timer(SteadyTime{}, again); };
        again();
        bool called = false;
        loop.add_timer(std::chrono::steady_clock::now() + 1ms, [&] { called = true; });
        const auto limit = std::chrono::steady_clock::now() + 20s;
        while (!called && std::chrono::steady_clock::now() < limit) loop.run_once(1s);
        QVERIFY(called);
    }
    void post_wakesTheLoopFromAnotherThread() {
        EventLoop loop;
        int calls = 0;
        std::thread other([&] {
            for (int i = 0; i < 1000; ++i) loop.post([&] { ++calls; });
            loop.post([&] { loop.stop(); });
        });
        loop.run();
        other.join();
        QCOMPARE(calls, 1000);
    }
    void watchRemovedByAnotherCallback_isNotCalled() {
        EventLoop loop;
        int a[2], b[2], calls = 0;
        QCOMPARE(pipe(a), 0);
        QCOMPARE(pipe(b), 0);
        const auto remove_both = [&](std::uint32_t) { ++calls, loop.remove_fd(a[0]), loop.remove_fd(b[0]); };
        loop.add_fd(a[0], EPOLLIN, remove_both);
        loop.add_fd(b[0], EPOLLIN, remove_both);
        QCOMPARE(::write(a[1], "x", 1), ssize_t(1));
        QCOMPARE(::write(b[1], "x", 1), ssize_t(1));
        loop.run_once(1s);
        QCOMPARE(calls, 1);
        for (const int fd : {a[0], a[1], b[0], b[1]}) ::close(fd);
    }
    void hookThatSaysMore_keepsTheLoopFromSleeping() {
        EventLoop loop;
        int looks = 0;
        loop.set_before_sleep([&] { return ++looks < 3; });
        loop.add_timer(std::chrono::steady_clock::now() + 20ms, [&] { loop.stop(); });
        loop.run();
        QVERIFY(looks >= 3);
    }
};

QTEST_GUILESS_MAIN(EventLoopTest)
#include "tst_event_loop.moc"
