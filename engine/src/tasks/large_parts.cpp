// SPDX-License-Identifier: MIT
#include <string>
#include <utility>

#include <poolscope/large_value.h>
#include <poolscope/wire.h>

namespace poolscope::detail {

void LargeParts::add(std::shared_ptr<const void> owner, const std::byte* data, std::uint64_t offset, std::uint64_t size_bytes) {
    parts_.push_back({std::move(owner), data, offset, size_bytes});
}

std::uint64_t LargeParts::size_bytes() const noexcept {
    std::uint64_t sum = 0;
    for (const Part& part : parts_) sum += part.size_bytes;
    return sum;
}

const std::byte* LargeParts::find(std::uint64_t offset, std::uint64_t size_bytes) const {
    for (const Part& part : parts_)
        if (part.offset == offset && size_bytes <= part.size_bytes) return part.data;
    throw DecodingError(DecodingError::Reason::Damaged, "damaged value: a handle to " + std::to_string(size_bytes) + " bytes that are not here");
}

}  // namespace poolscope::detail
