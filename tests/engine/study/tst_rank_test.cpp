// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <vector>

#include <QTest>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "noise.h"
#include "study/rank_distribution.h"

using namespace poolscope;
using study::rank_test;

class RankTestTest : public QObject {
    Q_OBJECT
private slots:
    void u_countsThePairsInWhichTheSecondIsGreater();
    void exactP_isThatOfTheTables_data();
    void exactP_isThatOfTheTables();
    void exactP_isTheShareOfAllOrders();
    void sidesSwapped_pIsTheSame();
    void ties_areCorrectedFor();
    void allEqual_differInNothing();
    void approximation_isCloseToTheExactOne();
    void oneDistribution_pIsBelowAShareAsOftenAsTheShareSays();
};

void RankTestTest::u_countsThePairsInWhichTheSecondIsGreater() {
    const auto test = rank_test(std::vector<double>{1, 3, 5}, std::vector<double>{2, 4, 6});
    QCOMPARE(test.u, 6.0);  // 2>1; 4>1, 4>3; 6>1, 6>3, 6>5
    QCOMPARE(test.superiority, 6.0 / 9);
    QVERIFY(test.is_exact);
}

void RankTestTest::exactP_isThatOfTheTables_data() {
    // All of one side below all of the other: 2 / (n + m over n).
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("m");
    QTest::addColumn<double>("p");
    QTest::newRow("3 and 3") << 3 << 3 << 2.0 / 20;
    QTest::newRow("4 and 4") << 4 << 4 << 2.0 / 70;
    QTest::newRow("5 and 5") << 5 << 5 << 2.0 / 252;
    QTest::newRow("3 and 7") << 3 << 7 << 2.0 / 120;
    QTest::newRow("20 and 20") << 20 << 20 << 2.0 / 137846528820.0;
}
void RankTestTest::exactP_isThatOfTheTables() {
    QFETCH(int, n);
    QFETCH(int, m);
    QFETCH(double, p);
    std::vector<double> a, b;
    for (int i = 0; i < n; ++i) a.push_back(1 + i);
    for (int i = 0; i < m; ++i) b.push_back(100 + i);
    QCOMPARE(rank_test(a, b).p, p);
    QCOMPARE(rank_test(b, a).p, p);
}

void RankTestTest::exactP_isTheShareOfAllOrders() {
    // Every way to choose which 4 of 9 places the second side has, counted one by one.
    std::vector<int> counts(4 * 5 + 1, 0);
    int all = 0;
    for (unsigned places = 0; places < 1u << 9; ++places) {
        if (__builtin_popcount(places) != 4) continue;
        int u = 0, of_a = 0;
        for (int place = 0; place < 9; ++place) (places >> place & 1) != 0 ? u += of_a : ++of_a;
        ++counts[static_cast<std::size_t>(u)];
        ++all;
    }
    const std::vector<double> p = study::exact_p_values(5, 4);
    QCOMPARE(p.size(), counts.size());
    for (std::size_t u = 0; u < counts.size(); ++u) {
        const int away = std::abs(2 * static_cast<int>(u) - 20);
        int as_far = 0;
        for (std::size_t v = 0; v < counts.size(); ++v)
            if (std::abs(2 * static_cast<int>(v) - 20) >= away) as_far += counts[v];
        QCOMPARE(p[u], static_cast<double>(as_far) / all);
    }
}

void RankTestTest::sidesSwapped_pIsTheSame() {
    study::tests::NoisyRuns runs(study::tests::Noise::Lognormal, 3);
    const auto a = runs.take(9), b = runs.take(14);
    QCOMPARE(rank_test(a, b).p, rank_test(b, a).p);
    QCOMPARE(rank_test(a, b).superiority, 1 - rank_test(b, a).superiority);
}

void RankTestTest::ties_areCorrectedFor() {
    // By hand: 2 is above 1 and ties with two; 3 is above three and ties with one; the others are above all four. Three 2s and two 3s.
    const std::vector<double> a{1, 2, 2, 3}, b{2, 3, 4, 5, 6};
    const auto test = rank_test(a, b);
    QVERIFY(!test.is_exact);
    QCOMPARE(test.u, 17.5);
    const double variance = 20.0 / 12 * (10 - (24.0 + 6.0) / 72);
    const double z = (std::abs(test.u - 10) - 0.5) / std::sqrt(variance);
    QVERIFY(std::abs(test.p - std::erfc(z / std::sqrt(2.0))) < 1e-12);
}

void RankTestTest::allEqual_differInNothing() {
    const std::vector<double> same(6, 2.0);
    QCOMPARE(rank_test(same, same).p, 1.0);
    QCOMPARE(rank_test(same, same).superiority, 0.5);
}

void RankTestTest::approximation_isCloseToTheExactOne() {
    const std::vector<double> exact = study::exact_p_values(20, 20);
    for (std::size_t u = 0; u < exact.size(); ++u) {
        if (exact[u] < 0.01) continue;
        const double close = study::approximate_p_value(static_cast<double>(u), 20, 20, 0);
        QVERIFY2(std::abs(close - exact[u]) < 0.1 * exact[u] + 1e-4, qPrintable(QString::number(u)));
    }
}

void RankTestTest::oneDistribution_pIsBelowAShareAsOftenAsTheShareSays() {
    study::tests::NoisyRuns runs(study::tests::Noise::Bimodal, 11);
    int below_5 = 0, below_50 = 0;
    for (int trial = 0; trial < 1000; ++trial) {
        const double p = rank_test(runs.take(12), runs.take(12)).p;
        below_5 += p <= 0.05 ? 1 : 0;
        below_50 += p <= 0.5 ? 1 : 0;
    }
    QVERIFY2(below_5 > 20 && below_5 <= 65, qPrintable(QString::number(below_5)));
    QVERIFY2(below_50 > 400 && below_50 < 550, qPrintable(QString::number(below_50)));
}

QTEST_GUILESS_MAIN(RankTestTest)
#include "tst_rank_test.moc"
