// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "timeline/follow_window.h"
#include "timeline/time_scale.h"
#include "timeline/time_ticks.h"
#include "timeline/view_history.h"

using namespace poolscope::ui;

class TestTimelineScale : public QObject {
    Q_OBJECT
private slots:
    void columns_coverTimeWithoutGaps();
    void zooming_keepsTheMomentUnderThePointer();
    void zooming_endsAtOneNanosecondAColumn();
    void ticks_areRoundAndApart_data();
    void ticks_areRoundAndApart();
    void deepTicks_areToldFromABase();
    void growingRun_isShownInStepsAndThenScrolls();
    void latest_keepsThePresentAtTheEdge();
    void history_walksBackAndForth();
};

void TestTimelineScale::columns_coverTimeWithoutGaps() {
    const TimeScale scale = TimeScale::showing(5'000'000'000'123, 5'000'000'001'000, 333);
    for (std::int64_t column = -50; column < 400; ++column) {
        QVERIFY(scale.timeAt(column + 1) > scale.timeAt(column));
        QCOMPARE(scale.columnAt(scale.timeAt(column)), column);
        QCOMPARE(scale.columnAt(scale.timeAt(column + 1) - 1), column);
    }
}

void TestTimelineScale::zooming_keepsTheMomentUnderThePointer() {
    TimeScale scale = TimeScale::showing(5'000'000'000'000, 5'060'000'000'000, 1900);
    const double offset = 733.25;
    const Time under = scale.timeAtOffset(offset);
    for (int step = 0; step < 40; ++step) {
        scale = scale.zoomed(1.4, offset, 1e12);
        QVERIFY2(std::abs(scale.offsetOf(under) - offset) <= 1.0 + 1.0 / scale.nsPerColumn, qPrintable(QString::number(step)));
    }
}

void TestTimelineScale::zooming_endsAtOneNanosecondAColumn() {
    TimeScale scale = TimeScale::showing(0, 1000, 100);
    for (int step = 0; step < 20; ++step) scale = scale.zoomed(2, 50, 1e12);
    QCOMPARE(scale.nsPerColumn, 1.0);
    for (int step = 0; step < 80; ++step) scale = scale.zoomed(0.5, 50, 1e9);
    QCOMPARE(scale.nsPerColumn, 1e9);
}

void TestTimelineScale::ticks_areRoundAndApart_data() {
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QString>("second");  // label of the second named tick
    QTest::newRow("ten seconds") << qint64{10'000'000'000} << QStringLiteral("1 s");
    QTest::newRow("a second") << qint64{1'000'000'000} << QStringLiteral("100 ms");
    QTest::newRow("40 milliseconds") << qint64{40'000'000} << QStringLiteral("5 ms");
    QTest::newRow("300 microseconds") << qint64{300'000} << QStringLiteral("50 µs");
    QTest::newRow("an hour") << qint64{3'600'000'000'000} << QStringLiteral("500 s");
}

void TestTimelineScale::ticks_areRoundAndApart() {
    QFETCH(qint64, length);
    QFETCH(QString, second);
    const Time origin = 5'000'000'000'007;
    const auto ticks = timeTicks(origin, origin + length - 1, origin, length / 10);
    std::vector<TimeTick> named;
    for (const TimeTick& tick : ticks) {
        if (!tick.label.isEmpty()) named.push_back(tick);
    }
    QVERIFY(named.size() >= 2);
    QCOMPARE(named[0].time, origin);
    QVERIFY2(named[1].label == second, qPrintable(named[1].label));
    for (std::size_t at = 1; at < named.size(); ++at) QVERIFY(named[at].time - named[at - 1].time >= length / 10);
}

void TestTimelineScale::deepTicks_areToldFromABase() {
    const Time begin = 12'300'000'000;
    const auto ticks = timeTicks(begin - 2'000, begin + 50'000, 0, 5'000);
    bool sawBase = false, sawStep = false;
    for (const TimeTick& tick : ticks) {
        if (tick.isBase && tick.time == begin) {
            sawBase = true;
            QCOMPARE(tick.label, QStringLiteral("12.3000 s"));
        }
        if (tick.time == begin + 15'000) {
            sawStep = true;
            QCOMPARE(tick.label, QStringLiteral("+15 µs"));
        }
    }
    QVERIFY(sawBase);
    QVERIFY(sawStep);
}

void TestTimelineScale::growingRun_isShownInStepsAndThenScrolls() {
    TimeScale scale;
    const Time origin = 7'000'000'000;
    int changes = 0;
    for (Time now = origin; now < origin + 10'000'000'000; now += 33'000'000) {
        const TimeScale next = followed(Following::Whole, scale, origin, now, 1000, 10);
        QVERIFY(next.offsetOf(origin) <= 0.0 && next.offsetOf(now) <= 990.0);
        changes += next == scale ? 0 : 1;
        scale = next;
    }
    QVERIFY2(changes < 20, qPrintable(QString::number(changes)));
    const Time late = origin + 25'000'000'000;
    scale = followed(Following::Whole, scale, origin, late, 1000, 10);
    QVERIFY(std::abs(scale.offsetOf(late) - 990) <= 1.0);
}

void TestTimelineScale::latest_keepsThePresentAtTheEdge() {
    const TimeScale chosen = TimeScale::showing(0, 1'000'000, 500);
    const TimeScale scale = followed(Following::Latest, chosen, 0, 90'000'000, 500, 5);
    QCOMPARE(scale.nsPerColumn, chosen.nsPerColumn);
    QVERIFY(std::abs(scale.offsetOf(90'000'000) - 495) <= 1.0);
    QVERIFY(scale.hasSameColumns(chosen));
}

void TestTimelineScale::history_walksBackAndForth() {
    ViewHistory history;
    const TimeScale first = TimeScale::showing(0, 100, 10);
    const TimeScale second = TimeScale::showing(0, 200, 10);
    QVERIFY(!history.goBack(first));
    history.leave(first);
    QCOMPARE(history.goBack(second), std::optional(first));
    QCOMPARE(history.goForward(first), std::optional(second));
    QVERIFY(!history.canGoForward());
}

QTEST_GUILESS_MAIN(TestTimelineScale)
#include "tst_timeline_scale.moc"
