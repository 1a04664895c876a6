// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "command_line.h"

namespace CLI {
class App;
}

namespace poolscope::app {

struct CodeOptions {
    std::string source;  ///< what read_scenario() takes, a trace, or the folder of a run
    CodeLanguage language = CodeLanguage::Python;
    std::optional<std::string> output = {};  ///< a file instead of standard output
};

/// Prints a configuration as a program, with what was measured of it as a comment when it is that of a kept run. Returns the program's exit
/// status.
[[nodiscard]] int code_command(const CodeOptions& options, const ReportWriters& writers);
/// Declares the subcommand; when it is named, `action` becomes what it does.
void declare_code(CLI::App& app, std::function<int()>& action, const ReportWriters& writers);

}  // namespace poolscope::app
