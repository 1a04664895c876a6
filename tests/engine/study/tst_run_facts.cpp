// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

#include <poolscope/pool_state.h>
#include <poolscope/trace_query.h>

#include "trace_builder.h"

using namespace poolscope;
using testing::TraceBuilder;

namespace {

constexpr Time kMs = 1'000'000;

/// Two workers that are ready at 1 ms; the first item takes 30 ms, the others 10: item 0 in worker 1, items 1 and 2 in worker 2.
void writeStraggler(const std::string& path, const std::string& method) {
    TraceBuilder run(path);
    run.begin_run(2);
    run.now = kMs;  // the run's begin is nobody's start
    const WorkerId first = run.start_worker(0, 0);
    const WorkerId second = run.start_worker(1, 0);
    const BatchId batch = run.submit(method, "square", 3);
    const TaskId slow = run.assign(batch, first, 0);
    TaskId quick = run.assign(batch, second, 1);
    run.now = 11 * kMs;
    run.end_task(quick, kMs, 11 * kMs);
    quick = run.assign(batch, second, 2);
    run.now = 21 * kMs;
    run.end_task(quick, 11 * kMs, 21 * kMs);
    run.now = 31 * kMs;
    run.end_task(slow, kMs, 31 * kMs);
    run.now = 41 * kMs;
    run.end_batch(batch);
    run.end_worker(first, EndCause::Closed);
    run.end_worker(second, EndCause::Closed);
    run.now = 51 * kMs;
    run.end_run();
    run.flush();
}

RunFacts factsOf(const std::string& path) {
    trace::Reader reader(path);
    PoolState state;
    reduce_rest(reader, state);
    return RunFacts::of(state, &reader);
}

#define COMPARE_ABOUT(actual, expected) \
    QVERIFY2(actual.has_value() && std::abs(*(actual) - (expected)) < 1e-6, qPrintable(QString::number((actual).value_or(-1e9))))

}  // namespace

/// What is known of a run, as queries ask for it.
class RunFactsTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsKnown_ofNoRun() {
        QVERIFY(!RunFacts().number("wall_seconds"));
        QVERIFY(RunFacts().column("task_seconds") == nullptr);
        QVERIFY(!RunFacts().seconds_running(1));
        QVERIFY(!RunFacts().results_equal("null"));
        QVERIFY(!RunFacts::of(PoolState()).number("items"));
    }

    void timesAndShares_areThoseOfTheTrace() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("a.trace").toStdString();
        writeStraggler(path, "map");
        const RunFacts facts = factsOf(path);
        COMPARE_ABOUT(facts.number("wall_seconds"), 0.040);
        COMPARE_ABOUT(facts.number("work_seconds"), 0.030);
        COMPARE_ABOUT(facts.number("run_seconds"), 0.051);
        COMPARE_ABOUT(facts.number("first_result_seconds"), 0.010);
        COMPARE_ABOUT(facts.number("running_share"), 50.0 / 80.0);
        COMPARE_ABOUT(facts.number("max_concurrency"), 2.0);
        COMPARE_ABOUT(facts.seconds_running(2), 0.020);
        COMPARE_ABOUT(facts.seconds_running(1), 0.010);
        COMPARE_ABOUT(facts.seconds_running(0), 0.010);
        COMPARE_ABOUT(facts.seconds_running(99), 0.0);
        QCOMPARE(facts.column("task_seconds")->size(), std::size_t{3});
        QCOMPARE(facts.number("succeeded"), std::optional<double>(1));
        QCOMPARE(facts.number("items_done"), std::optional<double>(3));
    }

    void sharesOfTheLanes_areOneTogether() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("a.trace").toStdString();
        testing::build_run(path, {.tasks = 500, .workers = 3, .maxtasksperchild = 20, .crash_every = 100});
        const RunFacts facts = factsOf(path);
        double sum = 0;
        for (const char* name : {"running_share", "transport_share", "starting_share", "initializing_share", "recycling_share", "crash_share",
                                 "idle_share", "absent_share"}) {
            QVERIFY2(facts.number(name) && *facts.number(name) >= 0, name);
            sum += *facts.number(name);
        }
        QVERIFY2(std::abs(sum - 1) < 1e-9, qPrintable(QString::number(sum)));
        QVERIFY(*facts.number("tail_share") <= *facts.number("idle_share") && *facts.number("useful_share") < *facts.number("running_share"));
        QVERIFY(*facts.number("workers_recycled") > 3);
        QVERIFY(*facts.number("workers_crashed") > 0);
    }

    void methodDecides_whenTheFirstResultCanBeHad() {
        const QTemporaryDir folder;
        const auto path = [&](const char* method) { return folder.filePath(method).toStdString(); };
        for (const char* method : {"map", "imap", "imap_unordered"}) writeStraggler(path(method), method);
        const RunFacts map = factsOf(path("map"));
        COMPARE_ABOUT(map.number("first_given_seconds"), 0.040);
        COMPARE_ABOUT(map.number("most_held"), 3.0);
        const RunFacts imap = factsOf(path("imap"));
        COMPARE_ABOUT(imap.number("first_given_seconds"), 0.030);
        COMPARE_ABOUT(imap.number("most_held"), 2.0);
        QCOMPARE(imap.number("results_in_order"), std::optional<double>(0));
        const RunFacts unordered = factsOf(path("imap_unordered"));
        COMPARE_ABOUT(unordered.number("first_given_seconds"), 0.010);
        COMPARE_ABOUT(unordered.number("most_held"), 0.0);
    }

    void results_areCountedByTheirValue() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("a.trace").toStdString();
        writeStraggler(path, "map");
        const RunFacts facts = factsOf(path);
        QCOMPARE(facts.results_equal("4"), std::optional<double>(1));  // the square of item 2
        QCOMPARE(facts.results_equal("\"4\""), std::optional<double>(0));
        trace::Reader reader(path);
        PoolState state;
        reduce_rest(reader, state);
        QVERIFY(!RunFacts::of(state).results_equal("4"));
    }

    void everyNameOfAQuery_isKnownOfAWholeRun() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("a.trace").toStdString();
        writeStraggler(path, "imap");
        const RunFacts facts = factsOf(path);
        for (const QueryName& name : query_names()) {
            const bool known = name.kind == QueryName::Kind::Column ? facts.column(name.name) != nullptr
                                                                    : facts.number(name.name).has_value();
            QVERIFY2(known, name.name);
        }
    }
};

QTEST_GUILESS_MAIN(RunFactsTest)
#include "tst_run_facts.moc"
