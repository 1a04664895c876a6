// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace poolscope {

/// Appends a text as a field of a line of comma-separated values: in quotes where it holds quotes, commas or line ends (RFC 4180).
void append_csv_field(std::string& line, std::string_view text);
/// The same, alone.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace poolscope
