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
#include <utility>
#include <vector>

#include <poolscope/large_value.h>
#include <poolscope/number_row.h>
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

/// Where a caller that waits wants its values.
class ValueSink {
public:
    /// False: they are not taken, and the batch keeps them. Pool's thread, before the batch is ready. `large`: as ItemEnd has it.
    [[nodiscard]] virtual bool take(std::uint64_t first_item, const ValueRow& row, const LargeSource* large) noexcept = 0;

protected:
    ~ValueSink() = default;
};

/// Asks the pool to end a call, or one item of it, as cancelled. Any thread, also when the pool has gone. False: it had ended.
using Canceller = std::function<bool(std::optional<std::uint64_t> item)>;

class BatchState;

/// What a handle asks of its pool. Any thread.
class PoolLink {
public:
    virtual ~PoolLink() = default;
    /// See Canceller.
    virtual bool cancel(const std::shared_ptr<BatchState>& batch, std::optional<std::uint64_t> item) = 0;
    /// Does the pool's work on the caller's thread, if nobody does it at the moment, for some microseconds or until the batch is ready.
    /// Throws as require_may_wait() does.
    virtual void help(const BatchState& batch) = 0;
    /// Throws RuntimeError where a wait cannot end: in a callback of the pool, and in a process that was forked from its.
    virtual void require_may_wait() const = 0;
};

/// The results of one batch whose caller waits for all of them. The pool's thread fills it; any thread waits.
class BatchState {
public:
    /// Called on the pool's thread when everything is there, before ready() turns true. What it throws is reported.
    using Callback = std::function<void(const BatchState&)>;

    /// `chunksize`: of the items, as far as they come in tasks of one size.
    explicit BatchState(std::uint64_t items, std::uint64_t chunksize = 1);
    BatchState(const BatchState&) = delete;
    BatchState& operator=(const BatchState&) = delete;
    ~BatchState();

    void set_callback(Callback callback);
    /// Called on the pool's thread after each task, and before the callback when items ended without one. What it throws is reported, and it is
    /// not called again.
    using ProgressCallback = std::function<void(const Progress&)>;
    void set_progress_callback(ProgressCallback callback);
    /// Called on the pool's thread with the first error that is no cancellation. It must not block or throw.
    void set_on_first_error(std::function<void()> callback);
    /// Before the batch is submitted. Values that the sink takes are known to it alone. It is borrowed until the batch is ready.
    void set_sink(ValueSink& sink) noexcept { sink_ = &sink; }
    /// Before the batch is submitted.
    void set_link(std::weak_ptr<PoolLink> link) noexcept { link_ = std::move(link); }
    /// Whether the pool's thread will call something of the caller's for it.
    [[nodiscard]] bool has_callbacks() const noexcept { return callbacks_ != nullptr; }

    /// Its number in the pool; 0 until it was taken. Pool's thread.
    [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
    void set_number(std::uint32_t number) noexcept { number_ = number; }

    [[nodiscard]] static bool cancel(const std::shared_ptr<BatchState>& batch, std::optional<std::uint64_t> item);
    /// Any thread, at any time.
    [[nodiscard]] Progress progress() const noexcept;

    [[nodiscard]] bool ready() const noexcept { return word_.load(std::memory_order_acquire) == kReady; }
    /// False when the time ran out. Throws RuntimeError where it would wait for itself (PoolLink).
    bool wait(const Timeout& timeout) const;

    /// The rest only when ready (or in the callback).
    /// The first error to arrive, or null.
    [[nodiscard]] std::exception_ptr error() const { return first_error_; }
    [[nodiscard]] std::size_t size() const noexcept { return items_; }
    /// Encoded; empty when it has none.
    [[nodiscard]] std::vector<std::byte> value(std::size_t item) const;
    /// That of the only item.
    [[nodiscard]] std::span<const std::byte> only_value() const { return bytes_of(own_row_); }
    /// Where the large parts of that value are; null: it has none.
    [[nodiscard]] const LargeSource* large(std::size_t item) const;
    /// This item's own error, or null.
    [[nodiscard]] std::exception_ptr item_error(std::size_t item) const;
    /// Calls visit(first_item, row) for each row of items that the batch keeps, in the order of items.
    template <class Visit>
    void visit_rows(const Visit& visit) const {
        if (!rows_) {
            if (own_row_.items > 0) visit(std::uint64_t{0}, values_of(own_row_));
            return;
        }
        auto other = rows_->others.begin();
        for (std::size_t chunk = 0; chunk < rows_->by_chunk.size(); ++chunk) {
            if (rows_->by_chunk[chunk].items > 0) visit(chunk * chunksize_, values_of(rows_->by_chunk[chunk]));
            for (; other != rows_->others.end() && other->first < (chunk + 1) * chunksize_; ++other)
                visit(other->first, values_of(other->second));
        }
    }

    /// Pool's thread.
    void settle(const ItemEnd& end);
    /// The same for a row of items that are done.
    void settle_row(std::uint64_t first_item, const ValueRow& values);
    /// Tells the progress callback. Gives what it threw, or null.
    [[nodiscard]] std::exception_ptr tell_progress();
    /// Items that were not settled get `rest` as their error. Gives what the callback threw, or null.
    [[nodiscard]] std::exception_ptr finish(const std::exception_ptr& rest);

private:
    struct Row {
        std::size_t offset = 0;
        std::uint64_t bytes = 0;
        std::uint32_t items = 0;
        PackedKind kind = kNotPacked;
    };
    struct Rows {
        std::vector<Row> by_chunk;             ///< the first one of each chunk
        std::map<std::uint64_t, Row> others;   ///< by first item
    };
    struct Callbacks {
        Callback done;
        ProgressCallback progress;
        std::function<void()> on_first_error;
    };
    static constexpr std::uint32_t kPending = 0, kAwaited = 1, kReady = 2;
    [[nodiscard]] Callbacks& callbacks();
    [[nodiscard]] std::span<const std::byte> bytes_of(const Row& row) const noexcept {
        return row.bytes <= small_.size() && bytes_.empty() ? std::span(small_).first(row.bytes) : std::span(bytes_).subspan(row.offset, row.bytes);
    }
    [[nodiscard]] ValueRow values_of(const Row& row) const noexcept { return {row.items, bytes_of(row), row.kind}; }
    [[nodiscard]] std::optional<std::pair<std::uint64_t, Row>> row_of(std::uint64_t item) const;
    void keep_row(std::uint64_t first_item, const ValueRow& values);
    [[nodiscard]] bool sink_takes(std::uint64_t first_item, const ValueRow& values, const LargeSource* large) noexcept;
    void count(ItemFate fate, std::uint64_t items) noexcept;

    mutable std::atomic<std::uint32_t> word_ = kPending;  ///< a futex
    std::uint32_t number_ = 0;
    std::uint64_t items_;
    std::uint64_t chunksize_;
    std::weak_ptr<PoolLink> link_;
    ValueSink* sink_ = nullptr;
    std::unique_ptr<Callbacks> callbacks_;
    std::array<std::atomic<std::uint64_t>, 5> counts_{};  ///< by ItemFate; written by the pool's thread alone
    std::unique_ptr<Rows> rows_;                          ///< none for a single item
    Row own_row_;                                         ///< that one's
    std::array<std::byte, 24> small_{};                   ///< its value, if it is no larger
    std::vector<std::byte> bytes_;
    std::unique_ptr<std::map<std::uint64_t, std::shared_ptr<const LargeSource>>> large_;  ///< by item, held until the last handle has gone
    std::unique_ptr<std::map<std::uint64_t, std::exception_ptr>> errors_;
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
    /// The next result in order. Consumer; several threads may share it. Throws RuntimeError where it would wait for itself (PoolLink).
    [[nodiscard]] Next next(Taken& taken, const Timeout& timeout);
    /// The consumer has gone: results are dropped from now on, and the input is read without waiting for it.
    void abandon();
    /// Before the batch is submitted.
    void set_canceller(Canceller canceller) { canceller_ = std::move(canceller); }
    void set_link(std::weak_ptr<PoolLink> link) noexcept { link_ = std::move(link); }
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
    std::weak_ptr<PoolLink> link_;
};

}  // namespace poolscope::detail
