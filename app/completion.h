// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "command_tree.h"

namespace poolscope::app {

/// What bash sources to complete the program's arguments; it needs nothing of bash-completion.
[[nodiscard]] std::string bash_completion(const CommandFacts& program);
/// What zsh finds as `_poolscope` on its fpath, or sources.
[[nodiscard]] std::string zsh_completion(const CommandFacts& program);

}  // namespace poolscope::app
