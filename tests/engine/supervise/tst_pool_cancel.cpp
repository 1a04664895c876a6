// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN
#include <nlohmann/json.hpp>
#endif

#include <atomic>
#include <future>
#include <optional>

#include "functions.h"
#include "gate.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

/// 'd' done, 'f' failed, 'l' lost, 't' timed out, 'c' cancelled, an item a letter.
template <class R>
QString letters(const std::vector<Outcome<R>>& outcomes) {
    QString text;
    for (const Outcome<R>& outcome : outcomes) {
        if (!outcome.error) {
            text += 'd';
            continue;
        }
        try {
            std::rethrow_exception(outcome.error);
        } catch (const CancelledError&) {
            text += 'c';
        } catch (const WorkerLostError&) {
            text += 'l';
        } catch (const TaskTimeoutError&) {
            text += 't';
        } catch (const std::exception&) {
            text += 'f';
        }
    }
    return text;
}

}  // namespace

/// Ending calls and items on request, stopping at the first error, and how far a call has come.
class PoolCancel : public QObject {
    Q_OBJECT

private slots:
    void cancelledCall_endsItsRunningItemAndThePoolGoesOn_data() { add_start_method_rows(); }
    void cancelledCall_endsItsRunningItemAndThePoolGoesOn() {
        const Leftovers leftovers;
        {
            const Gate gate;
            CheckedPool pool({.processes = 1, .context = row_context()});
            const auto hanging = pool.apply_async(mb::wait_for_go, gate.folder(), 0);
            const auto other = pool.apply_async(mb::square, 3);
            QVERIFY(holds([&] { return gate.begun(0); }));
            QVERIFY(hanging.cancel());
            QVERIFY_THROWS_EXCEPTION(CancelledError, (void)hanging.get(kPatience));
            QCOMPARE(other.get(kPatience), 9);
            QVERIFY(!hanging.cancel());
            QVERIFY(!other.cancel());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void cancelledMap_keepsWhatWasDone_data() { add_start_method_rows(); }
    void cancelledMap_keepsWhatWasDone() {
        const Gate gate;
        CheckedPool pool({.processes = 1, .context = row_context()});
        // Item 0 finds its gate open, item 1 waits for ever, the others are not begun.
        const Gate open_gate;
        open_gate.open();
        std::vector<std::tuple<std::string, int>> items = items_at(gate, 5);
        std::get<0>(items[0]) = open_gate.folder();
        const auto handle = pool.starmap_async(mb::wait_for_go, items, {.chunksize = 1});
        const auto behind = pool.map_async(mb::square, numbers(0, 4), {.chunksize = 2});
        QVERIFY(holds([&] { return gate.begun(1); }));
        QVERIFY(behind.cancel());
        QVERIFY(handle.cancel());
        QCOMPARE(letters(handle.outcomes()), QString("dcccc"));
        QCOMPARE(letters(behind.outcomes()), QString("cccc"));
        QCOMPARE(handle.progress(), (Progress{.items = 5, .done = 1, .cancelled = 4}));
        QVERIFY_THROWS_EXCEPTION(CancelledError, (void)handle.get());
        QCOMPARE(pool.map(mb::square, numbers(0, 3)), (std::vector<int>{0, 1, 4}));
    }

    void cancelledItem_endsAloneAndTheRestOfItsChunkGoesOn_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("item");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const int item : {0, 1, 2, 5, 9})  // runs; behind it in its chunk; in a lane; not read yet
                QTest::addRow("%s, item %d", method, item) << QString(method) << item;
    }
    void cancelledItem_endsAloneAndTheRestOfItsChunkGoesOn() {
        QFETCH(int, item);
        const Leftovers leftovers;
        {
            const Gate gate;
            CheckedPool pool({.processes = 1, .context = row_context()});
            const auto handle = pool.starmap_async(mb::wait_for_go, items_at(gate, 10), {.chunksize = 2});
            QVERIFY(holds([&] { return gate.begun(0); }));
            QVERIFY(handle.cancel(std::uint64_t(item)));
            gate.open();
            QString expected(10, 'd');
            expected[item] = 'c';
            QVERIFY(handle.wait(kPatience));
            QCOMPARE(letters(handle.outcomes()), expected);
            QCOMPARE(handle.progress(), (Progress{.items = 10, .done = 9, .cancelled = 1}));
            QVERIFY_THROWS_EXCEPTION(CancelledError, (void)handle.get());
            QVERIFY(!handle.cancel(std::uint64_t(item)));
            QVERIFY_THROWS_EXCEPTION(ValueError, (void)handle.cancel(10));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void cancelledIterator_readsNoMoreAndEnds_data() { add_start_method_rows(); }
    void cancelledIterator_readsNoMoreAndEnds() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            auto results = pool.imap(mb::square, numbers(0));  // without end
            QCOMPARE(results.next(kPatience), 0);
            QVERIFY(results.cancel());
            std::uint64_t done = 0;
            bool cancelled = false;
            try {
                while (true) {
                    try {
                        (void)results.next(kPatience);
                        ++done;
                    } catch (const CancelledError&) {
                        cancelled = true;
                    }
                }
            } catch (const StopIteration&) {
            }
            QVERIFY(cancelled);
            QVERIFY(done < 100'000);
            QVERIFY(!results.cancel());
            QCOMPARE(pool.apply(mb::square, 4), 16);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void mapThatStopsOnFirstError_cancelsTheRest_data() { add_start_method_rows(); }
    void mapThatStopsOnFirstError_cancelsTheRest() {
        const Gate gate;
        CheckedPool pool({.processes = 2, .context = row_context()});
        const auto handle = pool.starmap_async(mb::throw_at_zero_else_wait, items_at(gate, 6),
                                               {.chunksize = 1, .on_error = OnError::Stop});
        // Nobody opens the gate: what waits ends because item 0 has failed.
        QVERIFY(handle.wait(kPatience));
        QCOMPARE(letters(handle.outcomes()), QString("fccccc"));
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, (void)handle.get());
        QCOMPARE(pool.apply(mb::square, 4), 16);
    }

    void lostItem_stopsAMapThatStopsOnFirstError() {
        CheckedPool pool({.processes = 1});
        const auto handle = pool.map_async(mb::die_at_three, numbers(0, 100), {.chunksize = 1, .on_error = OnError::Stop});
        QVERIFY_THROWS_EXCEPTION(WorkerLostError, (void)handle.get(kPatience));
        QCOMPARE(letters(handle.outcomes()).left(4), QString("dddl"));
        const Progress progress = handle.progress();
        QCOMPARE(progress.settled(), std::uint64_t{100});
        QCOMPARE(progress.lost, std::uint64_t{1});
    }

    void mapThatGoesOn_doesTheOthersAsCPython() {
        CheckedPool pool({.processes = 2});
        const auto handle = pool.map_async(mb::throw_out_of_range_at_five, numbers(0, 10), {.chunksize = 2});
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, (void)handle.get(kPatience));
        QCOMPARE(letters(handle.outcomes()), QString("dddddfdddd"));
    }

    void iteratorThatStopsOnFirstError_endsItsEndlessInput_data() { add_start_method_rows(); }
    void iteratorThatStopsOnFirstError_endsItsEndlessInput() {
        CheckedPool pool({.processes = 2, .context = row_context()});
        auto results = pool.imap_unordered(mb::throw_out_of_range_at_five, numbers(0), 1, OnError::Stop);
        int failed = 0;
        bool ended = false;
        for (int i = 0; i < 1'000'000 && !ended; ++i) {
            try {
                (void)results.next(kPatience);
            } catch (const std::out_of_range&) {
                ++failed;
            } catch (const CancelledError&) {
            } catch (const StopIteration&) {
                ended = true;
            }
        }
        QVERIFY(ended);
        QCOMPARE(failed, 1);
    }

    void progress_growsAndIsTold_data() { add_start_method_rows(); }
    void progress_growsAndIsTold() {
        const Gate gate;
        CheckedPool pool({.processes = 2, .context = row_context()});
        std::vector<Progress> told;  // by the pool's thread alone, before the handle is ready
        const auto handle = pool.starmap_async(mb::wait_for_go, items_at(gate, 6),
                                               {.chunksize = 2, .progress = [&](const Progress& progress) { told.push_back(progress); }});
        QVERIFY(holds([&] { return gate.begun(0); }));
        QCOMPARE(handle.progress(), (Progress{.items = 6}));
        gate.open();
        QVERIFY(handle.wait(kPatience));
        QCOMPARE(handle.progress(), (Progress{.items = 6, .done = 6}));
        QCOMPARE(told.size(), std::size_t{3});
        for (std::size_t i = 0; i < told.size(); ++i) {
            QCOMPARE(told[i].items, std::uint64_t{6});
            QVERIFY(told[i].done >= 2 * (i + 1));
        }
    }

    void progressThatThrows_isNotCalledAgainAndDoesNoHarm() {
        CheckedPool pool({.processes = 1});
        std::atomic<int> calls{0};
        const auto handle = pool.map_async(mb::square, numbers(0, 9), {.chunksize = 3, .progress = [&](const Progress&) {
                                                                           ++calls;
                                                                           throw std::runtime_error("no more");
                                                                       }});
        QCOMPARE(handle.get(kPatience).size(), std::size_t{9});
        QCOMPARE(calls.load(), 1);
    }

    void terminatedPool_countsTheRestAsCancelled() {
        const Gate gate;
        std::optional<CheckedPool> pool(std::in_place, PoolOptions{.processes = 1});
        const auto handle = pool->starmap_async(mb::wait_for_go, items_at(gate, 50));
        QVERIFY(holds([&] { return gate.begun(0); }));
        pool.reset();
        QCOMPARE(handle.progress(), (Progress{.items = 50, .cancelled = 50}));
        QVERIFY(!handle.cancel());  // the pool has gone
        QVERIFY(!handle.cancel(3));
    }

    void cancelFromACallback_isCarriedOut_data() { add_start_method_rows(); }
    void cancelFromACallback_isCarriedOut() {
        const Leftovers leftovers;
        {
            const Gate gate;
            CheckedPool pool({.processes = 2, .context = row_context()});
            const auto hanging = pool.apply_async(mb::wait_for_go, gate.folder(), 0);
            QVERIFY(holds([&] { return gate.begun(0); }));
            const auto quick = pool.apply_async(mb::square, args(2), {.callback = [hanging](const int&) { hanging.cancel(); }});
            QCOMPARE(quick.get(kPatience), 4);
            QVERIFY_THROWS_EXCEPTION(CancelledError, (void)hanging.get(kPatience));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void manyThreads_cancelTheSameCalls() {
        CheckedPool pool({.processes = 2, .context = get_context("fork")});
        for (int round = 0; round < 20; ++round) {
            const auto handle = pool.map_async(mb::square, numbers(0, 400), {.chunksize = 1});
            std::vector<std::future<void>> cancelling;
            for (int i = 0; i < 4; ++i) {
                cancelling.push_back(std::async(std::launch::async, [handle, i] {
                    for (std::uint64_t item = std::uint64_t(i); item < 400; item += 37) {
                        handle.cancel(item);
                        (void)handle.progress();
                    }
                    handle.cancel();
                }));
            }
            cancelling.clear();
            QVERIFY(handle.wait(kPatience));
            const QString ends = letters(handle.outcomes());
            const Progress progress = handle.progress();
            QCOMPARE(quint64{progress.done}, quint64(ends.count('d')));
            QCOMPARE(quint64{progress.cancelled}, quint64(ends.count('c')));
            QCOMPARE(progress.settled(), std::uint64_t{400});
        }
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolCancel)
#include "tst_pool_cancel.moc"
