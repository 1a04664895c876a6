// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include <poolscope/large_value.h>
#include <poolscope/progress.h>

/// What stands behind handles and iterators. For results.h and pool.h, not for users.
namespace poolscope::detail {

using Timeout = std::optional<std::chrono::nanoseconds>;

/// One item's end: its encoded value, or its error.
struct ItemEnd {
    std::uint64_t item = 0;
    std::span<const std::byte> value;  ///< when there is no error; lives during the call only
    std::shared_ptr<const LargeSource> large{};  ///< where the value's large parts are; null: it has none
    std::exception_ptr error;
    ItemFate fate = ItemFate::Done;
};

/// Asks the pool to end a call, or one item of it, as cancelled. Any thread, also when the pool has gone. False: it had ended.
using Canceller = std::function<bool(std::optional<std::uint64_t> item)>;

/// The results of one batch whose caller waits for all of them. The pool's thread fills it; any thread waits.
class BatchState {
public:
    /// Called on the pool's thread when everything is there, before ready() turns true. What it throws is reported in the trace.
    using Callback = std::function<void(const BatchState&)>;

    explicit BatchState(std::uint64_t items) : entries_(items) {}
    void set_callback(Callback callback) { callback_ = std::move(callback); }
    /// Called on the pool's thread after each task, and before the callback when items ended without one. What it throws is reported, and it is
    /// not called again.
    using ProgressCallback = std::function<void(const Progress&)>;
    void set_progress_callback(ProgressCallback callback) { progress_callback_ = std::move(callback); }
    /// Called on the pool's thread with the first error that is no cancellation. It must not block or throw.
    void set_on_first_error(std::function<void()> callback) { on_first_error_ = std::move(callback); }
    /// Before the batch is submitted.
    void set_canceller(Canceller canceller) { canceller_ = std::move(canceller); }

    [[nodiscard]] bool cancel(std::optional<std::uint64_t> item) const { return !ready() && canceller_ && canceller_(item); }
    /// Any thread, at any time.
    [[nodiscard]] Progress progress() const noexcept;

    [[nodiscard]] bool ready() const;
    /// False when the time ran out.
    bool wait(const Timeout& timeout) const;

    /// The rest only when ready (or in the callback).
    /// The first error to arrive, or null.
    [[nodiscard]] std::exception_ptr error() const { return first_error_; }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] std::span<const std::byte> value(std::size_t item) const;
    /// Where the large parts of that value are; null: it has none.
    [[nodiscard]] const LargeSource* large(std::size_t item) const;
    /// This item's own error, or null.
    [[nodiscard]] std::exception_ptr item_error(std::size_t item) const;

    /// Pool's thread.
    void settle(const ItemEnd& end);
    /// Tells the progress callback. Gives what it threw, or null.
    [[nodiscard]] std::exception_ptr tell_progress();
    /// Items that were not settled get `rest` as their error. Gives what the callback threw, or null.
    [[nodiscard]] std::exception_ptr finish(const std::exception_ptr& rest);

private:
    struct Entry {
        std::size_t offset = 0;
        std::uint32_t size = 0;
        bool settled = false;
    };
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    bool ready_ = false;
    Callback callback_;
    ProgressCallback progress_callback_;
    std::function<void()> on_first_error_;
    Canceller canceller_;
    std::array<std::atomic<std::uint64_t>, 5> counts_{};  ///< by ItemFate; written by the pool's thread alone
    std::vector<Entry> entries_;
    std::vector<std::byte> bytes_;
    std::map<std::uint64_t, std::shared_ptr<const LargeSource>> large_;  ///< by item, held until the last handle has gone
    std::map<std::uint64_t, std::exception_ptr> errors_;
    std::exception_ptr first_error_;
    std::exception_ptr rest_error_;
};

/// The results of an imap or imap_unordered, taken one by one while others still come.
class StreamState {
public:
    enum class Order { Input, Arrival };
    explicit StreamState(Order order) : order_(order) {}

    struct Taken {
        std::vector<std::byte> value;
        std::exception_ptr error;
        std::shared_ptr<const LargeSource> large{};
    };
    enum class Next { Item, End, TimedOut };
    /// The next result in order. Consumer; several threads may share it.
    [[nodiscard]] Next next(Taken& taken, const Timeout& timeout);
    /// The consumer has gone: results are dropped from now on, and the input is read without waiting for it.
    void abandon();
    /// Before the batch is submitted.
    void set_canceller(Canceller canceller) { canceller_ = std::move(canceller); }
    [[nodiscard]] bool cancel();
    /// Called on the pool's thread with the first error that is no cancellation. It must not block or throw.
    void set_on_first_error(std::function<void()> callback) { on_first_error_ = std::move(callback); }
    /// Called, on whatever thread, when results were taken, so that more input may be read.
    void set_on_taken(std::function<void(std::uint64_t taken)> callback);

    /// Pool's thread.
    void settle(const ItemEnd& end);
    /// `error`: what ends the sequence instead of its end, or null.
    void finish(const std::exception_ptr& error);

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    Order order_;
    bool finished_ = false, abandoned_ = false;
    std::map<std::uint64_t, Taken> waiting_;  ///< by item; by arrival for Order::Arrival
    std::uint64_t next_item_ = 0, arrived_ = 0, taken_ = 0;
    std::exception_ptr final_error_;
    std::function<void(std::uint64_t)> on_taken_;
    std::function<void()> on_first_error_;
    Canceller canceller_;
};

}  // namespace poolscope::detail
