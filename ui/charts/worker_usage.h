// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "charts/time_buckets.h"

namespace poolscope::ui {

/// What a slot's workers used, at a moment; not a number between two lives.
struct UsagePoint {
    Time time = 0;
    double value = 0;
};

/// Processor and memory of the workers in each slot over time, from the samples that the run's state keeps. Finds the lives of a
/// part of the time without looking at the others.
class WorkerUsage {
public:
    void update(const PoolState& state, const ChangeSet& changes);
    void clear() { m_lives.clear(); }
    [[nodiscard]] std::size_t slotCount() const { return m_lives.size(); }

    /// Processors used: the processor time between two samples of a life, by the time between them (1: one whole processor). A
    /// value holds for the time since the point before it. A column has one point at most, the one of the highest value.
    [[nodiscard]] std::vector<UsagePoint> processors(std::size_t slot, const TimeColumns& columns, const PoolState& state) const;
    /// Resident memory in bytes, likewise; a value holds from its point on.
    [[nodiscard]] std::vector<UsagePoint> memory(std::size_t slot, const TimeColumns& columns, const PoolState& state) const;

private:
    enum class What { Processors, Memory };
    [[nodiscard]] std::vector<UsagePoint> points(What what, std::size_t slot, const TimeColumns& columns,
                                                 const PoolState& state) const;

    std::vector<std::vector<std::uint32_t>> m_lives;  ///< of each slot, in order of their start
};

}  // namespace poolscope::ui
