// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/shared_memory.h"
#include "base/shared_view.h"

namespace poolscope::lane {

/// The reading end of an arena: maps as much of the memory as was pointed into so far. One thread; what was given stays
/// mapped as long as this lives.
class ArenaView {
public:
    /// `reach` is how far the memory goes, as whoever made it knows, not as the peer says.
    ArenaView(std::shared_ptr<const base::SharedMemory> memory, std::uint64_t reach) : memory_(std::move(memory)), reach_(reach) {}

    [[nodiscard]] std::uint64_t reach() const noexcept { return reach_; }
    /// True when these bytes are within the reach.
    [[nodiscard]] bool holds(std::uint64_t offset, std::uint64_t size_bytes) const noexcept {
        return offset <= reach_ && size_bytes <= reach_ - offset;
    }
    /// Bytes that it holds(); null when they cannot be mapped.
    [[nodiscard]] const std::byte* at(std::uint64_t offset, std::uint64_t size_bytes);
    [[nodiscard]] const base::SharedMemory& memory() const noexcept { return *memory_; }

private:
    std::shared_ptr<const base::SharedMemory> memory_;
    std::uint64_t reach_;
    std::vector<base::SharedView> views_;  ///< each at least twice as long as the one before
};

}  // namespace poolscope::lane
