// SPDX-License-Identifier: GPL-3.0-or-later
#include "quantity_words.h"

#include <algorithm>
#include <array>
#include <cmath>
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

std::string plain_number(double value) {
    if (!std::isfinite(value)) return std::isnan(value) ? "not known" : value > 0 ? "infinite" : "-infinite";
    const double size = std::abs(value);
    const int before = size > 0 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 1;  // digits before the point
    std::array<char, 400> text{};
    std::snprintf(text.data(), text.size(), "%.*f", std::clamp(3 - before, 0, 12), value);
    std::string words = text.data();
    if (words.find('.') != std::string::npos) {
        words.erase(words.find_last_not_of('0') + 1);
        if (words.back() == '.') words.pop_back();
    }
    const std::size_t first = words[0] == '-' ? 1 : 0;
    for (std::size_t at = std::min(words.find('.'), words.size()); at > first + 3; at -= 3) words.insert(at - 3, ",");
    return words;
}

std::string counted(std::uint64_t number, const std::string& noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

}  // namespace poolscope::app
