// SPDX-License-Identifier: MIT
#include <vector>

#include <QTest>

#include <poolscope/statistics.h>

#include "noise.h"

using namespace poolscope;
using study::compare;
using study::Finding;
using study::tests::Noise;
using study::tests::NoisyRuns;

Q_DECLARE_METATYPE(Noise)

class ComparisonTest : public QObject {
    Q_OBJECT
private slots:
    void sameDistribution_differenceIsClaimedInAtMostFivePercent_data();
    void sameDistribution_differenceIsClaimedInAtMostFivePercent();
    void tenPercentSlower_isFound_data();
    void tenPercentSlower_isFound();
    void manyRunsOfTheSame_leaveNoDifferenceOpen();
    void differenceOfTenPercent_isNeverCalledNone();
    void fewRuns_sayHowManyMore();
    void differenceThatWouldTakeTooMany_isNotSettled();
    void fewRunsThatAreBothWays_areNotCalledHopeless_data();
    void fewRunsThatAreBothWays_areNotCalledHopeless();
    void oneRunASide_claimsNothing();
    void openDifference_isTheFartherEndOfTheInterval();
};

namespace {
void noise_rows() {
    QTest::addColumn<Noise>("noise");
    QTest::newRow("normal") << Noise::Normal;
    QTest::newRow("lognormal") << Noise::Lognormal;
    QTest::newRow("bimodal") << Noise::Bimodal;
}
constexpr study::RatioOptions kQuick{.resamples = 300};
}  // namespace

void ComparisonTest::sameDistribution_differenceIsClaimedInAtMostFivePercent_data() { noise_rows(); }
void ComparisonTest::sameDistribution_differenceIsClaimedInAtMostFivePercent() {
    QFETCH(Noise, noise);
    NoisyRuns runs(noise, 31);
    int claims = 0;
    for (int trial = 0; trial < 1000; ++trial)
        claims += compare(runs.take(10), runs.take(10), {.ratio = kQuick}).finding == Finding::Difference ? 1 : 0;
    QVERIFY2(claims <= 50, qPrintable(QString::number(claims)));
}

void ComparisonTest::tenPercentSlower_isFound_data() { noise_rows(); }
void ComparisonTest::tenPercentSlower_isFound() {
    QFETCH(Noise, noise);
    // As many runs as this noise asks for.
    const std::size_t count = noise == Noise::Normal ? 10 : noise == Noise::Bimodal ? 60 : 80;
    NoisyRuns runs(noise, 32);
    int found = 0;
    for (int trial = 0; trial < 100; ++trial) {
        const auto comparison = compare(runs.take(count), runs.take(count, 1.1), {.ratio = kQuick});
        if (comparison.finding == Finding::Difference && comparison.ratio.interval.low > 1) ++found;
    }
    QVERIFY2(found >= 80, qPrintable(QString::number(found)));
}

void ComparisonTest::manyRunsOfTheSame_leaveNoDifferenceOpen() {
    NoisyRuns runs(Noise::Normal, 33);
    int close = 0;
    for (int trial = 0; trial < 100; ++trial)
        close += compare(runs.take(40), runs.take(40), {.ratio = kQuick}).finding == Finding::NoDifference ? 1 : 0;
    QVERIFY2(close >= 80, qPrintable(QString::number(close)));
}

void ComparisonTest::differenceOfTenPercent_isNeverCalledNone() {
    NoisyRuns runs(Noise::Normal, 34);
    for (int trial = 0; trial < 200; ++trial)
        QVERIFY(compare(runs.take(12), runs.take(12, 1.1), {.margin = 0.05, .ratio = kQuick}).finding != Finding::NoDifference);
}

void ComparisonTest::fewRuns_sayHowManyMore() {
    const std::vector<double> a{1.00, 1.02, 0.99}, b{1.20, 1.22, 1.19};
    const auto comparison = compare(a, b);
    QCOMPARE(comparison.finding, Finding::MoreRuns);  // three a side can never reach 5 %
    QVERIFY(comparison.more_runs && *comparison.more_runs >= 1 && *comparison.more_runs <= 10);
}

void ComparisonTest::differenceThatWouldTakeTooMany_isNotSettled() {
    NoisyRuns runs(Noise::Lognormal, 35);
    const auto a = runs.take(8), b = runs.take(8, 1.02);
    QCOMPARE(compare(a, b, {.margin = 0.01}).finding, Finding::MoreRuns);
    const auto bounded = compare(a, b, {.margin = 0.01, .most_runs = 10});
    QCOMPARE(bounded.finding, Finding::NotSettled);
    QVERIFY(*bounded.more_runs > 2);
}

void ComparisonTest::fewRunsThatAreBothWays_areNotCalledHopeless_data() {
    QTest::addColumn<QList<double>>("a");
    QTest::addColumn<QList<double>>("b");
    QTest::newRow("two and two") << QList<double>{1.0, 1.3} << QList<double>{1.1, 1.2};
    QTest::newRow("one and two") << QList<double>{1.15} << QList<double>{1.0, 1.3};
    QTest::newRow("two of the same") << QList<double>{1.0, 1.0} << QList<double>{1.0, 1.0};
}
void ComparisonTest::fewRunsThatAreBothWays_areNotCalledHopeless() {
    QFETCH(QList<double>, a);
    QFETCH(QList<double>, b);
    // Either is as often the greater one: so few runs say nothing about how many would tell, and not that none would.
    QCOMPARE(compare({a.data(), static_cast<std::size_t>(a.size())}, {b.data(), static_cast<std::size_t>(b.size())}).finding, Finding::MoreRuns);
}

void ComparisonTest::oneRunASide_claimsNothing() {
    const auto comparison = compare(std::vector<double>{1}, std::vector<double>{5});
    QCOMPARE(comparison.finding, Finding::MoreRuns);
    QCOMPARE(comparison.ratio.ratio, 5.0);
}

void ComparisonTest::openDifference_isTheFartherEndOfTheInterval() {
    study::Comparison comparison;
    comparison.ratio.interval = {0.8, 1.1};
    QCOMPARE(comparison.open_difference(), 0.25);
    comparison.ratio.interval = {0.99, 1.1};
    QVERIFY(std::abs(comparison.open_difference() - 0.1) < 1e-12);
}

QTEST_GUILESS_MAIN(ComparisonTest)
#include "tst_comparison.moc"
