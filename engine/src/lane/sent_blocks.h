// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "lane/block_table.h"

namespace poolscope::lane {

/// In a worker: the large results that were sent and that the host has not let go of. One thread.
class SentBlocks {
public:
    /// `table` lies in the lane, which outlives this.
    explicit SentBlocks(BlockSlots& table) : slots_(&table) {}

    /// Keeps `owner` until the host lets go. Empty: the host holds as many as it may.
    [[nodiscard]] std::optional<std::uint64_t> hold(std::shared_ptr<const void> owner);
    /// So many more may be held.
    [[nodiscard]] std::size_t room() const noexcept { return kBlockSlots - held_; }
    /// Drops what the host has let go of.
    void sweep();

private:
    BlockSlots* slots_;
    std::vector<std::shared_ptr<const void>> owners_;  ///< by slot
    std::size_t held_ = 0;
};

}  // namespace poolscope::lane
