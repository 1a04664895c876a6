// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

#include <poolscope/trace.h>

namespace poolscope::trace {

/// Encodes fields (FORMAT.md, "Payload") one after another from `at` on. The caller has made sure that there is room:
/// kMaxNumber bytes a number, kMaxNumber and its length for a string.
class FieldWriter {
public:
    static constexpr std::size_t kMaxNumber = 10;

    FieldWriter(std::byte* at, Time record_time) noexcept : at_(at), record_time_(record_time) {}
    [[nodiscard]] std::byte* position() const noexcept { return at_; }

    void u8(std::uint8_t value) noexcept { *at_++ = std::byte{value}; }
    void varint(std::uint64_t value) noexcept {
        while (value >= 0x80) {
            *at_++ = static_cast<std::byte>(value | 0x80);
            value >>= 7;
        }
        *at_++ = static_cast<std::byte>(value);
    }
    void number(std::int64_t value) noexcept {
        varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void bytes(std::span<const std::byte> value) noexcept {
        varint(value.size());
        raw(value);
    }
    /// Bytes whose length is known otherwise.
    void raw(std::span<const std::byte> value) noexcept {
        if (!value.empty()) {
            std::memcpy(at_, value.data(), value.size());
            at_ += value.size();
        }
    }
    void string(std::string_view value) noexcept { bytes(std::as_bytes(std::span(value.data(), value.size()))); }
    /// A time near the record's own; 0 is "none".
    void when(Time value) noexcept {
        if (value == 0) {
            u8(0);
            return;
        }
        const std::uint64_t before = static_cast<std::uint64_t>(record_time_) - static_cast<std::uint64_t>(value);
        const auto difference = static_cast<std::int64_t>(before);
        const std::uint64_t zigzag = (before << 1) ^ static_cast<std::uint64_t>(difference >> 63);
        // The largest zigzag would overflow: such a time is 292 years away, and is written as one nanosecond nearer.
        varint(zigzag == UINT64_MAX ? zigzag : zigzag + 1);
    }
    void optional_varint(const std::optional<std::uint64_t>& value) noexcept {
        u8(value ? 1 : 0);
        if (value) {
            varint(*value);
        }
    }
    void optional_number(const std::optional<std::int32_t>& value) noexcept {
        u8(value ? 1 : 0);
        if (value) {
            number(*value);
        }
    }
    void optional_duration(const std::optional<std::chrono::nanoseconds>& value) noexcept {
        u8(value ? 1 : 0);
        if (value) {
            number(value->count());
        }
    }
    void optional_worker(const std::optional<WorkerId>& value) noexcept {
        u8(value ? 1 : 0);
        if (value) {
            varint(value->value);
        }
    }

private:
    std::byte* at_;
    Time record_time_;
};

}  // namespace poolscope::trace
