// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>
#include <map>

#include <poolscope/ledger.h>

#include "trace_builder.h"

using namespace poolscope;
using testing::TraceBuilder;

namespace {

// Runs made by hand, of which each nanosecond's cause is known.
class tst_ledger : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_runs = 0;

    PoolState state(const std::function<void(TraceBuilder&)>& story) {
        const std::string path = m_folder.filePath(QString::number(++m_runs)).toStdString();
        {
            TraceBuilder trace(path);
            story(trace);
            trace.flush();
        }
        trace::Reader reader(path, trace::ReadValues::No);
        PoolState state;
        while (const auto record = reader.next()) {
            state.apply(*record);
        }
        return state;
    }

    static Ledger until(const PoolState& state, Time since_begin) {
        return ledger_of(state, {.end = TraceBuilder::absolute(since_begin)});
    }

    static std::int64_t sum(const Ledger& ledger) {
        std::int64_t sum = 0;
        for (const LedgerLine& line : ledger.lines) {
            sum += line.total_ns;
        }
        return sum;
    }

    // What has no number here is nothing.
    static void compare(const Ledger& ledger, const std::map<LedgerCause, std::int64_t>& expected) {
        for (std::size_t index = 0; index < kLedgerCauses; ++index) {
            const auto cause = static_cast<LedgerCause>(index);
            const auto found = expected.find(cause);
            const std::int64_t wanted = found != expected.end() ? found->second : 0;
            if (ledger[cause].total_ns != wanted) {
                QFAIL(qPrintable(QString("%1: %2 ns, not %3 ns").arg(to_string(cause)).arg(ledger[cause].total_ns).arg(wanted)));
            }
        }
        QCOMPARE(sum(ledger), ledger.total_ns);
        QCOMPARE(ledger.total_ns, (ledger.end - ledger.begin) * static_cast<Time>(ledger.slot_count));
    }

private slots:
    void aRunWithoutWorkers_isEmpty() {
        const Ledger ledger = ledger_of(state([](TraceBuilder& trace) { trace.begin_run(2); }));
        QCOMPARE(ledger.slot_count, std::size_t(0));
        QCOMPARE(ledger.total_ns, std::int64_t(0));
        compare(ledger, {});
    }

    void oneTask_isStartedTransportedAndUseful() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1, "fork", "slow_start");
            trace.now = 50;
            const WorkerId worker = trace.start_worker(0, 100);  // starting 50, initializing 250, ready 350
            trace.now = 400;
            const BatchId batch = trace.submit("map", "square", 1);
            trace.now = 420;
            const TaskId task = trace.assign(batch, worker, 0);
            trace.now = 700;
            trace.end_task(task, 450, 650);
            trace.now = 710;
            trace.end_batch(batch);
            trace.now = 1000;
            trace.add(trace::Message{trace::Severity::Note, "still here"});
        });
        const Ledger ledger = ledger_of(run);
        compare(ledger, {{LedgerCause::Absent, 50},
                         {LedgerCause::Starting, 200},
                         {LedgerCause::Initializing, 100},
                         {LedgerCause::IdleNoWork, 50 + 290},
                         {LedgerCause::IdleUnfed, 20},
                         {LedgerCause::Transport, 30},
                         {LedgerCause::Useful, 200},
                         {LedgerCause::IdleTail, 60}});
        const LedgerLine& useful = ledger[LedgerCause::Useful];
        QCOMPARE(useful.place_count, std::uint64_t(1));
        QCOMPARE(useful.places, (std::vector<LedgerPlace>{
                                    {0, TraceBuilder::absolute(450), TraceBuilder::absolute(650), 0, 0}}));
        QCOMPARE(useful.share, 0.2);
    }

    void runningOfWhatFailedOrWasCancelled_isWasted() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            const BatchId batch = trace.submit("map", "square", 8);
            using trace::ItemOutcome;
            Time begin = 10;
            for (const ItemOutcome outcome : {ItemOutcome::Done, ItemOutcome::Failed, ItemOutcome::Lost,
                                              ItemOutcome::TimedOut, ItemOutcome::Cancelled}) {
                const TaskId task = trace.assign(batch, worker, 0);
                trace.now = begin + 100;
                trace.end_task(task, begin, begin + 100, outcome);
                begin += 100;
            }
        });
        const Ledger ledger = until(run, 510);
        compare(ledger, {{LedgerCause::Transport, 10}, {LedgerCause::Useful, 100}, {LedgerCause::Wasted, 400}});
        QCOMPARE(ledger[LedgerCause::Wasted].place_count, std::uint64_t(4));
    }

    void anOpenTask_growsToTheEnd() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            const TaskId task = trace.assign(trace.submit("map", "square", 1), worker, 0);
            trace.now = 50;
            trace.add(trace::TaskStarted{task, worker, TraceBuilder::absolute(20)});
        });
        compare(until(run, 50), {{LedgerCause::Transport, 20}, {LedgerCause::Useful, 30}});
        compare(until(run, 5000), {{LedgerCause::Transport, 20}, {LedgerCause::Useful, 4980}});
    }

    void recycling_isFromRetiringUntilTheSuccessorIsReady() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1, "fork", "slow_start", 1);
            const WorkerId worker = trace.start_worker(0, 0);
            trace.now = 100;
            trace.add(trace::WorkerRetiring{worker, EndCause::MaxTasksPerChild});
            trace.now = 150;
            trace.end_worker(worker, EndCause::MaxTasksPerChild, {}, 0);
            trace.now = 170;
            trace.start_worker(0, 10);  // ready at 200
            trace.now = 300;
            trace.end_run();
        });
        const Ledger ledger = ledger_of(run);
        compare(ledger, {{LedgerCause::IdleNoWork, 100 + 100}, {LedgerCause::Recycling, 100}});
        QCOMPARE(ledger[LedgerCause::Recycling].places.size(), std::size_t(1));
        QCOMPARE(ledger[LedgerCause::Recycling].places[0].begin, TraceBuilder::absolute(100));
        QCOMPARE(ledger[LedgerCause::Recycling].places[0].end, TraceBuilder::absolute(200));
        // A part that begins in the middle of it knows what it is in the middle of.
        compare(ledger_of(run, {.begin = TraceBuilder::absolute(195), .end = TraceBuilder::absolute(210)}),
                {{LedgerCause::Recycling, 5}, {LedgerCause::IdleNoWork, 10}});
    }

    void crash_isFromTheDeathUntilTheReplacementIsReady() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            trace.now = 100;
            trace.end_worker(worker, EndCause::Killed, SIGKILL);
            trace.now = 130;
            trace.end_worker(trace.start_worker(0, 5), EndCause::InitializerFailed, {}, 1);
            trace.now = 200;
            trace.start_worker(0, 10);  // ready at 220
            trace.now = 300;
            trace.add(trace::WorkerStopped{WorkerId{3}});
            trace.now = 310;
            trace.add(trace::WorkerContinued{WorkerId{3}});
        });
        // The second one was ready, for no time at all.
        const Ledger ledger = until(run, 400);
        compare(ledger, {{LedgerCause::IdleNoWork, 100 + 80 + 90}, {LedgerCause::Crash, 120}, {LedgerCause::Stopped, 10}});
    }

    void aStopThatEndedBeforeTheHostNoticed_isCountedUntilTheFirstSignOfLife() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            const BatchId batch = trace.submit("map", "square", 2);
            const TaskId hanging = trace.assign(batch, worker, 0);
            const TaskId next = trace.assign(batch, worker, 1);
            trace.now = 100;
            trace.add(trace::TaskStarted{hanging, worker, TraceBuilder::absolute(1)});
            trace.add(trace::WorkerStopped{worker});
            trace.now = 600;
            trace.end_task(hanging, 1, 500);
            trace.end_task(next, 500, 600);
            trace.end_batch(batch);
            trace.now = 640;
            trace.add(trace::WorkerContinued{worker});
            trace.now = 700;
            trace.end_run();
        });
        compare(ledger_of(run), {{LedgerCause::Transport, 1},
                                 {LedgerCause::Useful, 99 + 100},
                                 {LedgerCause::Stopped, 400},
                                 {LedgerCause::IdleNoWork, 100}});
    }

    void aSlotThatIsEmptiedForGood_isAbsent() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(2);
            trace.start_worker(0, 0);
            const WorkerId second = trace.start_worker(1, 0);
            trace.now = 100;
            trace.add(trace::PoolChanged{1, false});
            trace.add(trace::WorkerRetiring{second, EndCause::Resized});
            trace.now = 120;
            trace.end_worker(second, EndCause::Resized, {}, 0);
        });
        compare(until(run, 200), {{LedgerCause::IdleNoWork, 300}, {LedgerCause::Absent, 100}});
        compare(ledger_of(run, {.end = TraceBuilder::absolute(200), .only_slots = {1}}),
                {{LedgerCause::IdleNoWork, 100}, {LedgerCause::Absent, 100}});
        compare(ledger_of(run, {.end = TraceBuilder::absolute(200), .only_slots = {7}}), {{LedgerCause::Absent, 200}});
    }

    void idleWhileThePoolIsPaused_isPausedOnlyWhenTasksWait() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            trace.now = 100;
            trace.add(trace::PoolChanged{1, true});
            trace.now = 150;
            const BatchId batch = trace.submit("map", "square", 1);
            trace.now = 250;
            trace.add(trace::PoolChanged{1, false});
            trace.now = 260;
            const TaskId task = trace.assign(batch, worker, 0);
            trace.now = 300;
            trace.end_task(task, 270, 300);
            trace.end_batch(batch);
        });
        compare(ledger_of(run), {{LedgerCause::IdleNoWork, 150},
                                 {LedgerCause::IdlePaused, 100},
                                 {LedgerCause::IdleUnfed, 10},
                                 {LedgerCause::Transport, 10},
                                 {LedgerCause::Useful, 30}});
    }

    void idleWhileTheLastTasksRunElsewhere_isTail() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(2);
            const WorkerId quick = trace.start_worker(0, 0);
            const WorkerId slow = trace.start_worker(1, 0);
            const BatchId batch = trace.submit("map", "square", 2);
            const TaskId first = trace.assign(batch, quick, 0);
            const TaskId last = trace.assign(batch, slow, 1);
            trace.now = 100;
            trace.end_task(first, 0 + 1, 100);
            trace.now = 1000;
            trace.end_task(last, 0 + 1, 1000);
            trace.end_batch(batch);
            trace.now = 1100;
            trace.end_run();
        });
        compare(ledger_of(run), {{LedgerCause::Transport, 2},
                                 {LedgerCause::Useful, 99 + 999},
                                 {LedgerCause::IdleTail, 900},
                                 {LedgerCause::IdleNoWork, 200}});
    }

    void aRetryAtTheEnd_leavesTheTailATail() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(2);
            const WorkerId quick = trace.start_worker(0, 0);
            const WorkerId dying = trace.start_worker(1, 0);
            const BatchId batch = trace.submit("map", "square", 4, 2);
            const TaskId first = trace.assign(batch, quick, 0, 2);
            const TaskId second = trace.assign(batch, dying, 2, 2);
            trace.now = 100;
            trace.end_task(first, 1, 100);
            trace.now = 500;
            trace.end_worker(dying, EndCause::Crashed, SIGSEGV);
            trace.end_task(second, 1, 500, {trace::ItemOutcome::Lost, trace::ItemOutcome::Moved});
            const TaskId rest = trace.assign(batch, quick, 3, 1);
            trace.now = 600;
            trace.end_task(rest, 500, 600);
            trace.end_batch(batch);
        });
        const Ledger ledger = ledger_of(run);
        QCOMPARE(ledger[LedgerCause::IdleTail].total_ns, std::int64_t(400));
        QCOMPARE(ledger[LedgerCause::IdleUnfed].total_ns, std::int64_t(0));
        QCOMPARE(ledger[LedgerCause::Crash].total_ns, std::int64_t(100));
    }

    void placesAreTheLongestFirstAndBounded() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0, 0);
            const BatchId batch = trace.submit("map", "square", 50);
            for (int number = 1; number <= 50; ++number) {
                const TaskId task = trace.assign(batch, worker, 0);
                const Time begin = trace.now + 1;
                trace.now = begin + 10 * ((number * 7) % 50 + 1);
                trace.end_task(task, begin, trace.now);
            }
        });
        LedgerScope scope;
        scope.most_places = 5;
        const LedgerLine useful = ledger_of(run, scope)[LedgerCause::Useful];
        QCOMPARE(useful.place_count, std::uint64_t(50));
        QCOMPARE(useful.places.size(), std::size_t(5));
        for (std::size_t index = 0; index < 5; ++index) {
            QCOMPARE(useful.places[index].end - useful.places[index].begin, Time(500 - 10 * static_cast<int>(index)));
        }
        scope.most_places = 0;
        QVERIFY(ledger_of(run, scope)[LedgerCause::Useful].places.empty());
        QCOMPARE(ledger_of(run, scope)[LedgerCause::Useful].total_ns, useful.total_ns);
    }

    void theDifferenceOfTwoLedgers_isByCause() {
        const auto run_of = [this](Time length, Time starting) {
            return state([&](TraceBuilder& trace) {
                trace.begin_run(1);
                const WorkerId worker = trace.start_worker(0, starting);
                const TaskId task = trace.assign(trace.submit("map", "square", 1), worker, 0);
                const Time begin = trace.now;
                trace.now += length;
                trace.end_task(task, begin, trace.now);
            });
        };
        const LedgerDifference difference = ledger_of(run_of(300, 50)) - ledger_of(run_of(100, 50));
        QCOMPARE(difference.total_ns, std::int64_t(200));
        QCOMPARE(difference[LedgerCause::Useful].total_ns, std::int64_t(200));
        QCOMPARE(difference[LedgerCause::Starting].total_ns, std::int64_t(0));
        QCOMPARE(difference[LedgerCause::Useful].share, 0.25);
        QCOMPARE(difference[LedgerCause::Starting].share, -0.25);
    }

    void impossibleParts_areCutToWhatCanBeCounted() {
        const PoolState run = state([](TraceBuilder& trace) {
            trace.begin_run(2);
            trace.start_worker(0, 1);
            trace.start_worker(1, 1);
        });
        for (const auto& [begin, end] : std::vector<std::pair<Time, Time>>{
                 {kOpen, 0}, {100, 50}, {0, kOpen}, {std::numeric_limits<Time>::min(), kOpen}, {kOpen, kOpen}}) {
            const Ledger ledger = ledger_of(run, {.begin = begin, .end = end});
            QCOMPARE(sum(ledger), ledger.total_ns);
            QVERIFY(ledger.total_ns >= 0);
        }
    }

    void everyCauseHasANameOfItsOwn() {
        for (std::size_t index = 0; index < kLedgerCauses; ++index) {
            const auto cause = static_cast<LedgerCause>(index);
            QCOMPARE(ledger_cause(to_string(cause)), std::optional(cause));
        }
        QCOMPARE(ledger_cause("unknown"), std::nullopt);
        QCOMPARE(to_string(static_cast<LedgerCause>(kLedgerCauses)), "unknown");
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_ledger)
#include "tst_ledger.moc"
