// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

namespace poolscope::lane {

/// Large results that one worker's host may hold at a time; what is more goes through the ring.
inline constexpr std::size_t kBlockSlots = 1024;

/// In the lane, for each large result that was sent: 1 once the host has let go of it. The worker sets 0 before it sends, the
/// host sets 1, from whatever thread lets go last.
struct BlockSlots {
    std::array<std::atomic<std::uint32_t>, kBlockSlots> released;
};
inline constexpr std::size_t kBlockSlotsBytes = 4096;
static_assert(sizeof(BlockSlots) == kBlockSlotsBytes && std::is_standard_layout_v<BlockSlots>);

/// A large part of a result, as its worker says.
struct BlockRef {
    std::uint64_t offset = 0;  ///< in the lane's memory
    std::uint64_t size = 0;
    std::uint64_t slot = 0;
};
static_assert(sizeof(BlockRef) == 24 && std::is_trivially_copyable_v<BlockRef>);

/// A result with large parts ends with a table of them: the BlockRefs, then their number as u64.
void append_block_table(std::vector<std::byte>& payload, std::span<const BlockRef> refs);
/// Takes the table off the end. Empty: there is none of a possible form; it may be from anybody.
[[nodiscard]] std::optional<std::vector<BlockRef>> take_block_table(std::span<const std::byte>& payload);

}  // namespace poolscope::lane
