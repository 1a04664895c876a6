// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <vector>

#include <QTest>

#include <poolscope/errors.h>

#include "work_of.h"

using namespace poolscope;
using namespace poolscope::study;
using study::tests::work_of;

class SimulationTest : public QObject {
    Q_OBJECT
private slots:
    void equalTasks_runInWaves();
    void stragglerFirst_chunksTrapWorkBehindIt_data();
    void stragglerFirst_chunksTrapWorkBehindIt();
    void stragglerLast_longestFirstSavesTheTail();
    void computingOnMoreWorkersThanCores_sharesThem_data();
    void computingOnMoreWorkersThanCores_sharesThem();
    void coresComeFreeInTheMiddle_restRunsFaster();
    void maxtasksperchild_replacesAfterSoManyTasks();
    void maxitemsperchild_countsAsTheTasksThatHoldSoMany();
    void successors_areStartedOneAfterTheOther();
    void initializer_isPaidOncePerWorker();
    void starts_areOneAfterTheOtherAtTheHost();
    void startsThatCompute_shareTheProcessors();
    void blockingBatches_waitForEachOther();
    void defaultChunksize_followsTheProcesses();
    void hostPerTask_boundsTinyTasks();
    void tasksBehindALongOne_areTakenBack();
    void tasksOnTheirWay_arriveWhereTheyAreGoing();
    void resultsThatAreNotTaken_holdTheBatchUp_data();
    void resultsThatAreNotTaken_holdTheBatchUp();
    void emptyBatches_endAtOnce();
    void impossibleShapes_areRefused();
    void ledger_addsUpToSlotsTimesMakespan();
    void spans_doNotOverlapAndCoverTheWork();
    void sameInput_sameSchedule();
    void thousandsOfWorkersAndTasks_areDealtOut();
};

namespace {

bool close(double a, double b) { return std::abs(a - b) < 1e-9 * (1 + std::abs(b)); }
double makespan(const Workload& work, const PoolShape& shape, const PoolCosts& costs = {}, double cores = 0) {
    return simulate(work, costs, shape, {.cores = cores}).makespan;
}
std::vector<double> straggler_first() {
    std::vector<double> items(40, 0.02);
    items.front() = 0.4;
    return items;
}

}  // namespace

void SimulationTest::equalTasks_runInWaves() {
    const Prediction run = simulate(work_of(std::vector<double>(16, 0.2)), {}, {.processes = 4});
    QVERIFY(close(run.makespan, 0.8));
    QCOMPARE(run.tasks, 16u);
    QCOMPARE(run.workers_started, 4u);
    QVERIFY(close(run.of(LedgerCause::Useful), 3.2));
}

void SimulationTest::stragglerFirst_chunksTrapWorkBehindIt_data() {
    // As measured with CPython: 401, 441, 583 and 785 ms.
    QTest::addColumn<int>("chunksize");
    QTest::addColumn<double>("seconds");
    QTest::newRow("1") << 1 << 0.40;
    QTest::newRow("auto") << 3 << 0.44;
    QTest::newRow("10") << 10 << 0.58;
    QTest::newRow("20") << 20 << 0.78;
}
void SimulationTest::stragglerFirst_chunksTrapWorkBehindIt() {
    QFETCH(int, chunksize);
    QFETCH(double, seconds);
    const double found = makespan(work_of(straggler_first()), {.processes = 4, .chunksize = static_cast<std::uint64_t>(chunksize)});
    QVERIFY2(close(found, seconds), qPrintable(QString::number(found)));
}

void SimulationTest::stragglerLast_longestFirstSavesTheTail() {
    std::vector<double> items = straggler_first();
    std::reverse(items.begin(), items.end());
    const Workload work = work_of(items);
    QVERIFY(close(makespan(work, {.processes = 4}), 0.58));
    QVERIFY(close(makespan(work, {.processes = 4, .order = ItemOrder::LongestFirst}), 0.4));
    QVERIFY(close(makespan(work, {.processes = 4, .order = ItemOrder::ShortestFirst}), 0.58));
    const double shuffled = makespan(work, {.processes = 4, .order = ItemOrder::Shuffled, .seed = 3});
    QVERIFY(shuffled >= 0.4 && shuffled <= 0.6);
}

void SimulationTest::computingOnMoreWorkersThanCores_sharesThem_data() {
    QTest::addColumn<double>("computing");
    QTest::addColumn<double>("cores");
    QTest::addColumn<double>("seconds");
    QTest::newRow("computing, 2 cores") << 1.0 << 2.0 << 4.0;
    QTest::newRow("computing, 8 cores") << 1.0 << 8.0 << 1.0;
    QTest::newRow("computing, all the cores one wants") << 1.0 << 0.0 << 1.0;
    QTest::newRow("waiting, 2 cores") << 0.0 << 2.0 << 1.0;
    QTest::newRow("half and half, 2 cores") << 0.5 << 2.0 << 2.5;
    QTest::newRow("a quota of one and a half") << 1.0 << 1.5 << 8 / 1.5;
}
void SimulationTest::computingOnMoreWorkersThanCores_sharesThem() {
    QFETCH(double, computing);
    QFETCH(double, cores);
    QFETCH(double, seconds);
    Workload work = work_of(std::vector<double>(8, 1.0));
    work.batches[0].computing = computing;
    const Prediction run = simulate(work, {}, {.processes = 8}, {.cores = cores});
    QVERIFY2(close(run.makespan, seconds), qPrintable(QString::number(run.makespan)));
    QVERIFY(close(run.contended, 8 * (seconds - 1)));
}

void SimulationTest::coresComeFreeInTheMiddle_restRunsFaster() {
    // One core: both run at half speed until the short one is done after 2 s; the long one has 2 s left then.
    QVERIFY(close(makespan(work_of({1.0, 3.0}), {.processes = 2}, {}, 1), 4.0));
    QVERIFY(close(makespan(work_of({1.0, 3.0}), {.processes = 2}, {}, 2), 3.0));
}

void SimulationTest::maxtasksperchild_replacesAfterSoManyTasks() {
    PoolCosts costs;
    costs.of(StartMethod::Spawn).replace = 0.5;
    const Prediction run = simulate(work_of(std::vector<double>(6, 1.0)), costs,
                                    {.processes = 2, .start_method = StartMethod::Spawn, .maxtasksperchild = 1});
    QVERIFY(run.workers_started == 2 + 4 || run.workers_started == 2 + 5);  // one who leaves while another runs the last task is replaced
    QVERIFY(close(run.makespan, 3 + 2 * 0.5));
    QVERIFY(close(run.of(LedgerCause::Recycling), 2 * 2 * 0.5));
}

void SimulationTest::maxitemsperchild_countsAsTheTasksThatHoldSoMany() {
    const Workload work = work_of(std::vector<double>(24, 1.0), 4);
    const auto started = [&work](PoolShape shape) { return simulate(work, {}, shape).workers_started; };
    // Six tasks of four items: five items are in two of them.
    QCOMPARE(started({.processes = 1, .maxitemsperchild = 5}), started({.processes = 1, .maxtasksperchild = 2}));
    QCOMPARE(started({.processes = 1, .maxitemsperchild = 4}), started({.processes = 1, .maxtasksperchild = 1}));
    QCOMPARE(started({.processes = 1, .chunksize = 1, .maxitemsperchild = 4}), started({.processes = 1, .maxtasksperchild = 4, .chunksize = 1}));
    QCOMPARE(started({.processes = 1, .maxtasksperchild = 1, .maxitemsperchild = 100}), started({.processes = 1, .maxtasksperchild = 1}));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)started({.processes = 1, .maxitemsperchild = 0}));
}

void SimulationTest::successors_areStartedOneAfterTheOther() {
    PoolCosts costs;
    costs.of(StartMethod::Spawn) = {.first = 0, .serial = 0.001, .latency = 0.002, .replace = 0.003, .memory_bytes = 0};
    // All leave at once after their only task, and each successor takes a millisecond of the host, which has one pair of hands.
    const Prediction run = simulate(work_of(std::vector<double>(4000, 0.01)), costs,
                                    {.processes = 2000, .start_method = StartMethod::Spawn, .maxtasksperchild = 1}, {.first_workers = FirstWorkers::AtOnce});
    QVERIFY2(run.makespan >= 0.01 + 2000 * 0.001 + 0.01, qPrintable(QString::number(run.makespan)));
    QVERIFY2(run.makespan <= 0.01 + 2000 * 0.001 + 0.003 + 0.01 + 0.1, qPrintable(QString::number(run.makespan)));
    // One after the other costs as much as was measured so.
    const double alone = makespan(work_of({0.1, 0.1}), {.processes = 1, .start_method = StartMethod::Spawn, .maxtasksperchild = 1}, costs);
    QVERIFY(close(alone, 0.001 + 0.002 + 0.1 + 0.003 + 0.1));
}

void SimulationTest::initializer_isPaidOncePerWorker() {
    PoolCosts costs;
    costs.initializer = 1;
    costs.initializer_computing = 0;
    QVERIFY(close(makespan(work_of(std::vector<double>(8, 0.1)), {.processes = 4}, costs), 1.2));
    QVERIFY(close(makespan(work_of(std::vector<double>(8, 0.1)), {.processes = 4, .maxtasksperchild = 1}, costs), 2.2));
    costs.initializer_computing = 1;
    QVERIFY(close(makespan(work_of(std::vector<double>(8, 0.1)), {.processes = 4}, costs, 1), 4 + 0.8));
}

void SimulationTest::starts_areOneAfterTheOtherAtTheHost() {
    PoolCosts costs;
    costs.of(StartMethod::Fork) = {.first = 0.1, .serial = 0.01, .latency = 0.05, .replace = 0, .memory_bytes = 0};
    const Prediction run = simulate(work_of(std::vector<double>(4, 1.0)), costs, {.processes = 4, .start_method = StartMethod::Fork});
    QVERIFY(close(run.makespan, 0.1 + 4 * 0.01 + 0.05 + 1));
    QVERIFY(close(run.of(LedgerCause::Starting), 4 * 0.15 + 0.01 + 0.02 + 0.03 + 0.04));
}

void SimulationTest::startsThatCompute_shareTheProcessors() {
    PoolCosts costs;
    costs.of(StartMethod::Fork) = {.latency = 0.05, .compute = 0.04};
    // Each is born at once, waits for 10 ms, and needs a processor for 40 ms; the only item is the first worker's, which sleeps.
    Workload work = work_of({0.0});
    work.batches.front().computing = 0;
    const auto first_result = [&](std::uint32_t processes, double cores) {
        return makespan(work, {.processes = processes, .start_method = StartMethod::Fork}, costs, cores);
    };
    QVERIFY(close(first_result(1, 2), 0.05));
    QVERIFY(close(first_result(2, 2), 0.05));
    QVERIFY(close(first_result(4, 2), 0.01 + 2 * 0.04));
    QVERIFY(close(first_result(4, 0), 0.05));  // a processor for each
}

void SimulationTest::blockingBatches_waitForEachOther() {
    Workload work = work_of({1.0, 1.0, 1.0});
    work.batches.push_back(work.batches[0]);
    QVERIFY(close(makespan(work, {.processes = 3}), 2));
    QVERIFY(close(makespan(work, {.processes = 6}), 1));  // map_async: side by side
    work.batches[0].blocks = true;
    QVERIFY(close(makespan(work, {.processes = 6}), 2));
    work.batches[1].delay = 0.5;
    QVERIFY(close(makespan(work, {.processes = 6}), 2.5));
}

void SimulationTest::defaultChunksize_followsTheProcesses() {
    Workload work = work_of(std::vector<double>(160, 0.01), 10);
    QCOMPARE(simulate(work, {}, {.processes = 4}).tasks, 16u);
    QCOMPARE(simulate(work, {}, {.processes = 10}).tasks, 16u);  // asked for: 10
    work.batches[0].chunk_is_default = true;
    QCOMPARE(simulate(work, {}, {.processes = 10}).tasks, 40u);  // ceil(160 / 40) = 4
    work.batches[0].method = "imap";
    QCOMPARE(simulate(work, {}, {.processes = 10}).tasks, 160u);
}

void SimulationTest::hostPerTask_boundsTinyTasks() {
    PoolCosts costs;
    costs.host_per_task = 1e-6;
    const double found = makespan(work_of(std::vector<double>(20'000, 1e-7)), {.processes = 8}, costs);
    QVERIFY2(found >= 0.0195 && found < 0.03, qPrintable(QString::number(found)));
    QVERIFY(makespan(work_of(std::vector<double>(20'000, 1e-7)), {.processes = 8, .chunksize = 1000}, costs) < 0.002);
}

void SimulationTest::tasksBehindALongOne_areTakenBack() {
    // Short tasks have the host put two in a lane; the second of the lane that meets the long one must not wait for it.
    std::vector<double> items(200, 0.001);
    items[197] = 1.0;
    const Prediction run = simulate(work_of(items), {}, {.processes = 2});
    QVERIFY2(run.makespan < 1.15, qPrintable(QString::number(run.makespan)));
}

void SimulationTest::tasksOnTheirWay_arriveWhereTheyAreGoing() {
    // Handing over takes longer than a worker may leave its first task unbegun: none of them is held up.
    PoolCosts costs;
    costs.hand_over = 0.2;
    const std::vector<double> items{1e-5, 1e-5, 1e-5, 1e-5, 0.15, 10, 1e-5, 1e-5, 1e-5, 1e-5};
    const Prediction run = simulate(work_of(items), costs, {.processes = 3, .chunksize = 1});
    QCOMPARE(run.tasks, items.size());
    QVERIFY2(run.makespan > 10.2 && run.makespan < 12, qPrintable(QString::number(run.makespan)));
    QVERIFY(close(run.of(LedgerCause::Useful), std::accumulate(items.begin(), items.end(), 0.0)));
}

void SimulationTest::resultsThatAreNotTaken_holdTheBatchUp_data() {
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<double>("makespan");
    using namespace std::chrono_literals;
    // 20 ms tasks, so that a lane holds one: the first of each worker is taken after half a second, then come the other six in pairs.
    QTest::newRow("of both workers") << Fault{.action = FaultAction::FullLane, .duration = 500ms} << 0.5 + 3 * 0.02;
    QTest::newRow("of one worker") << Fault{.action = FaultAction::FullLane, .worker = 1, .duration = 500ms} << 0.5;
    QTest::newRow("of one slot, later") << Fault{.action = FaultAction::FullLane, .slot = 1, .nth = 2, .duration = 500ms} << 0.52;
    QTest::newRow("shorter than a task") << Fault{.action = FaultAction::FullLane, .duration = 10ms} << 4 * 0.02;
    QTest::newRow("another fault") << Fault{.action = FaultAction::Kill} << 4 * 0.02;
}
void SimulationTest::resultsThatAreNotTaken_holdTheBatchUp() {
    QFETCH(Fault, fault);
    QFETCH(double, makespan);
    Workload work = work_of(std::vector<double>(8, 0.02));
    work.faults.faults = {fault};
    const Prediction run = simulate(work, {}, {.processes = 2});
    QVERIFY2(close(run.makespan, makespan), qPrintable(QString::number(run.makespan)));
    const Loss loss = explain_loss(work, {}, {.processes = 2});
    QVERIFY2(close(loss.of(LossCause::Transport), makespan - 0.08), qPrintable(QString::number(loss.of(LossCause::Transport))));
}

void SimulationTest::emptyBatches_endAtOnce() {
    Workload work = work_of({});
    work.batches[0].blocks = true;
    work.batches.push_back(work_of({0.5}).batches[0]);
    QVERIFY(close(makespan(work, {.processes = 2}), 0.5));
    QVERIFY(close(makespan(work_of({}), {.processes = 2}), 0));
    QVERIFY(close(makespan({}, {.processes = 2}), 0));
}

void SimulationTest::impossibleShapes_areRefused() {
    const Workload work = work_of({1.0});
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)simulate(work, {}, {.processes = 0}));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)simulate(work, {}, {.processes = 1, .maxtasksperchild = 0}));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)simulate(work, {}, {.processes = 1, .chunksize = 0}));
}

void SimulationTest::ledger_addsUpToSlotsTimesMakespan() {
    Random random(17);
    for (int trial = 0; trial < 200; ++trial) {
        const Workload work = tests::random_work(random, 60);
        const PoolCosts costs = tests::random_costs(random);
        const PoolShape shape = tests::random_shape(random);
        const Prediction run = simulate(work, costs, shape, {.cores = static_cast<double>(random.below(4))});
        const double sum = std::accumulate(run.ledger.begin(), run.ledger.end(), 0.0);
        QVERIFY2(close(sum, shape.processes * run.makespan), qPrintable(QStringLiteral("trial %1: %2").arg(trial).arg(sum)));
        for (const double seconds : run.ledger) QVERIFY(seconds > -1e-9);
    }
}

void SimulationTest::spans_doNotOverlapAndCoverTheWork() {
    Random random(18);
    for (int trial = 0; trial < 100; ++trial) {
        const Workload work = tests::random_work(random, 80);
        const PoolShape shape = tests::random_shape(random);
        const Prediction run = simulate(work, tests::random_costs(random), shape, {.cores = 0, .keeps_spans = true});
        std::vector<double> end(shape.processes, 0);
        std::vector<std::uint64_t> items(work.batches.size(), 0);
        double longest_end = 0;
        for (const GhostSpan& span : run.spans) {
            QVERIFY(span.slot < shape.processes && span.begin >= end[span.slot] - 1e-12 && span.end > span.begin);
            end[span.slot] = span.end;
            longest_end = std::max(longest_end, span.end);
            if (span.activity == WorkerActivity::Running) items[span.batch] += span.items;
        }
        QVERIFY(longest_end <= run.makespan + 1e-12);
        for (std::size_t i = 0; i < work.batches.size(); ++i) QCOMPARE(items[i], work.batches[i].items.size());
    }
}

void SimulationTest::sameInput_sameSchedule() {
    Random random(19);
    const Workload work = tests::random_work(random, 500);
    const PoolCosts costs = tests::random_costs(random);
    const PoolShape shape{.processes = 5, .order = ItemOrder::Shuffled};
    const Prediction a = simulate(work, costs, shape, {.cores = 2, .keeps_spans = true});
    const Prediction b = simulate(work, costs, shape, {.cores = 2, .keeps_spans = true});
    QCOMPARE(a.makespan, b.makespan);
    QCOMPARE(a.spans.size(), b.spans.size());
    QCOMPARE(a.ledger, b.ledger);
}

void SimulationTest::thousandsOfWorkersAndTasks_areDealtOut() {
    std::vector<double> items(50'000);
    Random random(20);
    for (double& seconds : items) seconds = 0.001 * random.uniform();
    const double work = std::accumulate(items.begin(), items.end(), 0.0);
    const Prediction run = simulate(work_of(std::move(items)), {}, {.processes = 2048}, {.cores = 64});
    QCOMPARE(run.tasks, 50'000u);
    QVERIFY(run.makespan >= work / 64 && run.makespan < 1.2 * work / 64);
}

QTEST_GUILESS_MAIN(SimulationTest)
#include "tst_simulation.moc"
