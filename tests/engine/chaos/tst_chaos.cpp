// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <random>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "chaos_run.h"
#include "pool_test.h"
#endif

using namespace poolscope;
using namespace poolscope::chaos;

/// Random plans in every start method for a bounded time. POOLSCOPE_CHAOS_SEED runs the plans of a seed again.
class Chaos : public QObject {
    Q_OBJECT

private slots:
    void randomPlans_keepEveryPromise_data() { tests::add_start_method_rows(); }
    void randomPlans_keepEveryPromise() {
        QFETCH(QString, method);
        std::uint64_t seed = qEnvironmentVariable("POOLSCOPE_CHAOS_SEED").toULongLong();
        if (seed == 0) seed = std::random_device()();
        qInfo("first seed: %llu", static_cast<unsigned long long>(seed));
        const QTemporaryDir folder;
        QElapsedTimer timer;
        timer.start();
        std::uint64_t plans = 0, deaths = 0, items = 0;
        for (; timer.elapsed() < 12'000 || plans < 3; ++seed, ++plans) {
            const ChaosReport report = run_plan(make_plan(seed, method.toStdString()), folder.path().toStdString());
            const std::string problems = "seed " + std::to_string(seed) + ": " + report.problems;
            QVERIFY2(report.problems.empty(), problems.c_str());
            deaths += report.deaths;
            items += report.submitted;
            QFile::remove(QString::fromStdString(trace_path(folder.path().toStdString(), seed)));
        }
        qInfo("%llu plans, %llu items, %llu deaths", static_cast<unsigned long long>(plans), static_cast<unsigned long long>(items),
              static_cast<unsigned long long>(deaths));
    }

    void plan_followsFromItsSeedAlone() {
        for (std::uint64_t seed = 1; seed < 50; ++seed) {
            const ChaosPlan first = make_plan(seed, {}), second = make_plan(seed, {});
            QCOMPARE(describe(first), describe(second));
            QVERIFY(first.options.faults == second.options.faults);
        }
    }
};

POOLSCOPE_POOL_TEST_MAIN(Chaos)
#include "tst_chaos.moc"
