// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <poolscope/pool_state.h>
#include <poolscope/scenario.h>

#include "interruption.h"

namespace poolscope::app {

/// A run that was made to be measured: nothing of it is shown, or kept unless somebody takes it.
struct MeasuredRun {
    bool succeeded = false;              ///< every batch
    double seconds = 0;                  ///< of the pool, from its beginning to its end
    double work_seconds = 0;             ///< from the first submission until every item was settled
    double batches_seconds = 0;          ///< from the pool's beginning to the end of its last batch
    double took_seconds = 0;             ///< with the host's start and everything
    std::string problem = {};            ///< why it did not succeed
    std::optional<int> interrupted_by = {};  ///< a signal, which has ended it
    bool is_refused = false;             ///< the host would not begin it
    std::string kept_in = {};            ///< what KeepRun gave
    PoolState state;
};
/// Is given the folder of a run that has succeeded, before it goes, and may take the run out of it; gives where the run is then.
using KeepRun = std::function<std::string(const std::string& run_folder, const PoolState& state)>;

/// Runs the scenario through a host of its own, as `poolscope run` does, without any output. Throws SystemError and what trace::Reader throws.
[[nodiscard]] MeasuredRun measure_run(const Scenario& scenario, Interruption& interruption, const KeepRun& keep = {});

}  // namespace poolscope::app
