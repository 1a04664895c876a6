// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/trace.h>

namespace poolscope::trace {

/// Decodes fields (FORMAT.md, "Payload") from bytes that nobody vouches for. After the first field that is not sound
/// every further one is empty and sound() is false.
class FieldReader {
public:
    FieldReader(std::span<const std::byte> payload, Time record_time) noexcept
        : at_(payload.data()), end_(payload.data() + payload.size()), record_time_(record_time) {}

    [[nodiscard]] bool sound() const noexcept { return sound_; }
    [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }
    void fail() noexcept {
        sound_ = false;
        at_ = end_;
    }

    std::uint8_t u8() noexcept {
        if (at_ == end_) {
            fail();
            return 0;
        }
        return std::to_integer<std::uint8_t>(*at_++);
    }
    std::uint64_t varint() noexcept {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = u8();
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if ((byte & 0x80) == 0) {
                return value;
            }
        }
        fail();
        return 0;
    }
    std::uint32_t varint32() noexcept {
        const std::uint64_t value = varint();
        if (value > std::numeric_limits<std::uint32_t>::max()) {
            fail();
            return 0;
        }
        return static_cast<std::uint32_t>(value);
    }
    std::int64_t number() noexcept { return unzigzag(varint()); }
    std::int32_t number32() noexcept {
        const std::int64_t value = number();
        if (value < std::numeric_limits<std::int32_t>::min() || value > std::numeric_limits<std::int32_t>::max()) {
            fail();
            return 0;
        }
        return static_cast<std::int32_t>(value);
    }
    std::span<const std::byte> view() noexcept {
        return take(varint());
    }
    /// So many bytes, whose length is known otherwise.
    std::span<const std::byte> take(std::uint64_t size) noexcept {
        if (size > left()) {
            fail();
            return {};
        }
        const std::span<const std::byte> value(at_, static_cast<std::size_t>(size));
        at_ += size;
        return value;
    }
    void skip(std::uint64_t size) noexcept { static_cast<void>(take(size)); }
    /// What has not been read.
    [[nodiscard]] std::span<const std::byte> rest() const noexcept { return {at_, left()}; }
    std::vector<std::byte> bytes() {
        const auto value = view();
        return {value.begin(), value.end()};
    }
    std::string string() {
        const auto value = view();
        return {reinterpret_cast<const char*>(value.data()), value.size()};
    }
    Time when() noexcept {
        const std::uint64_t value = varint();
        if (value == 0) {
            return 0;
        }
        return static_cast<Time>(static_cast<std::uint64_t>(record_time_) -
                                 static_cast<std::uint64_t>(unzigzag(value - 1)));
    }
    /// An enumeration whose values go from 1 to `last`.
    template <class Enum> Enum enumeration(Enum last) noexcept {
        const std::uint8_t value = u8();
        if (value == 0 || value > static_cast<std::uint8_t>(last)) {
            fail();
        }
        return static_cast<Enum>(value);
    }
    std::optional<std::uint64_t> optional_varint() noexcept {
        return flag() ? std::optional<std::uint64_t>(varint()) : std::nullopt;
    }
    std::optional<std::int32_t> optional_number() noexcept {
        return flag() ? std::optional<std::int32_t>(number32()) : std::nullopt;
    }
    std::optional<WorkerId> optional_worker() noexcept {
        return flag() ? std::optional<WorkerId>(WorkerId{varint32()}) : std::nullopt;
    }
    std::optional<std::chrono::nanoseconds> optional_duration() noexcept {
        return flag() ? std::optional(std::chrono::nanoseconds(number())) : std::nullopt;
    }
    /// 0 or 1.
    bool flag() noexcept {
        const std::uint8_t value = u8();
        if (value > 1) {
            fail();
        }
        return sound_ && value == 1;
    }

private:
    static std::int64_t unzigzag(std::uint64_t value) noexcept {
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }

    const std::byte* at_;
    const std::byte* end_;
    Time record_time_;
    bool sound_ = true;
};

}  // namespace poolscope::trace
