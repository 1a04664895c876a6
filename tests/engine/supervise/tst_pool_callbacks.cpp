// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN
#include <string>
#endif

#include "captured_stderr.h"
#include "functions.h"
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

}  // namespace

/// What becomes of what callbacks do wrong.
class PoolCallbacks : public QObject {
    Q_OBJECT

private slots:
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
