// SPDX-License-Identifier: MIT
#include "lane/arena_view.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace poolscope::lane {
namespace {

constexpr std::uint64_t kLeastView = std::uint64_t{64} << 20;

}  // namespace

const std::byte* ArenaView::at(std::uint64_t offset, std::uint64_t size_bytes) {
    if (!holds(offset, size_bytes)) return nullptr;
    const std::uint64_t end = offset + size_bytes;
    if (views_.empty() || views_.back().size() < end) {
        // Twice as far, so that there are few of them; as far as needed where address space is scarce.
        const std::uint64_t wide = std::min(reach_, std::max(kLeastView, std::bit_ceil(end)));
        auto view = base::SharedView::of(*memory_, static_cast<std::size_t>(wide), base::SharedMemory::Access::ReadOnly);
        if (!view) view = base::SharedView::of(*memory_, static_cast<std::size_t>(end), base::SharedMemory::Access::ReadOnly);
        if (!view) return nullptr;
        views_.push_back(std::move(*view));
    }
    return views_.back().data() + offset;
}

}  // namespace poolscope::lane
