// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace poolscope::app {

/// "12.3 ms", "1.52 s".
[[nodiscard]] std::string duration_words(std::int64_t nanoseconds);
/// Seconds with three decimals, "0.013", as a table has them.
[[nodiscard]] std::string seconds_number(std::int64_t nanoseconds);
/// "1 task", "12 tasks".
[[nodiscard]] std::string counted(std::uint64_t number, const std::string& noun);

}  // namespace poolscope::app
