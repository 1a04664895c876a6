// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolscope::app {

/// Whether a file is a trace, by its first record; what cannot be read is none.
[[nodiscard]] bool is_trace(const std::string& file);

}  // namespace poolscope::app
