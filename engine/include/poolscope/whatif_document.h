// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <poolscope/json.h>
#include <poolscope/simulation.h>

namespace poolscope::study {

/// {"processes": 4, "start_method": "fork", "chunksize": null, "maxtasksperchild": null, "maxitemsperchild": null, "order": "as_given"}.
[[nodiscard]] Json to_json(const PoolShape& shape);

/// What was found out about other settings of a recorded run. Borrows.
struct WhatIf {
    const Workload& work;
    const Prediction& as_it_was;     ///< the settings of the run, simulated
    const Loss& loss;                ///< of the run
    const Prediction& predicted;
    const Loss& predicted_loss;
    const PredictionError& error;
    double cores = 0;                ///< that computing shares
    std::optional<double> verified_seconds = {};
    std::string verified_run = {};   ///< the folder in which the run that verified is kept; empty: it is not
};
/// What `poolscope whatif --json` prints and the window exports. Times are in seconds.
[[nodiscard]] Json to_json(const WhatIf& found);

}  // namespace poolscope::study
