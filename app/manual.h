// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "command_tree.h"

namespace poolscope::app {

/// The program's manual page, poolscope(1), for man to format: what it is for in words, commands and options as they
/// were declared.
[[nodiscard]] std::string manual_page(const CommandFacts& program);

}  // namespace poolscope::app
