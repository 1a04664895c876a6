// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <nlohmann/json.hpp>

#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>

#include "promises.h"
#endif

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

PoolOptions two(const Context& context) { return {.processes = 2, .context = context}; }

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
    {"callbacks: run before ready() turns true, on the pool's own thread, once",
     [](const Context& context) {
         CheckedPool pool(two(context));
         std::atomic<int> calls{0}, value{0};
         std::atomic<std::thread::id> where{};
         std::atomic<bool> ready_inside{true};
         std::optional<AsyncResult<int>> handle;
         std::mutex handle_is_known;
         {
             const std::lock_guard lock(handle_is_known);
             handle = pool.apply_async(mb::square, args(6), {.callback = [&](const int& result) {
                                           const std::lock_guard inner(handle_is_known);
                                           ready_inside = handle->ready();
                                           where = std::this_thread::get_id();
                                           value = result;
                                           ++calls;
                                       }});
         }
         MUST_EQUAL(handle->get(kPatience), 36);
         MUST_EQUAL(calls.load(), 1);
         MUST_EQUAL(value.load(), 36);
         MUST(!ready_inside.load());
         MUST(where.load() != std::this_thread::get_id());
     }},
    {"callbacks: one that throws does no other harm",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto handle =
             pool.apply_async(mb::square, args(6), {.callback = [](const int&) { throw std::runtime_error("in a callback"); }});
         MUST_EQUAL(handle.get(kPatience), 36);
         MUST_EQUAL(pool.apply(mb::square, 3), 9);
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
     [](const Context&) {
         MUST_EQUAL(detail::default_chunksize(100, 2), std::uint64_t{13});
         MUST_EQUAL(detail::default_chunksize(8, 2), std::uint64_t{1});
         MUST_EQUAL(detail::default_chunksize(9, 2), std::uint64_t{2});
     }},
    {"map: empty input gives an empty result at once",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto hanging = std::vector{pool.apply_async(mb::sleep_for_ever), pool.apply_async(mb::sleep_for_ever)};
         MUST(pool.map_async(mb::square, std::vector<int>{}).get(kPatience).empty());
     }},
    {"map: no fail-fast, the error appears when all chunks are done and says which item",
     [](const Context& context) {
         CheckedPool pool(two(context));
         try {
             static_cast<void>(pool.map(mb::throw_out_of_range_at_five, numbers(0, 12), 2));
             throw NotKept("nothing was thrown");
         } catch (const std::out_of_range& error) {
             MUST_EQUAL(dynamic_cast<const RemoteError&>(error).origin().item.value_or(99), std::uint64_t{5});
         }
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
    {"result that cannot be encoded: MaybeEncodingError with the reason, and the worker lives",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .context = context});
         const int pid = pool.apply(mb::own_pid);
         MUST_CONTAIN(thrown<MaybeEncodingError>([&] { static_cast<void>(pool.apply(mb::unsendable, 1)); }),
                      "this value stays here");
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
