// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolscope::app {

/// "SIGKILL"; "signal 40" for one without a name.
[[nodiscard]] std::string signal_name(int signal);

}  // namespace poolscope::app
