// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "overrides.h"

namespace poolscope::app {

enum class RunOutput { Report, Json };

struct RunOptions {
    std::string scenario;  ///< a file, "-" for standard input, or the name of a scenario that came with the program
    Overrides overrides;
    std::optional<std::string> trace;  ///< where the trace is kept
    RunOutput output = RunOutput::Report;
    bool keep = false;         ///< the run folder stays, among those that the window lists
    bool show_output = false;  ///< what tasks write goes to standard error
};

/// What `poolscope run` does. Returns the exit status.
[[nodiscard]] int run_command(const RunOptions& options);

}  // namespace poolscope::app
