// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace poolscope::tasks {

/// "SIGSEGV", "segv", "Segv": the signal's number; empty for what is none.
[[nodiscard]] std::optional<int> signal_from_name(std::string_view name);
/// "SIGSEGV", or "signal 34" for one without a name.
[[nodiscard]] std::string signal_name(int signal);

}  // namespace poolscope::tasks
