// SPDX-License-Identifier: MIT
#include "worker/large_results.h"

#include <cstring>
#include <utility>

namespace poolscope::worker {

std::shared_ptr<lane::ArenaBlock> LargeResults::allocate(std::size_t size_bytes) {
    std::shared_ptr<lane::Arena> arena;
    {
        const std::lock_guard lock(mutex_);
        if (!arena_) arena_ = lane_->make_result_arena();
        sent_.sweep();  // what the host has let go of is warm, and comes first
        arena = arena_;
    }
    return arena->allocate(size_bytes);
}

bool LargeResults::may_hold_another() {
    const std::lock_guard lock(mutex_);
    sent_.sweep();
    return pending_.size() < sent_.room();
}

std::optional<detail::LargeSink::Place> LargeResults::place(std::size_t size_bytes) {
    if (!may_hold_another()) return {};
    std::shared_ptr<lane::ArenaBlock> block = allocate(size_bytes);
    if (!block) return {};
    const Place place{block->data(), block->offset()};
    pending_.push_back({std::move(block), {place.offset, size_bytes, 0}});
    return place;
}

std::optional<std::uint64_t> LargeResults::adopt(const std::shared_ptr<const void>& owner, const std::byte* data, std::size_t size_bytes) {
    std::optional<std::uint64_t> offset;
    {
        const std::lock_guard lock(mutex_);
        if (arena_) offset = arena_->offset_of(data, size_bytes);
    }
    if (!offset || *offset % 8 != 0 || !may_hold_another()) return {};
    pending_.push_back({owner, {*offset, size_bytes, 0}});
    return offset;
}

detail::LargeRoom LargeResults::make(std::size_t size_bytes) {
    std::shared_ptr<lane::ArenaBlock> block = allocate(size_bytes);
    if (!block) return {};
    std::byte* const data = block->data();
    return {std::move(block), data};
}

void LargeResults::append_table(std::vector<std::byte>& result) {
    std::vector<lane::BlockRef> refs;
    const std::lock_guard lock(mutex_);
    for (Pending& pending : pending_) {
        pending.ref.slot = sent_.hold(std::move(pending.owner)).value_or(0);  // there is one: see may_hold_another()
        refs.push_back(pending.ref);
    }
    lane::append_block_table(result, refs);
    pending_.clear();
}

std::optional<std::chrono::nanoseconds> LargeResults::before_sleep() {
    const std::lock_guard lock(mutex_);
    if (!arena_) return {};
    sent_.sweep();
    return trim_.step(*arena_, std::chrono::steady_clock::now());
}

}  // namespace poolscope::worker
