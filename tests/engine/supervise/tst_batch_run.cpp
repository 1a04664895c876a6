// SPDX-License-Identifier: MIT
#include <QTest>

#include <new>

#include <poolscope/remote_error.h>
#include <poolscope/value.h>

#include "supervise/batch_run.h"

using namespace poolscope;
using namespace poolscope::supervise;

/// Gives what it was told to give.
class ScriptedSource : public ChunkSource {
public:
    ScriptedSource(std::vector<State> script, bool shows_end) : script_(std::move(script)), shows_end_(shows_end) {}
    State next(Chunk& chunk) override {
        const State state = at_ < script_.size() ? script_[at_++] : State::Ended;
        if (state == State::Ready) {
            chunk = {items_, 2, {}};
            items_ += 2;
        }
        return state;
    }
    [[nodiscard]] bool at_end() const override { return shows_end_ && (at_ >= script_.size() || script_[at_] == State::Ended); }

private:
    std::vector<State> script_;
    bool shows_end_;
    std::size_t at_ = 0;
    std::uint64_t items_ = 0;
};

class BatchRunTest : public QObject {
    Q_OBJECT

    template <class E> static std::string type_at_refusal(const E& error) {
        try {
            throw error;
        } catch (const std::exception&) {
            return end_of_refused().error->first;
        }
    }
    using State = ChunkSource::State;
    FunctionUse function_{"f", 0, {}};
    BatchRun make(std::vector<State> script, std::optional<std::uint64_t> items = {}, bool shows_end = false) {
        BatchRequest request;
        request.items = items;
        request.source = std::make_unique<ScriptedSource>(std::move(script), shows_end);
        BatchRun batch(std::move(request));
        batch.enter(BatchId{1}, function_);
        return batch;
    }
    static void end(BatchRun& batch, std::uint64_t item, trace::ItemOutcome outcome) {
        const std::vector<std::byte> error = encode_error({"T", "m"});
        SettledItem settled;
        settled.item = item;
        settled.outcome = outcome;
        settled.value = error;
        batch.item_ended(settled);
    }

    static std::string text_at(const Chunk& chunk, std::uint32_t position) { return value_to_text(arguments_at(chunk, position), 80); }

private slots:
    void batchThatIsRefused_endsWithAnErrorOfTheTypeThatWasThrown() {
        QCOMPARE(type_at_refusal(BrokenPoolError("it broke")), std::string("BrokenPoolError"));
        QCOMPARE(type_at_refusal(std::bad_alloc()), std::string("std::bad_alloc"));
        QCOMPARE(type_at_refusal(ValueError("Pool not running")), std::string("poolscope::ValueError"));
    }

    void batch_isCompleteWhenEveryItemHasEndedAndTheInputToo() {
        BatchRun batch = make({State::Ready, State::NotYet, State::Ready});
        Task task;
        std::uint64_t id = 1;
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::Task));
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::NotYet));
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::Task));
        QCOMPARE(task.id, TaskId{2});
        for (std::uint64_t item = 0; item < 4; ++item) {
            QVERIFY(!batch.complete());
            end(batch, item, trace::ItemOutcome::Done);
        }
        QVERIFY(!batch.complete());
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::Exhausted));
        QVERIFY(batch.take_input_end());
        QVERIFY(!batch.take_input_end());
        QVERIFY(batch.complete());
        QCOMPARE(int(batch.outcome()), int(trace::BatchOutcome::Succeeded));
    }
    void knownSize_endsTheInputWithoutAnotherQuestion() {
        BatchRun batch = make({State::Ready}, 2);
        Task task;
        std::uint64_t id = 1;
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::Task));
        QVERIFY(batch.take_input_end());
    }
    void inputEndThatShows_isKnownWithTheLastTask() {
        BatchRun batch = make({State::Ready, State::Ended}, {}, true);
        Task task;
        std::uint64_t id = 1;
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::Task));
        QVERIFY(batch.is_exhausted());
        QVERIFY(batch.take_input_end());
    }
    void inputEndThatShowsLater_isFoundWithoutAskingForATask() {
        BatchRun batch = make({State::Ready, State::NotYet, State::Ended}, {}, true);
        Task task;
        std::uint64_t id = 1;
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::Task));
        batch.look_for_input_end();
        QVERIFY(!batch.is_exhausted());
        QCOMPARE(int(batch.next_task(task, id)), int(BatchRun::Supply::NotYet));
        batch.look_for_input_end();
        batch.look_for_input_end();
        QVERIFY(batch.is_exhausted());
        QVERIFY(batch.take_input_end());
        QVERIFY(!batch.take_input_end());
    }
    void tasksTakenBack_comeFirstAndHoldTheBatchOpen() {
        BatchRun batch = make({State::Ready, State::Ready}, 4);
        Task first, second;
        std::uint64_t id = 1;
        static_cast<void>(batch.next_task(first, id));
        batch.take_back(std::move(first));
        static_cast<void>(batch.next_task(second, id));
        QCOMPARE(second.id, TaskId{1});
    }
    void outcome_namesTheWorstAndKeepsTheFirstError() {
        BatchRun batch = make({State::Ready, State::Ready}, 4);
        Task task;
        std::uint64_t id = 1;
        static_cast<void>(batch.next_task(task, id));
        static_cast<void>(batch.next_task(task, id));
        end(batch, 2, trace::ItemOutcome::Failed);
        QCOMPARE(int(batch.outcome()), int(trace::BatchOutcome::Failed));
        end(batch, 0, trace::ItemOutcome::Lost);
        QCOMPARE(int(batch.outcome()), int(trace::BatchOutcome::Lost));
        end(batch, 1, trace::ItemOutcome::Cancelled);
        QCOMPARE(int(batch.outcome()), int(trace::BatchOutcome::Cancelled));
        QCOMPARE(batch.first_error()->item, std::uint64_t{2});
        QCOMPARE(batch.first_error()->type, std::string("T"));
    }
    void restOfChunk_keepsTheItemsAfterThePositionInRunsBetweenThoseLeftOut() {
        Chunk chunk{10, 6, {}};
        ChunkWriter writer(chunk.arguments);
        for (int i = 0; i < 6; ++i) writer.add(i);
        const auto none = [](std::uint64_t) { return false; };
        const auto rest = rest_of_chunk(chunk, 1, none);
        QCOMPARE(rest.size(), std::size_t{1});
        QCOMPARE(rest[0].first_item, std::uint64_t{11});
        QCOMPARE(rest[0].items, std::uint32_t{5});
        QCOMPARE(text_at(rest[0], 0), std::string("[1]"));
        QCOMPARE(text_at(rest[0], 4), std::string("[5]"));
        QVERIFY(rest_of_chunk(chunk, 6, none).empty());
        const auto runs = rest_of_chunk(chunk, 0, [](std::uint64_t item) { return item == 10 || item == 13; });
        QCOMPARE(runs.size(), std::size_t{2});
        QCOMPARE(runs[0].first_item, std::uint64_t{11});
        QCOMPARE(runs[0].items, std::uint32_t{2});
        QCOMPARE(runs[1].first_item, std::uint64_t{14});
        QCOMPARE(text_at(runs[1], 1), std::string("[5]"));
    }
    void restOfAChunkOfNumbers_isACopyOfThoseNumbers() {
        std::vector<std::int64_t> numbers{10, 11, 12, 13};
        Chunk chunk{20, 4, {}, std::as_bytes(std::span(numbers)), PackedKind::I64, {}};
        auto rest = rest_of_chunk(chunk, 1, [](std::uint64_t item) { return item == 22; });
        numbers = {0, 0, 0, 0};
        QCOMPARE(rest.size(), std::size_t{2});
        QCOMPARE(rest[0].first_item, std::uint64_t{21});
        QCOMPARE(text_at(rest[0], 0), std::string("[11]"));
        QCOMPARE(rest[1].first_item, std::uint64_t{23});
        QCOMPARE(rest[1].items, std::uint32_t{1});
        QCOMPARE(text_at(rest[1], 0), std::string("[13]"));
    }
    void cancelledBatch_dropsWhatWaitsReadsNoMoreAndEndsWithWhatRuns() {
        BatchRun batch = make({State::Ready, State::Ready, State::Ready, State::Ready});
        Task running, waiting;
        std::uint64_t id = 1;
        static_cast<void>(batch.next_task(running, id));
        static_cast<void>(batch.next_task(waiting, id));
        batch.take_back(std::move(waiting));
        batch.cancel();
        QVERIFY(batch.take_input_end());
        QCOMPARE(batch.items_read(), std::uint64_t{4});
        Task none;
        QCOMPARE(int(batch.next_task(none, id)), int(BatchRun::Supply::Exhausted));
        QVERIFY(!batch.complete());
        end(batch, 0, trace::ItemOutcome::Done);
        end(batch, 1, trace::ItemOutcome::Done);
        QVERIFY(batch.complete());
        QVERIFY(batch.leaves_items_untold());
        QCOMPARE(int(batch.outcome()), int(trace::BatchOutcome::Cancelled));
    }
    void cancelledBatch_inWhichEverythingWasDoneIsNoneThatLacksItems() {
        BatchRun batch = make({State::Ready}, 2);
        Task task;
        std::uint64_t id = 1;
        static_cast<void>(batch.next_task(task, id));
        batch.cancel();
        end(batch, 0, trace::ItemOutcome::Done);
        end(batch, 1, trace::ItemOutcome::Done);
        QVERIFY(batch.complete());
        QVERIFY(!batch.leaves_items_untold());
        QCOMPARE(int(batch.outcome()), int(trace::BatchOutcome::Succeeded));
    }
    void taskThatComesBackToACancelledBatch_isDropped() {
        BatchRun batch = make({State::Ready}, 2);
        Task task;
        std::uint64_t id = 1;
        static_cast<void>(batch.next_task(task, id));
        batch.cancel();
        batch.take_back(std::move(task));
        QVERIFY(batch.complete());
        QCOMPARE(int(batch.outcome()), int(trace::BatchOutcome::Cancelled));
    }
    void waitingTasks_areFoundByTheirNumberAndByTheirItems() {
        BatchRun batch = make({State::Ready, State::Ready}, 4);
        Task first, second;
        std::uint64_t id = 1;
        static_cast<void>(batch.next_task(first, id));
        static_cast<void>(batch.next_task(second, id));
        batch.take_back(std::move(second));
        QVERIFY(!batch.remove_waiting(TaskId{1}));
        QVERIFY(!batch.remove_waiting_item(1));
        const auto found = batch.remove_waiting_item(3);
        QVERIFY(found);
        QCOMPARE(found->id, TaskId{2});
        QVERIFY(!batch.remove_waiting(TaskId{2}));
    }
};

QTEST_GUILESS_MAIN(BatchRunTest)
#include "tst_batch_run.moc"
