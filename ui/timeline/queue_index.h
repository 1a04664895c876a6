// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// How many items waited to be begun, at any moment of a run: submitted, neither settled nor in a task that runs. Of a batch
/// whose input is still being read, those that were given to a worker. 12 bytes a task; a question costs a search.
class QueueIndex {
public:
    /// Borrows the state.
    explicit QueueIndex(const PoolState& state) : m_state(state) {}

    void update(const ChangeSet& changes);

    [[nodiscard]] std::uint64_t waitingAt(poolscope::Time time) const;
    /// The most at any moment within [begin, end).
    [[nodiscard]] std::uint64_t mostWithin(poolscope::Time begin, poolscope::Time end) const;
    /// The most of the whole run.
    [[nodiscard]] std::uint64_t most() const { return m_most; }

private:
    using Time = poolscope::Time;
    static constexpr std::size_t kBlock = 64;
    struct Step {
        Time time = 0;
        std::int64_t by = 0;
    };
    struct Block {
        std::int64_t before = 0;  ///< waiting before its first step
        std::int64_t most = 0;    ///< after any of its steps
    };
    void takeTask(std::uint32_t task, const std::unordered_map<std::uint32_t, std::uint32_t>& settled, std::vector<Step>& steps);
    void takeBatch(std::uint32_t batch, std::vector<Step>& steps);
    void takeEnd(std::uint32_t batch, std::vector<Step>& steps);
    void add(std::vector<Step> steps);
    [[nodiscard]] std::int64_t sumBefore(std::size_t step) const;

    const PoolState& m_state;
    std::vector<Time> m_times;
    std::vector<std::int32_t> m_by;  ///< beside m_times; what is larger is cut into several steps
    std::vector<Block> m_blocks;
    std::vector<std::uint8_t> m_taskStage;  ///< 0: waits, 1: begun, 2: over
    struct Batch {
        std::uint64_t entered = 0;  ///< items that began to wait
        std::int64_t waiting = 0;
    };
    std::vector<Batch> m_batches;
    std::uint64_t m_most = 0;
};

}  // namespace poolscope::ui
