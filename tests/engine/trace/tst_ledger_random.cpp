// SPDX-License-Identifier: MIT
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <random>

#include <poolscope/ledger.h>

#include "trace_builder.h"

using namespace poolscope;
using testing::TraceBuilder;

namespace {

using Totals = std::array<std::int64_t, kLedgerCauses>;

Totals totals_of(const Ledger& ledger) {
    Totals totals{};
    for (std::size_t cause = 0; cause < kLedgerCauses; ++cause) {
        totals[cause] = ledger.lines[cause].total_ns;
    }
    return totals;
}

Totals operator+(Totals totals, const Totals& more) {
    for (std::size_t cause = 0; cause < kLedgerCauses; ++cause) {
        totals[cause] += more[cause];
    }
    return totals;
}

constexpr EndCause kEnds[] = {EndCause::MaxTasksPerChild, EndCause::Resized, EndCause::Killed, EndCause::ByUser,
                              EndCause::Exited};

// Pauses, stops, resizes, deaths and recycling at random, in records that agree with each other.
void build_restless_run(const std::string& path, std::mt19937_64& random) {
    TraceBuilder trace(path);
    const auto some = [&](std::uint64_t below) { return static_cast<std::uint32_t>(random() % below); };
    const std::uint32_t processes = 1 + some(6);
    trace.begin_run(processes, "fork", some(2) == 0 ? "slow_start" : "");
    std::vector<WorkerId> living(processes);
    std::vector<bool> stopped(processes);
    bool paused = false;
    std::optional<BatchId> batch;
    for (int step = 0; step < 300; ++step) {
        trace.advance(some(1000));
        const std::uint32_t slot = some(processes);
        WorkerId& worker = living[slot];
        switch (some(10)) {
        case 0:
            paused = !paused;
            trace.add(trace::PoolChanged{processes, paused});
            break;
        case 1:
            if (batch) {
                trace.end_batch(*batch, trace::BatchOutcome::Cancelled);
                batch.reset();
            } else {
                batch = trace.submit("map", "square", 1 + some(20));
            }
            break;
        case 2:
            if (worker.value == 0) break;
            if (some(2) == 0) trace.add(trace::WorkerRetiring{worker, EndCause::MaxTasksPerChild});
            trace.advance(some(100));
            trace.end_worker(worker, kEnds[some(5)], {}, 0);
            worker = {};
            stopped[slot] = false;
            break;
        case 3:
            if (worker.value == 0) break;
            stopped[slot] = !stopped[slot];
            if (stopped[slot]) {
                trace.add(trace::WorkerStopped{worker});
            } else {
                trace.add(trace::WorkerContinued{worker});
            }
            break;
        default:
            if (worker.value == 0) {
                worker = trace.start_worker(slot, some(100));
            } else if (batch && !paused) {
                // One that is taken for stopped went on, and the host has not noticed yet.
                const TaskId task = trace.assign(*batch, worker, 0);
                const Time begin = trace.now + some(50);
                trace.now = begin + some(500);
                const auto outcome = static_cast<trace::ItemOutcome>(1 + some(5));
                trace.end_task(task, begin, trace.now - some(static_cast<std::uint64_t>(trace.now - begin) + 1), outcome);
            }
        }
    }
    if (some(2) == 0) {
        trace.end_run();
    }
    trace.flush();
}

void build_some_run(const std::string& path, std::mt19937_64& random) {
    if (random() % 2 == 0) {
        return build_restless_run(path, random);
    }
    testing::RunShape shape;
    shape.tasks = 1 + random() % 400;
    shape.workers = static_cast<std::uint32_t>(1 + random() % 9);
    shape.items_per_task = static_cast<std::uint32_t>(1 + random() % 4);
    if (random() % 2 == 0) shape.maxtasksperchild = 1 + random() % 30;
    if (random() % 2 == 0) shape.crash_every = 5 + random() % 30;
    if (random() % 2 == 0) shape.fail_every = 2 + random() % 30;
    shape.ended = random() % 2 == 0;
    testing::build_run(path, shape);
}

class tst_ledger_random : public QObject {
    Q_OBJECT

private slots:
    void everyNanosecondHasOneCause() {
        const quint32 seed = QRandomGenerator::system()->generate();
        qInfo() << "seed" << seed;
        const QTemporaryDir folder;
        for (quint32 round = 0; round < 30; ++round) {
            std::mt19937_64 random(seed + round);
            const std::string path = folder.filePath(QString::number(round)).toStdString();
            build_some_run(path, random);
            trace::Reader reader(path, trace::ReadValues::No);
            PoolState state;
            reduce_rest(reader, state);
            check(state, random);
            if (QTest::currentTestFailed()) {
                qWarning() << "round" << round;
                return;
            }
        }
    }

    void ofALongRun_theLongestPlacesAreListed() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("trace").toStdString();
        testing::RunShape shape;
        shape.tasks = 30'000;
        shape.workers = 16;
        shape.maxtasksperchild = 1000;
        testing::build_run(path, shape);
        trace::Reader reader(path, trace::ReadValues::No);
        PoolState state;
        reduce_rest(reader, state);
        const Ledger ledger = ledger_of(state);
        QCOMPARE(ledger[LedgerCause::Useful].place_count, std::uint64_t(30'000));
        QCOMPARE(ledger[LedgerCause::Useful].places.size(), std::size_t(100));
    }

private:
    static void check(const PoolState& state, std::mt19937_64& random) {
        const Ledger whole = ledger_of(state);
        std::int64_t sum = 0;
        for (const std::int64_t total : totals_of(whole)) {
            QVERIFY(total >= 0);
            sum += total;
        }
        QCOMPARE(sum, whole.total_ns);
        QCOMPARE(whole.total_ns, (whole.end - whole.begin) * static_cast<Time>(state.slot_count()));

        // Parts and single slots add up to the whole, cause by cause.
        const auto length = static_cast<std::uint64_t>(whole.end - whole.begin) + 1;
        Time cuts[4] = {whole.begin, whole.begin + static_cast<Time>(random() % length),
                        whole.begin + static_cast<Time>(random() % length), whole.end};
        std::sort(std::begin(cuts), std::end(cuts));
        Totals parts{};
        for (int part = 0; part < 3; ++part) {
            parts = parts + totals_of(ledger_of(state, {.begin = cuts[part], .end = cuts[part + 1]}));
        }
        QVERIFY(parts == totals_of(whole));
        Totals by_slot{};
        for (std::uint32_t slot = 0; slot < state.slot_count(); ++slot) {
            by_slot = by_slot + totals_of(ledger_of(state, {.only_slots = {slot}}));
        }
        QVERIFY(by_slot == totals_of(whole));

        // What the spans say themselves.
        std::array<std::int64_t, 9> activities{};
        for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
            for (std::size_t index = 0; index < state.span_count(slot); ++index) {
                const Span span = state.span(slot, index);
                activities[static_cast<std::size_t>(span.activity)] +=
                    std::max<Time>(std::min(span.end, whole.end) - span.begin, 0);
            }
        }
        const auto of = [&](WorkerActivity activity) { return activities[static_cast<std::size_t>(activity)]; };
        const auto line = [&](LedgerCause cause) { return whole[cause].total_ns; };
        QCOMPARE(line(LedgerCause::Useful) + line(LedgerCause::Wasted), of(WorkerActivity::Running));
        QCOMPARE(line(LedgerCause::Transport), of(WorkerActivity::Transport));
        QCOMPARE(line(LedgerCause::Stopped), of(WorkerActivity::Stopped));
        QCOMPARE(line(LedgerCause::IdleNoWork) + line(LedgerCause::IdlePaused) + line(LedgerCause::IdleUnfed) +
                     line(LedgerCause::IdleTail),
                 of(WorkerActivity::Idle));

        // The places of a cause are its time.
        LedgerScope scope;
        scope.most_places = 1'000'000;
        const Ledger listed = ledger_of(state, scope);
        for (const LedgerLine& one : listed.lines) {
            std::int64_t in_places = 0;
            for (const LedgerPlace& place : one.places) {
                in_places += place.end - place.begin;
            }
            QCOMPARE(in_places, one.total_ns);
            QCOMPARE(one.places.size(), static_cast<std::size_t>(one.place_count));
        }
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_ledger_random)
#include "tst_ledger_random.moc"
