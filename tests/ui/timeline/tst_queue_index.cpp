// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <random>

#include "timeline/queue_index.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

class TestQueueIndex : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static void readAll(const QString& path, PoolState& state, QueueIndex& queue, int every) {
        trace::Reader reader(path.toStdString(), trace::ReadValues::No);
        int count = 0;
        while (const auto record = reader.next()) {
            state.apply(*record);
            if (++count % every == 0) queue.update(state.take_changes());
        }
        queue.update(state.take_changes());
    }

private slots:
    void itemsWait_fromTheirSubmissionUntilTheirTaskBegins() {
        const QString path = m_folder.filePath(QStringLiteral("story"));
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            trace.now = 1000;
            const BatchId batch = trace.submit("map", "square", 5, 2);
            const TaskId first = trace.assign(batch, worker, 0, 2);
            const TaskId second = trace.assign(batch, worker, 2, 2);
            trace.now = 3000;
            trace.end_task(first, 2000, 3000);
            trace.now = 4000;
            trace.end_worker(worker, EndCause::Killed, SIGKILL);
            trace.end_task(second, 3500, 4000, {trace::ItemOutcome::Lost, trace::ItemOutcome::Moved});
            const WorkerId next = trace.start_worker(0, 0);
            trace.now = 6000;
            trace.end_task(trace.assign(batch, next, 3, 1, 2), 5000, 6000);
            trace.now = 7000;
            trace.end_batch(batch, trace::BatchOutcome::Cancelled);
        }
        PoolState state;
        QueueIndex queue(state);
        readAll(path, state, queue, 1);
        const auto waiting = [&](Time time) { return queue.waitingAt(TraceBuilder::absolute(time)); };
        QCOMPARE(waiting(999), std::uint64_t(0));
        QCOMPARE(waiting(1000), std::uint64_t(5));
        QCOMPARE(waiting(2000), std::uint64_t(3));
        QCOMPARE(waiting(3500), std::uint64_t(1));
        QCOMPARE(waiting(4500), std::uint64_t(2));  // one was given back by the dead worker
        QCOMPARE(waiting(5500), std::uint64_t(1));
        QCOMPARE(waiting(7000), std::uint64_t(0));  // cancelled with its batch
        QCOMPARE(queue.most(), std::uint64_t(5));
        const auto most = [&](Time begin, Time end) { return queue.mostWithin(TraceBuilder::absolute(begin), TraceBuilder::absolute(end)); };
        QCOMPARE(most(0, 1000), std::uint64_t(0));
        QCOMPARE(most(0, 1001), std::uint64_t(5));
        QCOMPARE(most(2500, 4100), std::uint64_t(3));
        QCOMPARE(most(3600, 4600), std::uint64_t(2));
    }

    void inputWithoutAKnownEnd_countsWhatIsGivenOut() {
        const QString path = m_folder.filePath(QStringLiteral("imap"));
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            const BatchId batch = trace.submit("imap", "square", {});
            trace.now = 1000;
            const TaskId task = trace.assign(batch, worker, 0);
            trace.now = 3000;
            trace.end_task(task, 2000, 3000);
            trace.add(trace::BatchInputEnded{batch, 1, 1, ""});
            trace.end_batch(batch);
        }
        PoolState state;
        QueueIndex queue(state);
        readAll(path, state, queue, 1);
        QCOMPARE(queue.waitingAt(TraceBuilder::absolute(500)), std::uint64_t(0));
        QCOMPARE(queue.waitingAt(TraceBuilder::absolute(1500)), std::uint64_t(1));
        QCOMPARE(queue.waitingAt(TraceBuilder::absolute(2500)), std::uint64_t(0));
    }

    void ofARandomRun_itIsWhatItsTasksSay_data() {
        QTest::addColumn<int>("every");
        for (const int every : {1, 13, 100'000}) QTest::addRow("a change set each %d records", every) << every;
    }
    void ofARandomRun_itIsWhatItsTasksSay() {
        QFETCH(int, every);
        const quint32 seed = QRandomGenerator::system()->generate();
        qInfo() << "seed" << seed;
        std::mt19937_64 random(seed);
        const QString path = m_folder.filePath(QString::number(seed));
        testing::RunShape shape;
        shape.tasks = 600;
        shape.items_per_task = 3;
        shape.workers = 4;
        shape.crash_every = 41;
        testing::build_run(path.toStdString(), shape);
        PoolState state;
        QueueIndex queue(state);
        readAll(path, state, queue, every);
        const BatchInfo& batch = state.batches().front();
        std::vector<std::int64_t> settled(state.task_count());
        for (std::size_t row = 0; row < state.result_count(); ++row) ++settled[state.result(row).task];
        const auto length = static_cast<std::uint64_t>(state.summary().last - state.summary().origin);
        const auto waitingAt = [&](Time time) {
            std::int64_t waiting = batch.submitted <= time && (!batch.ended || *batch.ended > time) ? static_cast<std::int64_t>(*batch.items) : 0;
            for (std::size_t index = 0; index < state.task_count() && waiting > 0; ++index) {
                const TaskRow task = state.task(index);
                if (task.started != 0 && task.started <= time) waiting -= task.items;
                if (task.started != 0 && task.ended <= time) waiting += task.items - settled[index];
            }
            return static_cast<std::uint64_t>(std::max<std::int64_t>(0, waiting));
        };
        for (int round = 0; round < 30; ++round) {
            const Time time = state.summary().origin + static_cast<Time>(random() % (length + 1));
            QCOMPARE(queue.waitingAt(time), waitingAt(time));
            const Time end = time + static_cast<Time>(random() % 400'000);
            const std::uint64_t most = queue.mostWithin(time, end);
            std::uint64_t expected = queue.waitingAt(time);
            for (std::size_t index = 0; index < state.task_count(); ++index)
                for (const Time moment : {state.task(index).started, state.task(index).ended, batch.submitted})
                    if (moment > time && moment < end) expected = std::max(expected, queue.waitingAt(moment));
            QCOMPARE(most, expected);
        }
    }
};

QTEST_GUILESS_MAIN(TestQueueIndex)
#include "tst_queue_index.moc"
