// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <QTemporaryDir>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "promises.h"
#endif

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

/// The threads on which something was called.
class Threads {
public:
    void note() {
        const std::lock_guard lock(mutex_);
        all_.push_back(std::this_thread::get_id());
    }
    [[nodiscard]] std::size_t calls() const {
        const std::lock_guard lock(mutex_);
        return all_.size();
    }
    [[nodiscard]] std::set<std::thread::id> distinct() const {
        const std::lock_guard lock(mutex_);
        return {all_.begin(), all_.end()};
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::thread::id> all_;
};

/// engine/SEMANTICS.md, "Calls": what is called when a call has ended.
const std::vector<Promise> kCallbacks{
    {"callbacks: run before ready() turns true, on the pool's own thread, once",
     [](const Context& context) {
         Threads threads;
         {
             CheckedPool pool(two(context));
             std::atomic<int> calls{0}, value{0};
             std::atomic<bool> ready_inside{true};
             std::optional<AsyncResult<int>> handle;
             std::mutex handle_is_known;
             {
                 const std::lock_guard lock(handle_is_known);
                 handle = pool.apply_async(mb::square, args(6), {.callback = [&](const int& result) {
                                               const std::lock_guard inner(handle_is_known);
                                               ready_inside = handle->ready();
                                               threads.note();
                                               value = result;
                                               ++calls;
                                           }});
             }
             MUST_EQUAL(handle->get(kPatience), 36);
             MUST_EQUAL(calls.load(), 1);
             MUST_EQUAL(value.load(), 36);
             MUST(!ready_inside.load());
             // Calls of other kinds, made on another thread: they are called back on the very same one.
             std::thread submitter([&] {
                 const auto failing = pool.apply_async(mb::throw_out_of_range_at_five, args(5), {.error_callback = [&](std::exception_ptr) { threads.note(); }});
                 const auto many = pool.map_async(mb::square, numbers(0, 8),
                                                  {.chunksize = 4,
                                                   .callback = [&](const std::vector<int>&) { threads.note(); },
                                                   .progress = [&](const Progress&) { threads.note(); }});
                 static_cast<void>(failing.wait(kPatience) && many.wait(kPatience));
             });
             const std::thread::id other = submitter.get_id();
             submitter.join();
             MUST_EQUAL(threads.calls(), std::size_t{5});
             MUST_EQUAL(threads.distinct().size(), std::size_t{1});
             MUST(!threads.distinct().contains(std::this_thread::get_id()) && !threads.distinct().contains(other));
         }
     }},
    {"callbacks: an error reaches error_callback once, and callback not at all",
     [](const Context& context) {
         CheckedPool pool(two(context));
         std::atomic<int> values{0}, errors{0}, right_ones{0};
         const auto told = [&](const std::exception_ptr& error) {
             ++errors;
             try {
                 std::rethrow_exception(error);
             } catch (const std::out_of_range& thrown) {
                 right_ones += thrown.what() == std::string("five is right out");
             } catch (...) {
             }
         };
         const auto one = pool.apply_async(mb::throw_out_of_range_at_five, args(5), {.callback = [&](const int&) { ++values; }, .error_callback = told});
         MUST(one.wait(kPatience));
         MUST_EQUAL(errors.load(), 1);
         const auto many = pool.map_async(mb::throw_out_of_range_at_five, numbers(0, 12),
                                          {.chunksize = 2, .callback = [&](const std::vector<int>&) { ++values; }, .error_callback = told});
         MUST(many.wait(kPatience));
         MUST_EQUAL(errors.load(), 2);
         MUST_EQUAL(right_ones.load(), 2);
         MUST_EQUAL(values.load(), 0);
         const auto good = pool.apply_async(mb::square, args(3), {.callback = [&](const int&) { ++values; }, .error_callback = told});
         MUST_EQUAL(good.get(kPatience), 9);
         MUST_EQUAL(values.load(), 1);
         MUST_EQUAL(errors.load(), 2);
     }},
    {"callbacks: one that throws is reported and does no other harm",
     [](const Context& context) {
         const QTemporaryDir folder;
         PoolOptions options = two(context);
         options.trace = folder.filePath("trace").toStdString();
         {
             CheckedPool pool(options);
             const auto handle =
                 pool.apply_async(mb::square, args(6), {.callback = [](const int&) { throw std::runtime_error("a slip in a callback"); }});
             MUST_EQUAL(handle.get(kPatience), 36);
             const auto failing = pool.apply_async(mb::throw_out_of_range_at_five, args(5), {.error_callback = [](std::exception_ptr) {
                                                       throw std::runtime_error("a slip in an error_callback");
                                                   }});
             static_cast<void>(thrown<std::out_of_range>([&] { static_cast<void>(failing.get(kPatience)); }));
             MUST_EQUAL(pool.apply(mb::square, 3), 9);
             pool.close();
             MUST(pool.join(kPatience));
         }
         PoolState state;
         trace::Reader reader(options.trace);
         while (const auto record = reader.next()) state.apply(*record);
         const auto reported = [&state](const std::string& what) {
             return std::count_if(state.events().begin(), state.events().end(),
                                  [&what](const Event& event) { return event.text.find(what) != std::string::npos; });
         };
         MUST_EQUAL(reported("A callback of misbehaving::square threw std::runtime_error: a slip in a callback"), 1);
         MUST_EQUAL(reported("a slip in an error_callback"), 1);
     }},
};

}  // namespace

class PromisedCallbacks : public QObject {
    Q_OBJECT

private slots:
    void promise_data() { add_rows(kCallbacks); }
    void promise() { keep_promise(kCallbacks); }
};

POOLSCOPE_POOL_TEST_MAIN(PromisedCallbacks)
#include "tst_promised_callbacks.moc"
