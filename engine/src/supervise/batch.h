// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/ids.h>
#include <poolscope/large_value.h>
#include <poolscope/number_row.h>
#include <poolscope/trace.h>

namespace poolscope::supervise {

/// A run of items that becomes one task.
struct Chunk {
    std::uint64_t first_item = 0;
    std::uint32_t items = 0;
    /// For each item a little-endian u32 length and that many bytes: the encoded list of the call's arguments
    /// (see <poolscope/value.h>); or, with a kind, a bare number for each.
    std::vector<std::byte> arguments;
    /// The same, but in memory that lives as long as the batch; not empty: instead of `arguments`.
    std::span<const std::byte> lent{};
    PackedKind kind = detail::kNotPacked;
    std::shared_ptr<const detail::LargeParts> large{};  ///< what the arguments point to, kept until nobody needs the chunk any more

    [[nodiscard]] std::span<const std::byte> encoded() const noexcept { return lent.empty() ? std::span<const std::byte>(arguments) : lent; }
};

/// Gives a batch's chunks one after another, as late as they are needed. Called on the loop's thread only.
class ChunkSource {
public:
    enum class State {
        Ready,   ///< a chunk was given
        NotYet,  ///< none at the moment: Supervisor::source_ready() will be called when there is
        Ended,   ///< no more; error() says whether the input broke off
    };
    virtual ~ChunkSource() = default;
    virtual State next(Chunk& chunk) = 0;
    /// Whether next() would say Ended. Nothing is taken; false also where only next() could find out.
    [[nodiscard]] virtual bool at_end() const { return false; }
    /// Whether nobody waits for what comes of it: other batches come first.
    [[nodiscard]] virtual bool may_wait() const { return false; }
    /// Nothing more is wanted: next() is not called any more, and who reads ahead may stop. Once at most.
    virtual void stop() {}
    /// Error of the input itself (type, message): the items before it are delivered, then this.
    [[nodiscard]] virtual std::optional<std::pair<std::string, std::string>> error() const { return {}; }
    /// The same as it was thrown, where that was in this process; or null.
    [[nodiscard]] virtual std::exception_ptr thrown() const { return {}; }
};

/// How one item ended. The value lives during the call only.
struct SettledItem {
    std::uint64_t item = 0;
    trace::ItemOutcome outcome = trace::ItemOutcome::Done;
    std::span<const std::byte> value;      ///< Done: the encoded result; else the encoded list [type, message]
    std::optional<WorkerId> worker;
    std::int32_t pid = 0;
    std::optional<EndCause> cause;         ///< Lost, TimedOut: how the worker ended
    std::optional<int> exit_code, signal;
    std::optional<LostItemFacts> lost;     ///< Lost, TimedOut
    std::shared_ptr<const detail::LargeSource> large;  ///< Done: where the value's large parts are; null: it has none
    std::chrono::nanoseconds limit{0};     ///< TimedOut: the limit that ran out
};

/// How a batch ended. Items that were not told by item_settled() are cancelled.
struct BatchEnd {
    trace::BatchOutcome outcome = trace::BatchOutcome::Succeeded;
    std::uint64_t items = 0;  ///< of the whole input, as far as it was read
    /// Type and message: what the input itself threw, or why the pool broke, or for a batch that was cancelled before every item was
    /// told "CancelledError" and by what.
    std::optional<std::pair<std::string, std::string>> error;
    std::exception_ptr thrown_by_input;  ///< what `error` tells of, if it is an error of the input and was thrown in this process
    bool pool_broke = false;
};

/// The end of a batch that could not be submitted after all: the pool broke between the caller's check and that moment, or there was no
/// memory for it. Called inside a catch block; the error keeps its type.
[[nodiscard]] BatchEnd end_of_refused();

/// Who wants a batch's results. Called on the loop's thread; must not throw and must not block.
class BatchObserver {
public:
    virtual ~BatchObserver() = default;
    /// Once for each item, in order of arrival.
    virtual void item_settled(const SettledItem& item) = 0;
    /// The same for a row of items that are done; it is sound, and lives during the call only.
    virtual void items_done(std::uint64_t first_item, const detail::ValueRow& row, WorkerId worker, std::int32_t pid);
    /// All items of one task have been told.
    virtual void task_settled(std::uint64_t first_item, std::uint32_t items) { (void)first_item, (void)items; }
    /// Last call for this batch.
    virtual void batch_ended(const BatchEnd& end) = 0;
};

/// What is asked of the pool in one call of a method.
struct BatchRequest {
    std::string method;       ///< for the trace: "map_async"
    std::string function;     ///< as registered
    std::string description;  ///< the input in words
    std::uint64_t chunksize = 1;
    std::optional<std::uint64_t> items;  ///< when known beforehand
    std::optional<std::uint64_t> tasks;
    std::unique_ptr<ChunkSource> source;  ///< null: `only` is all that there is
    Chunk only{};
    bool lends = false;  ///< what chunks of the source are lent stays where it is until the batch has ended
    std::shared_ptr<BatchObserver> observer;
};

}  // namespace poolscope::supervise
