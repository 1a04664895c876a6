// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN
#include <nlohmann/json.hpp>
#endif

#include <csignal>

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

/// What comes back when a task fails or its worker dies, over the three start methods.
class PoolErrors : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { register_error<mb::OwnError>("misbehaving::OwnError"); }

    void thrownError_arrivesAsItsOwnTypeWithMessageAndOrigin_data() { add_start_method_rows(); }
    void thrownError_arrivesAsItsOwnTypeWithMessageAndOrigin() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            try {
                pool.map(mb::throw_out_of_range_at_five, numbers(0, 10), 3);
                QFAIL("nothing was thrown");
            } catch (const std::out_of_range& error) {
                QCOMPARE(error.what(), "five is right out");
                const auto* remote = dynamic_cast<const RemoteError*>(&error);
                QVERIFY(remote != nullptr);
                QCOMPARE(remote->type(), std::string("std::out_of_range"));
                QCOMPARE(remote->origin().item, std::optional<std::uint64_t>(5));
                QCOMPARE(remote->origin().function, std::string("misbehaving::throw_out_of_range_at_five"));
                QVERIFY(remote->origin().pid > 0);
            }
            QVERIFY_THROWS_EXCEPTION(mb::OwnError, pool.apply(mb::throw_own_error, 1));
            QVERIFY_THROWS_EXCEPTION(TaskError, pool.apply(mb::throw_something_odd, 1));
            QCOMPARE(pool.apply(mb::square, 2), 4);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void mapWithOneError_stillHasTheOtherItems() {
        CheckedPool pool({.processes = 2});
        const auto handle = pool.map_async(mb::throw_out_of_range_at_five, numbers(0, 10), {.chunksize = 4});
        const auto outcomes = handle.outcomes();
        QCOMPARE(outcomes.size(), std::size_t{10});
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(static_cast<bool>(outcomes[std::size_t(i)].error), i == 5);
            if (i != 5) QCOMPARE(outcomes[std::size_t(i)].value, std::optional<int>(i));
        }
    }

    void resultThatCannotBeEncoded_isMaybeEncodingErrorAndTheWorkerLives() {
        CheckedPool pool({.processes = 1});
        const int pid = pool.apply(mb::own_pid);
        QVERIFY_THROWS_EXCEPTION(MaybeEncodingError, static_cast<void>(pool.apply(mb::unsendable, 1)));
        QCOMPARE(pool.apply(mb::own_pid), pid);
    }

    void death_losesOnlyItsTaskWithTheReason_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<int>("cause");
        for (const char* method : {"fork", "spawn", "forkserver"}) {
            const QString name = QString::fromLatin1(method);
            QTest::addRow("%s SIGKILL", method) << name << SIGKILL << -1 << int(EndCause::Killed);
            QTest::addRow("%s SIGTERM", method) << name << SIGTERM << -1 << int(EndCause::Killed);
            QTest::addRow("%s SIGSEGV", method) << name << SIGSEGV << -1 << int(EndCause::Crashed);
            QTest::addRow("%s SIGABRT", method) << name << SIGABRT << -1 << int(EndCause::Crashed);
            QTest::addRow("%s exit 3", method) << name << 0 << 3 << int(EndCause::Exited);
            QTest::addRow("%s exit 0", method) << name << 0 << 0 << int(EndCause::Exited);
        }
    }
    void death_losesOnlyItsTaskWithTheReason() {
        QFETCH(int, signal);
        QFETCH(int, exitCode);
        QFETCH(int, cause);
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            const auto doomed = signal != 0 ? pool.apply_async(mb::die_of_signal, signal) : pool.apply_async(mb::exit_at_once, exitCode);
            const auto others = pool.map_async(mb::square, numbers(0, 50), {.chunksize = 1});
            try {
                doomed.get(kPatience);
                QFAIL("nothing was thrown");
            } catch (const WorkerLostError& error) {
                QCOMPARE(int(error.cause()), cause);
                QCOMPARE(error.signal(), signal != 0 ? std::optional<int>(signal) : std::nullopt);
                QCOMPARE(error.exit_code(), signal != 0 ? std::nullopt : std::optional<int>(exitCode));
                QCOMPARE(error.origin().item, std::optional<std::uint64_t>(0));
                QVERIFY(error.origin().pid > 0);
                QVERIFY2(std::string(error.what()).find("pid " + std::to_string(error.origin().pid)) != std::string::npos, error.what());
            }
            QCOMPARE(others.get(kPatience).size(), std::size_t{50});
            QCOMPARE(pool.apply(mb::square, 3), 9);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void stackOverflow_isACrash() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer turns the overflow into its own report and exit code");
#endif
        CheckedPool pool({.processes = 1});
        try {
            pool.apply(mb::overflow_the_stack, 1);
            QFAIL("nothing was thrown");
        } catch (const WorkerLostError& error) {
            QCOMPARE(int(error.cause()), int(EndCause::Crashed));
            QCOMPARE(error.signal(), std::optional<int>(SIGSEGV));
        }
    }

    void itemThatKillsItsWorkerInAChunk_aloneIsLost_data() { add_start_method_rows(); }
    void itemThatKillsItsWorkerInAChunk_aloneIsLost() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            const auto outcomes = pool.map_async(mb::die_at_three, numbers(0, 12), {.chunksize = 6}).outcomes();
            for (int i = 0; i < 12; ++i) {
                QCOMPARE(static_cast<bool>(outcomes[std::size_t(i)].error), i == 3);
                if (i != 3) QCOMPARE(outcomes[std::size_t(i)].value, std::optional<int>(i * 10));
            }
            QVERIFY_THROWS_EXCEPTION(WorkerLostError, std::rethrow_exception(outcomes[3].error));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void idleWorkerKilled_isReplacedAndNothingIsLost_data() { add_start_method_rows(); }
    void idleWorkerKilled_isReplacedAndNothingIsLost() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 1, .context = row_context()});
            for (int round = 0; round < 5; ++round) {
                const int pid = pool.apply(mb::own_pid);
                kill(pid, SIGKILL);
                QVERIFY(pool.apply_async(mb::own_pid).get(kPatience) > 0);
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void stoppedWorkersWaitingTasks_goToTheOthers() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2});
            const int pid = pool.apply(mb::own_pid);
            kill(pid, SIGSTOP);
            QCOMPARE(pool.map_async(mb::square, numbers(0, 100), {.chunksize = 1}).get(kPatience).size(), std::size_t{100});
            kill(pid, SIGCONT);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolErrors)
#include "tst_pool_errors.moc"
