// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolscope::app {

/// Markdown as a terminal shows it: without the marks of emphasis (`**so**`, `*so*`) and of code. A star that marks nothing (`2 * 3`) stays.
[[nodiscard]] std::string without_marks(const std::string& markdown);

}  // namespace poolscope::app
