// SPDX-License-Identifier: MIT
#include "trace/signal_name.h"

#include <cstring>

namespace poolscope::trace {

std::string signal_name(int signal) {
    const char* abbreviation = signal > 0 ? ::sigabbrev_np(signal) : nullptr;
    return abbreviation != nullptr ? std::string("SIG") + abbreviation : "signal " + std::to_string(signal);
}

}  // namespace poolscope::trace
