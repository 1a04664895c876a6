// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <poolscope/pool_state.h>

namespace poolscope::trace {

/// An unsigned number of 56 bits without alignment. As nanoseconds: 2.2 years; as bytes of a file: 64 PiB.
class PackedNumber {
public:
    static constexpr std::uint64_t kMost = (std::uint64_t{1} << 56) - 1;
    PackedNumber() = default;
    /// Larger numbers become the largest.
    explicit PackedNumber(std::uint64_t value) noexcept {
        value = std::min(value, kMost);
        std::memcpy(bytes_.data(), &value, bytes_.size());
    }
    [[nodiscard]] std::uint64_t value() const noexcept {
        // Two loads that overlap in a byte. Seven bytes copied to a larger number go through memory in parts, for which the processor waits.
        std::uint32_t low = 0, high = 0;
        std::memcpy(&low, bytes_.data(), sizeof low);
        std::memcpy(&high, bytes_.data() + 3, sizeof high);
        return low | std::uint64_t{high >> 8} << 32;
    }

private:
    std::array<std::uint8_t, 7> bytes_{};
};

/// A time as a distance from the run's origin; "none" (0) and kOpen have codes of their own. Times outside the range
/// become its nearest end.
class PackedTime {
public:
    PackedTime() = default;
    PackedTime(Time time, Time origin) noexcept : code_(encode(time, origin)) {}
    [[nodiscard]] Time time(Time origin) const noexcept {
        const std::uint64_t code = code_.value();
        if (code == 0) {
            return 0;
        }
        return code == PackedNumber::kMost ? kOpen : static_cast<Time>(static_cast<std::uint64_t>(origin) + code - 1);
    }

private:
    static std::uint64_t encode(Time time, Time origin) noexcept {
        if (time == 0) {
            return 0;
        }
        if (time == kOpen) {
            return PackedNumber::kMost;
        }
        if (time < origin) {
            return 1;
        }
        return std::min(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(origin) + 1,
                        PackedNumber::kMost - 1);
    }
    PackedNumber code_;
};

}  // namespace poolscope::trace
