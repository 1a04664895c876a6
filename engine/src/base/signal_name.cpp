// SPDX-License-Identifier: MIT
#include <poolscope/signal_name.h>

#include <csignal>
#include <cstring>

namespace poolscope {

std::optional<int> signal_from_name(std::string_view name) {
    std::string upper;
    for (const char c : name) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper.rfind("SIG", 0) == 0) upper.erase(0, 3);
    for (int signal = 1; signal < NSIG; ++signal) {
        const char* short_name = ::sigabbrev_np(signal);
        if (short_name != nullptr && upper == short_name) return signal;
    }
    return std::nullopt;
}

std::string signal_name(int signal) {
    const char* short_name = signal > 0 ? ::sigabbrev_np(signal) : nullptr;
    return short_name != nullptr ? "SIG" + std::string(short_name) : "signal " + std::to_string(signal);
}

}  // namespace poolscope
