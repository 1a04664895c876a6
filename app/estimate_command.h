// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace poolscope::app {

struct EstimateOptions {
    std::string scenario;  ///< as RunOptions::scenario; empty: only the figures of the machine
    bool json = false;
    bool measures = false;  ///< the figures of the machine anew
};

/// What `poolscope estimate` does. Returns the exit status.
[[nodiscard]] int estimate_command(const EstimateOptions& options);
void declare_estimate(CLI::App& app, std::function<int()>& action);

}  // namespace poolscope::app
