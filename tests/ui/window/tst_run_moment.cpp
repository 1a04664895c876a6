// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>
#include <random>

#include "session/run_moment.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::build_run;
using poolscope::testing::TraceBuilder;

// A run at past moments, compared with what its rows say themselves.
class TestRunMoment : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_traces = 0;

    QString newPath() { return m_folder.filePath(QString::number(++m_traces)); }

    static void readAll(const QString& path, PoolState& state, RunMoment& moment, int every = 1000) {
        trace::Reader reader(path.toStdString(), trace::ReadValues::No);
        int count = 0;
        while (const auto record = reader.next()) {
            state.apply(*record);
            if (++count % every == 0) moment.update(state.take_changes());
        }
        moment.update(state.take_changes());
    }

private slots:
    void whileNoMomentWasChosen_itIsThePresent() {
        const QString path = newPath();
        build_run(path.toStdString(), {.tasks = 50});
        PoolState state;
        RunMoment moment(state);
        readAll(path, state, moment);
        QVERIFY(!moment.isPast());
        QCOMPARE(moment.resultCount(), state.result_count());
        QCOMPARE(moment.task(7).ended, state.task(7).ended);
        QCOMPARE(moment.worker(0).tasks_done, state.workers()[0].tasks_done);
        QCOMPARE(moment.now(77), Time(77));
    }

    void batchesThatEndInAnotherOrder_countOnlyWhenTheyHaveEnded() {
        const QString path = newPath();
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(1);
            trace.now = 1000;
            std::vector<BatchId> batches;
            for (const int items : {100, 10, 1}) batches.push_back(trace.submit("map_async", "square", static_cast<std::uint64_t>(items)));
            trace.now = 2000;
            trace.end_batch(batches[1], trace::BatchOutcome::Cancelled);
            trace.now = 3000;
            trace.end_batch(batches[2], trace::BatchOutcome::Cancelled);
            trace.now = 4000;
            trace.end_batch(batches[0], trace::BatchOutcome::Cancelled);
            trace.now = 5000;
            trace.end_run();
        }
        PoolState state;
        RunMoment moment(state);
        readAll(path, state, moment);
        const std::map<Time, std::uint64_t> expected{{1500, 0}, {2500, 10}, {3500, 11}, {4500, 111}};
        for (const auto& [time, cancelled] : expected) {
            moment.setTime(TraceBuilder::absolute(time));
            QCOMPARE(moment.summary().items_cancelled, cancelled);
        }
    }

    void atAPastMoment_everythingIsAsItWas() {
        const QString path = newPath();
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(2);
            trace.now = 1000;
            const WorkerId first = trace.start_worker(0, 100);  // ready at 1200
            trace.now = 2000;
            const BatchId batch = trace.submit("map", "square", 3);
            const TaskId one = trace.assign(batch, first, 0);
            const TaskId two = trace.assign(batch, first, 1);
            trace.add(trace::WorkerSampled{first, 900, 5 << 20});
            trace.now = 3000;
            trace.end_task(one, 2100, 2900);
            trace.add(trace::WorkerSampled{first, 1900, 7 << 20});
            trace.now = 4000;
            trace.end_worker(first, EndCause::Killed, SIGKILL);
            trace.end_task(two, 3000, 4000, trace::ItemOutcome::Lost);
            trace.now = 5000;
            trace.add(trace::PoolChanged{2, true});
            trace.now = 6000;
            const WorkerId second = trace.start_worker(0, 100);
            trace.now = 7000;
            trace.end_task(trace.assign(batch, second, 2), 6500, 7000);
            trace.end_batch(batch, trace::BatchOutcome::Lost, "WorkerLostError", "killed", 1, first);
            trace.add(trace::PoolChanged{2, false});
            trace.now = 8000;
            trace.add(trace::PoolPhaseChanged{trace::PoolPhase::Closing, {}});
            trace.end_run();
        }
        PoolState state;
        RunMoment moment(state);
        readAll(path, state, moment);
        const auto at = [&](Time time) { moment.setTime(TraceBuilder::absolute(time)); };

        at(500);
        QCOMPARE(moment.workerCount(), std::size_t(0));
        QCOMPARE(moment.batchCount(), std::size_t(0));
        QCOMPARE(moment.currentWorker(0), kNoIndex);
        QCOMPARE(moment.summary().workers_started, 0u);

        at(1050);
        QCOMPARE(moment.worker(0).activity, WorkerActivity::Starting);
        QVERIFY(!moment.worker(0).ready);
        QCOMPARE(moment.worker(0).pid, 0);

        at(2500);
        QCOMPARE(moment.taskCount(), std::size_t(2));
        QCOMPARE(moment.task(0).phase, TaskPhase::Running);
        QCOMPARE(moment.task(0).ended, kOpen);
        QCOMPARE(moment.task(1).phase, TaskPhase::Assigned);
        QCOMPARE(moment.worker(0).activity, WorkerActivity::Running);
        QCOMPARE(moment.worker(0).current_task, 0u);
        QCOMPARE(moment.worker(0).rss_bytes, std::uint64_t(5 << 20));
        QVERIFY(!moment.worker(0).ended && !moment.worker(0).cause && !moment.worker(0).signal);
        QCOMPARE(moment.summary().items_submitted, std::uint64_t(3));
        QCOMPARE(moment.summary().items_done, std::uint64_t(0));
        QCOMPARE(moment.summary().workers_alive, 1u);

        at(3500);
        QCOMPARE(moment.resultCount(), std::size_t(1));
        QCOMPARE(moment.worker(0).tasks_done, std::uint64_t(1));
        QCOMPARE(moment.batch(0).items_done, std::uint64_t(1));
        QVERIFY(!moment.batch(0).outcome && moment.batch(0).error_type.empty());
        QCOMPARE(moment.summary().workers_crashed, 0u);

        at(5500);
        QCOMPARE(moment.summary().paused, true);
        QCOMPARE(moment.summary().workers_crashed, 1u);
        QCOMPARE(moment.summary().workers_alive, 0u);
        QCOMPARE(moment.worker(0).activity, WorkerActivity::Crashed);
        QCOMPARE(moment.summary().items_lost, std::uint64_t(1));
        QCOMPARE(moment.summary().phase, trace::PoolPhase::Running);

        at(7500);
        QCOMPARE(moment.summary().paused, false);
        QCOMPARE(moment.batch(0).outcome, std::optional(trace::BatchOutcome::Lost));
        QCOMPARE(moment.currentWorker(0), 1u);
        QVERIFY(!moment.summary().ended);

        moment.setTime({});
        QVERIFY(moment.summary().ended);
    }

    void changesAreFoundBothWays() {
        const QString path = newPath();
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(1);
            trace.now = 1000;
            trace.start_worker(0, 100);
            trace.now = 5000;
            trace.end_run();
        }
        PoolState state;
        RunMoment moment(state);
        readAll(path, state, moment);
        const auto absolute = &TraceBuilder::absolute;
        QCOMPARE(moment.changeAfter(absolute(0)), std::optional(absolute(1000)));
        QCOMPARE(moment.changeAfter(absolute(1000)), std::optional(absolute(1200)));
        QCOMPARE(moment.changeAfter(absolute(1200)), std::optional<Time>());
        QCOMPARE(moment.changeBefore(absolute(5000)), std::optional(absolute(1200)));
        QCOMPARE(moment.changeBefore(absolute(1200)), std::optional(absolute(1000)));
        QCOMPARE(moment.changeBefore(absolute(1000)), std::optional<Time>());
    }

    void countsOfARandomRun_areThoseOfItsRows() {
        const quint32 seed = QRandomGenerator::system()->generate();
        qInfo() << "seed" << seed;
        std::mt19937_64 random(seed);
        const QString path = newPath();
        testing::RunShape shape;
        shape.tasks = 3000;
        shape.items_per_task = 2;
        shape.workers = 5;
        shape.maxtasksperchild = 200;
        shape.crash_every = 331;
        shape.fail_every = 57;
        build_run(path.toStdString(), shape);
        PoolState state;
        RunMoment moment(state);
        readAll(path, state, moment, 700);
        const auto length = static_cast<std::uint64_t>(state.summary().last - state.summary().origin);
        for (int round = 0; round < 25; ++round) {
            const Time time = state.summary().origin + static_cast<Time>(random() % (length + length / 10));
            moment.setTime(time);
            std::size_t rows = 0;
            std::vector<std::uint64_t> completed(state.workers().size());
            SettledCounts sum;
            std::uint32_t last = kNoIndex;
            for (; rows < state.result_count(); ++rows) {
                const ResultRow row = state.result(rows);
                const TaskRow task = state.task(row.task);
                if (task.ended > time) break;
                sum.done += row.outcome == trace::ItemOutcome::Done ? 1 : 0;
                sum.failed += row.outcome == trace::ItemOutcome::Failed ? 1 : 0;
                sum.lost += row.outcome == trace::ItemOutcome::Lost ? 1 : 0;
                if (row.task != last && (task.phase == TaskPhase::Done || task.phase == TaskPhase::Failed)) ++completed[task.worker];
                last = row.task;
            }
            QCOMPARE(moment.resultCount(), rows);
            QCOMPARE(moment.summary().items_done, sum.done);
            QCOMPARE(moment.summary().items_failed, sum.failed);
            QCOMPARE(moment.summary().items_lost, sum.lost);
            if (moment.batchCount() > 0 && !moment.batch(0).ended) QCOMPARE(moment.batch(0).items_done, sum.done);
            for (std::uint32_t worker = 0; worker < moment.workerCount(); ++worker) {
                if (!moment.worker(worker).ended) QCOMPARE(moment.worker(worker).tasks_done, completed[worker]);
            }
            std::size_t tasks = 0;
            for (std::size_t task = 0; task < state.task_count(); ++task)
                if (state.task(task).assigned <= time) tasks = task + 1;
            QCOMPARE(moment.taskCount(), tasks);
        }
    }
};

QTEST_GUILESS_MAIN(TestRunMoment)
#include "tst_run_moment.moc"
