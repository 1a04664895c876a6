// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

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
    KeepOptions keep = {};
};

/// What `poolscope advise` does. Returns the exit status.
[[nodiscard]] int advise_command(const AdviseOptions& options);
void declare_advise(CLI::App& app, std::function<int()>& action);

}  // namespace poolscope::app
