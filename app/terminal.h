// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace poolscope::app {

/// What an output descriptor can show.
struct Terminal {
    bool interactive = false;  ///< a terminal that understands cursor movements
    bool colours = false;      ///< and colours are wanted (NO_COLOR is not set)
    bool unicode = false;      ///< the locale's encoding is UTF-8

    /// setlocale() must have been called before.
    [[nodiscard]] static Terminal of(int descriptor);
};

/// Columns of a terminal now; 80 when it does not say.
[[nodiscard]] std::size_t terminal_width(int descriptor);

/// Columns that a UTF-8 text takes, by wcwidth(3); unprintable characters count as one.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// The beginning of a text, at most this many columns; "..." at its end when something was left out.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);
/// A text from outside on one line of a terminal: control characters become spaces, so that no escape sequence gets
/// through.
[[nodiscard]] std::string on_one_line(std::string_view text);

}  // namespace poolscope::app
