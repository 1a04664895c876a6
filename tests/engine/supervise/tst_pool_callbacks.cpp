// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#endif

#include "captured_stderr.h"
#include "functions.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

/// What `action` throws in a callback of the pool, in words.
std::string thrown_in_a_callback(Pool& pool, const std::function<void()>& action) {
    auto words = std::make_shared<std::promise<std::string>>();
    std::future<std::string> told = words->get_future();
    const auto handle = pool.apply_async(mb::square, args(2), {.callback = [&action, words](const int&) {
                                             try {
                                                 action();
                                                 words->set_value("nothing");
                                             } catch (const RuntimeError& error) {
                                                 words->set_value(error.what());
                                             } catch (const std::exception& error) {
                                                 words->set_value(std::string("another error: ") + error.what());
                                             }
                                         }});
    return told.wait_for(kPatience) == std::future_status::ready ? told.get() : "no answer";
}

}  // namespace

/// What callbacks may do to their own pool.
class PoolCallbacks : public QObject {
    Q_OBJECT

private slots:
    void everyWayToWaitInACallback_isRefused() {
        CheckedPool pool({.processes = 2});
        const auto hanging = pool.apply_async(mb::sleep_for_ever);
        auto stream = pool.imap(mb::hang_or_square, std::vector<int>{0});
        Pool& own = pool;
        const std::vector<std::function<void()>> waits{
            [&] { static_cast<void>(own.apply(mb::square, 3)); },
            [&] { static_cast<void>(own.map(mb::square, std::vector<int>{1, 2, 3})); },
            [&] { static_cast<void>(own.map(mb::echo, std::vector<std::string>{"a"})); },
            [&] { hanging.wait(); },
            [&] { static_cast<void>(hanging.get()); },
            [&] { static_cast<void>(hanging.get(kPatience)); },
            [&] { static_cast<void>(stream.next()); },
            [&] {
                own.close();
                own.join();
            },
        };
        // The two workers hang; a third one is for the callbacks.
        pool.resize(3);
        for (const std::function<void()>& wait : waits) {
            const std::string told = thrown_in_a_callback(pool, wait);
            QVERIFY2(told.find("in a callback of this pool: it would wait for itself") != std::string::npos, told.c_str());
        }
    }

    void resultThatIsThere_canBeHadInACallback() {
        CheckedPool pool({.processes = 1});
        const auto done = pool.apply_async(mb::square, 3);
        QVERIFY(done.wait(kPatience));
        QCOMPARE(thrown_in_a_callback(pool, [&] {
                     if (done.get() != 9) throw std::runtime_error("not 9");
                 }),
                 std::string("nothing"));
    }

    void lastOwnerThatGoesInACallback_endsThePoolWithoutWaitingForItself_data() { add_start_method_rows(); }
    void lastOwnerThatGoesInACallback_endsThePoolWithoutWaitingForItself() {
        const Leftovers leftovers;
        {
            auto pool = std::make_shared<Pool>(PoolOptions{.processes = 2, .context = row_context()});
            auto may_go = std::make_shared<std::promise<void>>();
            std::shared_future<void> let_go = may_go->get_future().share();
            std::promise<void> gone;
            std::future<void> went = gone.get_future();
            Pool& first = *pool;
            const auto handle = first.apply_async(mb::square, args(2), {.callback = [owner = std::move(pool), let_go, &gone](const int&) mutable {
                                                      let_go.wait();
                                                      owner.reset();
                                                      gone.set_value();
                                                  }});
            const auto hanging = first.apply_async(mb::sleep_for_ever);
            may_go->set_value();
            QVERIFY(went.wait_for(kPatience) == std::future_status::ready);
            QCOMPARE(handle.get(kPatience), 4);
            QVERIFY_THROWS_EXCEPTION(CancelledError, static_cast<void>(hanging.get(kPatience)));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void warningsWithoutATrace_areOnStandardErrorTheFirstFewOfEachKind() {
        CapturedStderr captured;
        {
            Pool pool({.processes = 1});
            for (int i = 0; i < 20; ++i) {
                const auto handle = pool.apply_async(mb::square, args(i), {.callback = [](const int&) { throw std::runtime_error("a slip\nin two lines"); }});
                QVERIFY(handle.wait(kPatience));
            }
            const auto ordering = pool.apply_async(mb::square, args(1), {.callback = [&pool](const int&) { pool.drain_worker(WorkerId{4711}); }});
            QVERIFY(ordering.wait(kPatience));
            pool.close();
            QVERIFY(pool.join(kPatience));
        }
        const std::string text = captured.text();
        QCOMPARE(times(text, "poolscope: A callback of misbehaving::square threw std::runtime_error: a slip in two lines\n"), std::size_t{5});
        QCOMPARE(times(text, "poolscope: 15 more callbacks that threw were not told\n"), std::size_t{1});
        QCOMPARE(times(text, "poolscope: An order given in a callback was refused: "), std::size_t{1});
    }

    void warningsWithATrace_areNotOnStandardError() {
        CapturedStderr captured;
        {
            CheckedPool pool({.processes = 1});
            const auto handle = pool.apply_async(mb::square, args(1), {.callback = [](const int&) { throw std::runtime_error("a slip"); }});
            QVERIFY(handle.wait(kPatience));
        }
        QCOMPARE(captured.text(), std::string());
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolCallbacks)
#include "tst_pool_callbacks.moc"
