// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include <poolscope/pool_state.h>

#include "base/event_loop.h"
#include "supervise/configuration.h"
#include "supervise/supervisor.h"
#include "trace/writer.h"

namespace poolscope::tests {

/// How an item was told to have ended.
struct ItemTold {
    trace::ItemOutcome outcome = trace::ItemOutcome::Done;
    std::string type, message;  ///< of its error
    std::optional<WorkerId> worker;
    std::optional<EndCause> cause;
    std::optional<int> exit_code, signal;
    std::optional<LostItemFacts> lost;
    std::chrono::nanoseconds limit{0};
    int value = -1;
};

/// What was told of one batch.
struct BatchTold {
    std::map<std::uint64_t, ItemTold> items;
    std::optional<supervise::BatchEnd> end;
    std::vector<std::string> faults;  ///< what must never be told: an item twice, something after the end
};

/// A supervisor on a loop of this thread, with batches of work() and a trace that is checked at the end.
class PoolUnderTest {
public:
    /// `request.context` and the rest as a caller of the library gives them. Throws what make_configuration() throws.
    /// `change`: what no caller of the library can choose.
    explicit PoolUnderTest(const supervise::PoolRequest& request, bool with_trace = true,
                           const std::function<void(supervise::PoolConfiguration&)>& change = {});
    ~PoolUnderTest();

    [[nodiscard]] supervise::Supervisor& operator*() { return *supervisor_; }
    [[nodiscard]] supervise::Supervisor* operator->() { return supervisor_.get(); }
    /// The folder in which items note that they were begun.
    [[nodiscard]] std::string folder() const { return folder_.path().toStdString(); }
    [[nodiscard]] int begun(int item) const;

    /// Items 0, 1, ... do these things. Several batches in one pool number their items from `first` on, for begun().
    BatchId submit(const std::vector<std::string>& what, std::uint32_t chunksize = 1, int first = 0);
    /// A stream that has given these items, has no more at the moment, and does not end.
    BatchId submit_open_stream(const std::vector<std::string>& what);
    [[nodiscard]] const BatchTold& told(BatchId batch) const { return *told_.at(batch); }
    /// Whether the stream of submit_open_stream() was told that nothing more is wanted.
    [[nodiscard]] bool stream_was_stopped() const noexcept { return *stream_stopped_; }

    /// Runs the loop until the condition holds; false when it did not within a minute.
    [[nodiscard]] bool run_until(const std::function<bool()>& condition);
    [[nodiscard]] bool run_until_ended(BatchId batch) {
        return run_until([&] { return told(batch).end.has_value(); });
    }
    [[nodiscard]] bool run_until_begun(int item) {
        return run_until([&] { return begun(item) > 0; });
    }
    /// So many workers are ready and none retires or starts.
    [[nodiscard]] bool run_until_settled(std::size_t workers);
    /// The living workers that have a process, in the order of their slots.
    [[nodiscard]] std::vector<supervise::WorkerStatus> workers() { return supervisor_->workers(); }
    /// The one that runs a task. Must be there.
    [[nodiscard]] supervise::WorkerStatus busy_worker();
    [[nodiscard]] base::EventLoop& loop() noexcept { return loop_; }

    /// Closes the pool (or terminates it, when it is on its way to that) and lets it end, then compares what was told, what the trace
    /// says and what must be. Empty, or what is wrong.
    [[nodiscard]] std::string finish();
    /// After finish().
    [[nodiscard]] const PoolState& state() const { return *state_; }
    /// How many workers ended for this cause. After finish().
    [[nodiscard]] std::size_t ended_by(EndCause cause) const;

private:
    [[nodiscard]] BatchId submit(std::unique_ptr<supervise::ChunkSource> source, std::optional<std::uint64_t> items, std::uint64_t chunksize);
    [[nodiscard]] std::string check_trace() const;
    void note_size();

    QTemporaryDir folder_;
    supervise::PoolConfiguration configuration_;
    base::EventLoop loop_;
    std::unique_ptr<trace::Writer> writer_;
    std::unique_ptr<supervise::Supervisor> supervisor_;
    std::map<BatchId, std::shared_ptr<BatchTold>> told_;
    std::map<BatchId, std::uint64_t> sizes_;
    std::shared_ptr<bool> stream_stopped_ = std::make_shared<bool>(false);
    std::unique_ptr<PoolState> state_;
    bool ended_ = false;
    std::string size_problem_;
};

/// A request for a pool of so many workers by the row's start method ("method" of the test's data).
[[nodiscard]] supervise::PoolRequest row_request(std::int64_t processes);

}  // namespace poolscope::tests

/// Ends a test of a PoolUnderTest.
#define VERIFY_FINISHES(pool)                                                                                          \
    do {                                                                                                               \
        const std::string wrong = (pool).finish();                                                                     \
        QVERIFY2(wrong.empty(), wrong.c_str());                                                                        \
    } while (false)
