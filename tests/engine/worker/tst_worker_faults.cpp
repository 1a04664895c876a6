// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>

#include "functions.h"
#include "pool_test.h"
#include "supervised_run.h"

using namespace poolscope;
using namespace poolscope::tests;
using trace::ItemOutcome;
namespace mb = misbehaving;

namespace {

constexpr FaultAction kActions[] = {FaultAction::Kill, FaultAction::Stop,  FaultAction::Segfault, FaultAction::Abort,
                                    FaultAction::Exit, FaultAction::Delay, FaultAction::Fail};
constexpr FaultPoint kPoints[] = {FaultPoint::Start,   FaultPoint::Initializer, FaultPoint::Idle,
                                  FaultPoint::Reading, FaultPoint::Task,        FaultPoint::Writing};

bool ends_the_worker(FaultAction action) { return action != FaultAction::Stop && action != FaultAction::Delay && action != FaultAction::Fail; }

supervise::PoolConfiguration pool_of(std::uint32_t processes, std::vector<Fault> faults) {
    supervise::PoolConfiguration configuration;
    configuration.processes = processes;
    configuration.context = row_context();
    configuration.faults = {7, std::move(faults)};
    return configuration;
}

std::vector<Call> squares(int count) {
    std::vector<Call> result;
    for (int i = 0; i < count; ++i) result.push_back(call(mb::square, i));
    return result;
}

}  // namespace

/// Each fault that a worker performs, at each point of its life, over the three start methods: only the item that it befalls is
/// lost, all others are done, and the pool goes on with as many workers.
class WorkerFaults : public QObject {
    Q_OBJECT

private slots:
    void faultAtAPoint_befallsOnlyItsItem_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("action");
        QTest::addColumn<int>("point");
        QTest::addColumn<int>("chunksize");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const FaultAction action : kActions)
                for (const FaultPoint point : kPoints) {
                    if (action == FaultAction::Fail && point != FaultPoint::Initializer && point != FaultPoint::Task) continue;
                    const int chunksize = static_cast<int>(action) % 2 == 0 ? 1 : 4;
                    QTest::addRow("%s %s at %s", method, to_string(action), to_string(point))
                        << method << static_cast<int>(action) << static_cast<int>(point) << chunksize;
                }
    }
    void faultAtAPoint_befallsOnlyItsItem() {
        QFETCH(int, action);
        QFETCH(int, point);
        QFETCH(int, chunksize);
        Fault fault;
        fault.action = static_cast<FaultAction>(action);
        fault.at = static_cast<FaultPoint>(point);
        fault.worker = 1;
        const bool once_a_life = fault.at == FaultPoint::Start || fault.at == FaultPoint::Initializer;
        fault.nth = once_a_life ? 1 : 2;
        fault.exit_code = 7;
        fault.message = "as ordered";
        if (fault.action == FaultAction::Stop || fault.action == FaultAction::Delay) fault.duration = std::chrono::milliseconds(30);
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(1, {fault}));
            const std::size_t batch = run.submit(squares(12), std::uint64_t(chunksize));
            FINISH_SOUNDLY(run);
            const bool in_an_item = fault.at == FaultPoint::Task || fault.at == FaultPoint::Writing;
            for (std::size_t i = 0; i < 12; ++i) {
                const ItemEnd& end = run.ends(batch)[i];
                QCOMPARE(end.told, 1);
                const bool is_befallen = in_an_item && i == std::size_t(chunksize);
                const ItemOutcome expected = !is_befallen                             ? ItemOutcome::Done
                                             : ends_the_worker(fault.action)          ? ItemOutcome::Lost
                                             : fault.action == FaultAction::Fail      ? ItemOutcome::Failed
                                                                                      : ItemOutcome::Done;
                QCOMPARE(int(*end.outcome), int(expected));
                if (expected == ItemOutcome::Done) QCOMPARE(decode_value<int>(end.value), int(i * i));
                if (expected == ItemOutcome::Lost && fault.action == FaultAction::Exit) QCOMPARE(end.exit_code, std::optional<int>(7));
                if (expected == ItemOutcome::Lost && fault.action == FaultAction::Kill) QCOMPARE(end.signal, std::optional<int>(SIGKILL));
            }
            QVERIFY(run.was_told("fault 1 of the plan: PoolWorker-1 "));
            const bool is_replaced = ends_the_worker(fault.action) || (fault.action == FaultAction::Fail && once_a_life);
            QCOMPARE(run.all<trace::WorkerStarted>().size(), std::size_t(is_replaced ? 2 : 1));
            if (fault.action == FaultAction::Stop) QVERIFY(run.was_told("goes on"));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void deathInTheMiddleOfALargeResult_losesThatItemAlone_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("size");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const int size : {0, 1'000, 60'000, 70'000, 5'000'000}) QTest::addRow("%s %d bytes", method, size) << method << size;
    }
    void deathInTheMiddleOfALargeResult_losesThatItemAlone() {
        QFETCH(int, size);
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(1, {{.action = FaultAction::Kill, .at = FaultPoint::Writing, .worker = 1, .nth = 2}}));
            std::vector<Call> calls;
            for (int i = 0; i < 9; ++i) calls.push_back(call(mb::bytes_of, std::uint64_t(size)));
            const std::size_t batch = run.submit(std::move(calls), 3);
            FINISH_SOUNDLY(run);
            for (std::size_t i = 0; i < 9; ++i) {
                const ItemEnd& end = run.ends(batch)[i];
                QCOMPARE(int(*end.outcome), int(i == 3 ? ItemOutcome::Lost : ItemOutcome::Done));
                if (i != 3) QCOMPARE(decode_value<std::vector<std::uint8_t>>(end.value).size(), std::size_t(size));
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void delayInTheMiddleOfAResult_leavesItWhole_data() { add_start_method_rows(); }
    void delayInTheMiddleOfAResult_leavesItWhole() {
        SupervisedRun run(pool_of(1, {{.action = FaultAction::Delay, .at = FaultPoint::Writing, .nth = 0, .duration = std::chrono::milliseconds(5)}}));
        const std::size_t batch = run.submit({call(mb::bytes_of, 200'000), call(mb::bytes_of, 10), call(mb::bytes_of, 70'000)});
        FINISH_SOUNDLY(run);
        QCOMPARE(decode_value<std::vector<std::uint8_t>>(run.ends(batch)[0].value), mb::bytes_of(200'000));
        QCOMPARE(decode_value<std::vector<std::uint8_t>>(run.ends(batch)[1].value), mb::bytes_of(10));
        QCOMPARE(decode_value<std::vector<std::uint8_t>>(run.ends(batch)[2].value), mb::bytes_of(70'000));
    }

    void everyWorkersFirstTaskKilled_losesOneItemALife_data() { add_start_method_rows(); }
    void everyWorkersFirstTaskKilled_losesOneItemALife() {
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::Kill, .at = FaultPoint::Task, .nth = 1}}));
            const std::size_t batch = run.submit(squares(30));
            FINISH_SOUNDLY(run);
            for (const ItemEnd& end : run.ends(batch)) QCOMPARE(int(*end.outcome), int(ItemOutcome::Lost));
            QVERIFY(run.all<trace::WorkerStarted>().size() >= 30);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void seededPlan_isTheSameInEveryRun_data() { add_start_method_rows(); }
    void seededPlan_isTheSameInEveryRun() {
        std::vector<std::vector<int>> runs;
        for (int round = 0; round < 2; ++round) {
            SupervisedRun run(pool_of(1, {{.action = FaultAction::Kill, .at = FaultPoint::Task, .nth = 0, .probability = 0.2}}));
            const std::size_t batch = run.submit(squares(60));
            FINISH_SOUNDLY(run);
            std::vector<int>& outcomes = runs.emplace_back();
            for (const ItemEnd& end : run.ends(batch)) outcomes.push_back(int(*end.outcome));
            QVERIFY(std::count(outcomes.begin(), outcomes.end(), int(ItemOutcome::Lost)) > 3);
            QVERIFY(std::count(outcomes.begin(), outcomes.end(), int(ItemOutcome::Done)) > 20);
        }
        QCOMPARE(runs[0], runs[1]);
    }

    void workerStoppedForEver_timesOutAndTheOthersGoOn_data() { add_start_method_rows(); }
    void workerStoppedForEver_timesOutAndTheOthersGoOn() {
        const Leftovers leftovers;
        {
            supervise::PoolConfiguration configuration = pool_of(1, {{.action = FaultAction::Stop, .at = FaultPoint::Task, .worker = 1}});
            configuration.limits.task_timeout = std::chrono::milliseconds(200);
            SupervisedRun run(configuration);
            const std::size_t batch = run.submit(squares(6), 2);
            FINISH_SOUNDLY(run);
            for (std::size_t i = 0; i < 6; ++i)
                QCOMPARE(int(*run.ends(batch)[i].outcome), int(i == 0 ? ItemOutcome::TimedOut : ItemOutcome::Done));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// A stopped worker begins nothing: the clock of what lies in its lane would never start.
    void workerStoppedWhereverItIs_holdsUpThePoolNoLongerThanTaskTimeout_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("point");
        QTest::addColumn<int>("processes");
        QTest::addColumn<int>("chunksize");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const FaultPoint point : {FaultPoint::Idle, FaultPoint::Reading, FaultPoint::Task, FaultPoint::Writing})
                for (const int processes : {1, 2})
                    for (const int chunksize : {1, 3})
                        QTest::addRow("%s stop at %s, %d processes, chunksize %d", method, to_string(point), processes, chunksize)
                            << method << static_cast<int>(point) << processes << chunksize;
    }
    void workerStoppedWhereverItIs_holdsUpThePoolNoLongerThanTaskTimeout() {
        QFETCH(int, point);
        QFETCH(int, processes);
        QFETCH(int, chunksize);
        const auto at = static_cast<FaultPoint>(point);
        const Leftovers leftovers;
        {
            std::vector<Fault> faults;  // the first workers, all of them
            for (int worker = 1; worker <= processes; ++worker)
                faults.push_back({.action = FaultAction::Stop, .at = at, .worker = std::uint32_t(worker), .nth = 2});
            supervise::PoolConfiguration configuration = pool_of(std::uint32_t(processes), std::move(faults));
            configuration.limits.task_timeout = std::chrono::milliseconds(100);
            SupervisedRun run(configuration);
            const std::size_t batch = run.submit(squares(12), std::uint64_t(chunksize));
            FINISH_SOUNDLY(run);
            int timed_out = 0;
            for (const ItemEnd& end : run.ends(batch)) {
                QCOMPARE(end.told, 1);
                timed_out += end.outcome == ItemOutcome::TimedOut;
                if (end.outcome != ItemOutcome::TimedOut) QCOMPARE(int(*end.outcome), int(ItemOutcome::Done));
            }
            const bool in_an_item = at == FaultPoint::Task || at == FaultPoint::Writing;
            if (!in_an_item) QCOMPARE(timed_out, 0);
            if (processes == 1) QCOMPARE(timed_out, in_an_item ? 1 : 0);
            const auto ended = run.all<trace::WorkerEnded>();
            const auto stopped = std::count_if(ended.begin(), ended.end(), [](const auto& end) { return end.cause == EndCause::TimedOut; });
            QVERIFY(stopped <= processes);
            if (processes == 1) QCOMPARE(int(stopped), 1);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void itemTriedAgain_isDoneWhenTheFaultIsOver_data() { add_start_method_rows(); }
    void itemTriedAgain_isDoneWhenTheFaultIsOver() {
        supervise::PoolConfiguration configuration = pool_of(1, {{.action = FaultAction::Segfault, .at = FaultPoint::Writing, .worker = 1}});
        configuration.item_attempts = 2;
        SupervisedRun run(configuration);
        const std::size_t batch = run.submit(squares(8), 4);
        FINISH_SOUNDLY(run);
        for (std::size_t i = 0; i < 8; ++i) QCOMPARE(decode_value<int>(run.ends(batch)[i].value), int(i * i));
    }

    void workersThatEndAsSoonAsTheyAreReady_breakThePoolInTheEnd_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("point");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const FaultPoint point : {FaultPoint::Idle, FaultPoint::Reading})
                QTest::addRow("%s at %s", method, to_string(point)) << method << static_cast<int>(point);
    }
    void workersThatEndAsSoonAsTheyAreReady_breakThePoolInTheEnd() {
        QFETCH(int, point);
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::Kill, .at = static_cast<FaultPoint>(point), .nth = 0}}));
            const std::size_t batch = run.submit(squares(8), 4);
            FINISH_SOUNDLY(run);
            QVERIFY2(run.supervisor().phase_message().find("as soon as they are ready") != std::string::npos,
                     run.supervisor().phase_message().c_str());
            QVERIFY(run.batch_has_ended(batch));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void slotWhoseWorkersEndAsSoonAsTheyAreReady_leavesTheWorkToTheOthers_data() { add_start_method_rows(); }
    void slotWhoseWorkersEndAsSoonAsTheyAreReady_leavesTheWorkToTheOthers() {
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::Kill, .at = FaultPoint::Idle, .slot = 1, .nth = 0}}));
            std::vector<Call> calls;
            for (int i = 0; i < 60; ++i) calls.push_back(call(mb::slow_square, i));
            const std::size_t batch = run.submit(std::move(calls));
            FINISH_SOUNDLY(run);
            for (const ItemEnd& end : run.ends(batch)) QCOMPARE(int(*end.outcome), int(ItemOutcome::Done));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void initializerThatFailsInEveryWorker_breaksThePool_data() { add_start_method_rows(); }
    void initializerThatFailsInEveryWorker_breaksThePool() {
        const Leftovers leftovers;
        {
            SupervisedRun run(pool_of(2, {{.action = FaultAction::Fail, .at = FaultPoint::Initializer, .message = "as ordered"}}));
            const std::size_t batch = run.submit(squares(8), 4);
            FINISH_SOUNDLY(run);
            QVERIFY(run.supervisor().phase_message().find("as ordered") != std::string::npos);
            QVERIFY(run.batch_has_ended(batch));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(WorkerFaults)
#include "tst_worker_faults.moc"
