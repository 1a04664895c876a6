// SPDX-License-Identifier: MIT
#include <QtTest>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <thread>

#include "lane/futex.h"
#include "supervise/wakes_together.h"

using namespace poolscope;
using supervise::WakesTogether;

namespace {

/// A thread that sleeps at a word, which nothing but a wake makes it leave before a minute is over.
class Sleeper {
public:
    Sleeper() {
        thread_ = std::thread([this] {
            lane::futex_wait_private(word_, 0, std::chrono::minutes(1));
            woken_ = true;
        });
    }
    ~Sleeper() {
        // Also one that had not slept yet when it was woken.
        while (!woken_) {
            lane::futex_wake_all_private(word_);
            std::this_thread::yield();
        }
        thread_.join();
    }
    [[nodiscard]] std::atomic<std::uint32_t>& word() { return word_; }
    /// Wakes it, again and again in case it did not sleep yet, as `wake` does.
    template <class Wake> [[nodiscard]] bool is_woken_by(const Wake& wake) {
        return QTest::qWaitFor([&] { wake(); return woken_.load(); }, 20'000);
    }
    [[nodiscard]] bool is_woken() const { return woken_; }

private:
    std::atomic<std::uint32_t> word_ = 0;
    std::atomic<bool> woken_ = false;
    std::thread thread_;
};

}  // namespace

class TestWakesTogether : public QObject {
    Q_OBJECT
private slots:
    void withoutOne_aWaiterIsWokenAtOnce() {
        Sleeper sleeper;
        QVERIFY(sleeper.is_woken_by([&] { WakesTogether::wake(sleeper.word()); }));
    }

    void waiter_isWokenWithTheEndAndNotBefore() {
        Sleeper sleeper;
        {
            const WakesTogether wakes;
            WakesTogether::wake(sleeper.word());
            QVERIFY(!sleeper.is_woken());
        }
        QVERIFY(sleeper.is_woken_by([&] {
            const WakesTogether wakes;
            WakesTogether::wake(sleeper.word());
        }));
    }

    void wakeNow_putsNobodyOffAnyLonger() {
        Sleeper outer_sleeper, inner_sleeper;
        const WakesTogether outer;
        QVERIFY(outer_sleeper.is_woken_by([&] {
            WakesTogether::wake(outer_sleeper.word());
            const WakesTogether inner;
            WakesTogether::wake_now();
        }));
        QVERIFY(inner_sleeper.is_woken_by([&] {
            const WakesTogether inner;
            WakesTogether::wake(inner_sleeper.word());
            WakesTogether::wake_now();
        }));
    }

    void moreThanHaveAPlace_areAllWoken() {
        std::deque<Sleeper> sleepers(40);
        const auto wake_all = [&] {
            const WakesTogether wakes;
            for (Sleeper& sleeper : sleepers) WakesTogether::wake(sleeper.word());
        };
        for (Sleeper& sleeper : sleepers) QVERIFY(sleeper.is_woken_by(wake_all));
    }
};

QTEST_GUILESS_MAIN(TestWakesTogether)
#include "tst_wakes_together.moc"
