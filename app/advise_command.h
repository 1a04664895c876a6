// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "command_line.h"
#include "kept_runs.h"

namespace CLI {
class App;
}

namespace poolscope::app {

enum class AdviceOutput { Table, Json, Events };

struct AdviseOptions {
    std::string scenario;        ///< as RunOptions::scenario
    std::string budget = "60s";  ///< of real runs, about
    AdviceOutput output = AdviceOutput::Table;
    std::optional<std::string> report = {};  ///< an HTML page is written there, too
    KeepOptions keep = {};
};

/// What `poolscope advise` does. Returns the exit status.
[[nodiscard]] int advise_command(const AdviseOptions& options, const ReportWriters& reports = {});
void declare_advise(CLI::App& app, std::function<int()>& action, const ReportWriters& reports);

}  // namespace poolscope::app
