// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/pool_core.h>

#include "base/clock.h"
#include "base/event_loop.h"
#include "supervise/input_feed.h"
#include "supervise/supervisor.h"
#include "trace/writer.h"

namespace poolscope::detail {

/// What the caller's threads and the pool's thread share.
struct PoolCore::Impl : std::enable_shared_from_this<PoolCore::Impl> {
    explicit Impl(const PoolOptions& options);
    ~Impl();

    void run(std::promise<void> started);
    void report(const std::string& text) {
        if (writer) writer->append(base::now_ns(), trace::Message{trace::Severity::Warning, text});
    }
    void require_running_locked() const {
        if (!broken.empty()) throw BrokenPoolError(broken);
        if (phase != trace::PoolPhase::Running) throw ValueError("Pool not running");
    }
    void lift_windows();

    // pool_control.cpp
    using Order = std::function<void(supervise::Supervisor&)>;
    /// Has the pool's thread carry out an order and waits for it; throws what the order threw. On the pool's thread itself the
    /// order is put off until the present callback has returned, and what it throws is told in the trace. False, and nothing is
    /// done, when the pool has ended. Throws TimeoutError.
    bool carry_out(Order order);
    /// The same; when the pool has ended, throws what submit() would throw.
    void command(Order order);
    [[nodiscard]] bool on_own_thread() const noexcept { return std::this_thread::get_id() == thread_id; }
    /// One call of a method as the supervisor knows it. The pool's thread alone looks into it.
    struct Call {
        std::optional<BatchId> batch;
    };
    [[nodiscard]] Canceller canceller_of(const std::shared_ptr<Call>& call);
    bool cancel(const std::shared_ptr<Call>& call, std::optional<std::uint64_t> item);
    /// What a call with OnError::Stop does at its first error. Pool's thread.
    [[nodiscard]] std::function<void()> stopper_of(const std::shared_ptr<Call>& call);

    supervise::PoolConfiguration configuration;  ///< as the pool was made
    std::atomic<std::uint32_t> processes{1};     ///< as it is now
    std::unique_ptr<trace::Writer> writer;
    std::shared_ptr<base::EventLoop> loop;
    std::shared_ptr<ArgumentStore> arguments;           ///< written by the pool's thread before anything is submitted
    std::unique_ptr<supervise::Supervisor> supervisor;  ///< pool's thread only

    mutable std::mutex mutex;
    std::condition_variable changed;
    trace::PoolPhase phase = trace::PoolPhase::Running;  ///< as asked for by callers; Broken and Ended as found by the pool's thread
    std::string broken;
    bool ended = false;
    std::vector<std::weak_ptr<supervise::InputFeed>> feeds;
    std::thread::id thread_id;  ///< of the pool's thread, written by it before anything is submitted
    std::thread thread;
};

}  // namespace poolscope::detail
