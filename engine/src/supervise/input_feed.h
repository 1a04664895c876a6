// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
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
/// results, and hands chunks to the pool's thread. The thread owns a share of this and ends with the input, or at stop().
class InputFeed : public std::enable_shared_from_this<InputFeed> {
public:
    InputFeed(detail::PoolCore::Pull pull, std::uint64_t window) : pull_(std::move(pull)), window_(window) {}

    /// Starts reading. `ready` is called on the reading thread when there is news for the pool's thread.
    void run(std::function<void()> ready);
    /// So many results were taken in all; UINT64_MAX: never mind the window any more.
    void taken(std::uint64_t items);
    /// No more input is wanted.
    void stop();
    /// Waits until the thread touches the caller's iterator no more; false when that took longer than `limit`: the
    /// iterator itself hangs, and the thread is left to it.
    [[nodiscard]] bool wait_until_left(std::chrono::milliseconds limit);

    /// Pool's thread.
    [[nodiscard]] ChunkSource::State next(Chunk& chunk);
    [[nodiscard]] bool at_end() const;
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> error() const;

private:
    void read();

    detail::PoolCore::Pull pull_;
    std::uint64_t window_;
    std::function<void()> ready_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<detail::EncodedChunk> chunks_;
    std::uint64_t read_ = 0, taken_ = 0;
    bool stopped_ = false, ended_ = false, left_ = true;
    std::optional<std::pair<std::string, std::string>> error_;
};

/// The feed as the supervisor asks for it.
class FeedSource : public ChunkSource {
public:
    explicit FeedSource(std::shared_ptr<InputFeed> feed) : feed_(std::move(feed)) {}
    State next(Chunk& chunk) override { return feed_->next(chunk); }
    [[nodiscard]] bool at_end() const override { return feed_->at_end(); }
    void stop() override { feed_->stop(); }
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> error() const override { return feed_->error(); }

private:
    std::shared_ptr<InputFeed> feed_;
};

}  // namespace poolscope::supervise
