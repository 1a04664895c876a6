// SPDX-License-Identifier: MIT
#include "lane/sent_blocks.h"

#include <algorithm>
#include <utility>

namespace poolscope::lane {

std::optional<std::uint64_t> SentBlocks::hold(std::shared_ptr<const void> owner) {
    auto place = std::find(owners_.begin(), owners_.end(), nullptr);
    if (place == owners_.end()) {
        if (owners_.size() == kBlockSlots) return {};
        place = owners_.insert(owners_.end(), nullptr);
    }
    const auto slot = static_cast<std::size_t>(place - owners_.begin());
    // relaxed: the host learns of the slot by the result's frame, which is published after this.
    slots_->released[slot].store(0, std::memory_order_relaxed);
    *place = std::move(owner);
    ++held_;
    return slot;
}

void SentBlocks::sweep() {
    for (std::size_t slot = 0; slot < owners_.size(); ++slot) {
        // seq_cst: the host has read what it let go of; and see ~ResultBlocks.
        if (owners_[slot] == nullptr || slots_->released[slot].load(std::memory_order_seq_cst) == 0) continue;
        owners_[slot].reset();
        --held_;
    }
}

}  // namespace poolscope::lane
