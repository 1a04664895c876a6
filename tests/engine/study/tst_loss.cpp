// SPDX-License-Identifier: MIT
#include <cmath>
#include <numeric>
#include <vector>

#include <QTest>

#include "work_of.h"

using namespace poolscope;
using namespace poolscope::study;
using study::tests::work_of;

class LossTest : public QObject {
    Q_OBJECT
private slots:
    void noSchedule_endsBeforeTheIdealBound();
    void longestFirst_isWithinGrahamsBound();
    void causes_addUpToWhatWasLost();
    void eachCause_isNamed();
    void measuredTime_thatTheSimulationMisses_isUnexplained();
    void roundedParts_addUpToTheRoundedWhole();
    void predictionError_isLearntFromPastRuns();
    void predictionError_ofFewRuns_staysNearTheGuess();
};

namespace {
bool close(double a, double b) { return std::abs(a - b) < 1e-9 * (1 + std::abs(b)); }
}  // namespace

void LossTest::noSchedule_endsBeforeTheIdealBound() {
    Random random(27);
    for (int trial = 0; trial < 200; ++trial) {
        const Workload work = tests::random_work(random, 60);
        const PoolShape shape = tests::random_shape(random);
        const auto cores = static_cast<double>(random.below(4));
        const double bound = ideal_bound(work, shape.processes, cores).seconds;
        QVERIFY(simulate(work, {}, shape, {.cores = cores}).makespan >= bound * (1 - 1e-9));
    }
}

void LossTest::longestFirst_isWithinGrahamsBound() {
    // Graham 1969: 4/3 - 1/(3p) of the best, for tasks that fill no lanes ahead.
    Random random(28);
    for (int trial = 0; trial < 100; ++trial) {
        std::vector<double> items(1 + random.below(60));
        for (double& seconds : items) seconds = 0.01 + random.uniform();
        const auto processes = static_cast<std::uint32_t>(1 + random.below(8));
        const Workload work = work_of(items);
        std::sort(items.rbegin(), items.rend());
        // The best is at least the bound, and at least two of the p + 1 longest in one worker.
        double best = ideal_bound(work, processes).seconds;
        if (items.size() > processes) best = std::max(best, items[processes - 1] + items[processes]);
        const double found = simulate(work, {}, {.processes = processes, .order = ItemOrder::LongestFirst}).makespan;
        QVERIFY(found <= (4.0 / 3) * best * 1.2);
    }
}

void LossTest::causes_addUpToWhatWasLost() {
    Random random(29);
    for (int trial = 0; trial < 200; ++trial) {
        const Workload work = tests::random_work(random, 60);
        const Loss loss = explain_loss(work, tests::random_costs(random), tests::random_shape(random), static_cast<double>(random.below(4)),
                                       random.below(2) == 0 ? std::optional<double>() : std::optional<double>(random.uniform()));
        const double sum = std::accumulate(loss.seconds.begin(), loss.seconds.end(), 0.0);
        QVERIFY(close(sum, loss.measured - loss.ideal));
        for (std::size_t cause = 0; cause < kLossCauses; ++cause)
            if (static_cast<LossCause>(cause) != LossCause::Unexplained) QVERIFY(loss.seconds[cause] >= 0);
    }
}

void LossTest::eachCause_isNamed() {
    PoolCosts costs;
    costs.start.fill({.first = 0.1, .serial = 0, .latency = 0, .replace = 0.05, .memory_bytes = 0});
    // The straggler is last, and in one chunk with two others.
    std::vector<double> items(40, 0.02);
    items.back() = 0.4;
    const PoolShape shape{.processes = 4, .maxtasksperchild = 2, .chunksize = 3};
    const Loss loss = explain_loss(work_of(items), costs, shape);
    QVERIFY(close(loss.ideal, 0.4));
    QVERIFY(close(loss.of(LossCause::Start), 0.1));
    QVERIFY(loss.of(LossCause::Recycling) > 0.04);
    QVERIFY(loss.of(LossCause::Order) > 0.15);
    QVERIFY(close(loss.of(LossCause::Rest), 0));
    QVERIFY(close(loss.of(LossCause::Transport), 0));
    QVERIFY(close(loss.of(LossCause::Unexplained), 0));
    QVERIFY(loss.share() > 0.3 && loss.share() < 0.6);
}

void LossTest::measuredTime_thatTheSimulationMisses_isUnexplained() {
    const Workload work = work_of(std::vector<double>(8, 0.1));
    QVERIFY(close(explain_loss(work, {}, {.processes = 4}, 0, 0.25).of(LossCause::Unexplained), 0.05));
    QVERIFY(close(explain_loss(work, {}, {.processes = 4}, 0, 0.19).of(LossCause::Unexplained), -0.01));
}

void LossTest::roundedParts_addUpToTheRoundedWhole() {
    // 3.3 + 0.4 + 0.3: "lost 4 %: 3 % start" would leave the reader to wonder.
    const auto percents = in_whole_percents({.measured = 100, .ideal = 96, .seconds = {3.3, 0, 0.4, 0, 0, 0.3, 0}});
    QCOMPARE(percents.sum, 4);
    QCOMPARE(percents.parts.size(), std::size_t{2});
    QVERIFY(percents.parts[0].cause == LossCause::Start && percents.parts[0].percent == 3);
    QVERIFY(!percents.parts[1].cause && percents.parts[1].percent == 1);
    QVERIFY(in_whole_percents({.measured = 100, .ideal = 100, .seconds = {}}).parts.empty());
    QVERIFY(in_whole_percents({}).parts.empty());
    Random random(3);
    for (int trial = 0; trial < 500; ++trial) {
        Loss loss{.measured = 100, .ideal = 100, .seconds = {}};
        for (double& seconds : loss.seconds) {
            seconds = static_cast<double>(random.below(2000)) / 100 - 3;
            loss.ideal -= seconds;
        }
        const auto found = in_whole_percents(loss);
        int sum = 0;
        for (const LossPercent& part : found.parts) {
            QVERIFY(part.percent != 0);
            if (part.cause) QVERIFY(std::abs(part.percent - loss.of(*part.cause)) <= 1);
            sum += part.percent;
        }
        QCOMPARE(sum, found.sum);
    }
}

void LossTest::predictionError_isLearntFromPastRuns() {
    std::vector<PredictedRun> past;
    for (int i = 0; i < 100; ++i) past.push_back({1.0, 1.08 + 0.0004 * i});  // always 8 to 12 % too short
    const PredictionError error = learn_error(past);
    QCOMPARE(error.runs, 100u);
    QVERIFY(error.low > 1.04 && error.low < error.middle && error.middle < error.high && error.high < 1.14);
    QVERIFY(error.around(2).contains(2.2));
}

void LossTest::predictionError_ofFewRuns_staysNearTheGuess() {
    const PredictionError none = learn_error({});
    QCOMPARE(none.runs, 0u);
    const PredictionError one = learn_error(std::vector<PredictedRun>{{1, 1}, {0, 5}, {1, -1}});
    QCOMPARE(one.runs, 1u);
    QVERIFY(one.low > none.low && one.low < 0.85 && one.high < none.high && one.high > 1.2);
}

QTEST_GUILESS_MAIN(LossTest)
#include "tst_loss.moc"
