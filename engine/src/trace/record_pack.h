// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <poolscope/trace.h>

#include "trace/batch_pack.h"
#include "trace/layout.h"
#include "trace/pack_key.h"
#include "trace/task_pack.h"

namespace poolscope::trace {

/// Whether records of this type stand for several.
[[nodiscard]] constexpr bool is_pack(std::uint16_t type) noexcept { return type == kTaskPackType || type == kBatchPackType; }

/// One record of the file that stands for several, and those that it stands for.
class RecordPack {
public:
    /// The payload is copied, so that what is in memory of the file may move on. False when it is not sound.
    [[nodiscard]] bool read(const Head& head, std::uint64_t offset, std::span<const std::byte> payload);
    void clear() noexcept;
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    [[nodiscard]] std::uint64_t last_sequence() const noexcept { return sequence_ + records_ - 1; }

    /// The next one in order; false when all were given.
    [[nodiscard]] bool next(ReadValues values, std::optional<Record>& record);
    /// Any one; false when it is not there. Its sequence is found by counting.
    [[nodiscard]] bool at(const PackKey& key, std::optional<Record>& record) const;

private:
    [[nodiscard]] std::size_t entries() const noexcept;
    [[nodiscard]] std::size_t records_of(std::size_t entry) const noexcept;
    void give(const PackKey& key, std::uint64_t sequence, ReadValues values, std::optional<Record>& record) const;

    std::uint16_t type_ = 0;
    std::uint64_t offset_ = 0;
    std::uint64_t sequence_ = 0;  ///< of the first
    std::uint64_t records_ = 0;
    Time time_ = 0;
    std::vector<std::byte> payload_;
    std::vector<PackedTask> tasks_;
    BatchPack batches_;
    PackKey next_;
    std::uint64_t given_ = 0;
};

}  // namespace poolscope::trace
