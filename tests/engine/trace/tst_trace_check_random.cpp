// SPDX-License-Identifier: MIT
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <deque>
#include <map>
#include <random>

#include <poolscope/trace_check.h>

#include "checked_trace.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::trace;
using poolscope::testing::TraceBuilder;

namespace {

/// A pool that does everything that a pool may do, at random, and writes it down as a host does.
class RandomPool {
public:
    RandomPool(const std::string& path, std::uint32_t seed) : trace_(path), random_(seed) {
        const std::uint32_t size = 1 + pick(5);
        if (pick(2) == 0) {
            most_tasks_ = 1 + pick(6);
        }
        trace_.begin_run(size, "fork", {}, most_tasks_);
        seats_.resize(size);
        slots_ = size;
        for (std::uint32_t slot = 0; slot < size; ++slot) {
            start(slot);
        }
    }

    void live(int steps) {
        for (int step = 0; step < steps; ++step) {
            trace_.advance(1 + pick(5000));
            switch (pick(20)) {
            case 0: submit(); break;
            case 1: die(pick_seat()); break;
            case 2: take_back(pick_seat()); break;
            case 3: resize(); break;
            case 4: pause(); break;
            case 5: sample(pick_seat()); break;
            default: pick(2) == 0 ? work(pick_seat()) : feed(pick_seat()); break;
            }
        }
    }

    void close() {
        if (paused_) {
            pause();
        }
        trace_.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        while (!open_.empty()) {
            for (Seat& seat : seats_) {
                trace_.advance(100);
                feed(&seat);
                work(&seat);
            }
        }
        leave(EndCause::Closed);
    }
    void terminate() {
        trace_.add(PoolPhaseChanged{PoolPhase::Terminating, {}});
        for (Seat& seat : seats_) {
            for (const Piece& piece : seat.lane) {
                trace_.advance(10);
                trace_.end_task(piece.task, 0, trace_.now, ItemOutcome::Cancelled);
                open_.at(piece.batch).cancelled = true;
            }
            seat.lane.clear();
        }
        for (auto& [id, batch] : open_) {
            trace_.end_batch(BatchId{id}, BatchOutcome::Cancelled);
        }
        leave(EndCause::Terminated);
    }
    void break_off() { trace_.flush(); }

private:
    struct Piece {
        std::uint32_t batch = 0;
        std::uint64_t first = 0;
        std::uint32_t items = 1;
        TaskId task{};  // not 0: it was taken back
    };
    struct Seat {
        std::uint32_t slot = 0;
        std::optional<WorkerId> worker;
        bool retiring = false;
        std::uint64_t handed = 0;
        Time free_at = 0;
        std::deque<Piece> lane;
    };
    struct Open {
        std::uint64_t left = 0;  // items without an end
        bool failed = false, lost = false, cancelled = false;
    };

    std::uint32_t pick(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }
    Seat* pick_seat() { return &seats_[pick(static_cast<std::uint32_t>(seats_.size()))]; }

    void start(std::uint32_t slot) {
        Seat& seat = seats_[slot];
        seat = Seat{};
        seat.slot = slot;
        if (slot < slots_) {
            seat.worker = trace_.start_worker(slot, 10);
        }
    }
    void submit() {
        const std::uint64_t items = pick(30);
        const std::uint32_t chunk = 1 + pick(7);
        const BatchId batch = trace_.submit("map_async", "square", items, chunk);
        if (items == 0) {
            trace_.end_batch(batch);
            return;
        }
        open_[batch.value].left = items;
        for (std::uint64_t first = 0; first < items; first += chunk) {
            waiting_.push_back(
                {batch.value, first, static_cast<std::uint32_t>(std::min<std::uint64_t>(chunk, items - first)), {}});
        }
    }
    void feed(Seat* seat) {
        while (!paused_ && seat->worker && !seat->retiring && !waiting_.empty() && seat->lane.size() < 3 &&
               (!most_tasks_ || seat->handed < *most_tasks_)) {
            Piece piece = waiting_.front();
            waiting_.pop_front();
            if (piece.task.value != 0) {
                trace_.assign_again(piece.task, *seat->worker);
            } else {
                piece.task = trace_.assign(BatchId{piece.batch}, *seat->worker, piece.first, piece.items);
            }
            ++seat->handed;
            seat->lane.push_back(piece);
            if (seat->lane.size() == 1) {
                seat->free_at = std::max(seat->free_at, trace_.now);
            }
        }
    }
    void settle(const Piece& piece, const std::vector<ItemOutcome>& outcomes) {
        Open& batch = open_.at(piece.batch);
        for (const ItemOutcome outcome : outcomes) {
            batch.failed = batch.failed || outcome == ItemOutcome::Failed;
            batch.lost = batch.lost || outcome == ItemOutcome::Lost || outcome == ItemOutcome::TimedOut;
            batch.left -= outcome != ItemOutcome::Moved ? 1 : 0;
        }
        if (batch.left == 0) {
            trace_.end_batch(BatchId{piece.batch}, batch.lost     ? BatchOutcome::Lost
                                                   : batch.failed ? BatchOutcome::Failed
                                                                  : BatchOutcome::Succeeded);
            open_.erase(piece.batch);
        }
    }
    void work(Seat* seat) {
        if (seat->lane.empty() || (paused_ && pause_began_.contains(seat->worker->value))) {
            return;
        }
        if (paused_) {
            pause_began_[seat->worker->value] = true;
        }
        const Piece piece = seat->lane.front();
        seat->lane.pop_front();
        trace_.advance(200);
        const Time started = std::max(seat->free_at, trace_.now - 100);
        if (pick(10) == 0) {
            trace_.add(TaskStarted{piece.task, *seat->worker, TraceBuilder::absolute(started)});
        }
        if (pick(5) == 0) {
            trace_.add(TaskOutput{*seat->worker, piece.task, piece.first, OutputStream::Out, "hello", 0});
        }
        std::vector<ItemOutcome> outcomes(piece.items);
        for (ItemOutcome& outcome : outcomes) {
            outcome = pick(20) == 0 ? ItemOutcome::Failed : ItemOutcome::Done;
        }
        trace_.end_task(piece.task, started, trace_.now, outcomes);
        seat->free_at = trace_.now;
        settle(piece, outcomes);
        if (most_tasks_ && seat->handed == *most_tasks_ && seat->lane.empty()) {
            end(seat, EndCause::MaxTasksPerChild, {}, 0);
        } else if (seat->retiring && seat->lane.empty()) {
            end(seat, EndCause::Resized, {}, 0);
        }
    }
    void end(Seat* seat, EndCause cause, std::optional<int> signal, std::optional<int> code) {
        if (!seat->retiring && !signal) {
            trace_.add(WorkerRetiring{*seat->worker, cause});
        }
        trace_.end_worker(*seat->worker, cause, signal, code);
        start(seat->slot);
    }
    void take_back(Seat* seat) {
        if (seat->lane.size() < 2) {
            return;
        }
        trace_.add(TaskWithdrawn{seat->lane.back().task, *seat->worker});
        --seat->handed;
        waiting_.push_front(seat->lane.back());
        seat->lane.pop_back();
    }
    // In the middle of its first task, with the others in its lane.
    void die(Seat* seat) {
        if (!seat->worker) {
            return;
        }
        const bool told_first = pick(2) == 0;
        if (told_first) {
            trace_.end_worker(*seat->worker, EndCause::Killed, SIGKILL);
        }
        std::deque<Piece> lane;
        std::swap(lane, seat->lane);
        while (lane.size() > 1) {
            trace_.add(TaskWithdrawn{lane.back().task, *seat->worker});
            waiting_.push_front(lane.back());
            lane.pop_back();
        }
        if (!lane.empty()) {
            const Piece piece = lane.front();
            trace_.advance(100);
            const std::uint32_t guilty = pick(piece.items);
            std::vector<ItemOutcome> outcomes(piece.items, ItemOutcome::Moved);
            std::fill(outcomes.begin(), outcomes.begin() + guilty, ItemOutcome::Done);
            outcomes[guilty] = pick(3) == 0 ? ItemOutcome::TimedOut : ItemOutcome::Lost;
            trace_.end_task(piece.task, std::max(seat->free_at, trace_.now - 50), trace_.now, outcomes);
            if (guilty + 1 < piece.items) {
                waiting_.push_front({piece.batch, piece.first + guilty + 1, piece.items - guilty - 1, {}});
            }
            settle(piece, outcomes);
        }
        if (!told_first) {
            trace_.end_worker(*seat->worker, EndCause::Crashed, SIGSEGV);
        }
        start(seat->slot);
    }
    void resize() {
        const std::uint32_t wanted = 1 + pick(6);
        trace_.add(PoolChanged{wanted, paused_, most_tasks_, {}, "by request"});
        slots_ = wanted;
        for (std::uint32_t slot = 0; slot < std::max<std::size_t>(seats_.size(), wanted); ++slot) {
            if (slot >= seats_.size()) {
                seats_.emplace_back();
                start(slot);
            } else if (slot < wanted && !seats_[slot].worker) {
                start(slot);
            } else if (slot >= wanted && seats_[slot].worker && !seats_[slot].retiring) {
                while (seats_[slot].lane.size() > 1) {
                    take_back(&seats_[slot]);
                }
                seats_[slot].retiring = true;
                trace_.add(WorkerRetiring{*seats_[slot].worker, EndCause::Resized});
                if (seats_[slot].lane.empty()) {
                    end(&seats_[slot], EndCause::Resized, {}, 0);
                }
            }
        }
    }
    void pause() {
        paused_ = !paused_;
        for (Seat& seat : seats_) {
            while (paused_ && seat.lane.size() > 1) {
                take_back(&seat);
            }
        }
        pause_began_.clear();
        trace_.add(PoolChanged{slots_, paused_, most_tasks_, {}, "by request"});
        trace_.advance(1);
    }
    void sample(Seat* seat) {
        if (!seat->worker) {
            return;
        }
        trace_.add(WorkerStopped{*seat->worker});
        trace_.add(WorkerSampled{*seat->worker, 1, 2});
        trace_.add(WorkerContinued{*seat->worker});
    }
    void leave(EndCause cause) {
        for (Seat& seat : seats_) {
            if (seat.worker) {
                trace_.end_worker(*seat.worker, cause, {}, 0);
            }
        }
        trace_.end_run();
    }

    TraceBuilder trace_;
    std::mt19937 random_;
    std::optional<std::uint64_t> most_tasks_;
    std::uint32_t slots_ = 0;
    std::vector<Seat> seats_;
    std::deque<Piece> waiting_;
    std::map<std::uint32_t, Open> open_;
    bool paused_ = false;
    std::map<std::uint32_t, bool> pause_began_;
};

class tst_trace_check_random : public QObject {
    Q_OBJECT

private slots:
    void randomLegalHistories_areSound() {
        const QTemporaryDir folder;
        const quint32 seed = QRandomGenerator::system()->generate();
        qInfo() << "seed" << seed;
        for (quint32 round = 0; round < 300; ++round) {
            const std::string path = folder.filePath(QString::number(round)).toStdString();
            {
                RandomPool pool(path, seed + round);
                pool.live(120);
                round % 3 == 0 ? pool.close() : round % 3 == 1 ? pool.terminate() : pool.break_off();
            }
            const std::string faults = testing::trace_faults(path);
            QVERIFY2(faults.empty(),
                     qPrintable(QString("seed %1: %2").arg(seed + round).arg(QString::fromStdString(faults))));
            QFile::remove(QString::fromStdString(path));
        }
    }

    void syntheticRuns_areSound_data() {
        QTest::addColumn<int>("crash");
        QTest::addColumn<int>("fail");
        QTest::addColumn<int>("tasks");
        QTest::newRow("plain") << 0 << 0 << 0;
        QTest::newRow("recycling") << 0 << 0 << 9;
        QTest::newRow("crashing and recycling") << 23 << 31 << 9;
    }
    void syntheticRuns_areSound() {
        QFETCH(int, crash);
        QFETCH(int, fail);
        QFETCH(int, tasks);
        const QTemporaryDir folder;
        testing::RunShape shape;
        shape.items_per_task = 3;
        shape.crash_every = static_cast<std::uint64_t>(crash);
        shape.fail_every = static_cast<std::uint64_t>(fail);
        if (tasks != 0) {
            shape.maxtasksperchild = static_cast<std::uint64_t>(tasks);
        }
        for (const bool ended : {true, false}) {
            shape.ended = ended;
            const std::string path = folder.filePath(QString::number(ended)).toStdString();
            testing::build_run(path, shape);
            QCOMPARE(testing::trace_faults(path), std::string());
        }
    }

    // A checker that never finds anything would pass all of the above: one record taken out of a sound history must not
    // stay unnoticed, whichever it is. Some are not missed (the word that a worker retires), most are.
    void historyWithoutOneOfItsRecords_isNotSound() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("trace").toStdString();
        testing::RunShape shape;
        shape.tasks = 40;
        shape.maxtasksperchild = 5;
        testing::build_run(path, shape);
        std::vector<Record> records;
        Reader reader(path);
        while (const auto record = reader.next()) {
            records.push_back(*record);
        }
        for (std::size_t missing = 0; missing < records.size(); ++missing) {
            const Body& body = records[missing].body;
            const auto* phase = std::get_if<PoolPhaseChanged>(&body);
            const auto* ready = std::get_if<WorkerReady>(&body);
            const auto is_task_of_it = [&](const Record& record) {
                const auto* assigned = std::get_if<TaskAssigned>(&record.body);
                return assigned != nullptr && assigned->worker == ready->worker;
            };
            if (ready != nullptr && std::none_of(records.begin(), records.end(), is_task_of_it)) {
                continue;  // it may have left before it was ready
            }
            if (std::holds_alternative<WorkerRetiring>(body) || std::holds_alternative<WorkerInitializing>(body) ||
                (phase != nullptr && phase->phase != PoolPhase::Closing)) {
                continue;
            }
            Checker checker;
            std::uint64_t sequence = 0;
            for (std::size_t at = 0; at < records.size(); ++at) {
                if (at != missing) {
                    Record record = records[at];
                    record.sequence = ++sequence;
                    checker.take(record);
                }
            }
            const CheckReport report = checker.finish(CheckReport::End::BrokeOff);
            QVERIFY2(!report.sound(),
                     qPrintable(QString("record %1 of kind %2 is missing").arg(missing).arg(body.index() + 1)));
        }
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_trace_check_random)
#include "tst_trace_check_random.moc"
