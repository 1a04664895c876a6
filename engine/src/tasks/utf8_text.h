// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace poolscope::tasks {

/// Length of the UTF-8 character at the beginning of a text that is not empty; 0 when it is none (overlong, a surrogate,
/// over U+10FFFF, cut off), by table 3-7 of the Unicode standard.
[[nodiscard]] std::size_t utf8_length(std::string_view text) noexcept;
/// The text with each byte that is not UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string made_utf8(std::string_view text);

}  // namespace poolscope::tasks
