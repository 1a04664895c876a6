// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace poolscope::app {

struct RunsOptions {
    std::optional<std::string> folder = {};  ///< the store; default: where the window has its runs
    bool json = false;
    std::optional<std::string> csv = {};       ///< a table of them is written there, too
    std::optional<std::string> baseline = {};  ///< becomes what the others are compared with, before they are listed; "none": nothing does
};

/// What `poolscope runs` does: lists the runs that are kept, the newest first. Returns the exit status.
[[nodiscard]] int runs_command(const RunsOptions& options);
/// Declares the subcommand; when it is named, `action` becomes what it does.
void declare_runs(CLI::App& app, std::function<int()>& action);

}  // namespace poolscope::app
