// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <poolscope/function.h>

namespace poolscope::app {

/// The functions of the catalogue, sorted by name: what a host knows before it loads any module. They live as long as
/// the program.
[[nodiscard]] std::vector<const Function*> catalogue_functions();

/// Their names.
[[nodiscard]] std::vector<std::string> known_functions();

}  // namespace poolscope::app
