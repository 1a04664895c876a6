// SPDX-License-Identifier: MIT
#include <QTest>

#include <random>
#include <set>

#include "trace/interval_set.h"

using poolscope::trace::IntervalSet;

namespace {

class tst_interval_set : public QObject {
    Q_OBJECT

private slots:
    void isASetOfNumbers_whateverIsAddedAndTakenAway() {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            IntervalSet set;
            std::set<std::uint64_t> model;
            for (int step = 0; step < 60; ++step) {
                const std::uint64_t first = random() % 60;
                const std::uint64_t count = random() % 9;
                bool was_there = false;
                for (std::uint64_t number = first; number < first + count; ++number) {
                    was_there = was_there || model.contains(number);
                }
                QCOMPARE(set.intersects(first, count), was_there);
                if (random() % 3 != 0) {
                    QCOMPARE(set.insert(first, count), !was_there);
                    for (std::uint64_t number = first; number < first + count; ++number) {
                        model.insert(number);
                    }
                } else {
                    set.erase(first, count);
                    for (std::uint64_t number = first; number < first + count; ++number) {
                        model.erase(number);
                    }
                }
                QCOMPARE(set.size(), std::uint64_t(model.size()));
                QCOMPARE(set.end(), model.empty() ? 0u : *model.rbegin() + 1);
                for (std::uint64_t number = 0; number < 70; ++number) {
                    QCOMPARE(set.contains(number), model.contains(number));
                }
            }
        }
    }

    void numbersInARow_areOneRun() {
        IntervalSet set;
        for (std::uint64_t number = 0; number < 100'000; ++number) {
            QVERIFY(set.insert(number, 1));
        }
        QCOMPARE(set.runs(), std::size_t(1));
        QCOMPARE(set.size(), std::uint64_t(100'000));
    }

    void largestNumbers_doNotOverflow() {
        IntervalSet set;
        QVERIFY(set.insert(UINT64_MAX - 5, UINT64_MAX));
        QVERIFY(set.contains(UINT64_MAX - 1));
        QVERIFY(!set.insert(0, UINT64_MAX));
        QCOMPARE(set.runs(), std::size_t(1));
        set.erase(0, UINT64_MAX);
        QCOMPARE(set.size(), 0u);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_interval_set)
#include "tst_interval_set.moc"
