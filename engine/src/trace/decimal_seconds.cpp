// SPDX-License-Identifier: MIT
#include "trace/decimal_seconds.h"

#include <array>
#include <charconv>
#include <cmath>

namespace poolscope::trace {
namespace {

std::string decimal(Time nanoseconds, std::uint64_t unit, std::size_t digits) {
    const bool negative = nanoseconds < 0;
    const std::uint64_t size =
        negative ? ~static_cast<std::uint64_t>(nanoseconds) + 1 : static_cast<std::uint64_t>(nanoseconds);
    std::string fraction = std::to_string(size % unit);
    fraction.insert(0, digits - fraction.size(), '0');
    std::string text = negative ? "-" : "";
    text += std::to_string(size / unit);
    text += '.';
    return text += fraction;
}

}  // namespace

std::string decimal_seconds(Time nanoseconds) {
    return decimal(nanoseconds, 1'000'000'000, 9);
}

std::string decimal_microseconds(Time nanoseconds) {
    return decimal(nanoseconds, 1'000, 3);
}

std::string short_number(double value) {
    std::array<char, 64> text{};
    const bool large = std::abs(value) >= 1000;
    const auto end = large
                         ? std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 0)
                         : std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3);
    return {text.data(), end.ptr};
}

}  // namespace poolscope::trace
