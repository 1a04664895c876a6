// SPDX-License-Identifier: MIT
#include <csignal>
#include <string>

#include "epoll_refusal.h"
#include "functions.h"
#include "gate.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

/// The kernel does not watch another descriptor, or does not let the pool wait: that is this pool's trouble, and never the program's end.
class RefusedWatches : public QObject {
    Q_OBJECT

private slots:
    void cleanup() {
        refuse_to_watch({}, 0);
        refuse_to_wait(0);
    }

    void replacementThatCannotBeWatched_isStartedAgain_data() { add_start_method_rows(); }
    void replacementThatCannotBeWatched_isStartedAgain() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 1, .context = row_context()});
            const int first = pool.apply(mb::own_pid);
            refuse_to_watch("pidfd", 2);
            QCOMPARE(kill(first, SIGKILL), 0);
            const int second = pool.apply_async(mb::own_pid).get(kPatience);
            QVERIFY(second != first);
            QCOMPARE(refusals_to_come(), 0);
            QCOMPARE(pool.map(mb::square, numbers(0, 10)).size(), std::size_t{10});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void workersThatCannotBeWatchedAtTheStart_areToldToTheCaller_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fork", "spawn"}) QTest::newRow(method) << QString::fromLatin1(method);
    }
    void workersThatCannotBeWatchedAtTheStart_areToldToTheCaller() {
        const Leftovers leftovers;
        refuse_to_watch("pidfd", 1'000);
        try {
            const Pool pool({.processes = 2, .context = row_context()});
            QFAIL("the pool was made");
        } catch (const SystemError& error) {
            QCOMPARE(error.error_number(), ENOSPC);
            QVERIFY2(std::string(error.what()).find("epoll_ctl") != std::string::npos, error.what());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void forkServerThatCannotBeWatched_isStartedAgain() {
        const Leftovers leftovers;
        {
            refuse_to_watch("socket", 1);
            CheckedPool pool({.processes = 2, .context = get_context("forkserver")});
            QCOMPARE(refusals_to_come(), 0);
            QCOMPARE(pool.map_async(mb::square, numbers(0, 10)).get(kPatience).size(), std::size_t{10});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void outputThatCannotBeWatched_costsNoMoreThanTheAlarm() {
        CheckedPool pool({.processes = 1, .capture_output = true});
        refuse_to_watch("inotify", 1);
        QCOMPARE(pool.apply(mb::square, 3), 9);
        QTRY_COMPARE_WITH_TIMEOUT(refusals_to_come(), 0, 60'000);
        QCOMPARE(pool.apply(mb::square, 4), 16);
    }

    void loopThatCannotWait_breaksItsPoolAlone_data() {
        QTest::addColumn<int>("times");
        QTest::newRow("once") << 1;
        QTest::newRow("for ever") << 1'000'000;
    }
    void loopThatCannotWait_breaksItsPoolAlone() {
        QFETCH(int, times);
        const Leftovers leftovers;
        {
            const Gate gate;
            Pool pool({.processes = 1, .context = get_context("spawn")});
            auto waiting = pool.starmap_async(mb::wait_for_go, items_at(gate, 2), {.chunksize = 1});
            QVERIFY(holds([&] { return gate.begun() == 1; }));
            refuse_to_wait(times);
            QVERIFY_THROWS_EXCEPTION(BrokenPoolError, [&] {
                pool.map_async(mb::square, numbers(0, 10)).get(kPatience);
            }());
            QVERIFY_THROWS_EXCEPTION(BrokenPoolError, waiting.get(kPatience));
            QVERIFY_THROWS_EXCEPTION(BrokenPoolError, [&] {
                pool.map_async(mb::square, numbers(0, 10)).get(kPatience);
            }());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(RefusedWatches)
#include "tst_refused_watches.moc"
