// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::study {

/// What lies between and before the tasks of a recorded run, in seconds.
struct RecordedGaps {
    std::vector<double> hand_over;  ///< from a task's assignment to an idle worker until it began
    std::vector<double> between;    ///< from a task's end until the next began that was in the lane before
    std::vector<double> host_per_task;  ///< of batches of many tasks so short that the workers mostly waited for the host
    std::optional<double> start_computing;  ///< a worker's start, of processor time; empty: it cannot be told from its tasks
    std::vector<Time> last_end_before;  ///< by worker: when the worker before it in its slot ended its last task; 0: none
};
[[nodiscard]] RecordedGaps recorded_gaps(const PoolState& state);

}  // namespace poolscope::study
