// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <limits>
#include <map>
#include <thread>
#include <type_traits>

#include <QFileInfo>
#include <QTemporaryDir>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "promises.h"
#endif

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

/// Throws in the middle of itself, as an input iterator may.
class BreakingInput {
public:
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = int;
        using difference_type = std::ptrdiff_t;
        using pointer = const int*;
        using reference = int;
        int operator*() const {
            if (at_ == 5) throw std::range_error("the input breaks off");
            return at_;
        }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        void operator++(int) { ++at_; }
        bool operator==(const Iterator&) const { return false; }

    private:
        int at_ = 0;
    };
    [[nodiscard]] Iterator begin() const { return {}; }
    [[nodiscard]] Iterator end() const { return {}; }
};

/// Endless, and counts how far it was read.
class CountedInput {
public:
    explicit CountedInput(std::atomic<int>& read) : read_(&read) {}
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = int;
        using difference_type = std::ptrdiff_t;
        using pointer = const int*;
        using reference = int;
        explicit Iterator(std::atomic<int>* read) : read_(read) {}
        int operator*() const { return *read_; }
        Iterator& operator++() {
            ++*read_;
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(const Iterator& other) const { return read_ == other.read_; }

    private:
        std::atomic<int>* read_;
    };
    [[nodiscard]] Iterator begin() const { return Iterator(read_); }
    [[nodiscard]] Iterator end() const { return Iterator(nullptr); }

private:
    std::atomic<int>* read_;
};

/// The sizes of the chunks of a map without a chunk size, in input order, as the trace tells them.
std::vector<std::uint32_t> recorded_chunks(const Context& context, int processes, int items) {
    const QTemporaryDir folder;
    PoolOptions options{.processes = processes, .context = context, .trace = folder.filePath("trace").toStdString()};
    {
        CheckedPool pool(options);
        MUST_EQUAL(pool.map(mb::square, numbers(0, items)).size(), static_cast<std::size_t>(items));
        pool.close();
        MUST(pool.join(kPatience));
    }
    PoolState state;
    trace::Reader reader(options.trace);
    while (const auto record = reader.next()) state.apply(*record);
    std::map<std::uint64_t, std::uint32_t> by_first_item;
    for (std::size_t i = 0; i < state.task_count(); ++i) by_first_item[state.task(i).first_item] = state.task(i).items;
    std::vector<std::uint32_t> sizes;
    for (const auto& [first, size] : by_first_item) sizes.push_back(size);
    return sizes;
}

/// engine/SEMANTICS.md, "Calls".
const std::vector<Promise> kCalls{
    {"apply: blocks and gives the result",
     [](const Context& context) {
         CheckedPool pool(two(context));
         MUST_EQUAL(pool.apply(mb::add, 2, 3), 5);
     }},
    {"apply: the task's own error type, message and origin arrive",
     [](const Context& context) {
         CheckedPool pool(two(context));
         try {
             static_cast<void>(pool.apply(mb::throw_out_of_range_at_five, 5));
             throw NotKept("nothing was thrown");
         } catch (const std::out_of_range& error) {
             MUST_EQUAL(error.what(), std::string("five is right out"));
             const auto* remote = dynamic_cast<const RemoteError*>(&error);
             MUST(remote != nullptr && remote->origin().pid > 0 && remote->origin().worker);
             MUST_EQUAL(remote->origin().function, "misbehaving::throw_out_of_range_at_five");
         }
     }},
    {"apply: a task that exits, crashes or is killed is a worker-lost error with pid, slot, end, item and time",
     [](const Context& context) {
         CheckedPool pool(two(context));
         for (const auto& [message, part] : std::vector<std::pair<std::string, std::string>>{
                  {thrown<WorkerLostError>([&] { static_cast<void>(pool.apply(mb::die_of_signal, SIGKILL)); }), "SIGKILL"},
                  {thrown<WorkerLostError>([&] { static_cast<void>(pool.apply(mb::die_of_signal, SIGSEGV)); }), "SIGSEGV"},
                  {thrown<WorkerLostError>([&] { static_cast<void>(pool.apply(mb::exit_at_once, 3)); }), "code 3"}}) {
             MUST_CONTAIN(message, part);
             MUST_CONTAIN(message, "pid ");
             MUST_CONTAIN(message, "slot ");
             MUST_CONTAIN(message, "item 0");
             MUST_CONTAIN(message, "after its task began");
         }
     }},
    {"apply: a task whose worker dies ends within 0.1 s",
     [](const Context& context) {
         // Somebody else may have the core for longer now and then: of many deaths the quickest counts.
         const QTemporaryDir folder;
         const std::string file = folder.filePath("when").toStdString();
         CheckedPool pool(two(context));
         std::int64_t quickest = std::numeric_limits<std::int64_t>::max();
         for (int i = 0; i < 20 && quickest >= 100'000'000; ++i) {
             static_cast<void>(thrown<WorkerLostError>([&] { static_cast<void>(pool.apply(mb::note_time_and_die, file)); }));
             const std::int64_t known = std::chrono::steady_clock::now().time_since_epoch().count();
             std::int64_t died = 0;
             std::ifstream(file) >> died;
             MUST(died > 0 && known >= died);
             quickest = std::min(quickest, known - died);
         }
         MUST(quickest < 100'000'000);
     }},
    {"apply_async: ready, successful, wait and get as CPython's AsyncResult",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto slow = pool.apply_async(mb::sleep_for_ever);
         MUST(!slow.ready());
         MUST_CONTAIN(thrown<ValueError>([&] { static_cast<void>(slow.successful()); }), "not ready");
         MUST(!slow.wait(std::chrono::milliseconds(1)));
         static_cast<void>(thrown<TimeoutError>([&] { static_cast<void>(slow.get(std::chrono::milliseconds(1))); }));
         const auto quick = pool.apply_async(mb::square, 4);
         MUST(quick.wait(kPatience) && quick.ready() && quick.successful());
         MUST_EQUAL(quick.get(), 16);
         const auto failing = pool.apply_async(mb::throw_out_of_range_at_five, 5);
         MUST(failing.wait(kPatience) && !failing.successful());
     }},
    {"apply_async: every handle ends, also when the pool is terminated",
     [](const Context& context) {
         CheckedPool pool({.processes = 2, .context = context, .terminate_grace = std::chrono::milliseconds(50)});
         std::vector<AsyncResult<int>> handles;
         for (int i = 0; i < 20; ++i) handles.push_back(pool.apply_async(mb::sleep_for_ever));
         pool.terminate();
         for (const AsyncResult<int>& handle : handles)
             static_cast<void>(thrown<CancelledError>([&] { static_cast<void>(handle.get(kPatience)); }));
     }},
    {"map, starmap: input order, in all chunk sizes",
     [](const Context& context) {
         CheckedPool pool(two(context));
         for (const std::optional<std::int64_t> chunksize : {std::optional<std::int64_t>(), std::optional<std::int64_t>(1),
                                                            std::optional<std::int64_t>(7), std::optional<std::int64_t>(1000)}) {
             const auto squares = pool.map(mb::square, numbers(0, 100), chunksize);
             for (int i = 0; i < 100; ++i) MUST_EQUAL(squares.at(static_cast<std::size_t>(i)), i * i);
         }
         MUST_EQUAL(pool.starmap(mb::add, std::vector<std::pair<int, int>>{{1, 2}, {3, 4}}), (std::vector<int>{3, 7}));
     }},
    {"map: default chunk is ceil(n / (4 x processes))",
     [](const Context& context) {
         // 100 items for 2 processes: seven chunks of 13 and one of 9; 9 items: four of 2 and one of 1; 8 items: eight of 1.
         MUST(recorded_chunks(context, 2, 100) == (std::vector<std::uint32_t>{13, 13, 13, 13, 13, 13, 13, 9}));
         MUST(recorded_chunks(context, 2, 9) == (std::vector<std::uint32_t>{2, 2, 2, 2, 1}));
         MUST(recorded_chunks(context, 2, 8) == std::vector<std::uint32_t>(8, 1));
         MUST(recorded_chunks(context, 3, 100) == (std::vector<std::uint32_t>{9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 1}));
     }},
    {"map: empty input gives an empty result at once",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto hanging = std::vector{pool.apply_async(mb::sleep_for_ever), pool.apply_async(mb::sleep_for_ever)};
         MUST(pool.map_async(mb::square, std::vector<int>{}).get(kPatience).empty());
     }},
    {"map: no fail-fast, the error appears when all chunks are done and says which item",
     [](const Context& context) {
         const QTemporaryDir folder;
         const std::string file = folder.filePath("calls").toStdString();
         std::vector<std::pair<std::string, int>> items;
         for (int i = 0; i < 24; ++i) items.emplace_back(file, i);
         CheckedPool pool(two(context));
         try {
             static_cast<void>(pool.starmap(mb::note_and_throw_at_zero, items, 2));
             throw NotKept("nothing was thrown");
         } catch (const std::out_of_range& error) {
             MUST_EQUAL(QFileInfo(QString::fromStdString(file)).size(), qint64{24});  // item 0 threw long before the last one began
             MUST_EQUAL(dynamic_cast<const RemoteError&>(error).origin().item.value_or(99), std::uint64_t{0});
         }
         static_cast<void>(thrown<std::out_of_range>([&] { static_cast<void>(pool.map(mb::throw_out_of_range_at_five, numbers(0, 12), 2)); }));
     }},
    {"map: the first error to arrive wins",
     [](const Context& context) {
         const QTemporaryDir folder;
         const std::string path = folder.path().toStdString();
         CheckedPool pool(two(context));
         const auto handle =
             pool.starmap_async(mb::throw_in_turn, std::vector<std::pair<std::string, int>>{{path, 0}, {path, 1}}, {.chunksize = 1});
         const auto end = std::chrono::steady_clock::now() + kPatience;
         while (handle.progress().failed == 0) {  // item 1, as item 0 waits
             MUST(std::chrono::steady_clock::now() < end);
             std::this_thread::sleep_for(std::chrono::milliseconds(1));
         }
         std::ofstream(path + "/go") << std::flush;
         MUST_EQUAL(thrown<std::out_of_range>([&] { static_cast<void>(handle.get(kPatience)); }), "item 1 throws");
         MUST_EQUAL(handle.progress().failed, std::uint64_t{2});
     }},
    {"starmap_async: a handle at once, results in input order",
     [](const Context& context) {
         CheckedPool pool(two(context));
         std::vector<std::tuple<int, int>> pairs;
         for (int i = 0; i < 100; ++i) pairs.emplace_back(i, 1000);
         const auto sums = pool.starmap_async(mb::add, pairs, {.chunksize = 3});
         const QTemporaryDir folder;
         const std::string path = folder.path().toStdString();
         const auto waiting = pool.starmap_async(mb::wait_for_go, std::vector<std::pair<std::string, int>>{{path, 7}, {path, 8}});
         MUST(!waiting.ready());
         const std::vector<int> values = sums.get(kPatience);
         for (int i = 0; i < 100; ++i) MUST_EQUAL(values.at(static_cast<std::size_t>(i)), i + 1000);
         std::ofstream(path + "/go") << std::flush;
         MUST_EQUAL(waiting.get(kPatience), (std::vector<int>{7, 8}));
         MUST(waiting.successful());
     }},
    {"map: other items' results can be had",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto outcomes = pool.map_async(mb::throw_out_of_range_at_five, numbers(0, 12), {.chunksize = 4}).outcomes();
         for (int i = 0; i < 12; ++i) MUST_EQUAL(outcomes.at(static_cast<std::size_t>(i)).value.value_or(-1), i == 5 ? -1 : i);
     }},
    {"map: chunksize below 1 is refused",
     [](const Context& context) {
         CheckedPool pool(two(context));
         MUST_EQUAL(thrown<ValueError>([&] { static_cast<void>(pool.map(mb::square, std::vector<int>{1}, 0)); }),
                    "Chunksize must be 1+, not 0");
     }},
    {"imap: input order, lazily; imap_unordered: as they come",
     [](const Context& context) {
         CheckedPool pool(two(context));
         int expected = 0;
         for (const int square : pool.imap(mb::square, numbers(0, 30))) {
             MUST_EQUAL(square, expected * expected);
             ++expected;
         }
         MUST_EQUAL(expected, 30);
         int sum = 0;
         for (const int square : pool.imap_unordered(mb::square, numbers(0, 30), 4)) sum += square;
         MUST_EQUAL(sum, 29 * 30 * 59 / 6);
     }},
    {"imap: next(timeout); chunksize 0 is refused",
     [](const Context& context) {
         CheckedPool pool(two(context));
         auto results = pool.imap(mb::slow_square, numbers(0, 1));
         try {
             static_cast<void>(results.next(std::chrono::nanoseconds(1)));
         } catch (const TimeoutError&) {
             MUST_EQUAL(results.next(kPatience), 0);
         }
         static_cast<void>(thrown<StopIteration>([&] { static_cast<void>(results.next(kPatience)); }));
         MUST_EQUAL(thrown<ValueError>([&] { static_cast<void>(pool.imap(mb::square, std::vector<int>{1}, 0)); }),
                    "Chunksize must be 1+, not 0");
     }},
    {"imap: an input that throws delivers the items before it, then its error",
     [](const Context& context) {
         CheckedPool pool(two(context));
         auto results = pool.imap(mb::square, BreakingInput());
         for (int i = 0; i < 5; ++i) MUST_EQUAL(results.next(kPatience), i * i);
         MUST_EQUAL(thrown<std::range_error>([&] { static_cast<void>(results.next(kPatience)); }), "the input breaks off");
     }},
    {"imap: after an error in a chunk the other items still come",
     [](const Context& context) {
         CheckedPool pool(two(context));
         auto results = pool.imap(mb::throw_out_of_range_at_five, numbers(0, 10), 4);
         for (int i = 0; i < 10; ++i) {
             if (i == 5) static_cast<void>(thrown<std::out_of_range>([&] { static_cast<void>(results.next(kPatience)); }));
             else MUST_EQUAL(results.next(kPatience), i);
         }
     }},
    {"imap: reads its input through a bounded window",
     [](const Context& context) {
         std::atomic<int> read{0};
         {
             CheckedPool pool(two(context));
             auto results = pool.imap(mb::square, CountedInput(read));
             static_cast<void>(results.next(kPatience));
             MUST(read.load() < 10'000);
         }
     }},
    {"close: no new work, finishes what is there",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto running = pool.map_async(mb::slow_square, numbers(0, 8), {.chunksize = 1});
         pool.close();
         MUST_EQUAL(thrown<ValueError>([&] { static_cast<void>(pool.apply(mb::square, 1)); }), "Pool not running");
         MUST(pool.join(kPatience));
         MUST_EQUAL(running.get(kPatience).size(), std::size_t{8});
     }},
    {"terminate: drops what is left, ends workers that ignore SIGTERM",
     [](const Context& context) {
         CheckedPool pool({.processes = 2, .context = context, .terminate_grace = std::chrono::milliseconds(50)});
         const auto stubborn = pool.apply_async(mb::ignore_sigterm_for_ever);
         const auto waiting = pool.map_async(mb::slow_square, numbers(0, 10'000), {.chunksize = 1});
         pool.terminate();
         MUST(pool.join(kPatience));
         static_cast<void>(thrown<CancelledError>([&] { static_cast<void>(stubborn.get(kPatience)); }));
         static_cast<void>(thrown<CancelledError>([&] { static_cast<void>(waiting.get(kPatience)); }));
     }},
    {"join: only after close or terminate, and takes a timeout",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .context = context, .terminate_grace = std::chrono::milliseconds(50)});
         MUST_EQUAL(thrown<ValueError>([&] { pool.join(); }), "Pool is still running");
         const auto hanging = pool.apply_async(mb::sleep_for_ever);
         pool.close();
         MUST(!pool.join(std::chrono::milliseconds(5)));
     }},
    {"scope end terminates",
     [](const Context& context) {
         std::optional<AsyncResult<int>> handle;
         {
             CheckedPool pool({.processes = 1, .context = context, .terminate_grace = std::chrono::milliseconds(50)});
             handle = pool.apply_async(mb::sleep_for_ever);
         }
         MUST(handle->ready());
     }},
    {"scope: a second entry is refused",
     [](const Context&) {
         // A pool is entered when it is made and left with its scope: what could enter it again does not compile.
         MUST(!std::is_copy_constructible_v<Pool> && !std::is_copy_assignable_v<Pool>);
         MUST(!std::is_move_constructible_v<Pool> && !std::is_move_assignable_v<Pool>);
     }},
    {"repeat: close, join, terminate again do nothing",
     [](const Context& context) {
         CheckedPool pool(two(context));
         pool.close();
         pool.close();
         MUST(pool.join(kPatience));
         pool.terminate();
         pool.terminate();
         pool.close();
         MUST(pool.join(kPatience));
     }},
    {"result that cannot be encoded: MaybeEncodingError with value and reason, and the worker lives",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .context = context});
         const int pid = pool.apply(mb::own_pid);
         MUST_EQUAL(thrown<MaybeEncodingError>([&] { static_cast<void>(pool.apply(mb::unsendable, 1)); }),
                    "Error sending result: '<misbehaving::Unsendable>'. Reason: 'cannot encode misbehaving::Unsendable: this value stays here'");
         MUST_EQUAL(pool.apply(mb::own_pid), pid);
     }},
    {"result that cannot be decoded: it fails alone",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .context = context});
         MUST_CONTAIN(thrown<std::exception>([&] { static_cast<void>(pool.apply(mb::undecodable, 1)); }), "nobody can read this");
         MUST_EQUAL(pool.apply(mb::square, 3), 9);
     }},
};

}  // namespace

class PromisedCalls : public QObject {
    Q_OBJECT

private slots:
    void promise_data() { add_rows(kCalls); }
    void promise() { keep_promise(kCalls); }
};

POOLSCOPE_POOL_TEST_MAIN(PromisedCalls)
#include "tst_promised_calls.moc"
