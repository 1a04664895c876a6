// SPDX-License-Identifier: MIT
#include <csignal>

#include <QTemporaryDir>
#include <QtTest>

#include <poolscope/run_store.h>

#include "runs/scenario_keys.h"
#include "trace_builder.h"

using namespace poolscope;
using poolscope::testing::build_run;
using poolscope::testing::TraceBuilder;

/// The figures of a run for the list of runs, from its trace.
class TestRunDigest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        trace_ = dir_->filePath(QStringLiteral("trace")).toStdString();
    }

    void aWholeRunHasItsFigures() {
        build_run(trace_, {.tasks = 1000, .workers = 4, .items_per_task = 3, .crash_every = 200, .fail_every = 100});
        const RunDigest digest = read_digest(trace_);
        QCOMPARE(digest.ending, RunEnding::Closed);
        QCOMPARE(digest.title, "A synthetic run");
        QCOMPARE(digest.processes, 4U);
        QCOMPARE(digest.start_method, "forkserver");
        QCOMPARE(digest.initializer, "slow_start");
        QCOMPARE(digest.work, "map square");
        QCOMPARE(digest.items, std::uint64_t{3000});
        QCOMPARE(digest.done + digest.failed + digest.lost + digest.timed_out + digest.cancelled, digest.items);
        QVERIFY(digest.failed > 0 && digest.lost > 0);
        QVERIFY(digest.workers_crashed > 0 && digest.workers_started > 4);
        QVERIFY(digest.utilisation.value() > 0.1 && digest.utilisation.value() <= 1.0);
        QVERIFY(digest.tasks_per_second.value() > 0);
        QVERIFY(digest.wall_ns > 0);
        QCOMPARE(digest.trace_bytes, static_cast<std::uint64_t>(QFileInfo(QString::fromStdString(trace_)).size()));
    }

    /// A trace may say anything, also of its scenario.
    void aScenarioOfEndlessNestingIsNone() {
        {
            TraceBuilder trace(trace_);
            const std::string lists = std::string(200'000, '[') + std::string(200'000, ']');
            trace.begin_run(1, "fork", {}, {}, "Deep", "{\"batches\": " + lists + ", \"x\": " + lists + "}");
            trace.end_run();
        }
        const RunDigest digest = read_digest(trace_);
        QCOMPARE(digest.title, "Deep");
        QCOMPARE(runs::keys_of("{\"x\": " + std::string(200'000, '[')).settings, std::string());
    }

    void aTraceThatBreaksOffIsCutShort() {
        build_run(trace_, {.tasks = 100, .workers = 2, .ended = false});
        QCOMPARE(read_digest(trace_).ending, RunEnding::CutShort);
    }

    void aTraceThatIsStillWrittenHasNoEnding() {
        TraceBuilder trace(trace_);
        trace.begin_run(1);
        trace.flush();
        QCOMPARE(read_digest(trace_).ending, RunEnding::Unfinished);
    }

    void utilisationIsTheShareOfRunningTime() {
        {
            TraceBuilder trace(trace_);
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 100);
            trace.now = 1'000'000;
            const BatchId batch = trace.submit("map", "square", 1);
            const TaskId task = trace.assign(batch, worker, 0);
            trace.now = 4'000'000;
            trace.end_task(task, 1'000'000, 4'000'000);
            trace.end_batch(batch);
            trace.end_worker(worker, EndCause::Closed, {}, 0);
            trace.end_run();
        }
        const RunDigest digest = read_digest(trace_);
        QVERIFY2(std::abs(digest.utilisation.value() - 0.75) < 0.01, qPrintable(QString::number(*digest.utilisation)));
        QVERIFY(std::abs(digest.tasks_per_second.value() - 1e9 / 3'000'000) < 1);
        QCOMPARE(digest.wall_ns, std::int64_t{4'000'000});
    }

    void aTerminatedRunAndABrokenOneSaySo() {
        {
            TraceBuilder trace(trace_);
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0);
            trace.add(trace::PoolPhaseChanged{trace::PoolPhase::Terminating, {}});
            trace.end_worker(worker, EndCause::Terminated, SIGTERM);
            trace.end_run();
        }
        QCOMPARE(read_digest(trace_).ending, RunEnding::Terminated);
        const std::string other = trace_ + "2";
        {
            TraceBuilder trace(other);
            trace.begin_run(1);
            trace.add(trace::PoolPhaseChanged{trace::PoolPhase::Broken, "3 starts failed in a row"});
            trace.end_run();
        }
        QCOMPARE(read_digest(other).ending, RunEnding::Broken);
        QCOMPARE(read_digest(other).ending_message, "3 starts failed in a row");
    }

    void readingCanBeBrokenOff() {
        build_run(trace_, {.tasks = 1000});
        std::stop_source stop;
        stop.request_stop();
        const RunDigest part = read_digest(trace_, stop.get_token());
        QVERIFY(part.trace_bytes < read_digest(trace_).trace_bytes);
        QCOMPARE(part.tasks, std::uint64_t{0});
    }

    void sameCallsHaveTheSameKey_inWhateverOrderAndChunks() {
        const auto keys = [](const std::string& pool, const std::string& batches) {
            return runs::keys_of(R"({"poolscope": 1, "title": "any", "pool": )" + pool + R"(, "batches": [)" + batches + "]}");
        };
        const auto plain = keys("{}", R"({"method": "map", "function": "square", "iterable": {"range": [4]}})");
        const auto turned = keys(R"({"processes": 8})", R"({"method": "imap", "function": "square", "chunksize": 2, "iterable": [3, 2, 1, 0]})");
        const auto others = keys("{}", R"({"method": "map", "function": "square", "iterable": [3, 2, 1, 1]})");
        const auto another = keys("{}", R"({"method": "map", "function": "cube", "iterable": {"range": [4]}})");
        QVERIFY(!plain.work.empty());
        QCOMPARE(turned.work, plain.work);
        QVERIFY(turned.settings != plain.settings);
        QVERIFY(others.work != plain.work && another.work != plain.work);
        QCOMPARE(keys("{}", R"({"method": "map", "function": "square", "iterable": {"range": [4]}})").settings, plain.settings);
        QCOMPARE(keys("{}", "").work, std::string());
        QCOMPARE(runs::keys_of("no scenario").settings, std::string());
        // Too long to be spelled out, or with a step that leads away: taken as they stand, and at once.
        QVERIFY(!keys("{}", R"({"method": "map", "function": "square", "iterable": {"range": [0, 1000000000000]}})").work.empty());
        QVERIFY(!keys("{}", R"({"method": "map", "function": "square", "iterable": {"range": [0, 10, -1]}})").work.empty());
        QVERIFY(!keys("{}", R"({"method": "map", "function": "square", "iterable": {"range": [10, 0, 0]}})").work.empty());
    }

    void severalBatchesAreCounted() {
        {
            TraceBuilder trace(trace_);
            trace.begin_run(1);
            trace.submit("map", "square", 1);
            trace.submit("apply", "sleep", 1);
            trace.submit("apply", "sleep", 1);
        }
        QCOMPARE(read_digest(trace_).work, "map square and 2 more");
    }

private:
    std::unique_ptr<QTemporaryDir> dir_;
    std::string trace_;
};

QTEST_GUILESS_MAIN(TestRunDigest)
#include "tst_run_digest.moc"
