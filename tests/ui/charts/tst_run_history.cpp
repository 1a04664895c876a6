// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTemporaryDir>
#include <QTest>

#include <poolscope/trace.h>

#include "charts/percentile.h"
#include "charts/run_history.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {

constexpr Time kMs = 1'000'000;

PoolState reduced(const QString& path) {
    trace::Reader reader(path.toStdString());
    PoolState state;
    while (const auto record = reader.next()) state.apply(*record);
    return state;
}

RunHistory historyOf(PoolState& state) {
    RunHistory history;
    history.update(state, state.take_changes());
    return history;
}

TimeColumns wholeRun(const RunHistory& history, const PoolState& state, std::size_t most) {
    return history.buckets().columns(state.summary().origin, state.summary().last + 1, most);
}

testing::RunShape roughRun() {
    testing::RunShape shape;
    shape.tasks = 4000;
    shape.workers = 3;
    shape.items_per_task = 4;
    shape.maxtasksperchild = 120;
    shape.crash_every = 331;
    shape.fail_every = 57;
    return shape;
}

}  // namespace

class TestRunHistory : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("run.trace"));
    }

    void packedDurations_keepTheirOrderAndAMillionthOfTheirSize() {
        std::mt19937_64 random(7);
        std::uniform_real_distribution<double> exponent(0, 15);
        std::vector<Time> times{0, 1, 999'999'999, (Time{1} << 30) - 1, Time{1} << 30, 1'073'741'824'000};
        for (int i = 0; i < 5000; ++i) times.push_back(static_cast<Time>(std::pow(10.0, exponent(random))));
        std::sort(times.begin(), times.end());
        for (std::size_t i = 0; i < times.size(); ++i) {
            const PackedDuration packed(times[i]);
            QVERIFY2(std::abs(static_cast<double>(packed.ns() - times[i])) <= static_cast<double>(times[i]) * 1e-6,
                     qPrintable(QString::number(times[i])));
            if (i > 0) QVERIFY(PackedDuration(times[i - 1]) <= packed);
        }
        QCOMPARE(PackedDuration(999'999'999).ns(), Time{999'999'999});
    }

    void percentiles_areTheNearestRank() {
        std::vector<int> one{42};
        QCOMPARE(percentile(one, 50), 42);
        QCOMPARE(percentile(one, 99), 42);
        std::vector<int> five{15, 20, 35, 40, 50};  // the worked example of the definition
        QCOMPARE(percentile(five, 5), 15);
        QCOMPARE(percentile(five, 30), 20);
        QCOMPARE(percentile(five, 40), 20);
        QCOMPARE(percentile(five, 50), 35);
        QCOMPARE(percentile(five, 100), 50);
        std::vector<int> hundred(100);
        for (int i = 0; i < 100; ++i) hundred[static_cast<std::size_t>(i)] = (i * 37) % 100 + 1;
        QCOMPARE(percentile(hundred, 95), 95);
        QCOMPARE(percentile(hundred, 99), 99);
    }

    void durationBins_holdEachDurationOnceInTheBinItBelongsTo() {
        std::mt19937_64 random(3);
        std::lognormal_distribution<double> spread(14, 3);
        DurationBins bins;
        std::vector<Time> times;
        for (int i = 0; i < 3000; ++i) {
            times.push_back(static_cast<Time>(spread(random)));
            bins.add(times.back());
        }
        QCOMPARE(bins.count(), std::uint64_t{3000});
        QCOMPARE(bins.longest(), *std::max_element(times.begin(), times.end()));
        for (const std::vector<DurationBin>& made : {bins.even(60), bins.even(400), bins.growing()}) {
            std::uint64_t sum = 0;
            for (std::size_t i = 0; i < made.size(); ++i) {
                const DurationBin& bin = made[i];
                QVERIFY(bin.end > bin.begin);
                if (i > 0) QCOMPARE(bin.begin, made[i - 1].end);
                const auto inside = std::count_if(times.begin(), times.end(),
                                                  [&](Time time) { return time >= bin.begin && time < bin.end; });
                QCOMPARE(bin.count, static_cast<std::uint64_t>(inside));
                sum += bin.count;
            }
            QCOMPARE(sum, std::uint64_t{3000});
        }
        QVERIFY(bins.even(60).size() <= 60);
        QVERIFY(bins.growing().size() > 20);
    }

    void columns_coverWhatIsSeenAndStandStillWhileItMoves() {
        TimeBuckets buckets(5'000);
        for (int widenings = 0; widenings < 12; ++widenings, buckets.widen())
            for (const Time begin : {Time{0}, Time{5'000}, 777 * kMs})
                for (const Time length : {Time{1}, 3 * kMs, 900 * kMs})
                    for (const std::size_t most : {std::size_t{20}, std::size_t{300}}) {
                        const TimeColumns columns = buckets.columns(begin, begin + length, most);
                        if (buckets.mustWiden(begin + length)) continue;
                        if (begin + length <= buckets.origin()) {
                            QCOMPARE(columns.count, std::size_t{0});
                            continue;
                        }
                        QVERIFY(columns.count >= 1 && columns.count <= most + 1);
                        QVERIFY(columns.begin <= std::max(begin, buckets.origin()));
                        QVERIFY(columns.endOf(columns.count - 1) >= begin + length);
                        QCOMPARE((columns.begin - buckets.origin()) % columns.step, Time{0});
                        QCOMPARE(columns.step, buckets.width() * static_cast<Time>(columns.buckets));
                    }
    }

    void everyTaskAndItemIsCountedWhenItEnded() {
        testing::build_run(m_path.toStdString(), roughRun());
        PoolState state = reduced(m_path);
        const RunHistory history = historyOf(state);
        const TimeColumns columns = wholeRun(history, state, 200);
        std::vector<TaskBuckets::Ended> expected(columns.count);
        for (std::size_t task = 0; task < state.task_count(); ++task)
            if (state.task(task).phase != TaskPhase::Cancelled) ++expected[columns.at(state.task(task).ended)].tasks;
        for (std::size_t row = 0; row < state.result_count(); ++row)
            ++expected[columns.at(state.task(state.result(row).task).ended)].items;
        const auto ended = history.tasks().endedIn(columns);
        std::uint64_t items = 0;
        for (std::size_t column = 0; column < columns.count; ++column) {
            QCOMPARE(ended[column].tasks, expected[column].tasks);
            QCOMPARE(ended[column].items, expected[column].items);
            items += ended[column].items;
        }
        QCOMPARE(items, std::uint64_t{16'000});
    }

    void tasksInFlightAndQueued_areThoseOfTheMoment() {
        TraceBuilder trace(m_path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        trace.now = 10 * kMs;
        const BatchId batch = trace.submit("map", "square", 4);
        trace.now = 20 * kMs;
        const TaskId first = trace.assign(batch, worker, 0);
        const TaskId second = trace.assign(batch, worker, 1);
        trace.now = 30 * kMs;
        trace.end_task(first, 21 * kMs, 30 * kMs);
        trace.now = 40 * kMs;
        trace.add(trace::TaskWithdrawn{second, worker});
        trace.now = 50 * kMs;
        trace.assign_again(second, worker);
        trace.now = 60 * kMs;
        trace.end_task(second, 51 * kMs, 60 * kMs);
        trace.now = 70 * kMs;
        trace.end_batch(batch, trace::BatchOutcome::Cancelled);
        trace.end_run();
        trace.flush();
        PoolState state = reduced(m_path);
        const RunHistory history = historyOf(state);
        const TimeColumns columns = history.buckets().columns(state.summary().origin, state.summary().origin + 80 * kMs, 8);
        QCOMPARE(columns.step, 10 * kMs);
        const auto loads = history.tasks().loadIn(columns);
        QList<int> queued, inFlight;
        for (const auto& load : loads) {
            queued << static_cast<int>(load.queued);
            inFlight << static_cast<int>(load.inFlight);
        }
        // At the end of each 10 ms: the task that was taken back waits until it was given out for the last time.
        QCOMPARE(queued, (QList<int>{0, 4, 3, 3, 3, 2, 2, 0}));
        QCOMPARE(inFlight, (QList<int>{0, 0, 1, 0, 0, 1, 0, 0}));
    }

    void latency_isExactInEachColumn() {
        testing::build_run(m_path.toStdString(), roughRun());
        PoolState state = reduced(m_path);
        const RunHistory history = historyOf(state);
        const TimeColumns columns = wholeRun(history, state, 40);
        std::vector<std::vector<Time>> expected(columns.count);
        for (std::size_t index = 0; index < state.task_count(); ++index) {
            const TaskRow task = state.task(index);
            if (task.started != 0) expected[columns.at(task.ended)].push_back(task.ended - task.assigned);
        }
        const auto latency = history.tasks().latencyIn(columns);
        for (std::size_t column = 0; column < columns.count; ++column) {
            QCOMPARE(latency[column].has_value(), !expected[column].empty());
            if (!latency[column]) continue;
            std::sort(expected[column].begin(), expected[column].end());
            const auto ranked = [&](double percent) { return expected[column][nearestRank(expected[column].size(), percent)]; };
            QCOMPARE(latency[column]->p50, ranked(50));
            QCOMPARE(latency[column]->p95, ranked(95));
            QCOMPARE(latency[column]->p99, ranked(99));
            QCOMPARE(latency[column]->tasks, static_cast<std::uint64_t>(expected[column].size()));
        }
    }

    void timeInEachState_isThatOfTheSpansAtAnyWidth_data() {
        QTest::addColumn<qint64>("taskNs");
        QTest::newRow("buckets of their first width") << qint64{100'000};
        QTest::newRow("buckets that were widened") << qint64{90'000'000};
    }
    void timeInEachState_isThatOfTheSpansAtAnyWidth() {
        QFETCH(qint64, taskNs);
        testing::RunShape shape = roughRun();
        shape.task_ns = taskNs;
        testing::build_run(m_path.toStdString(), shape);
        PoolState state = reduced(m_path);
        // As it is followed: widened now and then, with spans that go on.
        PoolState live;
        RunHistory history;
        trace::Reader reader(m_path.toStdString());
        for (int count = 1; const auto record = reader.next(); ++count) {
            live.apply(*record);
            if (count % 101 == 0) history.update(live, live.take_changes());
        }
        history.update(live, live.take_changes());
        if (taskNs > kMs) QVERIFY(history.buckets().width() > TimeBuckets::kFinest);
        for (const std::size_t most : {std::size_t{7}, std::size_t{150}}) {
            const Time now = state.summary().last;
            const TimeColumns columns = wholeRun(history, state, most);
            const auto times = history.states().inColumns(columns, live, history.buckets(), now);
            std::vector<StateTimes> expected(columns.count);
            for (std::size_t slot = 0; slot < state.slot_count(); ++slot)
                for (std::size_t index = 0; index < state.span_count(slot); ++index) {
                    const Span span = state.span(slot, index);
                    const auto painted = paintedState(span.activity);
                    if (!painted) continue;
                    for (std::size_t column = 0; column < columns.count; ++column)
                        expected[column].ns[*painted] += std::max<Time>(
                            0, std::min({span.end, now, columns.endOf(column)}) - std::max(span.begin, columns.beginOf(column)));
                }
            for (std::size_t column = 0; column < columns.count; ++column)
                for (std::size_t painted = 0; painted < kPaintedStates; ++painted)
                    QCOMPARE(times[column].ns[painted], expected[column].ns[painted]);
        }
    }

    void aRunThatWasFollowedHasTheHistoryOfOneThatIsReopened() {
        testing::RunShape shape = roughRun();
        shape.task_ns = 3 * kMs;
        testing::build_run(m_path.toStdString(), shape);
        PoolState live;
        RunHistory followed;
        trace::Reader reader(m_path.toStdString());
        for (int count = 1; const auto record = reader.next(); ++count) {
            live.apply(*record);
            if (count % 37 == 0) followed.update(live, live.take_changes());
        }
        followed.update(live, live.take_changes());
        PoolState state = reduced(m_path);
        const RunHistory reopened = historyOf(state);
        const TimeColumns columns = wholeRun(reopened, state, 100);
        QCOMPARE(columns, wholeRun(followed, live, 100));
        const auto loads = followed.tasks().loadIn(columns);
        const auto expected = reopened.tasks().loadIn(columns);
        const auto ended = followed.tasks().endedIn(columns);
        const auto expectedEnded = reopened.tasks().endedIn(columns);
        for (std::size_t column = 0; column < columns.count; ++column) {
            QCOMPARE(loads[column].inFlight, expected[column].inFlight);
            QCOMPARE(loads[column].queued, expected[column].queued);
            QVERIFY(loads[column].inFlight >= 0 && loads[column].queued >= 0);
            QCOMPARE(ended[column].tasks, expectedEnded[column].tasks);
            QCOMPARE(ended[column].items, expectedEnded[column].items);
        }
        QCOMPARE(loads.back().inFlight, std::int64_t{0});
        QCOMPARE(loads.back().queued, std::int64_t{0});
        QCOMPARE(followed.tasks().durations().growing(), reopened.tasks().durations().growing());
    }

    // The last sample of a life is exact, those before count in ticks: what these missed is no work of the last moment.
    void usageOfAWorkerThatSlept_isLittleUpToItsEnd() {
        TraceBuilder trace(m_path.toStdString());
        trace.begin_run(2);
        const WorkerId sleeper = trace.start_worker(0);
        const WorkerId brief = trace.start_worker(1);
        const Time start = trace.now;
        trace.now = start + 10 * kMs;
        trace.add(trace::WorkerSampled{brief, 5 * kMs, 1});
        trace.end_worker(brief, EndCause::Closed, {}, 0);
        for (int at = 1; at <= 4; ++at) {
            trace.now = start + at * 240 * kMs;
            trace.add(trace::WorkerSampled{sleeper, 0, 1});
        }
        trace.advance(20'000);
        trace.add(trace::WorkerSampled{sleeper, 3 * kMs, 1});
        trace.end_worker(sleeper, EndCause::Closed, {}, 0);
        trace.flush();
        PoolState state = reduced(m_path);
        const RunHistory history = historyOf(state);
        const TimeColumns columns = wholeRun(history, state, 400);
        const auto most = [&](std::size_t slot) {
            double peak = 0;
            for (const UsagePoint& point : history.usage().processors(slot, columns, state))
                if (!std::isnan(point.value)) peak = std::max(peak, point.value);
            return peak;
        };
        QVERIFY2(most(0) > 0 && most(0) < 0.02, qPrintable(QString::number(most(0))));
        QVERIFY2(std::abs(most(1) - 0.5) < 0.02, qPrintable(QString::number(most(1))));
    }

    void usageOfWorkers_isThatBetweenTheirSamples() {
        TraceBuilder trace(m_path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const Time start = trace.now;
        constexpr std::uint64_t kMiB = 1024 * 1024;
        for (int at = 1; at <= 10; ++at) {
            trace.now = start + at * 100 * kMs;
            trace.add(trace::WorkerSampled{worker, at * 25 * kMs, static_cast<std::uint64_t>(at) * kMiB});
        }
        trace.end_worker(worker, EndCause::Crashed, 11);
        const WorkerId next = trace.start_worker(0);
        trace.advance(100 * kMs);
        trace.add(trace::WorkerSampled{next, 100 * kMs, 7 * kMiB});
        trace.flush();
        PoolState state = reduced(m_path);
        const RunHistory history = historyOf(state);
        const TimeColumns columns = wholeRun(history, state, 400);
        const auto processors = history.usage().processors(0, columns, state);
        const auto memory = history.usage().memory(0, columns, state);
        for (int at = 1; at <= 10; ++at) {
            const auto point = std::find_if(processors.begin(), processors.end(), [&](const UsagePoint& seen) {
                return seen.time == TraceBuilder::absolute(start + at * 100 * kMs);
            });
            QVERIFY(point != processors.end());
            QVERIFY(at == 1 || qAbs(point->value - 0.25) < 1e-9);
        }
        QVERIFY(std::any_of(processors.begin(), processors.end(), [](const UsagePoint& seen) { return std::isnan(seen.value); }));
        QCOMPARE(memory.front().value, static_cast<double>(kMiB));
        const auto peak = std::max_element(memory.begin(), memory.end(), [](const UsagePoint& left, const UsagePoint& right) {
            return std::isnan(left.value) || left.value < right.value;
        });
        QCOMPARE(peak->value, 10.0 * kMiB);
    }

    void anotherTrace_beginsAnew() {
        testing::build_run(m_path.toStdString(), {.tasks = 50});
        PoolState state = reduced(m_path);
        RunHistory history = historyOf(state);
        QCOMPARE(history.tasks().tasksEnded(), std::uint64_t{50});
        state.clear();
        history.update(state, state.take_changes());
        QVERIFY(history.isEmpty());
        QCOMPARE(history.tasks().tasksEnded(), std::uint64_t{0});
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestRunHistory)
#include "tst_run_history.moc"
