// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/compared_run.h>

#include "command_line.h"

namespace CLI {
class App;
}

namespace poolscope::app {

enum class CompareOutput { Table, Json };

struct CompareRequest {
    std::vector<std::string> runs;  ///< traces, or run folders
    std::size_t baseline = 1;       ///< which of them, from 1
    study::Measure measure = study::Measure::Wall;
    CompareOutput output = CompareOutput::Table;
    std::optional<std::string> csv = {};     ///< a row for each run is written there, too
    std::optional<std::string> report = {};  ///< an HTML page is written there, too
};

/// Prints what differs between runs and what of it is certain. Returns the program's exit status.
[[nodiscard]] int compare_command(const CompareRequest& request, const ReportWriters& reports = {});
/// Declares the subcommand; when it is named, `action` becomes what it does.
void declare_compare(CLI::App& app, std::function<int()>& action, const ReportWriters& reports);

}  // namespace poolscope::app
