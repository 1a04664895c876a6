// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "base/shared_memory.h"
#include "base/shared_view.h"
#include "lane/block_space.h"

namespace poolscope::lane {

class Arena;

/// A piece of an arena, for one value; goes back when the last that holds it lets go, on whatever thread.
class ArenaBlock {
public:
    ArenaBlock(std::shared_ptr<Arena> arena, ByteRange range, std::byte* data) noexcept
        : arena_(std::move(arena)), range_(range), data_(data) {}
    ~ArenaBlock();
    ArenaBlock(const ArenaBlock&) = delete;
    ArenaBlock& operator=(const ArenaBlock&) = delete;

    /// Backed by memory: writing to it cannot fail. Not zeroed.
    [[nodiscard]] std::byte* data() const noexcept { return data_; }
    /// In the shared memory, the same for every process.
    [[nodiscard]] std::uint64_t offset() const noexcept { return range_.begin; }
    /// What was asked for, and what that was rounded up by.
    [[nodiscard]] std::uint64_t size() const noexcept { return range_.size(); }

private:
    std::shared_ptr<Arena> arena_;
    ByteRange range_;
    std::byte* data_;
};

/// The writing end of a large piece of shared memory in which values lie that other processes read in place: the host's
/// for arguments, each worker's for its results. Nothing of it takes memory before it is used, and what was used once is kept
/// warm for the next value, since fresh memory costs more than the copy (SPEED.md, fact 3). All bookkeeping is the writer's own:
/// a reader can damage nothing here. Any thread.
class Arena : public std::enable_shared_from_this<Arena> {
public:
    /// `space` are the bytes of the memory to give out, of whole pages.
    Arena(std::shared_ptr<const base::SharedMemory> memory, ByteRange space);

    /// A block; null when neither address space nor memory is to be had for it: the value goes another way then.
    [[nodiscard]] std::shared_ptr<ArenaBlock> allocate(std::size_t size_bytes);
    /// Where these bytes lie in the shared memory; empty: not in this arena.
    [[nodiscard]] std::optional<std::uint64_t> offset_of(const std::byte* data, std::size_t size_bytes) const;

    /// Gives up to `bytes` of warm memory that nobody uses back to the system: a gigabyte takes a third of a second. The bytes that
    /// went; 0: there are none, or this system cannot.
    std::uint64_t trim(std::uint64_t bytes);
    [[nodiscard]] std::uint64_t warm_free() const;
    /// The least that warm_free() was since this was called last: so much was kept for nothing.
    [[nodiscard]] std::uint64_t take_least_warm_free();
    /// Whether a block came back since the last time that somebody asked. Costs next to nothing. seq_cst: who sleeps after a look in
    /// vain had said before that it will, and is woken by on_news.
    [[nodiscard]] bool take_news() noexcept { return news_.load(std::memory_order_seq_cst) && news_.exchange(false, std::memory_order_seq_cst); }
    /// Called when there is news, on whatever thread gave a block back; once until take_news() says so. It must not use the arena.
    void set_on_news(std::function<void()> callback);
    /// Blocks given out over its life: tells a trimmer whether it was used meanwhile.
    [[nodiscard]] std::uint64_t allocations() const;

private:
    friend class ArenaBlock;
    void give(ByteRange block);
    [[nodiscard]] bool map();
    [[nodiscard]] bool warm_up(ByteRange block);

    std::shared_ptr<const base::SharedMemory> memory_;
    ByteRange whole_;
    mutable std::mutex mutex_;
    std::optional<base::SharedView> view_;
    std::optional<BlockSpace> space_;
    std::uint64_t allocations_ = 0;
    std::uint64_t least_warm_free_ = 0;
    std::atomic<bool> news_{false};
    std::function<void()> on_news_;  ///< with the mutex: nobody calls it any more when it was taken away
};

}  // namespace poolscope::lane
