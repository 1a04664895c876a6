// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <poolscope/trace.h>

#include "trace/field_writer.h"
#include "trace/writer.h"

/// Many calls of one function in one record: FORMAT.md, "Batches". Each stands for a BatchSubmitted.
namespace poolscope::trace {

inline constexpr std::uint16_t kBatchPackType = 65;

/// Writes the batches of a pack one after another.
class BatchPackWriter {
public:
    /// Bytes of a batch besides its description.
    static constexpr std::size_t kMostFields = 3 * FieldWriter::kMaxNumber;

    [[nodiscard]] std::uint32_t batches() const noexcept { return batches_; }
    /// Whether a batch differs from the first in nothing but its number, time and description.
    [[nodiscard]] bool suits(const BatchTaken& batch) const noexcept;
    /// Bytes before the first batch, at most.
    [[nodiscard]] static std::size_t most_head_bytes(const BatchTaken& first) noexcept;
    void begin(FieldWriter& out, const BatchTaken& first);
    void add(FieldWriter& out, Time time, const BatchTaken& batch) noexcept;
    /// Puts the number of batches into the pack's first bytes.
    void finish(std::byte* payload) noexcept;

private:
    std::uint32_t batches_ = 0;
    std::string method_, function_;
    std::optional<std::uint64_t> items_, tasks_;
    std::uint64_t chunksize_ = 0;
    BatchId batch_;
    Time time_ = 0;
};

/// A pack as it was read. Views are of its payload.
struct BatchPack {
    struct Batch {
        BatchId id;
        Time time = 0;
        std::string_view description;
    };
    std::string_view method, function;
    std::optional<std::uint64_t> items, tasks;
    std::uint64_t chunksize = 1;
    std::vector<Batch> batches;

    /// Reads what nobody vouches for; false when it is not sound.
    [[nodiscard]] bool read(std::span<const std::byte> payload);
    [[nodiscard]] BatchSubmitted expand(std::size_t index) const;
};

}  // namespace poolscope::trace
