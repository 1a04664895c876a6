// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace poolscope::app {

/// "12.3 ms", "1.52 s".
[[nodiscard]] std::string duration_words(std::int64_t nanoseconds);
/// Seconds with three decimals, "0.013", as a table has them.
[[nodiscard]] std::string seconds_number(std::int64_t nanoseconds);
/// Three digits that count, never a power of ten: "0.123", "1.5", "12.3", "1,250", "12,500,000".
[[nodiscard]] std::string plain_number(double value);
/// "1 task", "12 tasks".
[[nodiscard]] std::string counted(std::uint64_t number, const std::string& noun);

}  // namespace poolscope::app
