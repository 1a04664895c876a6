// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/pool_core.h>
#include <poolscope/pool_monitor.h>

#include "base/clock.h"
#include "base/event_loop.h"
#include "base/home_process.h"
#include "supervise/handle_observers.h"
#include "supervise/input_feed.h"
#include "supervise/submitted_call.h"
#include "supervise/supervisor.h"
#include "supervise/told_warnings.h"
#include "trace/writer.h"

namespace poolscope::detail {

/// What the caller's threads and the pool's thread share.
struct PoolCore::Impl final : std::enable_shared_from_this<PoolCore::Impl>, PoolLink, supervise::HandleObserver::Host {
    explicit Impl(const PoolOptions& options);
    ~Impl() override;

    void run(std::promise<void> started);
    void run_to_the_end();
    /// In the trace, or without one on standard error. Pool's thread.
    void report(supervise::WarningKind kind, const std::string& text) {
        if (writer) writer->append(base::now_ns(), trace::Message{trace::Severity::Warning, text});
        else told_warnings.tell(kind, text);
    }
    void report_callback(const std::string& text) override { report(supervise::WarningKind::Callback, text); }
    /// Before the mutex is touched. Throws RuntimeError.
    void require_home() const {
        if (home.is_elsewhere()) throw_elsewhere();
    }
    [[noreturn]] static void throw_elsewhere();
    void require_may_wait() const override;
    void require_running_locked() const {
        if (!broken_type.empty()) std::rethrow_exception(supervise::error_that_broke(broken_type, broken));
        if (phase != trace::PoolPhase::Running) throw ValueError("Pool not running");
    }
    void require_takes_orders_locked() const {
        if (!broken_type.empty()) throw BrokenPoolError(broken);
        if (phase != trace::PoolPhase::Running) throw ValueError("Pool not running");
    }
    /// What a batch is told that came when the pool had broken, or had ended. In a catch block, pool's thread.
    [[nodiscard]] supervise::BatchEnd refusal() const;
    /// Has the pool's thread go on alone, with this as its own, until the pool has ended. On that thread.
    void let_go_of_itself(std::shared_ptr<Impl> owner);
    /// Once, on standard error; pool's thread.
    void tell_trace_failure();
    void lift_windows();
    /// What the request does not have yet comes from the head. Throws ValueError "Pool not running", BrokenPoolError.
    void submit(BatchHead head, const std::shared_ptr<supervise::BatchRequest>& request, const std::shared_ptr<BatchState>& state);

    // pool_control.cpp
    using Order = std::function<void(supervise::Supervisor&)>;
    /// Has the pool's thread carry out an order and waits for it; throws what the order threw. On the pool's thread itself the
    /// order is put off until the present callback has returned, and what it throws is told in the trace. False, and nothing is
    /// done, when the pool has ended. Throws TimeoutError.
    bool carry_out(Order order);
    /// The same; when the pool has ended, throws what submit() would throw.
    void command(Order order);
    /// The present thread does the pool's work: its own does, or a caller that helps.
    [[nodiscard]] bool on_own_thread() const noexcept {
        const std::thread::id self = std::this_thread::get_id();
        return self == thread_id || self == helper.load(std::memory_order_relaxed);
    }
    void callbacks_are_over() override { callbacks_to_come.fetch_sub(1, std::memory_order_relaxed); }
    bool cancel(const std::shared_ptr<BatchState>& batch, std::optional<std::uint64_t> item) override;

    // pool_calls.cpp
    void help(const BatchState& batch) override;
    void do_work_for(const BatchState& batch) noexcept;
    /// Has the pool's thread do something after everything that was submitted before. With the mutex.
    void post_in_order(std::function<void()> order);
    bool take_calls(bool for_order = false);
    void give_memory_back_after(std::chrono::nanoseconds pause);
    [[nodiscard]] const supervise::BatchRequest& shape_of(const char* method, const std::string& function);
    /// One call of a method as the supervisor knows it. The pool's thread alone looks into it.
    struct Call {
        std::optional<BatchId> batch;
    };
    [[nodiscard]] Canceller canceller_of(const std::shared_ptr<Call>& call);
    bool cancel(const std::function<std::optional<BatchId>()>& number, std::optional<std::uint64_t> item);
    /// What a call with OnError::Stop does at its first error. Pool's thread.
    [[nodiscard]] std::function<void()> stopper_of(const std::shared_ptr<Call>& call);

    base::HomeProcess home;
    std::shared_ptr<PoolMonitor> monitor;        ///< may be null
    supervise::PoolConfiguration configuration;  ///< as the pool was made
    std::atomic<std::uint32_t> processes{1};     ///< as it is now
    std::unique_ptr<trace::Writer> writer;
    bool trace_failure_told = false;              ///< pool's thread only
    supervise::ToldWarnings told_warnings;        ///< pool's thread, or a helper with the guard
    std::shared_ptr<base::EventLoop> loop;
    std::shared_ptr<ArgumentStore> arguments;           ///< written by the pool's thread before anything is submitted
    std::unique_ptr<supervise::Supervisor> supervisor;  ///< pool's thread only

    /// Held by who does the pool's work: the pool's thread while it is awake, or a caller that helps.
    std::mutex guard;
    bool may_help = false;                        ///< with the guard
    std::atomic<std::thread::id> helper{};
    std::atomic<std::uint32_t> callbacks_to_come = 0;  ///< batches with callbacks, which belong to the pool's own thread
    std::atomic<std::uint32_t> vain_helps = 0;    ///< in a row: waiting took longer than helping makes sense
    std::atomic<std::uint32_t> helps_left_out = 0;

    mutable std::mutex mutex;
    std::vector<std::shared_ptr<supervise::SubmittedCall>> calls, calls_taken;  ///< not taken yet; scratch of the pool's thread
    std::uint64_t calls_before = 0;               ///< those that were taken
    bool keeps_memory = false;                    ///< a timer runs, to give back what they had; pool's thread
    std::deque<std::uint64_t> order_marks;        ///< so many calls come before each order that waits to be carried out
    std::map<std::pair<std::string_view, std::string>, supervise::BatchRequest> shapes;  ///< by method and function
    std::atomic<const supervise::BatchRequest*> latest_shape = nullptr;
    std::atomic<bool> has_calls = false;          ///< some of them were not taken yet
    std::condition_variable changed;
    trace::PoolPhase phase = trace::PoolPhase::Running;  ///< as asked for by callers; Broken and Ended as found by the pool's thread
    std::string broken_type, broken;  ///< the type is empty while it is not
    bool ended = false;
    std::vector<std::weak_ptr<supervise::InputFeed>> feeds;
    std::shared_ptr<Impl> own_share;  ///< once the last owner went in a callback; pool's thread
    std::thread::id thread_id;  ///< of the pool's thread, written by it before anything is submitted
    std::thread thread;
};

}  // namespace poolscope::detail
