// SPDX-License-Identifier: MIT
#include "lane/block_table.h"

#include <cstring>

namespace poolscope::lane {

void append_block_table(std::vector<std::byte>& payload, std::span<const BlockRef> refs) {
    const auto append = [&payload](const void* from, std::size_t size) {
        const auto* bytes = static_cast<const std::byte*>(from);
        payload.insert(payload.end(), bytes, bytes + size);
    };
    append(refs.data(), refs.size_bytes());
    const std::uint64_t count = refs.size();
    append(&count, sizeof count);
}

std::optional<std::vector<BlockRef>> take_block_table(std::span<const std::byte>& payload) {
    std::uint64_t count = 0;
    if (payload.size() < sizeof count) return {};
    const std::size_t rest = payload.size() - sizeof count;
    std::memcpy(&count, payload.data() + rest, sizeof count);
    if (count == 0 || count > kBlockSlots || count * sizeof(BlockRef) > rest) return {};
    std::vector<BlockRef> refs(static_cast<std::size_t>(count));
    const std::size_t begin = rest - refs.size() * sizeof(BlockRef);
    std::memcpy(refs.data(), payload.data() + begin, refs.size() * sizeof(BlockRef));
    payload = payload.first(begin);
    return refs;
}

}  // namespace poolscope::lane
