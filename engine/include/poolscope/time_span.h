// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <type_traits>

namespace poolscope {

namespace detail {

/// In nanoseconds; what is longer than these can count (292 years) is as long as they can, and what is no number is no time.
template <class Rep, class Period>
[[nodiscard]] constexpr std::chrono::nanoseconds saturated(const std::chrono::duration<Rep, Period>& time) noexcept {
    using std::chrono::nanoseconds;
    constexpr long double kBound = 9223372036854775808.0L;  // 2^63
    const long double count = std::chrono::duration<long double, std::nano>(time).count();
    if (count >= kBound) return nanoseconds::max();
    if (count < -kBound) return nanoseconds::min();
    if constexpr (std::is_floating_point_v<Rep>) return count != count ? nanoseconds(0) : nanoseconds(static_cast<nanoseconds::rep>(count));
    else return std::chrono::duration_cast<nanoseconds>(time);
}

}  // namespace detail

/// A time as callers give it: of any std::chrono::duration, fractions and seconds::max() too.
class TimeSpan : public std::chrono::nanoseconds {
public:
    constexpr TimeSpan() noexcept : std::chrono::nanoseconds(0) {}
    template <class Rep, class Period>
    constexpr TimeSpan(const std::chrono::duration<Rep, Period>& time) noexcept : std::chrono::nanoseconds(detail::saturated(time)) {}
};

}  // namespace poolscope
