// SPDX-License-Identifier: MIT
#include <QCoreApplication>
#include <QTest>

#ifndef Q_MOC_RUN
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "leftovers.h"
#include "process/worker_start.h"
#include "supervise/worker_starter.h"
#endif

using namespace poolscope;
using namespace poolscope::supervise;
using poolscope::tests::Leftovers;
using Clock = std::chrono::steady_clock;

namespace {

constexpr const char* kModuleThatStops = "stops its loader";

/// In this program, as a fork server, workers end at once.
void serve_if_asked(int argc, char** argv) {
    if (argc != 3 || std::strcmp(argv[1], process::kForkServerArgument) != 0) return;
    process::ForkServerDuties duties;
    duties.load_module = [](const std::string& path) {
        if (path == kModuleThatStops) ::raise(SIGSTOP);
        return std::string();
    };
    duties.worker_main = [] { _exit(0); };
    process::serve_forks(static_cast<std::int32_t>(std::strtol(argv[2], nullptr, 10)), duties);
}

/// A starter by fork server on a loop of its own, and what it told.
struct StarterUnderTest {
    base::EventLoop loop;
    lane::HostBell bell;
    base::UniqueFd lane{::eventfd(0, EFD_CLOEXEC)};  // stands for every lane
    std::uint32_t started = 0;
    std::vector<int> failures;  ///< their error numbers
    std::vector<std::string> warnings;
    std::function<void()> on_started, on_warning;
    WorkerStarter starter;

    explicit StarterUnderTest(const std::vector<std::string>& modules = {}, std::chrono::milliseconds patience = std::chrono::seconds(60))
        : starter(loop, bell, context(modules),
                  {[this](WorkerId, process::OwnedChild) {
                       ++started;
                       if (on_started) on_started();
                   },
                   [this](WorkerId, const base::Failure& failure) { failures.push_back(failure.error_number); },
                   [this](const std::string& text) {
                       warnings.push_back(text);
                       if (on_warning) on_warning();
                   }},
                  patience) {}

    static Context context(const std::vector<std::string>& modules) {
        Context context = get_context("forkserver");
        context.set_modules(modules);
        return context;
    }
    void request(std::uint32_t worker) { starter.request(WorkerId{worker}, lane.get()); }
    /// False when the condition did not hold within a minute.
    [[nodiscard]] bool run_until(const std::function<bool()>& condition) {
        const auto deadline = Clock::now() + std::chrono::minutes(1);
        while (!condition() && Clock::now() < deadline) loop.run_once(std::chrono::milliseconds(100));
        return condition();
    }
};

/// The only child of this thread.
pid_t only_child() {
    pid_t child = 0;
    std::ifstream("/proc/thread-self/children") >> child;
    return child;
}

}  // namespace

/// Workers by a fork server that is slow, hangs or dies.
class WorkerStarterTest : public QObject {
    Q_OBJECT

    static constexpr std::uint32_t kMany = 1000;

    /// Worker 1 has been started, 2 to kMany are asked for, and the server does nothing.
    static void stop_server_with_requests(StarterUnderTest& test) {
        test.request(1);
        QVERIFY(test.run_until([&] { return test.started == 1; }));
        QCOMPARE(::kill(only_child(), SIGSTOP), 0);
        for (std::uint32_t worker = 2; worker <= kMany; ++worker) test.request(worker);
        QCOMPARE(test.failures, std::vector<int>{});
    }

private slots:
    /// There is always a request that waits, as with workers that leave after one task.
    void serverThatAnswers_isNotReplacedHoweverManyRequestsWait() {
        constexpr std::chrono::milliseconds kPatience{100};
        StarterUnderTest test({}, kPatience);
        std::uint32_t requested = 2;
        Clock::time_point answered = Clock::now();
        bool was_replaced_too_early = false;
        test.on_started = [&] {
            answered = Clock::now();
            test.request(++requested);
        };
        // A machine that is so loaded that an answer takes that long proves nothing.
        test.on_warning = [&] { was_replaced_too_early |= Clock::now() - answered < kPatience; };
        test.request(1);
        test.request(2);
        const auto end = Clock::now() + 4 * kPatience;
        QVERIFY(test.run_until([&] { return Clock::now() >= end; }));
        QVERIFY2(!was_replaced_too_early, test.warnings.empty() ? "" : test.warnings.front().c_str());
    }

    void serverThatHangs_isReplaced() {
        StarterUnderTest test({kModuleThatStops}, std::chrono::milliseconds(50));
        test.request(1);
        QVERIFY(test.run_until([&] { return !test.failures.empty(); }));
        QCOMPARE(test.failures, std::vector<int>{EPIPE});
        QCOMPARE(test.warnings, std::vector<std::string>{"the fork server did not answer for 0.05 s and was replaced"});
    }

    /// More than the buffers of a socket hold.
    void anyNumberOfRequestsAtOnce_isServed() {
        const Leftovers leftovers;
        {
            StarterUnderTest test;
            for (std::uint32_t worker = 1; worker <= kMany; ++worker) test.request(worker);
            QCOMPARE(test.failures, std::vector<int>{});
            QVERIFY(test.run_until([&] { return test.started == kMany || !test.failures.empty(); }));
            QCOMPARE(test.failures, std::vector<int>{});
        }
        QCOMPARE(leftovers.found(), std::string());
    }

    /// They were never with the one that died.
    void requestsThatADyingServerHadNoRoomFor_areServedByTheNext() {
        StarterUnderTest test;
        stop_server_with_requests(test);
        QCOMPARE(::kill(only_child(), SIGKILL), 0);
        QVERIFY(test.run_until([&] { return test.started + test.failures.size() == kMany; }));
        QCOMPARE(std::count(test.failures.begin(), test.failures.end(), EPIPE), 1);
        QVERIFY(test.started > 1);
    }

    void requestThatIsAbandonedBeforeItIsSent_isNotServed() {
        StarterUnderTest test;
        stop_server_with_requests(test);
        for (std::uint32_t worker = 2; worker <= kMany; ++worker) test.starter.abandon(WorkerId{worker});
        QVERIFY(!test.loop.next_timer());
        QCOMPARE(::kill(only_child(), SIGCONT), 0);
        test.request(kMany + 1);
        QVERIFY(test.run_until([&] { return test.started == 2; }));
        QCOMPARE(test.failures, std::vector<int>{});
    }

    void abandonedRequest_isWaitedForNoLonger() {
        StarterUnderTest test;
        test.request(1);
        QVERIFY(test.loop.next_timer());
        test.starter.abandon(WorkerId{1});
        QVERIFY(!test.loop.next_timer());
    }

    void serverThatDies_failsOnceAndTakesTheOtherRequestsWithIt() {
        const Leftovers leftovers;
        {
            StarterUnderTest test({kModuleThatStops});
            for (std::uint32_t worker = 1; worker <= 3; ++worker) test.request(worker);
            QVERIFY(only_child() > 0);
            QCOMPARE(::kill(only_child(), SIGKILL), 0);
            QVERIFY(test.run_until([&] { return test.failures.size() == 3; }));
            QCOMPARE(test.failures, (std::vector<int>{EPIPE, ECANCELED, ECANCELED}));
        }
        QCOMPARE(leftovers.found(), std::string());
    }
};

int main(int argc, char** argv) {
    serve_if_asked(argc, argv);
    QCoreApplication application(argc, argv);
    WorkerStarterTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_worker_starter.moc"
