// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <poolscope/pool_state.h>

#include "session/settled_index.h"

namespace poolscope::ui {

/// A run as it was at one moment: what views ask instead of the state itself, so that all of them show the same moment. While
/// none was chosen it is the present, and everything is as the state has it.
///
/// Nothing is copied: what arrives is only ever added to a state, so that a past moment is a beginning of each of its lists, and
/// what a worker, a task or a batch was then follows from times. Indexes are those of the state. Of the past it does not know
/// how many tasks waited in a worker's lane.
class RunMoment {
public:
    /// Borrows the state.
    explicit RunMoment(const PoolState& state) : m_state(state) {}

    /// Takes in what changed in the state; before anybody asks.
    void update(const ChangeSet& changes);
    /// None: the present. A moment before the run's begin is its begin.
    void setTime(std::optional<Time> time);
    [[nodiscard]] std::optional<Time> time() const { return m_time; }
    [[nodiscard]] bool isPast() const { return m_time.has_value(); }
    /// The moment; without one `present`, which the caller knows.
    [[nodiscard]] Time now(Time present) const { return m_time.value_or(present); }
    /// What is known today, for what never changes: names, texts, values.
    [[nodiscard]] const PoolState& state() const { return m_state; }

    [[nodiscard]] std::size_t workerCount() const { return m_time ? m_workers : m_state.workers().size(); }
    [[nodiscard]] std::size_t batchCount() const { return m_time ? m_batches : m_state.batches().size(); }
    [[nodiscard]] std::size_t taskCount() const { return m_time ? m_tasks : m_state.task_count(); }
    [[nodiscard]] std::size_t resultCount() const { return m_time ? m_results : m_state.result_count(); }
    [[nodiscard]] std::size_t eventCount() const { return m_time ? m_events : m_state.events().size(); }

    /// Each below its count. What had not happened yet is empty again.
    [[nodiscard]] WorkerLife worker(std::uint32_t index) const;
    [[nodiscard]] BatchInfo batch(std::uint32_t index) const;
    [[nodiscard]] TaskRow task(std::uint32_t index) const;
    /// The life that is in a slot, or was its last; kNoIndex before the first.
    [[nodiscard]] std::uint32_t currentWorker(std::size_t slot) const;
    /// What goes on in a slot; it may end later. Empty before the slot's first life.
    [[nodiscard]] std::optional<Span> span(std::size_t slot) const;
    [[nodiscard]] const PoolSummary& summary() const { return m_time ? m_summary : m_state.summary(); }

    /// Where the results of a task begin, if it has any at this moment.
    [[nodiscard]] std::optional<std::uint32_t> resultOf(std::uint32_t task) const;

    /// Moments at which something began or ended in a slot, or a result arrived: the last before `from`, the first after it.
    [[nodiscard]] std::optional<Time> changeBefore(Time from) const;
    [[nodiscard]] std::optional<Time> changeAfter(Time from) const;

private:
    void addSubmitted(const ChangeSet& changes);
    void look();
    void lookAtSummary();
    [[nodiscard]] std::size_t tasksAt(Time time) const;
    [[nodiscard]] std::optional<std::size_t> spanAt(std::size_t slot, Time time) const;

    const PoolState& m_state;
    std::optional<Time> m_time;
    SettledIndex m_settled;
    std::vector<Time> m_given;  ///< of each whole block of tasks: the earliest time of being given out, not before the block's before
    struct Extra {              ///< items that were cancelled with their batch, without a row
        Time time = 0;
        std::uint64_t upToHere = 0;
    };
    std::vector<Extra> m_extras;
    std::vector<std::uint64_t> m_submitted = {0};  ///< items of the first so many batches
    std::vector<bool> m_isEndTaken;  ///< by batch
    std::vector<Time> m_crashes;     ///< sorted
    std::vector<bool> m_isCrashTaken;  ///< by worker

    // Of the past moment:
    std::size_t m_workers = 0, m_batches = 0, m_tasks = 0, m_results = 0, m_events = 0;
    SettledIndex::Parts m_parts;
    PoolSummary m_summary;
};

}  // namespace poolscope::ui
