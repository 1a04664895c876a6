// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <poolscope/simulation.h>

#include "supervise/dispatcher.h"

namespace poolscope::study {

/// A task of the simulation: consecutive items, in the order of giving out.
struct SimulatedTask {
    std::uint32_t batch = 0;
    std::uint64_t first = 0;
    std::uint32_t items = 0;
    double seconds = 0;
};

/// The batches of a workload as a queue of tasks: the oldest submitted batch first, each cut into chunks in its order.
class TaskSupply {
public:
    /// `work` is borrowed.
    TaskSupply(const Workload& work, const PoolShape& shape);

    /// From now on the tasks of this batch may be taken. One without items ends at once: see settle().
    void submit(std::uint32_t batch);
    [[nodiscard]] bool has_task() const noexcept { return front_ < queue_.size(); }
    /// How many tasks a lane should hold at the moment.
    [[nodiscard]] std::size_t window() const;
    [[nodiscard]] SimulatedTask take();
    /// The task has ended. True when its batch has, with it.
    [[nodiscard]] bool settle(const SimulatedTask& task);
    [[nodiscard]] bool is_complete(std::uint32_t batch) const { return left_[batch] == 0; }
    [[nodiscard]] std::uint64_t tasks_taken() const noexcept { return taken_; }

private:
    struct Cut {
        std::vector<std::uint32_t> order;  ///< item by position; empty: as given
        std::uint64_t chunksize = 1;
        std::uint64_t next = 0;
    };

    const Workload& work_;
    std::vector<Cut> cuts_;
    std::vector<std::uint64_t> left_;       ///< items of each batch that have not ended
    std::vector<supervise::TaskTime> times_;  ///< by function_of_
    std::vector<std::uint32_t> function_of_;
    std::vector<std::uint32_t> queue_;      ///< batches in order of submission
    std::size_t front_ = 0;
    std::uint64_t taken_ = 0;
};

/// Items for each task of a batch in this shape.
[[nodiscard]] std::uint64_t chunksize_of(const WorkBatch& batch, const PoolShape& shape);
/// After so many tasks a worker leaves, by either limit; for that of items tasks count as `chunksize` large. Empty: neither is set.
[[nodiscard]] std::optional<std::uint64_t> tasks_of_a_life(std::optional<std::uint64_t> maxtasksperchild, std::optional<std::uint64_t> maxitemsperchild,
                                                           std::uint64_t chunksize);
/// The same with tasks as large as those of the largest batch.
[[nodiscard]] std::optional<std::uint64_t> tasks_of_a_life(const Workload& work, const PoolShape& shape);

}  // namespace poolscope::study
