// SPDX-License-Identifier: MIT
#include <forward_list>
#include <future>
#include <mutex>
#include <iterator>
#include <list>
#include <numeric>
#include <set>
#include <sstream>

#include "functions.h"
#include "gate.h"
#include "numbers.h"
#include "pool_test.h"
#include "under_valgrind.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

/// One zero; what comes after it is known when the test says so: the end, or an error.
class HeldInput {
public:
    HeldInput(std::shared_future<void> may_end, bool throws) : may_end_(std::move(may_end)), throws_(throws) {}

    class Iterator {
    public:
        explicit Iterator(const HeldInput* input) : input_(input) {}
        int operator*() const { return 0; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        bool operator==(const Iterator&) const {
            if (at_ == 0) return false;
            if (input_->may_end_.wait_for(kPatience) == std::future_status::ready && input_->throws_) throw std::length_error("the input broke");
            return true;
        }

    private:
        const HeldInput* input_;
        int at_ = 0;
    };
    [[nodiscard]] Iterator begin() const { return Iterator(this); }
    [[nodiscard]] Iterator end() const { return Iterator(this); }

private:
    std::shared_future<void> may_end_;
    bool throws_;
};

}  // namespace

/// The calls of SEMANTICS.md, over the three start methods.
class PoolCalls : public QObject {
    Q_OBJECT

private slots:
    void apply_givesTheResult_data() { add_start_method_rows(); }
    void apply_givesTheResult() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            QCOMPARE(pool.apply(mb::square, 7), 49);
            QCOMPARE(pool.apply(mb::add, 2, 3), 5);
            QCOMPARE(pool.apply(mb::echo, "hello"), std::string("hello"));
            static_cast<void>(pool.apply(mb::nothing));
            QVERIFY(pool.apply(mb::own_pid) != getpid());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void map_keepsInputOrderInAllChunkSizes_data() { add_start_method_rows(); }
    void map_keepsInputOrderInAllChunkSizes() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 3, .context = row_context()});
            std::vector<int> expected;
            for (int i = 0; i < 1000; ++i) expected.push_back(i * i);
            QCOMPARE(pool.map(mb::square, numbers(0, 1000)), expected);
            for (const int chunksize : {1, 7, 999, 1000, 5000})
                QCOMPARE(pool.map(mb::square, numbers(0, 1000), chunksize), expected);
            const std::forward_list<int> unsized{1, 2, 3};
            QCOMPARE(pool.map(mb::square, unsized), (std::vector<int>{1, 4, 9}));
            const struct SinglePass {
                mutable std::istringstream text{"4 5 6"};
                [[nodiscard]] auto begin() const { return std::istream_iterator<int>(text); }
                [[nodiscard]] auto end() const { return std::istream_iterator<int>(); }
            } single_pass;
            QCOMPARE(pool.map(mb::square, single_pass), (std::vector<int>{16, 25, 36}));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void manyNumbers_comeBackInOrderFromEveryKindOfInput_data() { add_start_method_rows(); }
    void manyNumbers_comeBackInOrderFromEveryKindOfInput() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .context = row_context()});
            std::vector<int> same(40'000), expected;  // more than a lane holds
            std::iota(same.begin(), same.end(), 0);
            for (const int x : same) expected.push_back(x * x);
            QVERIFY(pool.map(mb::square, same) == expected);
            QVERIFY(pool.map(mb::square, std::span<const int>(same)) == expected);
            QVERIFY(pool.map(mb::square, std::vector<long>(same.begin(), same.end())) == expected);
            QVERIFY(pool.map(mb::square, std::list<int>(same.begin(), same.end())) == expected);
            QVERIFY(pool.map_async(mb::square, same).get(kPatience) == expected);
            const auto outcomes = pool.map_async(mb::square, same, {.chunksize = 4000}).outcomes();
            for (std::size_t i = 0; i < outcomes.size(); i += 997) QCOMPARE(*outcomes[i].value, expected[i]);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void textsAndBytes_comeBackInOrderWhileTheCallerWaits() {
        SKIP_UNDER_VALGRIND("it refuses to map memory a second time (mremap of 0 bytes), which results that are read in place need");
        CheckedPool pool({.processes = 2});
        std::vector<std::string> texts;
        for (int i = 0; i < 500; ++i) texts.push_back(std::string(static_cast<std::size_t>(i * 37), static_cast<char>('a' + i % 26)));
        texts.push_back(std::string(300 * 1024, 'L'));  // by handle
        QVERIFY(pool.map(mb::echo, texts) == texts);
        QVERIFY(pool.map(mb::echo, texts, 1) == texts);
        QVERIFY(pool.map_async(mb::echo, texts).get(kPatience) == texts);
    }

    void numbersOfAChunk_areDoneOnceEachThoughItsWorkerDiesAmongThem() {
        CheckedPool pool({.processes = 2});
        const auto handle = pool.map_async(mb::die_at_three, numbers(0, 20), {.chunksize = 10});
        const auto outcomes = handle.outcomes();
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(static_cast<bool>(outcomes[std::size_t(i)].error), i == 3);
            if (i != 3) QCOMPARE(*outcomes[std::size_t(i)].value, 10 * i);
        }
        QVERIFY_THROWS_EXCEPTION(WorkerLostError, static_cast<void>(pool.map(mb::die_at_three, numbers(0, 20), 10)));
    }

    void seedOfANumbersItem_isTheItemsOwn() {
        CheckedPool pool({.processes = 2, .seed = 5});
        const auto in_chunks = pool.map(mb::seed_for, numbers(0, 100), 25);
        CheckedPool other({.processes = 1, .seed = 5});
        QVERIFY(in_chunks == other.map(mb::seed_for, numbers(0, 100), 1));
    }

    void emptyInput_givesAnEmptyResultAtOnceWhileAllWorkersAreBusy() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 1});
            const auto hanging = pool.apply_async(mb::sleep_for_ever);
            QCOMPARE(pool.map(mb::square, std::vector<int>{}), std::vector<int>{});
            QCOMPARE(pool.starmap(mb::add, std::vector<std::pair<int, int>>{}), std::vector<int>{});
            QVERIFY(!hanging.ready());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void starmap_spreadsTuplesPairsAndArrays() {
        CheckedPool pool({.processes = 2});
        QCOMPARE(pool.starmap(mb::add, std::vector<std::pair<int, int>>{{1, 2}, {3, 4}}), (std::vector<int>{3, 7}));
        QCOMPARE(pool.starmap(mb::add, std::vector<std::tuple<int, int>>{{5, 6}}), (std::vector<int>{11}));
        QCOMPARE(pool.starmap_async(mb::add, std::vector<std::array<int, 2>>{{7, 8}}).get(kPatience), (std::vector<int>{15}));
    }

    void imap_givesResultsInInputOrder_data() { add_start_method_rows(); }
    void imap_givesResultsInInputOrder() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 3, .context = row_context()});
            for (const int chunksize : {1, 7}) {
                int expected = 0;
                for (const int value : pool.imap(mb::square, numbers(0, 3000), chunksize)) {
                    QCOMPARE(value, expected * expected);
                    ++expected;
                }
                QCOMPARE(expected, 3000);
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void imapUnordered_givesEveryResultOnce() {
        CheckedPool pool({.processes = 3});
        std::multiset<int> seen;
        for (const int value : pool.imap_unordered(mb::square, numbers(0, 500), 3)) seen.insert(value);
        QCOMPARE(seen.size(), std::size_t{500});
        for (int i = 0; i < 500; ++i) QCOMPARE(seen.count(i * i), std::size_t{1});
    }

    void imap_readsAnEndlessInputNoFurtherThanItsWindow() {
        const Leftovers leftovers;
        std::atomic<int> read = 0;
        {
            CheckedPool pool({.processes = 2});
            auto endless = Made(0, std::numeric_limits<int>::max(), [&read](int x) { return ++read, x; });
            auto results = pool.imap(mb::square, endless);
            for (int i = 0; i < 100; ++i) QCOMPARE(results.next(kPatience), i * i);
            QVERIFY2(read <= 100 + 1024 + 8, std::to_string(read).c_str());
            pool.terminate();
            pool.join();
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void imap_inputThatThrows_deliversTheItemsBeforeThenItsError() {
        CheckedPool pool({.processes = 2});
        auto broken = Made(0, 10, [](int x) {
            if (x == 5) throw std::length_error("the input broke");
            return x;
        });
        auto results = pool.imap(mb::square, broken, 3);
        for (int i = 0; i < 5; ++i) QCOMPARE(results.next(kPatience), i * i);
        QVERIFY_THROWS_EXCEPTION(std::length_error, results.next(kPatience));
        QVERIFY_THROWS_EXCEPTION(StopIteration, results.next(kPatience));
    }

    void imap_afterAnErrorTheOtherItemsStillCome() {
        CheckedPool pool({.processes = 2});
        auto results = pool.imap(mb::throw_out_of_range_at_five, numbers(0, 10), 4);
        for (int i = 0; i < 10; ++i) {
            if (i == 5) QVERIFY_THROWS_EXCEPTION(std::out_of_range, results.next(kPatience));
            else QCOMPARE(results.next(kPatience), i);
        }
        QVERIFY_THROWS_EXCEPTION(StopIteration, results.next(kPatience));
    }

    void imapsEnd_isToldWhileTheWorkersAreBusyOrPaused_data() {
        QTest::addColumn<bool>("throws");
        QTest::addColumn<bool>("paused");
        for (const bool throws : {false, true})
            for (const bool paused : {false, true}) QTest::addRow("%s, %s", throws ? "error" : "end", paused ? "paused" : "busy") << throws << paused;
    }
    void imapsEnd_isToldWhileTheWorkersAreBusyOrPaused() {
        QFETCH(bool, throws);
        QFETCH(bool, paused);
        const Gate gate;
        CheckedPool pool({.processes = 1});
        std::promise<void> may_end;
        auto results = pool.imap(mb::slow_square, HeldInput(may_end.get_future().share(), throws));  // so slow that a lane holds one
        QCOMPARE(results.next(kPatience), 0);
        const auto busy = pool.apply_async(mb::wait_for_go, gate.folder(), 1);
        QVERIFY(holds([&] { return gate.begun(1); }));
        if (paused) {
            pool.pause();
            gate.open();
            QCOMPARE(busy.get(kPatience), 1);
        }
        may_end.set_value();
        if (throws) QVERIFY_THROWS_EXCEPTION(std::length_error, results.next(kPatience));
        QVERIFY_THROWS_EXCEPTION(StopIteration, results.next(kPatience));
        QCOMPARE(busy.ready(), paused);
        gate.open();
    }

    void imap_timeoutLeavesTheResultForALaterCall() {
        CheckedPool pool({.processes = 1});
        auto results = pool.imap(mb::slow_square, std::vector<int>{6});
        QVERIFY_THROWS_EXCEPTION(TimeoutError, results.next(std::chrono::milliseconds(0)));
        QCOMPARE(results.next(kPatience), 36);
    }

    void joinAfterClose_endsThoughNobodyTakesTheResultsOfAnImap() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2});
            auto results = pool.imap(mb::square, numbers(0, 5000));
            pool.close();
            QVERIFY(pool.join(kPatience));
            for (int i = 0; i < 5000; ++i) QCOMPARE(results.next(kPatience), i * i);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void abandonedImapOverAnEndlessInput_doesNotHoldUpLaterCalls() {
        CheckedPool pool({.processes = 1});
        std::atomic<int> read = 0;
        static_cast<void>(pool.imap(mb::slow_square, Made(0, std::numeric_limits<int>::max(), [&read](int x) { return ++read, x; })));
        QVERIFY(holds([&] { return read > 100; }));
        const auto first = pool.apply_async(mb::square, 7), second = pool.apply_async(mb::square, 8);
        QCOMPARE(first.get(kPatience), 49);
        QCOMPARE(second.get(kPatience), 64);
    }

    void handle_saysReadySuccessfulAndTimesOut() {
        CheckedPool pool({.processes = 1});
        const auto slow = pool.apply_async(mb::slow_square, 9);
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(slow.successful()));
        QVERIFY_THROWS_EXCEPTION(TimeoutError, slow.get(std::chrono::milliseconds(0)));
        QVERIFY(!slow.wait(std::chrono::milliseconds(0)));
        QCOMPARE(slow.get(kPatience), 81);
        QVERIFY(slow.ready());
        QVERIFY(slow.successful());
        QCOMPARE(slow.get(), 81);
        const auto failing = pool.apply_async(mb::throw_own_error, 1);
        QVERIFY(failing.wait(kPatience));
        QVERIFY(!failing.successful());
    }

    void callbacks_runOnceBeforeReadyOnThePoolsThread() {
        CheckedPool pool({.processes = 2});
        std::mutex mutex;
        int calls = 0, errors = 0, value = 0;
        std::thread::id thread;
        const auto done = pool.apply_async(mb::square, args(5), {.callback = [&](const int& result) {
                                                                     const std::lock_guard lock(mutex);
                                                                     ++calls;
                                                                     value = result;
                                                                     thread = std::this_thread::get_id();
                                                                 },
                                                                 .error_callback = [&](std::exception_ptr) { ++errors; }});
        done.wait();
        const auto failed = pool.apply_async(mb::throw_own_error, args(5), {.callback = [&](const int&) { ++calls; },
                                                                             .error_callback = [&](std::exception_ptr) {
                                                                                 const std::lock_guard lock(mutex);
                                                                                 ++errors;
                                                                             }});
        failed.wait();
        const std::lock_guard lock(mutex);
        QCOMPARE(calls, 1);
        QCOMPARE(value, 25);
        QCOMPARE(errors, 1);
        QVERIFY(thread != std::this_thread::get_id());
    }

    void callback_findsThatWhoWaitedForAnEarlierResultHasIt() {
        CheckedPool pool({.processes = 1});
        for (int round = 0; round < 20; ++round) {
            pool.pause();
            const auto earlier = pool.apply_async(mb::square, 3);
            std::atomic<bool> has_it = false, found_it = false;
            std::thread waiting([&] { has_it = earlier.get() == 9; });
            const auto later = pool.apply_async(mb::square, args(4), {.callback = [&](const int&) {
                                                    const auto until = std::chrono::steady_clock::now() + kPatience;
                                                    while (!has_it && std::chrono::steady_clock::now() < until) std::this_thread::yield();
                                                    found_it = has_it.load();
                                                }});
            pool.resume();
            later.wait();
            waiting.join();
            QVERIFY(found_it);
        }
    }

    void callbackOfMap_getsTheWholeList() {
        CheckedPool pool({.processes = 2});
        std::vector<int> seen;
        pool.map_async(mb::square, std::vector<int>{1, 2, 3}, {.callback = [&](const std::vector<int>& all) { seen = all; }}).wait();
        QCOMPARE(seen, (std::vector<int>{1, 4, 9}));
    }

    void callbackThatThrows_doesNoOtherHarm() {
        CheckedPool pool({.processes = 1});
        const auto first = pool.apply_async(mb::square, args(3), {.callback = [](const int&) { throw std::runtime_error("callback"); }});
        QCOMPARE(first.get(kPatience), 9);
        QCOMPARE(pool.apply(mb::square, 4), 16);
    }

    void manyThreads_mayCallAtOnce() {
        CheckedPool pool({.processes = 2});
        std::vector<std::thread> threads;
        std::atomic<int> right = 0;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&pool, &right] {
                for (int i = 0; i < 50; ++i) right += pool.apply(mb::square, i) == i * i ? 1 : 0;
            });
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(right.load(), 200);
    }

    void largeValues_goThereAndBack_data() {
        QTest::addColumn<quint64>("size");
        for (const quint64 size : {quint64{0}, quint64{48}, quint64{65536}, quint64{1} << 20, quint64{33} << 20})
            QTest::addRow("%llu bytes", size) << size;
    }
    void largeValues_goThereAndBack() {
        QFETCH(quint64, size);
        CheckedPool pool({.processes = 2});
        const std::vector<std::uint8_t> bytes = pool.apply(mb::bytes_of, size);
        QCOMPARE(bytes.size(), std::size_t(size));
        QVERIFY(std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0x5a; }));
        QCOMPARE(pool.apply(mb::size_of, bytes), std::uint64_t(size));
    }

    void aLargeValueOnItsWay_doesNotHoldUpSmallTasks() {
        CheckedPool pool({.processes = 2});
        const auto large = pool.apply_async(mb::bytes_of, std::uint64_t{64} << 20);
        for (int i = 0; i < 20; ++i) QCOMPARE(pool.apply(mb::square, i), i * i);
        QCOMPARE(large.get(kPatience).size(), std::size_t{64} << 20);
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolCalls)
#include "tst_pool_calls.moc"
