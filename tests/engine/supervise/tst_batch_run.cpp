// SPDX-License-Identifier: MIT
#include <QTest>

#include <poolscope/remote_error.h>
#include <poolscope/value.h>

#include "supervise/batch_run.h"

using namespace poolscope;
using namespace poolscope::supervise;

/// Gives what it was told to give.
class ScriptedSource : public ChunkSource {
public:
    explicit ScriptedSource(std::vector<State> script) : script_(std::move(script)) {}
    State next(Chunk& chunk) override {
        const State state = at_ < script_.size() ? script_[at_++] : State::Ended;
        if (state == State::Ready) {
            chunk = {items_, 2, {}};
            items_ += 2;
        }
        return state;
    }

private:
    std::vector<State> script_;
    std::size_t at_ = 0;
    std::uint64_t items_ = 0;
};

class BatchRunTest : public QObject {
    Q_OBJECT

    using State = ChunkSource::State;
    TaskTime time_;
    BatchRun make(std::vector<State> script, std::optional<std::uint64_t> items = {}) {
        BatchRequest request;
        request.items = items;
        request.source = std::make_unique<ScriptedSource>(std::move(script));
        return {BatchId{1}, std::move(request), time_};
    }
    static void end(BatchRun& batch, std::uint64_t item, trace::ItemOutcome outcome) {
        const std::vector<std::byte> error = encode_error({"T", "m"});
        SettledItem settled;
        settled.item = item;
        settled.outcome = outcome;
        settled.value = error;
        batch.item_ended(settled);
    }

private slots:
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
    void restOfChunk_keepsTheItemsAfterThePosition() {
        Chunk chunk{10, 3, {}};
        ChunkWriter writer(chunk.arguments);
        for (int i = 0; i < 3; ++i) writer.add(i);
        const auto rest = rest_of_chunk(chunk, 1);
        QVERIFY(rest);
        QCOMPARE(rest->first_item, std::uint64_t{11});
        QCOMPARE(rest->items, std::uint32_t{2});
        ChunkReader reader(rest->arguments);
        const auto list = reader.next();
        QCOMPARE(value_to_text({list.data(), list.size()}, 80), std::string("[1]"));
        QVERIFY(!rest_of_chunk(chunk, 3));
    }
};

QTEST_GUILESS_MAIN(BatchRunTest)
#include "tst_batch_run.moc"
