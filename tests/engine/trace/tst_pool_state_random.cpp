// SPDX-License-Identifier: MIT
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <random>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "state_mirror.h"
#include "trace_builder.h"

using namespace poolscope;
using testing::StateMirror;

namespace {

// Records that mostly make no sense, with small numbers so that they meet, and a few huge ones.
class RandomRecords {
public:
    explicit RandomRecords(std::uint32_t seed) : random_(seed) {}

    trace::Record next() {
        trace::Record record;
        record.sequence = ++sequence_;
        record.file_offset = 64 + sequence_ * 50;
        time_ += static_cast<Time>(random_() % 1000);
        record.time = is_rare() ? extreme() : time_;
        record.body = body();
        return record;
    }

private:
    bool is_rare() { return random_() % 200 == 0; }
    Time extreme() {
        constexpr Time times[] = {0, -1, 1, INT64_MAX, INT64_MIN, INT64_MAX - 1, Time{1} << 60};
        return times[random_() % std::size(times)];
    }
    std::uint32_t number(std::uint32_t below) {
        return is_rare() ? static_cast<std::uint32_t>(random_()) : static_cast<std::uint32_t>(random_() % below);
    }
    WorkerId worker() { return WorkerId{number(last_worker_ + 2)}; }
    TaskId task() { return TaskId{is_rare() ? random_() : random_() % (last_task_ + 2)}; }
    BatchId batch() { return BatchId{number(5)}; }
    Time when() { return is_rare() ? extreme() : time_ - static_cast<Time>(random_() % 3000); }
    EndCause cause() { return static_cast<EndCause>(1 + random_() % static_cast<unsigned>(kLastEndCause)); }

    trace::Body body() {
        switch (random_() % 26) {
        case 0:
            return trace::PoolPhaseChanged{static_cast<trace::PoolPhase>(1 + random_() % (is_rare() ? 5 : 4)), "why"};
        case 1: return trace::BatchSubmitted{batch(), "map", "square", number(1000), number(100), 1, "x"};
        case 2: return trace::BatchInputEnded{batch(), random_(), random_(), ""};
        case 3:
            return trace::BatchEnded{batch(), static_cast<trace::BatchOutcome>(1 + random_() % 4), "E", "m", number(9),
                                     worker()};
        case 4:
        case 5:
            return trace::WorkerStarting{is_rare() ? worker() : WorkerId{++last_worker_}, SlotIndex{number(4)},
                                         number(5), "fork"};
        case 6: return trace::WorkerStarted{worker(), 4711};
        case 7: return trace::WorkerInitializing{worker()};
        case 8: return trace::WorkerReady{worker()};
        case 9:
            return is_rare() ? trace::Body(trace::WorkerRetiring{worker(), cause()})
                             : trace::Body(trace::WorkerReady{worker()});
        case 10: return trace::WorkerStopped{worker()};
        case 11: return trace::WorkerContinued{worker()};
        case 12: return trace::WorkerEnded{worker(), cause(), 1, 9, "gone"};
        case 13: return trace::WorkerSampled{worker(), when(), random_()};
        case 14: return trace::TaskWithdrawn{task(), worker()};
        case 15: return trace::TaskStarted{task(), worker(), when()};
        case 16: return trace::RunStarted{};
        case 17: return trace::PoolCreated{};
        case 20: return trace::PoolChanged{number(5), random_() % 2 == 0, {}, {}, "why"};
        case 21: {
            trace::TaskOutput output{worker(), {}, random_() % 100, trace::OutputStream::Err, "text", random_() % 2};
            if (random_() % 4 != 0) {
                output.task = task();
            }
            return output;
        }
        case 18:
        case 19: return ended();
        default:
            return trace::TaskAssigned{is_rare() ? task() : TaskId{++last_task_},
                                       batch(),
                                       worker(),
                                       random_() % 100,
                                       number(4),
                                       number(300),
                                       {},
                                       0};
        }
    }

    trace::TaskEnded ended() {
        trace::TaskEnded record{task(), batch(), {}, when(), when(), random_() % 100, {}};
        if (random_() % 10 != 0) {
            record.worker = worker();
        }
        const std::size_t items = random_() % 5;
        for (std::size_t item = 0; item < items; ++item) {
            record.results.push_back({static_cast<trace::ItemOutcome>(1 + random_() % 6), {}, 0});
        }
        return record;
    }

    std::mt19937_64 random_;
    std::uint64_t sequence_ = 0;
    Time time_ = 1'000'000'000;
    std::uint32_t last_worker_ = 0;
    std::uint64_t last_task_ = 0;
};

class tst_pool_state_random : public QObject {
    Q_OBJECT

private slots:
    void recordsThatMakeNoSense_neverBreakAPromise() {
        const quint32 seed = QRandomGenerator::system()->generate();
        qInfo() << "seed" << seed;
        for (quint32 round = 0; round < 40; ++round) {
            RandomRecords records(seed + round);
            PoolState state;
            StateMirror mirror;
            for (int count = 1; count <= 1500; ++count) {
                state.apply(records.next());
                if (count % 97 == 0) {
                    mirror.follow(state, state.take_changes());
                }
            }
            if (round % 2 == 0) {
                state.host_gone();
                QVERIFY(!state.summary().host_gone || state.summary().workers_alive == 0);
            }
            mirror.follow(state, state.take_changes());
            const std::string broken = testing::broken_promise(state) + mirror.difference(state);
            QVERIFY2(broken.empty(),
                     qPrintable(QString("seed %1: %2").arg(seed + round).arg(QString::fromStdString(broken))));
            QVERIFY(state.contradictions() > 0);
        }
    }

    void viewThatLooksOnlyAtChanges_seesEverythingOfARealRun_data() {
        QTest::addColumn<int>("every");
        for (const int every : {1, 2, 7, 100, 100'000}) {
            QTest::addRow("a change set each %d records", every) << every;
        }
    }
    void viewThatLooksOnlyAtChanges_seesEverythingOfARealRun() {
        QFETCH(int, every);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("trace").toStdString();
        testing::RunShape shape;
        shape.tasks = 300;
        shape.items_per_task = 3;
        shape.maxtasksperchild = 9;
        shape.crash_every = 23;
        shape.fail_every = 31;
        testing::build_run(path, shape);
        trace::Reader reader(path, trace::ReadValues::No);
        PoolState state;
        StateMirror mirror;
        int count = 0;
        while (const auto record = reader.next()) {
            state.apply(*record);
            if (++count % every == 0) {
                mirror.follow(state, state.take_changes());
            }
        }
        mirror.follow(state, state.take_changes());
        const std::string broken = testing::broken_promise(state) + mirror.difference(state);
        QVERIFY2(broken.empty(), broken.c_str());
        QCOMPARE(state.contradictions(), 0u);
        const ChangeSet nothing = state.take_changes();
        QVERIFY(nothing.changed_workers.empty() && nothing.changed_tasks.empty() && nothing.changed_slots.empty() &&
                !nothing.summary);
        state.clear();
        QVERIFY(state.take_changes().replaced);
        QCOMPARE(state.task_count(), std::size_t(0));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_pool_state_random)
#include "tst_pool_state_random.moc"
