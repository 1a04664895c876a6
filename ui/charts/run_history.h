// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/state_buckets.h"
#include "charts/task_buckets.h"
#include "charts/worker_usage.h"

namespace poolscope::ui {

/// All that the charts of a run show, gathered as the run goes: a tick costs in proportion to what happened in it, however long
/// the run is. A run that is over is taken in by one update() with a ChangeSet in which everything is new.
class RunHistory {
public:
    void update(const PoolState& state, const ChangeSet& changes);

    /// There is nothing to show.
    [[nodiscard]] bool isEmpty() const { return m_isEmpty; }
    [[nodiscard]] const TimeBuckets& buckets() const { return m_buckets; }
    [[nodiscard]] const TaskBuckets& tasks() const { return m_tasks; }
    [[nodiscard]] const StateBuckets& states() const { return m_states; }
    [[nodiscard]] const WorkerUsage& usage() const { return m_usage; }

private:
    TimeBuckets m_buckets;
    TaskBuckets m_tasks;
    StateBuckets m_states;
    WorkerUsage m_usage;
    bool m_isEmpty = true;
};

}  // namespace poolscope::ui
