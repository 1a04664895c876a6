// SPDX-License-Identifier: MIT
#include <vector>

#include <QTest>

#include "noise.h"
#include "study/growing_samples.h"

using namespace poolscope;
using study::compare_growing;
using study::Finding;
using study::tests::Noise;
using study::tests::NoisyRuns;

namespace {

/// How a series of runs goes on.
enum class Growth { Alternating, OnlyTheOther };

/// Adds one run, looks, and stops at a "difference". Where not even the rank test alone says so at 5 % nothing can be claimed.
bool claims(NoisyRuns& runs, Growth growth, double times, std::size_t comparisons = 1) {
    constexpr std::size_t kMost = 30;
    std::vector<double> a, b;
    if (growth == Growth::OnlyTheOther) a = runs.take(kMost);
    while (b.size() < kMost) {
        if (growth == Growth::Alternating && a.size() == b.size()) a.push_back(runs.next());
        else b.push_back(times * runs.next());
        if (a.empty() || b.empty() || study::rank_test(a, b).p > 0.05) continue;
        if (compare_growing(a, b, {.ratio = {.resamples = 100}}, comparisons).finding == Finding::Difference) return true;
    }
    return false;
}

}  // namespace

Q_DECLARE_METATYPE(Growth)

class GrowingSamplesTest : public QObject {
    Q_OBJECT
private slots:
    void oneRunAddedAtATime_sameDistribution_claimsInAtMostFivePercent_data();
    void oneRunAddedAtATime_sameDistribution_claimsInAtMostFivePercent();
    void aFifthSlower_isFound();
    void runsThatAreSaidToTell_areEnoughForAClaim();
    void moreComparisons_claimSeldomer();
};

void GrowingSamplesTest::oneRunAddedAtATime_sameDistribution_claimsInAtMostFivePercent_data() {
    QTest::addColumn<Growth>("growth");
    QTest::newRow("one of each in turn") << Growth::Alternating;
    QTest::newRow("beside thirty that stand") << Growth::OnlyTheOther;
}
void GrowingSamplesTest::oneRunAddedAtATime_sameDistribution_claimsInAtMostFivePercent() {
    QFETCH(Growth, growth);
    NoisyRuns runs(Noise::Normal, 61);
    int claimed = 0;
    for (int trial = 0; trial < 250; ++trial) claimed += claims(runs, growth, 1) ? 1 : 0;
    QVERIFY2(claimed <= 12 + 10, qPrintable(QString::number(claimed)));  // three standard deviations above 5 %; without a plan about 50
    QVERIFY2(claimed >= 1, "a plan that never claims anything would do as well");
}

void GrowingSamplesTest::aFifthSlower_isFound() {
    NoisyRuns runs(Noise::Normal, 62);
    int found = 0;
    for (int trial = 0; trial < 40; ++trial) found += claims(runs, Growth::Alternating, 1.2) ? 1 : 0;
    QVERIFY2(found >= 38, qPrintable(QString::number(found)));
}

void GrowingSamplesTest::runsThatAreSaidToTell_areEnoughForAClaim() {
    // Far apart and few: the least number of runs that can claim anything is what is said, and it does.
    std::vector<double> a, b;
    std::size_t said = 0;
    for (int i = 0; i < 20; ++i) {
        a.push_back(1 + 0.001 * i);
        b.push_back(2 + 0.001 * i);
        const auto comparison = compare_growing(a, b, {}, 1);
        if (comparison.finding == Finding::Difference) break;
        QVERIFY(comparison.more_runs);
        if (said != 0) QCOMPARE(a.size() + *comparison.more_runs, said);
        said = a.size() + *comparison.more_runs;
    }
    QVERIFY(said > 4 && said <= 8);
    QCOMPARE(a.size(), said);
}

void GrowingSamplesTest::moreComparisons_claimSeldomer() {
    std::vector<double> a, b;
    for (int i = 0; i < 6; ++i) {
        a.push_back(1 + 0.001 * i);
        b.push_back(2 + 0.001 * i);
    }
    QCOMPARE(compare_growing(a, b, {}, 1).finding, Finding::Difference);
    QCOMPARE(compare_growing(a, b, {}, 20).finding, Finding::MoreRuns);
}

QTEST_GUILESS_MAIN(GrowingSamplesTest)
#include "tst_growing_samples.moc"
