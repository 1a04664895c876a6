// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolscope::app {

enum class FunctionsOutput { Text, Json };

/// What `poolscope functions` does. Returns the exit status.
[[nodiscard]] int functions_command(FunctionsOutput output);

}  // namespace poolscope::app
