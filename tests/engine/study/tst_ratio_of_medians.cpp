// SPDX-License-Identifier: MIT
#include <vector>

#include <QTest>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "noise.h"

using namespace poolscope;
using study::ratio_of_medians;
using study::tests::Noise;
using study::tests::NoisyRuns;

Q_DECLARE_METATYPE(Noise)

class RatioOfMediansTest : public QObject {
    Q_OBJECT
private slots:
    void ratio_isOfTheSecondOverTheFirst();
    void interval_followsFromTheSeed();
    void interval_coversTheTrueRatioAsOftenAsItSays_data();
    void interval_coversTheTrueRatioAsOftenAsItSays();
    void moreRuns_narrowTheInterval();
    void valuesNotAboveZero_areRefused();
};

void RatioOfMediansTest::ratio_isOfTheSecondOverTheFirst() {
    const auto found = ratio_of_medians(std::vector<double>{2, 2, 2}, std::vector<double>{3, 3, 3});
    QCOMPARE(found.ratio, 1.5);
    QCOMPARE(found.interval.low, 1.5);
    QCOMPARE(found.interval.high, 1.5);
}

void RatioOfMediansTest::interval_followsFromTheSeed() {
    NoisyRuns runs(Noise::Lognormal, 1);
    const auto a = runs.take(9), b = runs.take(9);
    QCOMPARE(ratio_of_medians(a, b, {.seed = 4}).interval.low, ratio_of_medians(a, b, {.seed = 4}).interval.low);
    QVERIFY(ratio_of_medians(a, b, {.seed = 4}).interval.low != ratio_of_medians(a, b, {.seed = 5}).interval.low ||
            ratio_of_medians(a, b, {.seed = 4}).interval.high != ratio_of_medians(a, b, {.seed = 5}).interval.high);
}

void RatioOfMediansTest::interval_coversTheTrueRatioAsOftenAsItSays_data() {
    QTest::addColumn<Noise>("noise");
    QTest::addColumn<int>("runs");
    for (const int runs : {5, 10, 20}) {
        QTest::addRow("normal, %d runs", runs) << Noise::Normal << runs;
        QTest::addRow("lognormal, %d runs", runs) << Noise::Lognormal << runs;
        QTest::addRow("bimodal, %d runs", runs) << Noise::Bimodal << runs;
    }
}
void RatioOfMediansTest::interval_coversTheTrueRatioAsOftenAsItSays() {
    QFETCH(Noise, noise);
    QFETCH(int, runs);
    NoisyRuns source(noise, 7);
    int covered = 0;
    for (int trial = 0; trial < 400; ++trial) {
        const auto a = source.take(static_cast<std::size_t>(runs)), b = source.take(static_cast<std::size_t>(runs), 1.1);
        covered += ratio_of_medians(a, b, {.resamples = 400, .seed = static_cast<std::uint64_t>(trial)}).interval.contains(1.1) ? 1 : 0;
    }
    const double share = covered / 400.0;
    QVERIFY2(share > 0.93 && share < 0.995, qPrintable(QString::number(share)));
}

void RatioOfMediansTest::moreRuns_narrowTheInterval() {
    NoisyRuns runs(Noise::Lognormal, 2);
    const auto few = ratio_of_medians(runs.take(8), runs.take(8)).interval;
    const auto many = ratio_of_medians(runs.take(200), runs.take(200)).interval;
    QVERIFY((many.high - many.low) * 2 < few.high - few.low);
}

void RatioOfMediansTest::valuesNotAboveZero_areRefused() {
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)ratio_of_medians(std::vector<double>{1, 0}, std::vector<double>{1}));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)ratio_of_medians(std::vector<double>{1}, std::vector<double>{}));
}

QTEST_GUILESS_MAIN(RatioOfMediansTest)
#include "tst_ratio_of_medians.moc"
