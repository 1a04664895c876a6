// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace poolscope {

/// "SIGSEGV", "segv", "Segv": the signal's number; empty for what is none.
[[nodiscard]] std::optional<int> signal_from_name(std::string_view name);
/// "SIGSEGV"; "signal 34" for a number without a name (sigabbrev_np(3), glibc 2.32).
[[nodiscard]] std::string signal_name(int signal);

}  // namespace poolscope
