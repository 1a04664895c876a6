// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace poolscope::trace {

/// Record::file_offset of a record that stands in a pack with others: where the pack begins, and above that which record
/// of the pack it is.
struct PackKey {
    static constexpr unsigned kOffsetBits = 44;
    static constexpr std::uint64_t kOffsetMask = (std::uint64_t{1} << kOffsetBits) - 1;
    /// An entry of a pack stands for so many records at most.
    static constexpr std::size_t kRecordsOfEntry = 3;
    /// Entries in one pack at most, so that a key takes 56 bits: what a task's row has room for.
    static constexpr std::uint32_t kMostEntries = 1360;

    std::size_t entry = 0;
    std::size_t record = 0;  ///< of those that the entry stands for

    [[nodiscard]] std::uint64_t at(std::uint64_t offset) const noexcept {
        return offset | (static_cast<std::uint64_t>(entry * kRecordsOfEntry + record + 1) << kOffsetBits);
    }
    [[nodiscard]] static constexpr std::uint64_t offset(std::uint64_t file_offset) noexcept { return file_offset & kOffsetMask; }
    /// Empty for a record that is in no pack.
    [[nodiscard]] static constexpr std::optional<PackKey> of(std::uint64_t file_offset) noexcept {
        const std::uint64_t number = file_offset >> kOffsetBits;
        if (number == 0) return std::nullopt;
        return PackKey{static_cast<std::size_t>(number - 1) / kRecordsOfEntry, static_cast<std::size_t>(number - 1) % kRecordsOfEntry};
    }
};
static_assert(PackKey::kMostEntries * PackKey::kRecordsOfEntry < (1u << (56 - PackKey::kOffsetBits)));

}  // namespace poolscope::trace
