// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace poolscope::tasks {

/// What set_host_note() set last in this process or in the one it was forked from.
[[nodiscard]] std::optional<std::string> host_note();

}  // namespace poolscope::tasks
