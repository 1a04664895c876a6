// SPDX-License-Identifier: MIT
#include "pool_under_test.h"

#include <algorithm>
#include <chrono>

#include <poolscope/remote_error.h>
#include <poolscope/trace_check.h>
#include <poolscope/value.h>

#include "base/clock.h"
#include "pool_test.h"
#include "work.h"

namespace poolscope::tests {
namespace {

using supervise::Chunk;
using supervise::ChunkSource;
using trace::ItemOutcome;

class ListSource : public ChunkSource {
public:
    ListSource(std::vector<Chunk> chunks, State at_end, std::shared_ptr<bool> stopped)
        : chunks_(std::move(chunks)), at_end_(at_end), stopped_(std::move(stopped)) {}
    State next(Chunk& chunk) override {
        if (next_ == chunks_.size()) return at_end_;
        chunk = chunks_[next_++];
        return State::Ready;
    }
    void stop() override {
        if (at_end_ == State::NotYet) *stopped_ = true;
    }

private:
    std::vector<Chunk> chunks_;
    State at_end_;
    std::shared_ptr<bool> stopped_;
    std::size_t next_ = 0;
};

class TellingObserver : public supervise::BatchObserver {
public:
    explicit TellingObserver(std::shared_ptr<BatchTold> told) : told_(std::move(told)) {}
    void item_settled(const supervise::SettledItem& item) override {
        ItemTold end;
        end.outcome = item.outcome;
        end.worker = item.worker;
        end.cause = item.cause;
        end.exit_code = item.exit_code;
        end.signal = item.signal;
        end.lost = item.lost;
        end.limit = item.limit;
        if (item.outcome == ItemOutcome::Done) {
            end.value = decode_value<int>(item.value);
        } else {
            const CaughtError error = decode_error(item.value);
            end.type = error.type;
            end.message = error.message;
        }
        if (told_->end) told_->faults.push_back("item " + std::to_string(item.item) + " was told after its batch's end");
        if (!told_->items.emplace(item.item, std::move(end)).second)
            told_->faults.push_back("item " + std::to_string(item.item) + " was told twice");
    }
    void batch_ended(const supervise::BatchEnd& end) override {
        if (told_->end) told_->faults.emplace_back("the batch's end was told twice");
        told_->end = end;
    }

private:
    std::shared_ptr<BatchTold> told_;
};

std::vector<Chunk> chunks_of(const std::string& folder, const std::vector<std::string>& what, std::uint32_t chunksize, int first) {
    std::vector<Chunk> chunks;
    for (std::size_t i = 0; i < what.size(); ++i) {
        if (chunks.empty() || chunks.back().items == chunksize) chunks.push_back({i, 0, {}});
        ChunkWriter(chunks.back().arguments).add(folder, first + static_cast<int>(i), what[i]);
        ++chunks.back().items;
    }
    return chunks;
}

}  // namespace

PoolUnderTest::PoolUnderTest(const supervise::PoolRequest& request, bool with_trace, const std::function<void(supervise::PoolConfiguration&)>& change)
    : configuration_(supervise::make_configuration(request)) {
    configuration_.terminate_grace = std::chrono::milliseconds(100);
    if (change) change(configuration_);
    if (with_trace) {
        writer_ = std::make_unique<trace::Writer>(folder() + "/trace");
        writer_->append(base::now_ns(), trace::RunStarted{});
    }
    supervisor_ = std::make_unique<supervise::Supervisor>(loop_, configuration_, writer_.get());
    supervisor_->set_on_ended([this] { ended_ = true; });
    supervisor_->start();
}

PoolUnderTest::~PoolUnderTest() = default;

int PoolUnderTest::begun(int item) const { return times_begun(folder(), item); }

BatchId PoolUnderTest::submit(const std::vector<std::string>& what, std::uint32_t chunksize, int first) {
    return submit(std::make_unique<ListSource>(chunks_of(folder(), what, chunksize, first), ChunkSource::State::Ended, stream_stopped_),
                  what.size(), chunksize);
}

BatchId PoolUnderTest::submit_open_stream(const std::vector<std::string>& what) {
    return submit(std::make_unique<ListSource>(chunks_of(folder(), what, 1, 0), ChunkSource::State::NotYet, stream_stopped_), {}, 1);
}

BatchId PoolUnderTest::submit(std::unique_ptr<ChunkSource> source, std::optional<std::uint64_t> items, std::uint64_t chunksize) {
    supervise::BatchRequest request;
    request.method = items ? "map_async" : "imap";
    request.function = "poolscope::tests::work";
    request.chunksize = chunksize;
    request.items = items;
    request.source = std::move(source);
    const auto told = std::make_shared<BatchTold>();
    request.observer = std::make_shared<TellingObserver>(told);
    const BatchId id = supervisor_->submit(std::move(request));
    told_.emplace(id, told);
    if (items) sizes_.emplace(id, *items);
    return id;
}

/// The pool never has two workers in one slot.
void PoolUnderTest::note_size() {
    std::map<SlotIndex, int> alive;
    for (const supervise::WorkerStatus& worker : supervisor_->workers())
        if (++alive[worker.slot] > 1) size_problem_ = "slot " + std::to_string(worker.slot.value) + " has two workers";
}

bool PoolUnderTest::run_until(const std::function<bool()>& condition) {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= limit) return false;
        loop_.run_once(std::chrono::milliseconds(5));
        note_size();
    }
    return true;
}

bool PoolUnderTest::run_until_settled(std::size_t count) {
    return run_until([&] {
        const auto all = workers();
        return all.size() == count &&
               std::all_of(all.begin(), all.end(), [](const supervise::WorkerStatus& each) { return each.ready && !each.retiring; });
    });
}

supervise::WorkerStatus PoolUnderTest::busy_worker() {
    for (const supervise::WorkerStatus& worker : workers())
        if (worker.task) return worker;
    throw std::runtime_error("no worker runs a task");
}

std::string PoolUnderTest::finish() {
    std::string wrong = size_problem_;
    if (supervisor_->phase() == trace::PoolPhase::Running) supervisor_->close();
    if (!run_until([&] { return ended_; })) return wrong + "\nthe pool does not end";
    for (const auto& [id, told] : told_) {
        const std::string name = "batch " + std::to_string(id.value) + ": ";
        for (const std::string& fault : told->faults) wrong += "\n" + name + fault;
        if (!told->end) {
            wrong += "\n" + name + "it did not end";
            continue;
        }
        const bool may_leave_untold = told->end->error.has_value();
        if (sizes_.contains(id) && told->items.size() != sizes_[id] && !may_leave_untold)
            wrong += "\n" + name + std::to_string(told->items.size()) + " of " + std::to_string(sizes_[id]) + " items were told";
    }
    supervisor_.reset();
    if (writer_) {
        writer_.reset();
        wrong += check_trace();
        for (const trace::Finding& finding : trace::check_trace(folder() + "/trace").findings) wrong += "\n" + finding.text;
        trace::Reader reader(folder() + "/trace");
        state_ = std::make_unique<PoolState>();
        while (const auto record = reader.next()) state_->apply(*record);
        const PoolSummary& summary = state_->summary();
        const std::uint64_t settled = summary.items_done + summary.items_failed + summary.items_lost + summary.items_timed_out + summary.items_cancelled;
        if (state_->contradictions() != 0) wrong += "\nthe trace contradicts itself " + std::to_string(state_->contradictions()) + " times";
        if (summary.items_submitted != settled)
            wrong += "\n" + std::to_string(summary.items_submitted) + " items were submitted, and " + std::to_string(settled) + " ended";
        for (const WorkerLife& life : state_->workers())
            if (!life.cause) wrong += "\n" + life.name + " has no end";
    }
    return wrong;
}

/// What the trace tells of each item is what the observer was told.
std::string PoolUnderTest::check_trace() const {
    std::map<BatchId, std::map<std::uint64_t, ItemOutcome>> seen;
    std::string wrong;
    trace::Reader reader(folder() + "/trace");
    while (const auto record = reader.next()) {
        const auto* ended = std::get_if<trace::TaskEnded>(&record->body);
        if (ended == nullptr) continue;
        for (std::size_t i = 0; i < ended->results.size(); ++i) {
            const ItemOutcome outcome = ended->results[i].outcome;
            if (outcome == ItemOutcome::Moved) continue;
            if (!seen[ended->batch].emplace(ended->first_item + i, outcome).second)
                wrong += "\nthe trace ends item " + std::to_string(ended->first_item + i) + " twice";
        }
    }
    for (const auto& [id, told] : told_) {
        std::map<std::uint64_t, ItemOutcome> expected;
        for (const auto& [item, end] : told->items) expected.emplace(item, end.outcome);
        if (seen[id] != expected) wrong += "\nthe trace of batch " + std::to_string(id.value) + " says something else than was told";
    }
    return wrong;
}

std::size_t PoolUnderTest::ended_by(EndCause cause) const {
    std::size_t count = 0;
    for (const WorkerLife& life : state_->workers()) count += life.cause == cause ? 1 : 0;
    return count;
}

supervise::PoolRequest row_request(std::int64_t processes) {
    supervise::PoolRequest request;
    request.processes = processes;
    request.context = row_context();
    return request;
}

}  // namespace poolscope::tests
