// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <random>
#include <set>

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
        for (; timer.elapsed() < 12'000 || plans < 3 || (deaths == 0 && timer.elapsed() < 60'000); ++seed, ++plans) {
            const ChaosReport report = run_plan(make_plan(seed, method.toStdString()), folder.path().toStdString());
            const std::string problems = "seed " + std::to_string(seed) + ": " + report.problems;
            QVERIFY2(report.problems.empty(), problems.c_str());
            deaths += report.deaths;
            items += report.submitted;
            QFile::remove(QString::fromStdString(trace_path(folder.path().toStdString(), seed)));
        }
        qInfo("%llu plans, %llu items, %llu deaths", static_cast<unsigned long long>(plans), static_cast<unsigned long long>(items),
              static_cast<unsigned long long>(deaths));
        QVERIFY2(deaths > 0, "nothing has died in all these plans: they prove nothing");
    }

    /// Each way to break a pool that there is comes up in a handful of plans.
    void plans_haveEveryFaultAndDisturbance() {
        std::set<int> actions, disturbances;
        std::uint64_t one_core = 0, stop_for_ever = 0, stop_on_error = 0, budgets = 0, start_limits = 0;
        for (std::uint64_t seed = 1; seed < 500; ++seed) {
            const ChaosPlan plan = make_plan(seed, {});
            one_core += plan.on_one_core;
            budgets += plan.options.restart_budget.has_value();
            start_limits += plan.options.initializer_timeout.has_value();
            for (const Fault& fault : plan.options.faults.faults) {
                actions.insert(int(fault.action));
                stop_for_ever += fault.action == FaultAction::Stop && fault.duration.count() == 0;
            }
            for (const PlannedBatch& batch : plan.batches) stop_on_error += batch.on_error == OnError::Stop;
            for (const PlannedDisturbance& one : plan.disturbances) disturbances.insert(int(one.what));
        }
        QCOMPARE(int(actions.size()), int(FaultAction::FullLane));
        QCOMPARE(int(disturbances.size()), int(Disturbance::CancelTask) + 1);
        QVERIFY(one_core > 50 && stop_for_ever > 5 && stop_on_error > 50 && budgets > 20 && start_limits > 20);
    }

    void plan_followsFromItsSeedAlone() {
        for (std::uint64_t seed = 1; seed < 50; ++seed) {
            const ChaosPlan first = make_plan(seed, {}), second = make_plan(seed, {});
            QCOMPARE(describe(first), describe(second));
            QVERIFY(first.options.faults == second.options.faults);
            QVERIFY(first.batches == second.batches);
            QVERIFY(first.disturbances == second.disturbances);
            QVERIFY(first.on_one_core == second.on_one_core && first.terminates == second.terminates);
            QVERIFY(first.batches != make_plan(seed + 1, {}).batches);
        }
    }
};

POOLSCOPE_POOL_TEST_MAIN(Chaos)
#include "tst_chaos.moc"
