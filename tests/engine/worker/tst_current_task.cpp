// SPDX-License-Identifier: MIT
#include <set>

#include <poolscope/current_task.h>

#include "functions.h"
#include "pool_test.h"
#include "supervised_run.h"

using namespace poolscope;
using namespace poolscope::tests;
using trace::ItemOutcome;
namespace mb = misbehaving;

namespace {

std::string report(int x) {
    const auto task = current_task();
    if (!task) return "no task";
    return std::to_string(x) + " batch " + std::to_string(task->batch.value) + " item " + std::to_string(task->item) + " attempt " +
           std::to_string(task->attempt) + " by " + task->worker + (task->seed == item_seed() ? "" : " with another seed");
}
std::uint64_t seed_of(int) { return item_seed(); }
void initializer_without_task() {
    if (current_task()) throw std::logic_error("a task in the initializer");
    try {
        static_cast<void>(item_seed());
    } catch (const RuntimeError&) {
        return;
    }
    throw std::logic_error("a seed in the initializer");
}

supervise::PoolConfiguration pool_of(std::uint32_t processes) {
    supervise::PoolConfiguration configuration;
    configuration.processes = processes;
    configuration.context = row_context();
    configuration.seed = 42;
    return configuration;
}

template <class Function>
std::vector<Call> calls(Function function, int count) {
    std::vector<Call> result;
    for (int i = 0; i < count; ++i) result.push_back(call(function, i));
    return result;
}

}  // namespace

POOLSCOPE_FUNCTION(report);
POOLSCOPE_FUNCTION(seed_of);
POOLSCOPE_FUNCTION(initializer_without_task);

/// What a function can learn of where it runs, and the seed that does not depend on it; over the three start methods.
class CurrentTaskTest : public QObject {
    Q_OBJECT

private slots:
    void outsideOfAWorker_thereIsNoTask() {
        QVERIFY(!current_task().has_value());
        QVERIFY_THROWS_EXCEPTION(RuntimeError, static_cast<void>(item_seed()));
    }

    void inATask_itIsKnownWhichItemRunsAndWhere_data() { add_start_method_rows(); }
    void inATask_itIsKnownWhichItemRunsAndWhere() {
        supervise::PoolConfiguration configuration = pool_of(1);
        configuration.initializer = call(initializer_without_task).function;
        configuration.initargs = call(initializer_without_task).arguments;
        SupervisedRun run(configuration);
        run.submit(calls(mb::square, 3), 2);
        const std::size_t batch = run.submit(calls(report, 5), 2);
        FINISH_SOUNDLY(run);
        for (std::size_t i = 0; i < 5; ++i) {
            const std::string n = std::to_string(i);
            QCOMPARE(decode_value<std::string>(run.ends(batch)[i].value), n + " batch 2 item " + n + " attempt 1 by PoolWorker-1");
        }
    }

    void itemSeeds_dependOnlyOnRunSeedBatchAndIndex_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("processes");
        QTest::addColumn<int>("chunksize");
        QTest::addColumn<bool>("deaths");
        for (const char* method : {"fork", "spawn", "forkserver"}) {
            QTest::addRow("%s 1 worker", method) << method << 1 << 1 << false;
            QTest::addRow("%s 3 workers, chunks of 7", method) << method << 3 << 7 << false;
            QTest::addRow("%s 2 workers that die, chunks of 5", method) << method << 2 << 5 << true;
        }
    }
    void itemSeeds_dependOnlyOnRunSeedBatchAndIndex() {
        QFETCH(int, processes);
        QFETCH(int, chunksize);
        QFETCH(bool, deaths);
        supervise::PoolConfiguration configuration = pool_of(std::uint32_t(processes));
        configuration.item_attempts = 100;
        if (deaths) configuration.faults = {3, {{.action = FaultAction::Kill, .at = FaultPoint::Writing, .nth = 0, .probability = 0.3}}};
        SupervisedRun run(configuration);
        const std::size_t first = run.submit(calls(seed_of, 60), std::uint64_t(chunksize));
        const std::size_t second = run.submit(calls(seed_of, 60), std::uint64_t(chunksize));
        FINISH_SOUNDLY(run);
        std::set<std::uint64_t> seen;
        for (const auto& [batch, id] : {std::pair(first, BatchId{1}), std::pair(second, BatchId{2})})
            for (std::size_t i = 0; i < 60; ++i) {
                const auto seed = decode_value<std::uint64_t>(run.ends(batch)[i].value);
                QCOMPARE(seed, item_seed(42, id, i));
                seen.insert(seed);
            }
        QCOMPARE(seen.size(), std::size_t{120});
    }

    void itemSeed_isWhatItWasInEveryVersion() {
        // Computed apart from this program, by the formula in its header.
        QCOMPARE(item_seed(0, BatchId{1}, 0), std::uint64_t{4964578127960768432U});
        QCOMPARE(item_seed(42, BatchId{2}, 7), std::uint64_t{17248265454860647535U});
    }

    void maxitemsperchild_letsAWorkerLeaveBetweenTasks_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("chunksize");
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("workers");
        for (const char* method : {"fork", "spawn", "forkserver"}) {
            QTest::addRow("%s 24 items, one by one, 5 a child", method) << method << 1 << 5 << 5;
            QTest::addRow("%s 24 items in chunks of 3, 5 a child", method) << method << 3 << 5 << 4;
            QTest::addRow("%s 24 items in chunks of 12, 5 a child", method) << method << 12 << 5 << 2;
        }
    }
    void maxitemsperchild_letsAWorkerLeaveBetweenTasks() {
        QFETCH(int, chunksize);
        QFETCH(int, limit);
        QFETCH(int, workers);
        const Leftovers leftovers;
        {
            supervise::PoolConfiguration configuration = pool_of(1);
            configuration.limits.maxitemsperchild = std::uint64_t(limit);
            SupervisedRun run(configuration);
            const std::size_t batch = run.submit(calls(mb::square, 24), std::uint64_t(chunksize));
            QVERIFY(run.wait_until([&] { return run.batch_has_ended(batch); }));
            FINISH_SOUNDLY(run);
            for (std::size_t i = 0; i < 24; ++i) QCOMPARE(decode_value<int>(run.ends(batch)[i].value), int(i * i));
            std::map<std::uint32_t, int> tasks;
            for (const auto& end : run.all<trace::TaskEnded>()) ++tasks[end.worker->value];
            QCOMPARE(int(tasks.size()), workers);
            for (const auto& [worker, count] : tasks) QVERIFY((count - 1) * chunksize < limit);
            const auto ended = run.all<trace::WorkerEnded>();
            QCOMPARE(int(ended.front().cause), int(EndCause::MaxItemsPerChild));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(CurrentTaskTest)
#include "tst_current_task.moc"
