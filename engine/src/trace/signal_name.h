// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope::trace {

/// "SIGKILL"; "signal 63" for a number without a name.
[[nodiscard]] std::string signal_name(int signal);

}  // namespace poolscope::trace
