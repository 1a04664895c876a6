// SPDX-License-Identifier: MIT
#include <vector>

#include <QTest>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "noise.h"

using namespace poolscope;
using study::compare;
using study::Finding;
using study::LookPlan;
using study::tests::Noise;
using study::tests::NoisyRuns;

Q_DECLARE_METATYPE(Noise)

class LookPlanTest : public QObject {
    Q_OBJECT
private slots:
    void lookedAtAfterEachRun_sameDistribution_claimsInAtMostFivePercent_data();
    void lookedAtAfterEachRun_sameDistribution_claimsInAtMostFivePercent();
    void lookedAtAfterEachRun_withoutAPlan_claimsFarTooOften();
    void lookedAtAfterEachRun_tenPercentSlower_isFoundEarly();
    void manyComparisons_shareTheError();
    void beforeTheFirstLook_nothingCanBeClaimed();
    void summedLevels_areWithinTheError();
    void looksOutOfOrder_areRefused();

private:
    const LookPlan m_plan{{.first = 3, .last = 20}};  // made once: it is drawn from thousands of series
};

namespace {

/// A run of each side, a look, and so on, until a difference is claimed: after how many runs; 0: it never was. Where the rank test says
/// nothing compare() cannot either, so it is not asked.
std::size_t claimed_after(NoisyRuns& runs, double times, std::size_t last, const LookPlan* plan) {
    std::vector<double> a, b;
    while (a.size() < last) {
        a.push_back(runs.next());
        b.push_back(times * runs.next());
        if (a.size() < 3) continue;
        const double level = plan != nullptr ? plan->level(a.size()) : 0.05;
        if (study::rank_test(a, b).p > level) continue;
        if (compare(a, b, {.level = level, .ratio = {.resamples = 300}}).finding == Finding::Difference) return a.size();
    }
    return 0;
}

}  // namespace

void LookPlanTest::lookedAtAfterEachRun_sameDistribution_claimsInAtMostFivePercent_data() {
    QTest::addColumn<Noise>("noise");
    QTest::newRow("normal") << Noise::Normal;
    QTest::newRow("lognormal") << Noise::Lognormal;
    QTest::newRow("bimodal") << Noise::Bimodal;
}
void LookPlanTest::lookedAtAfterEachRun_sameDistribution_claimsInAtMostFivePercent() {
    QFETCH(Noise, noise);
    NoisyRuns runs(noise, 41);
    int claims = 0;
    for (int trial = 0; trial < 1000; ++trial) claims += claimed_after(runs, 1, 20, &m_plan) > 0 ? 1 : 0;
    QVERIFY2(claims <= 50, qPrintable(QString::number(claims)));
    QVERIFY2(claims >= 10, "a plan that never claims anything would do as well");
}

void LookPlanTest::lookedAtAfterEachRun_withoutAPlan_claimsFarTooOften() {
    NoisyRuns runs(Noise::Normal, 42);
    int claims = 0;
    for (int trial = 0; trial < 300; ++trial) claims += claimed_after(runs, 1, 20, nullptr) > 0 ? 1 : 0;
    QVERIFY2(claims > 24, qPrintable(QString::number(claims)));  // 8 %: what the plan is for
}

void LookPlanTest::lookedAtAfterEachRun_tenPercentSlower_isFoundEarly() {
    NoisyRuns runs(Noise::Normal, 43);
    int found = 0;
    std::size_t needed = 0;
    for (int trial = 0; trial < 200; ++trial) {
        const std::size_t after = claimed_after(runs, 1.1, 20, &m_plan);
        found += after > 0 ? 1 : 0;
        needed += after > 0 ? after : 20;
    }
    QVERIFY2(found >= 180, qPrintable(QString::number(found)));
    QVERIFY2(needed < 200 * 12, qPrintable(QString::number(needed)));
}

void LookPlanTest::manyComparisons_shareTheError() {
    const LookPlan ten({.first = 3, .last = 20, .comparisons = 10});
    for (std::uint64_t n = 3; n <= 20; ++n) QVERIFY(ten.level(n) <= 0.005 + 1e-12);
    QVERIFY(ten.level(20) < m_plan.level(20));
    QVERIFY(ten.level(20) > 0);
}

void LookPlanTest::beforeTheFirstLook_nothingCanBeClaimed() {
    const LookPlan plan({.first = 5, .last = 8});
    QCOMPARE(plan.level(4), 0.0);
    QVERIFY(plan.level(5) > 0);
    QCOMPARE(plan.level(100), plan.level(8));
    QVERIFY(compare(std::vector<double>{1, 2, 3, 4}, std::vector<double>{11, 12, 13, 14}, {.level = 0}).finding !=
            Finding::Difference);
}

void LookPlanTest::summedLevels_areWithinTheError() {
    const LookPlan plan({.first = 3, .last = 60, .alpha = 0.05, .comparisons = 300});  // too little to be drawn
    double sum = 0;
    for (std::uint64_t n = 3; n <= 60; ++n) sum += plan.level(n);
    QVERIFY2(sum <= 0.05 / 300 + 1e-12, qPrintable(QString::number(sum)));
    QVERIFY(plan.level(60) > 0);
}

void LookPlanTest::looksOutOfOrder_areRefused() {
    QVERIFY_THROWS_EXCEPTION(ValueError, LookPlan({.first = 1, .last = 5}));
    QVERIFY_THROWS_EXCEPTION(ValueError, LookPlan({.first = 6, .last = 5}));
    QVERIFY_THROWS_EXCEPTION(ValueError, LookPlan({.first = 3, .last = 5, .alpha = 0}));
}

QTEST_GUILESS_MAIN(LookPlanTest)
#include "tst_look_plan.moc"
