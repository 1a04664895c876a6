// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace poolscope::trace {

/// CRC-32C (Castagnoli, RFC 3720 B.4) of the bytes, begun with `start`; crc32c(b, crc32c(a, s)) is that of a and b in a
/// row. crc32c("123456789") is 0xE3069283. Uses the SSE4.2 instruction where the processor has it.
[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t start = 0) noexcept;

/// The same value, computed by table: what processors without the instruction use.
[[nodiscard]] std::uint32_t crc32c_by_table(std::span<const std::byte> bytes, std::uint32_t start = 0) noexcept;

}  // namespace poolscope::trace
