// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/batch_state.h>
#include <poolscope/large_value.h>
#include <poolscope/options.h>
#include <poolscope/worker_snapshot.h>

namespace poolscope::supervise {
class Supervisor;
}

namespace poolscope {

/// What an error does to the other items of its batch.
enum class OnError {
    Continue,  ///< nothing, as in CPython: all are done, then get() throws the first error and outcomes() has each item's own
    Stop,      ///< they end as cancelled as soon as one has failed, was lost or timed out
};

}  // namespace poolscope

/// The part of Pool that knows no types. For pool.h, not for users.
namespace poolscope::detail {

/// A run of items with their encoded arguments, framed as ChunkWriter does.
struct EncodedChunk {
    std::uint64_t first_item = 0;
    std::uint32_t items = 0;
    std::vector<std::byte> arguments;
    std::shared_ptr<LargeParts> large{};  ///< null: there are none
};

/// Items that are called with one number each: the bare numbers, back to back.
struct NumberItems {
    PackedKind kind = kNotPacked;
    const std::byte* data = nullptr;
    std::uint64_t count = 0;
    std::shared_ptr<const void> owner{};  ///< keeps them; null: the caller does, until the batch is ready
};

/// Memory that every worker of a pool reads in place. Any thread, also after the pool has gone.
class ArgumentStore {
public:
    virtual ~ArgumentStore() = default;
    [[nodiscard]] virtual std::optional<LargeSink::Place> place(std::size_t size_bytes, LargeParts& parts) = 0;
    [[nodiscard]] virtual std::optional<std::uint64_t> adopt(const std::shared_ptr<const void>& owner, const std::byte* data,
                                                             std::size_t size_bytes, LargeParts& parts) = 0;
    /// On the heap where there is no other. Throws std::bad_alloc.
    [[nodiscard]] virtual LargeRoom room(std::size_t size_bytes) = 0;
};

/// The sink of one chunk's arguments.
class ArgumentSink final : public LargeSink {
public:
    /// Both are borrowed.
    ArgumentSink(ArgumentStore& store, EncodedChunk& chunk) noexcept : store_(&store), chunk_(&chunk) {}
    [[nodiscard]] std::optional<Place> place(std::size_t size_bytes) override { return store_->place(size_bytes, parts()); }
    [[nodiscard]] std::optional<std::uint64_t> adopt(const std::shared_ptr<const void>& owner, const std::byte* data,
                                                     std::size_t size_bytes) override {
        return store_->adopt(owner, data, size_bytes, parts());
    }

private:
    [[nodiscard]] LargeParts& parts() {
        if (!chunk_->large) chunk_->large = std::make_shared<LargeParts>();
        return *chunk_->large;
    }
    ArgumentStore* store_;
    EncodedChunk* chunk_;
};

struct BatchHead {
    const char* method = "";
    std::string function;
    std::string description;
    std::uint64_t chunksize = 1;
    OnError on_error = OnError::Continue;
};

/// One pool: a background thread with the event loop. Any thread may call anything.
class PoolCore {
public:
    explicit PoolCore(const PoolOptions& options);
    ~PoolCore();
    PoolCore(const PoolCore&) = delete;
    PoolCore& operator=(const PoolCore&) = delete;

    /// Throws ValueError "Pool not running", BrokenPoolError or what a failing initializer threw, RuntimeError in a process that was forked
    /// from the pool's; so does every submit.
    void require_running() const;
    /// Throws RuntimeError where a wait cannot end: in a callback of the pool, and in a process that was forked from its.
    void require_may_wait() const;
    void submit(BatchHead head, std::uint64_t items, std::vector<EncodedChunk> chunks, const std::shared_ptr<BatchState>& state);
    void submit(BatchHead head, NumberItems items, const std::shared_ptr<BatchState>& state);
    /// Gives the input chunk by chunk: false at its end; may throw.
    using Pull = std::function<bool(EncodedChunk&)>;
    /// Chunks are pulled by the pool's thread as they are needed, in the size that the head says.
    void submit(BatchHead head, std::uint64_t items, Pull pull, const std::shared_ptr<BatchState>& state);
    /// One call of this function; `method` is apply or apply_async. The chunk's vector may be left as it is. Of one that is `awaited` the
    /// pool's thread is not told: the caller waits for it at once.
    [[nodiscard]] std::shared_ptr<BatchState> submit_call(const char* method, const std::string& function, EncodedChunk& chunk,
                                                          BatchState::Callback callback, bool awaited);
    /// The input is pulled on a thread of its own.
    void submit_stream(BatchHead head, Pull pull, const std::shared_ptr<StreamState>& state);

    /// Where the large parts of arguments go; lives on with whoever holds it.
    [[nodiscard]] const std::shared_ptr<ArgumentStore>& arguments() const;

    void close();
    void terminate();
    [[nodiscard]] bool join(const Timeout& timeout);
    [[nodiscard]] std::uint32_t processes() const noexcept;

    // Live control; see Pool.
    void resize(std::int64_t processes);
    void pause();
    void resume();
    void drain_worker(WorkerId worker);
    void restart_worker(WorkerId worker);
    void kill_worker(WorkerId worker, int signal);
    void cancel_task(TaskId task);
    void set_limits(const WorkerLimits& limits);
    [[nodiscard]] std::vector<WorkerSnapshot> workers() const;

    // For a PoolMonitor.

    /// Has the pool's thread do something with its supervisor, and then `done` with what it threw; does not wait for it. When the pool has ended,
    /// `done` is called at once with what submit() would throw.
    void order(std::function<void(supervise::Supervisor&)> what, std::function<void(std::exception_ptr)> done);
    /// "running", "closing", "terminating", "broken" or "ended".
    [[nodiscard]] const char* phase_name() const;

private:
    struct Impl;
    /// Shared with the handles' cancellers, which hold it weakly.
    std::shared_ptr<Impl> impl_;
};

/// ceil(items / (4 x processes)), as CPython; 1 for no items.
[[nodiscard]] std::uint64_t default_chunksize(std::uint64_t items, std::uint32_t processes) noexcept;
/// Throws ValueError "Chunksize must be 1+, not 0".
[[nodiscard]] std::uint64_t checked_chunksize(std::int64_t chunksize);

}  // namespace poolscope::detail
