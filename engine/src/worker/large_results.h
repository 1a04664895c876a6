// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <poolscope/large_value.h>

#include "lane/arena.h"
#include "lane/arena_trim.h"
#include "lane/sent_blocks.h"
#include "lane/worker_lane.h"

namespace poolscope::worker {

/// The large parts of a worker's results: where tasks and the encoder put them, and how the host is told. make() may be called by
/// any thread of a task, all else is for the one that runs tasks.
class LargeResults final : public detail::LargeSink, public detail::LargeRooms {
public:
    /// `lane` is borrowed.
    explicit LargeResults(lane::WorkerLane& lane) : lane_(&lane), sent_(lane.result_slots()) {}

    /// Before a result is encoded: what was placed for one that was not sent is dropped.
    void begin() noexcept { pending_.clear(); }
    /// Whether the present result has large parts.
    [[nodiscard]] bool any() const noexcept { return !pending_.empty(); }
    /// Appends their table to the encoded result; they are the host's from now on.
    void append_table(std::vector<std::byte>& result);
    /// Before a sleep: gives back what is not used. See WorkerLane::set_before_sleep().
    [[nodiscard]] std::optional<std::chrono::nanoseconds> before_sleep();

    [[nodiscard]] std::optional<Place> place(std::size_t size_bytes) override;
    [[nodiscard]] std::optional<std::uint64_t> adopt(const std::shared_ptr<const void>& owner, const std::byte* data, std::size_t size_bytes) override;
    [[nodiscard]] detail::LargeRoom make(std::size_t size_bytes) override;

private:
    [[nodiscard]] std::shared_ptr<lane::ArenaBlock> allocate(std::size_t size_bytes);
    struct Pending {
        std::shared_ptr<const void> owner;
        lane::BlockRef ref;
    };
    [[nodiscard]] bool may_hold_another();

    lane::WorkerLane* lane_;
    std::mutex mutex_;  ///< of arena_ and sent_
    std::shared_ptr<lane::Arena> arena_;
    lane::SentBlocks sent_;
    std::vector<Pending> pending_;
    lane::ArenaTrim trim_;
};

}  // namespace poolscope::worker
