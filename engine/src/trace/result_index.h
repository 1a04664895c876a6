// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <poolscope/pool_state.h>

#include "trace/chunked_vector.h"
#include "trace/task_table.h"

namespace poolscope::trace {

/// Which row of results is which item: 4 bytes a task, plus one byte an item for tasks whose items did not all end
/// alike.
class ResultIndex {
public:
    /// The settled items of a task that ended become rows. `tasks` has the task's items and phase already.
    void add(std::uint32_t task, std::span<const ItemResult> results);
    [[nodiscard]] std::size_t size() const noexcept { return rows_; }
    /// Task, position and outcome are filled in.
    [[nodiscard]] ResultRow row(std::size_t row, const TaskTable& tasks) const;

private:
    static constexpr std::uint32_t kMixed = 1u << 31;
    static constexpr std::size_t kStride = 32;
    struct Mixed {
        std::uint32_t entry = 0;
        std::uint32_t settled = 0;
        std::uint64_t outcomes = 0;  ///< where they begin in outcomes_
        bool scattered = false;      ///< an item that moved on lies before one that is settled
    };
    [[nodiscard]] const Mixed& mixed(std::size_t entry) const;
    [[nodiscard]] std::uint32_t rows_of(std::size_t entry, const TaskTable& tasks) const;

    ChunkedVector<std::uint32_t, 4096> entries_;  ///< tasks in order of their end; kMixed is added where items differ
    std::vector<std::uint64_t> first_rows_;       ///< of every kStride-th entry
    std::vector<Mixed> mixed_;                    ///< in order of entries
    ChunkedVector<ItemOutcome, 65536> outcomes_;
    std::size_t rows_ = 0;
    // Rows are asked for in order: where the last one was found.
    mutable std::size_t last_entry_ = 0;
    mutable std::uint64_t last_first_row_ = 0;
};

}  // namespace poolscope::trace
