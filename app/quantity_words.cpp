// SPDX-License-Identifier: GPL-3.0-or-later
#include "quantity_words.h"

#include <array>
#include <cstdio>

namespace poolscope::app {

namespace {

std::string formatted(const char* format, double value) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

}  // namespace

std::string duration_words(std::int64_t nanoseconds) {
    const auto value = static_cast<double>(nanoseconds);
    if (nanoseconds < 10'000'000) return formatted("%.2f ms", value / 1e6);
    if (nanoseconds < 999'500'000) return formatted("%.0f ms", value / 1e6);
    return formatted("%.2f s", value / 1e9);
}

std::string seconds_number(std::int64_t nanoseconds) {
    return formatted("%.3f", static_cast<double>(nanoseconds) / 1e9);
}

std::string counted(std::uint64_t number, const std::string& noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

}  // namespace poolscope::app
