// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace poolscope::tasks {

/// How a program ended and what it wrote.
struct CommandOutcome {
    std::optional<int> exit_status;
    std::optional<int> signal;
    std::string output, error_output;  ///< at most kOutputLimit bytes each, then a line that says how much is missing
};

/// Bytes kept of each stream; the rest is read and dropped, so that the program never waits for its reader.
inline constexpr std::size_t kOutputLimit = 1024 * 1024;

/// Runs a program with an empty standard input and waits until it ends, not until everybody has closed its output: what a
/// grandchild in the background writes later is lost. Leaves no child behind, whatever is thrown. Throws ValueError for an
/// empty argv or a zero byte in it, SystemError when the program cannot be started.
[[nodiscard]] CommandOutcome run_command_line(const std::vector<std::string>& argv);

}  // namespace poolscope::tasks
