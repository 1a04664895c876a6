// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// A duration in four bytes, so that those of millions of tasks can be kept: whole nanoseconds up to 1 s, microseconds up to a
/// quarter of an hour, milliseconds up to twelve days; longer ones are taken for twelve days. It is never off by more than a
/// millionth, and packed ones have the order of what they stand for, so that ranks can be found without unpacking.
class PackedDuration {
public:
    PackedDuration() = default;
    explicit PackedDuration(Time ns) {
        const auto whole = static_cast<std::uint64_t>(std::max<Time>(0, ns));
        if (whole < kUnits)
            m_code = static_cast<std::uint32_t>(whole);
        else if (whole / 1000 < kUnits)
            m_code = kMicro | static_cast<std::uint32_t>(whole / 1000);
        else
            m_code = kMilli | static_cast<std::uint32_t>(std::min(whole / 1'000'000, kUnits - 1));
    }
    [[nodiscard]] Time ns() const {
        const Time units = m_code & (kUnits - 1);
        return (m_code & kMilli) ? units * 1'000'000 : (m_code & kMicro) ? units * 1000 : units;
    }
    friend auto operator<=>(const PackedDuration&, const PackedDuration&) = default;

private:
    static constexpr std::uint64_t kUnits = std::uint64_t{1} << 30;
    static constexpr std::uint32_t kMicro = std::uint32_t{1} << 30;
    static constexpr std::uint32_t kMilli = std::uint32_t{1} << 31;
    std::uint32_t m_code = 0;
};
static_assert(sizeof(PackedDuration) == 4);

}  // namespace poolscope::ui
