// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <poolscope/trace.h>

/// The fixed parts of the file: FORMAT.md, "File" and "Record".
namespace poolscope::trace {

inline constexpr std::uint16_t kFormat = 1;
inline constexpr std::size_t kHeaderCopy = 32;
inline constexpr std::size_t kHeaderSize = 2 * kHeaderCopy;
inline constexpr std::size_t kHeadSize = 32;
inline constexpr std::uint32_t kMaxPayload = 1u << 30;
inline constexpr std::uint64_t kMaxValues = 64u << 20;  ///< bytes of values in one record
inline constexpr std::byte kMarker[2] = {std::byte{0xA7}, std::byte{0xF5}};

/// Type numbers: the index in Body, plus one. A type keeps its number for ever.
template <class Alternative, std::size_t Index = 0> constexpr std::uint16_t type_number() {
    static_assert(Index < std::variant_size_v<Body>);
    if constexpr (std::is_same_v<Alternative, std::variant_alternative_t<Index, Body>>) {
        return Index + 1;
    } else {
        return type_number<Alternative, Index + 1>();
    }
}

struct Head {
    std::uint16_t type = 0;
    std::uint32_t length = 0;
    std::uint64_t sequence = 0;
    Time time = 0;
    std::uint32_t payload_sum = 0;
};

void write_header(std::span<std::byte, kHeaderSize> out, std::uint32_t salt) noexcept;

enum class HeaderState {
    Sound,
    NotYet,  ///< too short to say, and nothing wrong so far
    NoTrace,
    LaterFormat,
};
struct Header {
    HeaderState state = HeaderState::NotYet;
    std::uint32_t salt = 0;
    std::uint16_t format = 0;
};
/// `bytes`: the beginning of the file, as much as there is of the first kHeaderSize.
[[nodiscard]] Header read_header(std::span<const std::byte> bytes) noexcept;

/// Both copies, as they are once the recording has stopped because of this error.
void write_stopped_header(std::span<std::byte, kHeaderSize> out, std::uint32_t salt, std::uint32_t error) noexcept;
/// The error because of which the recording stopped; empty when the second copy is not sound, or it did not stop.
[[nodiscard]] std::optional<int> read_stop(std::span<const std::byte> bytes) noexcept;

void write_head(std::byte* out, const Head& head, std::uint32_t salt) noexcept;
/// Empty when it is not sound. `bytes` has kHeadSize bytes.
[[nodiscard]] std::optional<Head> read_head(const std::byte* bytes, std::uint32_t salt) noexcept;

}  // namespace poolscope::trace
