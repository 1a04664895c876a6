// SPDX-License-Identifier: MIT
#include <algorithm>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/compared_run.h>

#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::study;
using poolscope::testing::TraceBuilder;

namespace {

constexpr trace::Time kMs = 1'000'000;

std::string setting(const ComparedRun& run, const std::string& name) {
    const auto found = std::find_if(run.settings.begin(), run.settings.end(), [&name](const Setting& s) { return s.name == name; });
    return found == run.settings.end() ? "(missing)" : found->value;
}

}  // namespace

class ComparedRunTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_file;
    std::string path() { return m_file.toStdString(); }

    // Two workers, four tasks of 10 ms each one after the other on the first, the last two fail.
    ComparedRun run_of_four_tasks() {
        TraceBuilder trace(path());
        trace.begin_run(2, "spawn", {}, 7);
        const WorkerId first = trace.start_worker(0), second = trace.start_worker(1);
        trace.now = 5 * kMs;
        const BatchId batch = trace.submit("map", "square", 4, 1);
        for (std::uint64_t item = 0; item < 4; ++item) {
            const trace::Time begin = trace.now;
            const TaskId task = trace.assign(batch, first, item);
            trace.advance(10 * kMs);
            trace.end_task(task, begin, trace.now, item < 2 ? trace::ItemOutcome::Done : trace::ItemOutcome::Failed);
        }
        trace.end_batch(batch, trace::BatchOutcome::Failed);
        trace.end_worker(first, EndCause::Closed);
        trace.end_worker(second, EndCause::Closed);
        trace.end_run();
        trace.flush();
        return read_compared_run(path(), "four");
    }

private slots:
    void init() { m_file = m_folder.filePath(QTest::currentTestFunction()); }
    void settings_areToldInTheWordsOfAScenario() {
        const ComparedRun run = run_of_four_tasks();
        QCOMPARE(run.name, std::string("four"));
        QCOMPARE(setting(run, "processes"), std::string("2"));
        QCOMPARE(setting(run, "start_method"), std::string("spawn"));
        QCOMPARE(setting(run, "maxtasksperchild"), std::string("7"));
        QCOMPARE(setting(run, "initializer"), std::string("none"));
        QCOMPARE(setting(run, "recycling_jitter"), std::string("0"));
        QCOMPARE(setting(run, "method"), std::string("map"));
        QCOMPARE(setting(run, "function"), std::string("square"));
        QCOMPARE(setting(run, "chunksize"), std::string("1"));
    }
    void moments_areThoseOfTheTrace() {
        const ComparedRun run = run_of_four_tasks();
        QVERIFY(run.is_complete);
        QCOMPARE(*run.submitted, TraceBuilder::absolute(5 * kMs));
        QCOMPARE(*run.first_task, TraceBuilder::absolute(5 * kMs));
        QCOMPARE(*run.first_result, TraceBuilder::absolute(15 * kMs));
        QCOMPARE(run.settled_at.size(), std::size_t{101});
        QCOMPARE(run.settled_at[0], TraceBuilder::absolute(15 * kMs));
        QCOMPARE(run.settled_at[50], TraceBuilder::absolute(25 * kMs));
        QCOMPARE(run.settled_at[51], TraceBuilder::absolute(35 * kMs));
        QCOMPARE(run.settled_at[100], TraceBuilder::absolute(45 * kMs));
    }
    void measures_areInSeconds() {
        const ComparedRun run = run_of_four_tasks();
        QCOMPARE(*measured(run, Measure::Wall), 0.045);
        QCOMPARE(*measured(run, Measure::Work), 0.040);
        QCOMPARE(*measured(run, Measure::FirstResult), 0.010);
        QCOMPARE(*measured(run, Measure::MedianTask), 0.010);
        for (std::size_t measure = 0; measure < kMeasures; ++measure)
            QVERIFY(measure_from_name(to_string(static_cast<Measure>(measure))) == static_cast<Measure>(measure));
        QVERIFY(!measure_from_name("speed"));
    }
    void counts_areThoseOfItems() {
        const ComparedRun run = run_of_four_tasks();
        QCOMPARE(run.items_done, std::uint64_t{2});
        QCOMPARE(run.items_not_done, std::uint64_t{2});
        QCOMPARE(run.task_seconds.size(), std::size_t{4});
        QCOMPARE(run.ledger.total_ns, std::int64_t{2 * 45 * kMs});
    }
    void runWithoutABatch_hasNoMomentsOfWork() {
        TraceBuilder trace(path());
        trace.begin_run(1);
        trace.advance(kMs);
        trace.end_run();
        trace.flush();
        const ComparedRun run = read_compared_run(path(), "");
        QVERIFY(!run.submitted && !run.first_task && !run.first_result && run.settled_at.empty());
        QVERIFY(!measured(run, Measure::Work) && !measured(run, Measure::FirstResult) && !measured(run, Measure::MedianTask));
        QCOMPARE(*measured(run, Measure::Wall), 0.001);
    }
    void severalBatches_areNumbered() {
        TraceBuilder trace(path());
        trace.begin_run(1);
        trace.submit("map", "square", 10, 5);
        trace.submit("imap", "sleep", {}, 2);
        trace.end_run();
        trace.flush();
        const ComparedRun run = read_compared_run(path(), "");
        QCOMPARE(setting(run, "batch 1: chunksize"), std::string("5"));
        QCOMPARE(setting(run, "batch 2: method"), std::string("imap"));
    }
    void itemsOfTheScenario_areASetting() {
        const auto input = [this](const std::string& iterable, const char* method = "map") {
            QFile::remove(m_file);
            TraceBuilder trace(path());
            trace.begin_run(1, "fork", {}, {}, "items", "{\"batches\": [{\"method\": \"map\", \"function\": \"sleep\", \"iterable\": " + iterable + "}]}");
            trace.add(trace::BatchSubmitted{.batch = BatchId{1}, .method = method, .function = "sleep", .items = 4, .tasks = 4, .description = "4 items"});
            trace.end_run();
            return setting(read_compared_run(path(), ""), "items");
        };
        const std::string short_first = input("[0.01, 0.01, 0.01, 0.08]"), long_first = input("[0.08, 0.01, 0.01, 0.01]"), longer = input("[0.05, 0.05, 0.05, 0.4]");
        QVERIFY2(short_first.rfind("4 items [0.01,0.01,0.01,...] #", 0) == 0, short_first.c_str());
        QCOMPARE(input("[0.01, 0.01, 0.01, 0.08]"), short_first);
        QVERIFY(long_first != short_first && longer != short_first && longer != long_first);
        QCOMPARE(input("[1, 2, 3, 4]"), std::string("4 items [1,2,3,4]"));
        // Another batch was submitted in its place, and its items are not known.
        QCOMPARE(input("[1, 2, 3, 4]", "imap"), std::string("4 items"));
        QCOMPARE(input("[1, 2, 3]"), std::string("4 items"));
    }
    void longArguments_areToldApart() {
        const auto input = [this](char last) {
            QFile::remove(m_file);
            TraceBuilder trace(path());
            const nlohmann::json call{{"method", "apply"}, {"function", "count_words"}, {"args", {std::string(200, 'a') + last}}};
            trace.begin_run(1, "fork", {}, {}, "call", nlohmann::json{{"batches", {call}}}.dump());
            trace.add(trace::BatchSubmitted{.batch = BatchId{1}, .method = "apply", .function = "count_words", .items = 1, .tasks = 1, .description = "['aaaa..."});
            trace.end_run();
            return setting(read_compared_run(path(), ""), "items");
        };
        QCOMPARE(input('b'), input('b'));
        QVERIFY(input('b') != input('c'));
    }
    void runsThatDifferInProcessesAlone_scaleAlike() {
        const auto scaling = [this](std::uint32_t processes, std::uint64_t chunksize, const char* method = "map") {
            QFile::remove(m_file);
            TraceBuilder trace(path());
            trace.begin_run(processes);
            trace.submit(method, "square", 100, chunksize);
            trace.end_run();
            return read_compared_run(path(), "").but_processes;
        };
        QCOMPARE(scaling(2, 5), scaling(4, 5));
        QCOMPARE(scaling(2, 13), scaling(4, 7));  // what the pool chose for each
        QVERIFY(scaling(2, 5) != scaling(4, 6));
        QVERIFY(scaling(2, 5, "imap") != scaling(4, 5));
    }
    void brokenOffTrace_isToldAsNotComplete() {
        poolscope::testing::build_run(path(), {.tasks = 100, .workers = 2, .ended = false});
        QVERIFY(!read_compared_run(path(), "").is_complete);
    }
    void manyTasks_areThinnedOutEvenly() {
        poolscope::testing::build_run(path(), {.tasks = ComparedRun::kMostTasks + 1000, .workers = 2, .task_ns = 1000});
        const ComparedRun run = read_compared_run(path(), "");
        QVERIFY(run.task_seconds.size() <= ComparedRun::kMostTasks);
        QVERIFY(run.task_seconds.size() >= ComparedRun::kMostTasks / 3);
        QCOMPARE(run.tasks, std::uint64_t{ComparedRun::kMostTasks + 1000});
    }
};

QTEST_GUILESS_MAIN(ComparedRunTest)
#include "tst_compared_run.moc"
