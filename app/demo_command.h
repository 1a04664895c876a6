// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "kept_runs.h"

namespace poolscope::app {

struct DemoOptions {
    std::string demo;      ///< a number, a name or a file
    bool list = false;     ///< what there is, instead of running one
    bool queries = false;  ///< the names that queries know, instead of running one
    bool json = false;
    std::optional<std::string> prediction;  ///< as typed: prediction_from_text()
    KeepOptions keep = {};
};

/// What `poolscope demo` does. Returns the exit status: 0 all holds, 1 something does not, 2 no demo that can be used.
[[nodiscard]] int demo_command(const DemoOptions& options);

}  // namespace poolscope::app
