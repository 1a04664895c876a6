// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "command_line.h"
#include "kept_runs.h"

namespace CLI {
class App;
}

namespace poolscope::app {

enum class SweepOutput {
    Table,
    Json,
    Events,  ///< a JSON document on a line of its own after each run: for a program that watches
};

struct SweepOptions {
    std::string file;  ///< or "-" for standard input, or the name of one that came with the program
    SweepOutput output = SweepOutput::Table;
    bool goes_on = false;  ///< where an earlier one was stopped
    std::optional<std::uint64_t> seed = {};
    std::optional<std::uint32_t> repetitions = {};
    std::optional<std::string> state = {};  ///< where what was run is kept
    std::optional<std::string> csv = {};    ///< the runs are written there, too
    std::optional<std::string> report = {};  ///< an HTML page is written there, too
    KeepOptions keep = {};
};

/// What `poolscope sweep` does. Returns the exit status.
[[nodiscard]] int sweep_command(const SweepOptions& options, const ReportWriters& reports = {});
/// Declares the subcommand; when it is named, `action` becomes what it does.
void declare_sweep(CLI::App& app, std::function<int()>& action, const ReportWriters& reports);

}  // namespace poolscope::app
