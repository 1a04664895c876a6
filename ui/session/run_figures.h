// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// The figures of the status line. Looks at each span once, so that a long run costs no more than a short one.
class RunFigures {
public:
    /// Call after each change; `now` is the session's.
    void update(const PoolState& state, const ChangeSet& changes, Time now);

    /// Time that workers ran tasks, of the time that they were there; empty before there was any.
    [[nodiscard]] std::optional<double> utilisation() const { return m_utilisation; }
    /// While tasks end: over the last second. After the run: over the time in which there were batches. Empty before
    /// the first task has ended.
    [[nodiscard]] std::optional<double> tasksPerSecond() const { return m_tasksPerSecond; }

private:
    struct Lane {
        std::size_t counted = 0;  ///< spans that are over and counted
        Time running = 0;
        Time present = 0;
    };
    struct Mark {
        Time at;
        std::uint64_t tasks;
    };
    void updateRate(const PoolState& state, Time now);

    std::vector<Lane> m_lanes;
    std::deque<Mark> m_marks;
    std::optional<double> m_utilisation;
    std::optional<double> m_tasksPerSecond;
};

}  // namespace poolscope::ui
