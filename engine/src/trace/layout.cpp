// SPDX-License-Identifier: MIT
#include "trace/layout.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "trace/crc32c.h"

namespace poolscope::trace {
namespace {

static_assert(std::endian::native == std::endian::little, "the trace's fixed fields are copied as they lie in memory");

constexpr std::byte kMagic[8] = {std::byte{0x89}, std::byte{'P'}, std::byte{'S'}, std::byte{'C'},
                                 std::byte{'O'},  std::byte{'P'}, std::byte{'E'}, std::byte{0x0A}};

constexpr std::size_t kStopAt = 16;

template <class Number> void put(std::byte* at, Number value) noexcept {
    std::memcpy(at, &value, sizeof value);
}

template <class Number> Number get(const std::byte* at) noexcept {
    Number value{};
    std::memcpy(&value, at, sizeof value);
    return value;
}

bool is_header(std::span<const std::byte, kHeaderCopy> copy) noexcept {
    return std::equal(std::begin(kMagic), std::end(kMagic), copy.begin()) &&
           get<std::uint32_t>(copy.data() + 28) == crc32c(copy.first(28));
}

}  // namespace

void write_header(std::span<std::byte, kHeaderSize> out, std::uint32_t salt) noexcept {
    std::fill(out.begin(), out.end(), std::byte{0});
    std::byte* copy = out.data();
    std::copy(std::begin(kMagic), std::end(kMagic), copy);
    put(copy + 8, kFormat);
    put(copy + 10, static_cast<std::uint16_t>(kHeaderCopy));
    put(copy + 12, salt);
    put(copy + 28, crc32c({copy, 28}));
    std::memcpy(copy + kHeaderCopy, copy, kHeaderCopy);
}

void write_stopped_header(std::span<std::byte, kHeaderSize> out, std::uint32_t salt, std::uint32_t error) noexcept {
    write_header(out, salt);
    std::byte* copy = out.data() + kHeaderCopy;
    put(copy + kStopAt, error);
    put(copy + 28, crc32c({copy, 28}));
}

std::optional<int> read_stop(std::span<const std::byte> bytes) noexcept {
    if (bytes.size() < kHeaderSize) {
        return std::nullopt;
    }
    const auto copy = std::span<const std::byte, kHeaderCopy>(bytes.data() + kHeaderCopy, kHeaderCopy);
    const auto error = is_header(copy) ? get<std::uint32_t>(copy.data() + kStopAt) : 0;
    return error != 0 ? std::optional(static_cast<int>(error)) : std::nullopt;
}

Header read_header(std::span<const std::byte> bytes) noexcept {
    for (std::size_t at = 0; at + kHeaderCopy <= std::min(bytes.size(), kHeaderSize); at += kHeaderCopy) {
        const auto copy = std::span<const std::byte, kHeaderCopy>(bytes.data() + at, kHeaderCopy);
        if (is_header(copy)) {
            const auto format = get<std::uint16_t>(copy.data() + 8);
            const auto state = format == kFormat ? HeaderState::Sound : HeaderState::LaterFormat;
            return {state, get<std::uint32_t>(copy.data() + 12), format};
        }
    }
    if (bytes.size() >= kHeaderSize) {
        return {HeaderState::NoTrace};
    }
    const std::size_t magic = std::min(bytes.size(), std::size(kMagic));
    const bool like_a_trace = std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(magic), kMagic);
    return {like_a_trace ? HeaderState::NotYet : HeaderState::NoTrace};
}

void write_head(std::byte* out, const Head& head, std::uint32_t salt) noexcept {
    out[0] = kMarker[0];
    out[1] = kMarker[1];
    put(out + 2, head.type);
    put(out + 4, head.length);
    put(out + 8, head.sequence);
    put(out + 16, head.time);
    put(out + 24, head.payload_sum);
    put(out + 28, crc32c({out, 28}, salt));
}

std::optional<Head> read_head(const std::byte* bytes, std::uint32_t salt) noexcept {
    if (bytes[0] != kMarker[0] || bytes[1] != kMarker[1] ||
        get<std::uint32_t>(bytes + 28) != crc32c({bytes, 28}, salt)) {
        return std::nullopt;
    }
    Head head{.type = get<std::uint16_t>(bytes + 2),
              .length = get<std::uint32_t>(bytes + 4),
              .sequence = get<std::uint64_t>(bytes + 8),
              .time = get<Time>(bytes + 16),
              .payload_sum = get<std::uint32_t>(bytes + 24)};
    if (head.length > kMaxPayload) {
        return std::nullopt;
    }
    return head;
}

}  // namespace poolscope::trace
