// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolscope::bench {

/// On what something was measured, and when.
struct Machine {
    std::string processor;    ///< "AMD EPYC"
    int processors = 0;       ///< that this program may use
    std::string kernel;       ///< "Linux 6.18.1"
    std::string distribution; ///< "Debian GNU/Linux 12 (bookworm)"
    std::string date;         ///< "2026-01-31 14:05", local time
};

[[nodiscard]] Machine this_machine();

}  // namespace poolscope::bench
