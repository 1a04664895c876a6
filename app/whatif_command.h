// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/simulation.h>

#include "command_line.h"
#include "kept_runs.h"

namespace CLI {
class App;
}

namespace poolscope::app {

struct WhatIfOptions {
    std::string trace;
    // "none" is the default; left out: as it was recorded.
    std::optional<std::int64_t> processes = {};
    std::optional<std::string> chunksize = {};
    std::optional<std::string> order = {};
    std::optional<std::string> maxtasksperchild = {};
    std::optional<std::string> start_method = {};
    std::optional<double> cores = {};  ///< 0: each worker has its own
    bool json = false;
    bool verifies = false;
    std::optional<std::string> report = {};  ///< an HTML page is written there, too
    KeepOptions keep = {};  ///< the run that verifies
};

/// What `poolscope whatif` does. Returns the exit status.
[[nodiscard]] int whatif_command(const WhatIfOptions& options, const ReportWriters& reports = {});
void declare_whatif(CLI::App& app, std::function<int()>& action, const ReportWriters& reports);

/// Predictions that were verified, from the program's state, oldest first.
[[nodiscard]] std::vector<study::PredictedRun> past_predictions();
/// Adds one; of very many the latest stay. Throws SystemError.
void keep_prediction(const study::PredictedRun& run);

}  // namespace poolscope::app
