// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

#include "charts/duration_bins.h"
#include "charts/packed_duration.h"
#include "charts/time_buckets.h"

namespace poolscope::ui {

/// What the tasks of a run add up to over time: how many ended, how many were under way and how many waited, and how long they
/// took. Looks at each task when it changed and never again, so that a tick costs what happened in it.
class TaskBuckets {
public:
    /// Takes in what changed. The buckets have a place for all of it.
    void update(const PoolState& state, const ChangeSet& changes, const TimeBuckets& buckets);
    /// Each two buckets become one.
    void widen();
    void clear() { *this = {}; }

    /// What ended in a column.
    struct Ended {
        std::uint64_t tasks = 0;  ///< done, failed, lost or out of time; not cancelled ones
        std::uint64_t items = 0;  ///< settled by them
    };
    [[nodiscard]] std::vector<Ended> endedIn(const TimeColumns& columns) const;

    /// How many tasks there were at the end of each column.
    struct Load {
        std::int64_t inFlight = 0;  ///< given to a worker and not ended
        /// Submitted and not given to a worker. Tasks of imap are not counted, as its input is read while it runs, nor rests of
        /// tasks whose worker died. A task that was taken back counts as waiting until it is given out for the last time.
        std::int64_t queued = 0;
    };
    [[nodiscard]] std::vector<Load> loadIn(const TimeColumns& columns) const;

    /// p50, p95 and p99 of the latency of the tasks that ended in a column: from when a task was given to a worker to its end.
    /// Exact, by nearest rank. Empty where no task ended.
    struct Percentiles {
        Time p50 = 0, p95 = 0, p99 = 0;
        std::uint64_t tasks = 0;
    };
    /// What was asked for before and has not changed since is not computed again.
    [[nodiscard]] std::vector<std::optional<Percentiles>> latencyIn(const TimeColumns& columns) const;

    /// How long the tasks ran in their workers: of the whole run.
    [[nodiscard]] const DurationBins& durations() const { return m_durations; }
    /// Of the tasks that ended in the buckets [first, end).
    [[nodiscard]] DurationBins durationsIn(std::size_t first, std::size_t end) const;
    [[nodiscard]] std::uint64_t tasksEnded() const { return m_tasksEnded; }

private:
    struct Took {
        PackedDuration latency, run;
    };
    struct Bucket {
        std::uint64_t items = 0;
        std::uint32_t tasks = 0;
        std::int32_t moreInFlight = 0;  ///< came in minus left, in this bucket
        std::int64_t moreQueued = 0;
        std::vector<Took> took;
    };
    struct OpenTask {
        Time assigned = 0;
        bool isQueueCounted = false;
    };
    struct BatchQueue {
        std::optional<std::uint64_t> waiting;  ///< not given out; none: not counted
        bool isOver = false;
    };
    void takeBatch(const PoolState& state, std::uint32_t batch, const TimeBuckets& buckets);
    void takeTask(const PoolState& state, std::uint32_t task, const TimeBuckets& buckets);
    void takeEnd(const TaskRow& row, const TimeBuckets& buckets);
    void takeOut(const TaskRow& row, OpenTask& open, const PoolState& state, const TimeBuckets& buckets);
    void putBack(const TaskRow& row, const OpenTask& open, const PoolState& state, const TimeBuckets& buckets);
    void countItemsOfLostTasks(const PoolState& state, const ChangeSet& changes, const TimeBuckets& buckets);
    [[nodiscard]] BatchQueue* queueOf(const TaskRow& row, const PoolState& state);
    Bucket& at(std::size_t bucket);

    std::vector<Bucket> m_buckets;
    std::vector<bool> m_isOver;                              ///< of each task
    std::unordered_map<std::uint32_t, OpenTask> m_open;      ///< given out and not ended
    std::unordered_map<std::uint32_t, Time> m_lost;          ///< of this update: they may have settled some items only
    std::vector<BatchQueue> m_queues;                        ///< of each batch
    DurationBins m_durations;
    std::uint64_t m_tasksEnded = 0;

    mutable std::size_t m_knownBuckets = 0;  ///< in a column, of what is known
    mutable std::unordered_map<std::size_t, Percentiles> m_known;  ///< by the column's first bucket
};

}  // namespace poolscope::ui
