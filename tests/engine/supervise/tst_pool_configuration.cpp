// SPDX-License-Identifier: MIT
#include <QTemporaryDir>

#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <algorithm>
#include <set>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"
#endif

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

/// The options of SEMANTICS.md, over the three start methods.
class PoolConfigurationTest : public QObject {
    Q_OBJECT

    static PoolState state_of(const QString& trace) {
        trace::Reader reader(trace.toStdString());
        PoolState state;
        while (const auto record = reader.next()) state.apply(*record);
        return state;
    }

private slots:
    void processesDefault_isTheUsableCpus() {
        CheckedPool pool;
        QCOMPARE(int(pool.processes()), usable_cpus().count);
    }

    void processesBelowOne_isRefused() {
        for (const std::int64_t processes : {0, -1, -1000}) {
            try {
                CheckedPool pool({.processes = processes});
                QFAIL("not refused");
            } catch (const ValueError& error) {
                QCOMPARE(error.what(), "Number of processes must be at least 1");
            }
        }
    }

    void maxtasksperchildBelowOne_isRefused() {
        for (const std::int64_t tasks : {0, -1}) {
            try {
                CheckedPool pool({.maxtasksperchild = tasks});
                QFAIL("not refused");
            } catch (const ValueError& error) {
                QCOMPARE(error.what(), "maxtasksperchild must be a positive int or None");
            }
        }
    }

    void unknownInitializer_isRefusedAndNamesWhatIsKnown() {
        try {
            CheckedPool pool({.initializer = Call{"misbehaving::set_labl", {}}});
            QFAIL("not refused");
        } catch (const TypeError& error) {
            QVERIFY2(std::string(error.what()).find("initializer must be a callable") == 0, error.what());
            QVERIFY2(std::string(error.what()).find("misbehaving::set_label") != std::string::npos, error.what());
        }
    }

    void unknownStartMethod_isRefused() {
        try {
            static_cast<void>(get_context("bogus"));
            QFAIL("not refused");
        } catch (const ValueError& error) {
            QVERIFY2(std::string(error.what()).find("cannot find context for 'bogus'") == 0, error.what());
        }
    }

    void startMethod_isSetOnceAndAgainByForce() {
        QCOMPARE(get_start_method(), std::string("forkserver"));
        set_start_method("spawn");
        QCOMPARE(get_start_method(), std::string("spawn"));
        QVERIFY_THROWS_EXCEPTION(RuntimeError, set_start_method("fork"));
        QVERIFY_THROWS_EXCEPTION(ValueError, set_start_method("bogus", Force::Yes));
        set_start_method("forkserver", Force::Yes);
        QCOMPARE(get_context().start_method(), StartMethod::ForkServer);
        QCOMPARE(get_all_start_methods().size(), std::size_t{3});
    }

    void chunksizeBelowOne_isRefused() {
        CheckedPool pool({.processes = 1});
        try {
            static_cast<void>(pool.map(mb::square, std::vector<int>{1}, 0));
            QFAIL("not refused");
        } catch (const ValueError& error) {
            QCOMPARE(error.what(), "Chunksize must be 1+, not 0");
        }
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(pool.imap(mb::square, std::vector<int>{1}, -3)));
    }

    void initializer_runsOnceInEachWorkerReplacementsToo_data() { add_start_method_rows(); }
    void initializer_runsOnceInEachWorkerReplacementsToo() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2,
                       .initializer = call(mb::set_label, "blue", 7),
                       .maxtasksperchild = 1,
                       .context = row_context()});
            for (int i = 0; i < 6; ++i) QCOMPARE(pool.apply(mb::own_label), std::string("blue7"));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void maxtasksperchild_countsChunksNotItems_data() { add_start_method_rows(); }
    void maxtasksperchild_countsChunksNotItems() {
        const QTemporaryDir folder;
        const QString trace = folder.filePath("trace");
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 2, .maxtasksperchild = 5, .context = row_context(), .trace = trace.toStdString()});
            const auto squares = pool.map(mb::square, numbers(0, 1000), 10);  // 100 tasks
            QCOMPARE(squares.size(), std::size_t{1000});
            pool.close();
            QVERIFY(pool.join(kPatience));
        }
        const PoolState state = state_of(trace);
        QCOMPARE(state.contradictions(), std::uint64_t{0});
        std::uint64_t tasks = 0;
        unsigned recycled = 0;
        for (const WorkerLife& worker : state.workers()) {
            QVERIFY2(worker.tasks_done <= 5, worker.name.c_str());
            tasks += worker.tasks_done;
            if (worker.cause != EndCause::MaxTasksPerChild) {
                QCOMPARE(int(worker.cause.value()), int(EndCause::Closed));
                continue;
            }
            QCOMPARE(worker.tasks_done, std::uint64_t{5});
            ++recycled;
        }
        QCOMPARE(tasks, std::uint64_t{100});
        QVERIFY2(recycled >= 19, std::to_string(recycled).c_str());  // the last worker may be told to leave first
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void withoutMaxtasksperchild_workersStay() {
        CheckedPool pool({.processes = 2});
        std::set<int> pids;
        for (int i = 0; i < 100; ++i) pids.insert(pool.apply(mb::own_pid));
        QVERIFY(pids.size() <= 2);
    }

    void twoHundredWorkers_work_data() { add_start_method_rows(); }
    void twoHundredWorkers_work() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 200, .context = row_context()});
            QCOMPARE(pool.map(mb::square, numbers(0, 2000), 1).size(), std::size_t{2000});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void forkInAProgramWithThreads_leavesAWarningInTheTrace() {
        const QTemporaryDir folder;
        {
            CheckedPool pool({.processes = 1, .context = get_context("fork"), .trace = folder.filePath("trace").toStdString()});
            static_cast<void>(pool.apply(mb::square, 1));
        }
        const PoolState state = state_of(folder.filePath("trace"));
        const auto warned = [](const Event& event) { return event.text.find("threads") != std::string::npos; };
        QVERIFY(std::any_of(state.events().begin(), state.events().end(), warned));
    }

    void tracedRun_addsUpInTheTrace_data() { add_start_method_rows(); }
    void tracedRun_addsUpInTheTrace() {
        const QTemporaryDir folder;
        const QString trace = folder.filePath("trace");
        {
            CheckedPool pool({.processes = 3, .context = row_context(), .trace = trace.toStdString()});
            static_cast<void>(pool.map_async(mb::die_at_three, numbers(0, 40), {.chunksize = 5}).outcomes());
            static_cast<void>(pool.map_async(mb::throw_out_of_range_at_five, numbers(0, 40), {}).outcomes());
            pool.close();
            QVERIFY(pool.join(kPatience));
        }
        const PoolState state = state_of(trace);
        QCOMPARE(state.contradictions(), std::uint64_t{0});
        const PoolSummary& summary = state.summary();
        QCOMPARE(summary.items_done, std::uint64_t{78});
        QCOMPARE(summary.items_failed, std::uint64_t{1});
        QCOMPARE(summary.items_lost, std::uint64_t{1});
        QCOMPARE(int(summary.phase), int(trace::PoolPhase::Ended));
        for (const WorkerLife& worker : state.workers()) QVERIFY2(worker.ended.has_value(), worker.name.c_str());
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolConfigurationTest)
#include "tst_pool_configuration.moc"
