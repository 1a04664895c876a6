// SPDX-License-Identifier: MIT
#include <cmath>
#include <vector>

#include <QTest>

#include <poolscope/errors.h>
#include <poolscope/speedup.h>

#include "noise.h"

using namespace poolscope;
using study::fit_speedup;
using study::SpeedupCurve;
using study::SpeedupLaw;
using study::SpeedupPoint;
using study::tests::Noise;
using study::tests::NoisyRuns;

class SpeedupTest : public QObject {
    Q_OBJECT
private slots:
    void amdahlsCurve_isFoundAgain();
    void gunthersCurve_isFoundAgain_andPeaksWhereItPeaks();
    void noise_curveIsWithinItsInterval();
    void serialWork_makesAmdahlsLawTheChoice();
    void retrograde_makesGunthersLawTheChoice();
    void perfectScaling_hasNoLimit();
    void betterThanPerfect_isFittedWithoutNegativeShares();
    void moreWorkersThatAreSlower_areAtMostTheWholeWork();
    void wideInterval_tellsNoShare();
    void bandHoldsTheTrueSpeedup();
    void tooFewNumbersOfProcesses_areRefused();
};

namespace {

std::vector<SpeedupPoint> runs_of(const SpeedupCurve& curve, const std::vector<double>& processes, int repetitions = 1,
                                  NoisyRuns* noise = nullptr) {
    std::vector<SpeedupPoint> runs;
    for (int i = 0; i < repetitions; ++i)
        for (const double p : processes) runs.push_back({p, curve.seconds(p) * (noise != nullptr ? noise->next() : 1)});
    return runs;
}

bool close(double a, double b, double relative = 1e-6) {
    return std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b)) + 1e-12;
}

const std::vector<double> kProcesses{1, 2, 3, 4, 6, 8, 12, 16};

}  // namespace

void SpeedupTest::amdahlsCurve_isFoundAgain() {
    const SpeedupCurve truth{.one_worker = 12, .contention = 0.08, .coherence = 0};
    const auto fit = fit_speedup(runs_of(truth, kProcesses), SpeedupLaw::Amdahl);
    QVERIFY(close(fit.curve.one_worker, 12));
    QVERIFY(close(fit.curve.contention, 0.08));
    QCOMPARE(fit.curve.coherence, 0.0);
    QVERIFY(close(*fit.curve.limit(), 12.5));
    QVERIFY(!fit.curve.peak());
    QVERIFY(fit.error < 1e-9);
}

void SpeedupTest::gunthersCurve_isFoundAgain_andPeaksWhereItPeaks() {
    const SpeedupCurve truth{.one_worker = 3, .contention = 0.05, .coherence = 0.01};
    const auto fit = fit_speedup(runs_of(truth, kProcesses), SpeedupLaw::Gunther);
    QVERIFY(close(fit.curve.contention, 0.05));
    QVERIFY(close(fit.curve.coherence, 0.01));
    QVERIFY(close(*fit.curve.peak(), std::sqrt(0.95 / 0.01)));
    const double at = *fit.curve.peak();
    QVERIFY(fit.curve.speedup(at) > fit.curve.speedup(at * 0.9) && fit.curve.speedup(at) > fit.curve.speedup(at * 1.1));
}

void SpeedupTest::noise_curveIsWithinItsInterval() {
    const SpeedupCurve truth{.one_worker = 10, .contention = 0.1, .coherence = 0.004};
    int held = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        NoisyRuns noise(Noise::Normal, seed);
        const auto fit = fit_speedup(runs_of(truth, kProcesses, 5, &noise), SpeedupLaw::Gunther, {.resamples = 100});
        held += fit.contention.contains(0.1) && fit.coherence.contains(0.004) ? 1 : 0;
    }
    QVERIFY2(held >= 40, qPrintable(QString::number(held)));
}

void SpeedupTest::serialWork_makesAmdahlsLawTheChoice() {
    NoisyRuns noise(Noise::Normal, 5);
    const auto fit = fit_speedup(runs_of({.one_worker = 10, .contention = 0.2, .coherence = 0}, kProcesses, 4, &noise));
    QCOMPARE(fit.law, SpeedupLaw::Amdahl);
    QVERIFY(std::abs(fit.curve.contention - 0.2) < 0.05);
}

void SpeedupTest::retrograde_makesGunthersLawTheChoice() {
    NoisyRuns noise(Noise::Normal, 6);
    const auto fit = fit_speedup(runs_of({.one_worker = 10, .contention = 0.02, .coherence = 0.02}, kProcesses, 4, &noise));
    QCOMPARE(fit.law, SpeedupLaw::Gunther);
    QVERIFY(*fit.curve.peak() > 5 && *fit.curve.peak() < 10);
}

void SpeedupTest::perfectScaling_hasNoLimit() {
    const auto fit = fit_speedup(runs_of({.one_worker = 8, .contention = 0, .coherence = 0}, kProcesses));
    QVERIFY(fit.curve.contention < 1e-9);
    QVERIFY(close(fit.curve.speedup(16), 16));
    QVERIFY(!SpeedupCurve({.one_worker = 8, .contention = 0, .coherence = 0}).limit());
}

void SpeedupTest::betterThanPerfect_isFittedWithoutNegativeShares() {
    const std::vector<SpeedupPoint> runs{{1, 10}, {2, 4.8}, {4, 2.3}, {8, 1.1}};
    for (const SpeedupLaw law : {SpeedupLaw::Amdahl, SpeedupLaw::Gunther}) {
        const auto fit = fit_speedup(runs, law);
        QCOMPARE(fit.curve.contention, 0.0);
        QCOMPARE(fit.curve.coherence, 0.0);
    }
}

void SpeedupTest::moreWorkersThatAreSlower_areAtMostTheWholeWork() {
    // By the equation alone 1.1 of the work would be done by one worker at a time.
    const std::vector<SpeedupPoint> runs{{1, 1}, {1, 1.02}, {2, 1.05}, {2, 1.07}, {4, 1.09}, {4, 1.06}};
    for (const SpeedupLaw law : {SpeedupLaw::Amdahl, SpeedupLaw::Gunther}) {
        const auto fit = fit_speedup(runs, law);
        QVERIFY(fit.curve.contention > 0.8 && fit.curve.contention <= 1 + 1e-12);
        QVERIFY(fit.contention.low >= 0 && fit.contention.high <= 1 + 1e-12);
    }
    QVERIFY(close(fit_speedup(runs, SpeedupLaw::Amdahl).curve.contention, 1));
    QVERIFY(fit_speedup(runs, SpeedupLaw::Amdahl).curve.one_worker > 1.0);
}

void SpeedupTest::wideInterval_tellsNoShare() {
    const std::vector<SpeedupPoint> noisy{{1, 1}, {1, 1.4}, {2, 0.9}, {2, 1.3}};
    QVERIFY(!study::tells_a_share(fit_speedup(noisy, SpeedupLaw::Amdahl).contention));
    QVERIFY(study::tells_a_share(fit_speedup(runs_of({.one_worker = 10, .contention = 0.2, .coherence = 0}, kProcesses)).contention));
}

void SpeedupTest::bandHoldsTheTrueSpeedup() {
    const SpeedupCurve truth{.one_worker = 10, .contention = 0.1, .coherence = 0};
    NoisyRuns noise(Noise::Normal, 9);
    const auto fit = fit_speedup(runs_of(truth, kProcesses, 6, &noise), SpeedupLaw::Amdahl);
    const auto band = study::speedup_band(fit, 32);
    QVERIFY(band.low < truth.speedup(32) && truth.speedup(32) < band.high);
    QVERIFY(band.high - band.low < 3);
}

void SpeedupTest::tooFewNumbersOfProcesses_areRefused() {
    const std::vector<SpeedupPoint> one{{2, 1}, {2, 1.1}}, two{{1, 2}, {2, 1.1}};
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)fit_speedup(one, SpeedupLaw::Amdahl));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)fit_speedup(two, SpeedupLaw::Gunther));
    QCOMPARE(fit_speedup(two).law, SpeedupLaw::Amdahl);
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)fit_speedup(std::vector<SpeedupPoint>{{1, 0}, {2, 1}}));
}

QTEST_GUILESS_MAIN(SpeedupTest)
#include "tst_speedup.moc"
