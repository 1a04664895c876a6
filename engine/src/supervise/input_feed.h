// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <poolscope/pool_core.h>

#include "supervise/batch.h"

namespace poolscope::supervise {

/// Reads a caller's iterator on a thread of its own, no further ahead than `window` items before those that were taken as
/// results, or before those that went to the workers where nobody need take any. Hands chunks to the pool's thread. The
/// thread owns a share of this and ends with the input, or at stop().
class InputFeed : public std::enable_shared_from_this<InputFeed> {
public:
    InputFeed(detail::PoolCore::Pull pull, std::uint64_t window) : pull_(std::move(pull)), window_(window) {}

    /// Starts reading. `ready` is called on the reading thread when there is news for the pool's thread.
    void run(std::function<void()> ready);
    /// So many results were taken in all.
    void taken(std::uint64_t items);
    /// The input is to be read to its end though nobody takes results, as fast as the workers take it.
    void wait_for_workers_only();
    /// The same, and nobody waits for the results.
    void abandon();
    /// No more input is wanted.
    void stop();
    /// Waits until the thread touches the caller's iterator no more; false when that took longer than `limit`: the
    /// iterator itself hangs, and the thread is left to it.
    [[nodiscard]] bool wait_until_left(std::chrono::milliseconds limit);

    /// Pool's thread.
    [[nodiscard]] ChunkSource::State next(Chunk& chunk);
    [[nodiscard]] bool at_end() const;
    [[nodiscard]] bool is_abandoned() const;
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> error() const;
    [[nodiscard]] std::exception_ptr thrown() const;

private:
    void read();
    [[nodiscard]] std::uint64_t ahead() const noexcept { return read_ - (waits_for_workers_only_ ? given_ : taken_); }

    detail::PoolCore::Pull pull_;
    std::uint64_t window_;
    std::function<void()> ready_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<detail::EncodedChunk> chunks_;
    std::uint64_t read_ = 0, given_ = 0, taken_ = 0;
    bool waits_for_workers_only_ = false, abandoned_ = false;
    bool stopped_ = false, ended_ = false, left_ = true;
    std::optional<std::pair<std::string, std::string>> error_;
    std::exception_ptr thrown_;
};

/// The feed as the supervisor asks for it.
class FeedSource : public ChunkSource {
public:
    explicit FeedSource(std::shared_ptr<InputFeed> feed) : feed_(std::move(feed)) {}
    State next(Chunk& chunk) override { return feed_->next(chunk); }
    [[nodiscard]] bool at_end() const override { return feed_->at_end(); }
    [[nodiscard]] bool may_wait() const override { return feed_->is_abandoned(); }
    void stop() override { feed_->stop(); }
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> error() const override { return feed_->error(); }
    [[nodiscard]] std::exception_ptr thrown() const override { return feed_->thrown(); }

private:
    std::shared_ptr<InputFeed> feed_;
};

}  // namespace poolscope::supervise
