// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QTemporaryDir>

#include <poolscope/call.h>
#include <poolscope/trace.h>

#include "base/event_loop.h"
#include "supervise/supervisor.h"
#include "trace/writer.h"

namespace poolscope::tests {

/// How one item ended, as the observer of its batch was told.
struct ItemEnd {
    std::optional<trace::ItemOutcome> outcome;  ///< empty: nothing was told of it
    int told = 0;                               ///< how often
    std::vector<std::byte> value;
    std::optional<WorkerId> worker;
    std::optional<EndCause> cause;
    std::optional<int> exit_code, signal;
};

/// A pool of this process's own thread, with a trace that can be read afterwards. For what a Pool does not show.
class SupervisedRun {
public:
    enum class Tracing { Yes, No };
    explicit SupervisedRun(supervise::PoolConfiguration configuration, Tracing tracing = Tracing::Yes);
    SupervisedRun(const SupervisedRun&) = delete;
    SupervisedRun& operator=(const SupervisedRun&) = delete;

    supervise::Supervisor& supervisor() noexcept { return *supervisor_; }
    base::EventLoop& loop() noexcept { return loop_; }
    /// Gives a batch of calls of one function; returns its place in ends().
    std::size_t submit(std::vector<Call> calls, std::uint64_t chunksize = 1);
    /// Turns the loop until `done()` is true; false when that took too long.
    template <class Done>
    [[nodiscard]] bool wait_until(const Done& done) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!done()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            loop_.run_once(std::chrono::milliseconds(10));
        }
        return true;
    }
    [[nodiscard]] bool batch_has_ended(std::size_t batch) const noexcept { return batches_[batch].ended; }
    /// Closes the pool and waits for its end; false when that took too long.
    [[nodiscard]] bool finish();
    [[nodiscard]] const std::vector<ItemEnd>& ends(std::size_t batch) const noexcept { return batches_[batch].items; }

    /// Everything that is in the trace by now.
    [[nodiscard]] std::vector<trace::Record> records();
    /// All records of one kind.
    template <class Body>
    [[nodiscard]] std::vector<Body> all() {
        std::vector<Body> found;
        for (trace::Record& record : records())
            if (auto* body = std::get_if<Body>(&record.body)) found.push_back(std::move(*body));
        return found;
    }
    /// What the trace says was written to a stream by an item of the first batch, or (no item) by the worker itself.
    [[nodiscard]] std::string output(trace::OutputStream stream, std::optional<std::uint64_t> item);
    [[nodiscard]] bool was_told(std::string_view part_of_a_message);
    /// Every promise that the trace shows to be broken, of a run that has ended; empty when it is sound.
    [[nodiscard]] std::string broken_promises();

private:
    struct Batch {
        std::vector<ItemEnd> items;
        bool ended = false;
    };
    class Observer;

    QTemporaryDir folder_;
    base::EventLoop loop_;
    std::vector<Batch> batches_;
    std::unique_ptr<trace::Writer> writer_;
    std::unique_ptr<supervise::Supervisor> supervisor_;
    bool has_ended_ = false;
};

}  // namespace poolscope::tests

/// Closes the pool of a run, waits for its end, and has its trace checked.
#define FINISH_SOUNDLY(run)                                                                                            \
    do {                                                                                                               \
        QVERIFY((run).finish());                                                                                       \
        const std::string broken = (run).broken_promises();                                                            \
        QVERIFY2(broken.empty(), broken.c_str());                                                                      \
    } while (false)
