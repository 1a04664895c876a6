// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope::testing {

/// What a trace shows to be wrong with its run, in words, and where the state that is reduced from it counts otherwise
/// than the checker does; empty: nothing. A trace that cannot be read is wrong, too.
[[nodiscard]] std::string trace_faults(const std::string& path);

}  // namespace poolscope::testing
