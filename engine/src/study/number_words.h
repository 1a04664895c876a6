// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstdio>
#include <string>

namespace poolscope::study {

/// Three digits that count: "0.0123", "1.5", "12.3", "1250". A power of ten only below 0.0001.
[[nodiscard]] inline std::string three_digits(double value) {
    std::array<char, 400> text{};  // the greatest there is has 309 digits
    static_cast<void>(std::snprintf(text.data(), text.size(), std::abs(value) < 999.5 ? "%.3g" : "%.0f", value));
    return text.data();
}

}  // namespace poolscope::study
