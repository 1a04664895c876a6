// SPDX-License-Identifier: GPL-3.0-or-later
#include "signal_words.h"

#include <cstring>

namespace poolscope::app {

std::string signal_name(int signal) {
    const char* name = ::sigabbrev_np(signal);
    return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

}  // namespace poolscope::app
