// SPDX-License-Identifier: MIT
#include <limits>
#include <random>

#include <QTest>

#include "trace/packed_number.h"

using namespace poolscope;
using namespace poolscope::trace;

class PackedNumberTest : public QObject {
    Q_OBJECT

private slots:
    void everyNumber_comesBack() {
        std::mt19937_64 random(20261128);
        for (int bits = 0; bits <= 56; ++bits) {
            for (int i = 0; i < 200; ++i) {
                const std::uint64_t value = bits == 0 ? 0 : random() >> (64 - bits);
                const struct {
                    PackedNumber before, number, behind;
                } neighbours{PackedNumber(PackedNumber::kMost), PackedNumber(value), PackedNumber(PackedNumber::kMost)};
                QCOMPARE(neighbours.number.value(), value);
            }
        }
        QCOMPARE(PackedNumber().value(), std::uint64_t{0});
        for (const std::uint64_t value : {PackedNumber::kMost, PackedNumber::kMost + 1, std::numeric_limits<std::uint64_t>::max()})
            QCOMPARE(PackedNumber(value).value(), PackedNumber::kMost);
    }
    void everyTime_comesBack() {
        constexpr Time origin = 1'700'000'000'000'000'000;
        for (const Time time : {Time{0}, kOpen, origin, origin + 1, origin + 123'456'789'012}) QCOMPARE(PackedTime(time, origin).time(origin), time);
        QCOMPARE(PackedTime(origin - 5, origin).time(origin), origin);
    }
};

QTEST_GUILESS_MAIN(PackedNumberTest)
#include "tst_packed_number.moc"
