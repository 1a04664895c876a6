// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <poolscope/trace.h>

namespace poolscope::trace {

enum class Decoded { Known, UnknownType, Unsound };

/// Decodes a payload that nobody vouches for into `body`. Allocates at most a constant times the payload's size.
[[nodiscard]] Decoded decode(std::uint16_t type, std::span<const std::byte> payload, Time record_time,
                             ReadValues values, Body& body);

}  // namespace poolscope::trace
