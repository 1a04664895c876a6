// SPDX-License-Identifier: MIT
#include <csignal>

#include <sys/resource.h>

#include <QTemporaryDir>

#include "functions.h"
#include "gate.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

/// close, terminate, join, and pools that cannot work, over the three start methods.
class PoolShutdown : public QObject {
    Q_OBJECT

private slots:
    void close_refusesNewWorkAndFinishesWhatIsThere_data() { add_start_method_rows(); }
    void close_refusesNewWorkAndFinishesWhatIsThere() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            const auto running = pool.map_async(mb::slow_square, numbers(0, 8), {.chunksize = 1});
            pool.close();
            try {
                static_cast<void>(pool.apply(mb::square, 1));
                QFAIL("not refused");
            } catch (const ValueError& error) {
                QCOMPARE(error.what(), "Pool not running");
            }
            QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(pool.map(mb::square, std::vector<int>{})));
            QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(pool.imap(mb::square, std::vector<int>{1})));
            QVERIFY(pool.join(kPatience));
            QCOMPARE(running.get(kPatience).size(), std::size_t{8});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void join_beforeCloseIsRefused() {
        CheckedPool pool({.processes = 1});
        try {
            pool.join();
            QFAIL("not refused");
        } catch (const ValueError& error) {
            QCOMPARE(error.what(), "Pool is still running");
        }
    }

    void join_timesOutWhileATaskRuns() {
        CheckedPool pool({.processes = 1});
        const auto hanging = pool.apply_async(mb::sleep_for_ever);
        pool.close();
        QVERIFY(!pool.join(std::chrono::milliseconds(20)));
        QVERIFY(!hanging.ready());
    }

    void closeTerminateJoinAgain_nothingHappens() {
        CheckedPool pool({.processes = 1});
        pool.close();
        pool.close();
        QVERIFY(pool.join(kPatience));
        pool.join();
        pool.terminate();
        pool.terminate();
        pool.close();
        pool.join();
    }

    void terminate_endsEveryHandleAndAllWorkers_data() { add_start_method_rows(); }
    void terminate_endsEveryHandleAndAllWorkers() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context(), .terminate_grace = std::chrono::milliseconds(100)});
            const auto hanging = pool.map_async(mb::slow_square, numbers(0, 100'000), {.chunksize = 1});
            const auto stubborn = pool.apply_async(mb::ignore_sigterm_for_ever);
            auto stream = pool.imap(mb::slow_square, numbers(0));
            pool.terminate();
            QVERIFY(pool.join(kPatience));
            QVERIFY_THROWS_EXCEPTION(CancelledError, hanging.get(kPatience));
            QVERIFY_THROWS_EXCEPTION(CancelledError, stubborn.get(kPatience));
            QVERIFY_THROWS_EXCEPTION(CancelledError, [&] { for (;;) stream.next(kPatience); }());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void terminate_killsWorkersThatIgnoreSigtermOrAreStopped_data() { add_start_method_rows(); }
    void terminate_killsWorkersThatIgnoreSigtermOrAreStopped() {
        const Leftovers leftovers;
        const QTemporaryDir folder;
        {
            CheckedPool pool({.processes = 2, .context = row_context(), .terminate_grace = std::chrono::milliseconds(50)});
            const auto stubborn = pool.apply_async(mb::ignore_sigterm_for_ever);
            const auto marked = pool.apply_async(mb::hang_once_marked, folder.path().toStdString());
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath("pid")), 60'000);
            QFile file(folder.filePath("pid"));
            QVERIFY(file.open(QIODevice::ReadOnly));
            kill(file.readAll().toInt(), SIGSTOP);
            pool.terminate();
            QVERIFY(pool.join(kPatience));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void terminate_withTheLongestGraceLetsAWorkerLeaveByItself() {
        const Gate gate;
        CheckedPool pool({.processes = 1, .terminate_grace = std::chrono::milliseconds::max()});
        const auto leaving = pool.apply_async(mb::leave_slowly_on_sigterm, gate.folder());
        QVERIFY(holds([&] { return gate.begun(0); }));
        pool.terminate();
        QVERIFY(pool.join(kPatience));
        QVERIFY(QFile::exists(gate.dir.filePath("left")));
    }

    void terminateAtOnce_whileWorkersAreBeingBorn_data() { add_start_method_rows(); }
    void terminateAtOnce_whileWorkersAreBeingBorn() {
        const Leftovers leftovers;
        for (int round = 0; round < 5; ++round) {
            CheckedPool pool({.processes = 8, .context = row_context()});
            const auto handle = pool.map_async(mb::square, numbers(0, 100), {});
            pool.terminate();
            QVERIFY(pool.join(kPatience));
            QVERIFY(handle.ready());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void scopeEnd_terminates_data() { add_start_method_rows(); }
    void scopeEnd_terminates() {
        const Leftovers leftovers;
        std::optional<AsyncResult<int>> handle;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            handle = pool.apply_async(mb::sleep_for_ever);
        }
        QVERIFY(handle->ready());
        QVERIFY_THROWS_EXCEPTION(CancelledError, handle->get());
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void initializerThatThrows_breaksThePoolWithItsOwnErrorAfterFewStarts_data() { add_start_method_rows(); }
    void initializerThatThrows_breaksThePoolWithItsOwnErrorAfterFewStarts() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .initializer = call(mb::failing_initializer, "no database"), .context = row_context()});
            // Submitted before or after the break: the caller learns of the initializer's error either way.
            try {
                static_cast<void>(pool.apply_async(mb::square, 1).get(kPatience));
                QFAIL("nothing was thrown");
            } catch (const std::domain_error& error) {
                QCOMPARE(error.what(), "no database");
            }
            pool.close();
            QVERIFY(pool.join(kPatience));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void initializerThatDies_breaksThePool_data() { add_start_method_rows(); }
    void initializerThatDies_breaksThePool() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .initializer = call(mb::dying_initializer), .context = row_context()});
            QVERIFY_THROWS_EXCEPTION(BrokenPoolError, static_cast<void>(pool.apply_async(mb::square, 1).get(kPatience)));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void initializerThatHangs_doesNotHoldUpTerminate_data() { add_start_method_rows(); }
    void initializerThatHangs_doesNotHoldUpTerminate() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .initializer = call(mb::hanging_initializer), .context = row_context()});
            const auto handle = pool.apply_async(mb::square, 1);
            pool.terminate();
            QVERIFY(pool.join(kPatience));
            QVERIFY_THROWS_EXCEPTION(CancelledError, handle.get(kPatience));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void tooFewDescriptors_isToldAtConstructionAndNothingStays() {
        const Leftovers leftovers;
        rlimit before{};
        getrlimit(RLIMIT_NOFILE, &before);
        rlimit low = before;
        low.rlim_cur = 40;
        setrlimit(RLIMIT_NOFILE, &low);
        std::string message;
        try {
            CheckedPool pool({.processes = 64, .context = get_context("spawn")});
        } catch (const SystemError& error) {
            message = error.what();
        }
        setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY2(message.find("RLIMIT_NOFILE") != std::string::npos, message.c_str());
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void manyPoolsInARow_leaveNothing_data() { add_start_method_rows(); }
    void manyPoolsInARow_leaveNothing() {
        const Leftovers leftovers;
        for (int i = 0; i < 30; ++i) {
            CheckedPool pool({.processes = 2, .context = row_context()});
            QCOMPARE(pool.apply(mb::square, i), i * i);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolShutdown)
#include "tst_pool_shutdown.moc"
