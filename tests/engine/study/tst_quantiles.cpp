// SPDX-License-Identifier: MIT
#include <limits>
#include <vector>

#include <QTest>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "study/normal_distribution.h"

using namespace poolscope;

class QuantilesTest : public QObject {
    Q_OBJECT
private slots:
    void quantile_isThatOfDefinitionSeven_data();
    void quantile_isThatOfDefinitionSeven();
    void median_ofAnEvenSample_isBetweenTheMiddleTwo();
    void order_doesNotMatter();
    void emptyOrImpossible_isRefused();
    void normalQuantile_isTheInverseOfTheShare();
};

void QuantilesTest::quantile_isThatOfDefinitionSeven_data() {
    // As R's quantile(c(1, 2, 4, 8, 16), p) gives them.
    QTest::addColumn<double>("p");
    QTest::addColumn<double>("value");
    QTest::newRow("least") << 0.0 << 1.0;
    QTest::newRow("a tenth") << 0.1 << 1.4;
    QTest::newRow("a quarter") << 0.25 << 2.0;
    QTest::newRow("nine tenths") << 0.9 << 12.8;
    QTest::newRow("greatest") << 1.0 << 16.0;
}
void QuantilesTest::quantile_isThatOfDefinitionSeven() {
    QFETCH(double, p);
    QFETCH(double, value);
    QCOMPARE(study::quantile(std::vector<double>{1, 2, 4, 8, 16}, p), value);
}

void QuantilesTest::median_ofAnEvenSample_isBetweenTheMiddleTwo() {
    QCOMPARE(study::median(std::vector<double>{4, 1, 3, 2}), 2.5);
    QCOMPARE(study::median(std::vector<double>{7}), 7.0);
}

void QuantilesTest::order_doesNotMatter() {
    QCOMPARE(study::quantile(std::vector<double>{16, 1, 8, 2, 4}, 0.9), study::quantile(std::vector<double>{1, 2, 4, 8, 16}, 0.9));
}

void QuantilesTest::emptyOrImpossible_isRefused() {
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)study::median({}));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)study::median(std::vector<double>{1, std::numeric_limits<double>::quiet_NaN()}));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)study::quantile(std::vector<double>{1}, 1.5));
}

void QuantilesTest::normalQuantile_isTheInverseOfTheShare() {
    QVERIFY(std::abs(study::normal_quantile(0.975) - 1.959963985) < 1e-8);
    QVERIFY(std::abs(study::normal_quantile(0.0005) + 3.290526731) < 1e-8);
    for (const double z : {-4.0, -1.0, 0.0, 0.5, 3.0})
        QVERIFY(std::abs(study::normal_quantile(study::normal_share_below(z)) - z) < 1e-9);
}

QTEST_GUILESS_MAIN(QuantilesTest)
#include "tst_quantiles.moc"
