// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// How many items have come to which end, and how many tasks were completed.
struct SettledCounts {
    std::uint64_t done = 0, failed = 0, lost = 0, timedOut = 0, cancelled = 0;
    std::uint64_t tasks = 0;      ///< that ended with at least one item settled
    std::uint64_t completed = 0;  ///< of those: done or failed, after they ran
    [[nodiscard]] std::uint64_t items() const { return done + failed + lost + timedOut + cancelled; }
    SettledCounts& operator+=(const SettledCounts& more);
    friend bool operator==(const SettledCounts&, const SettledCounts&) = default;
};

/// How many results there were at any past moment, in all, of each batch and of each worker. Looks at each row of results
/// once; a question costs a search and a look at one block of rows, however long the run is.
///
/// Results are in the order in which they arrived; when each did is not kept, only when its task ended, which is a
/// little earlier and not quite in this order. A row counts as there once it and every row before it had ended.
class SettledIndex {
public:
    void clear() { *this = {}; }
    /// Takes in the rows that are new.
    void update(const PoolState& state);

    /// Rows that were there at this moment: all before this one.
    [[nodiscard]] std::size_t rowsAt(Time time, const PoolState& state) const;
    /// The first row of a task that has ended; empty when none is found near where it should be.
    [[nodiscard]] std::optional<std::size_t> rowOf(std::uint32_t task, const PoolState& state) const;
    /// What the rows before this one are in all, and (by index into batches() and workers()) in parts. Zero where there are none.
    struct Parts {
        SettledCounts all;
        std::unordered_map<std::uint32_t, SettledCounts> batches, workers;  ///< within the last block alone
        std::size_t block = 0;
    };
    [[nodiscard]] Parts partsBefore(std::size_t row, const PoolState& state) const;
    [[nodiscard]] SettledCounts ofBatch(std::uint32_t batch, const Parts& parts) const { return sum(m_batches, batch, parts.batches, parts.block); }
    [[nodiscard]] SettledCounts ofBatch(std::uint32_t batch) const { return sum(m_batches, batch, m_open.batches, m_open.block); }
    [[nodiscard]] SettledCounts ofWorker(std::uint32_t worker, const Parts& parts) const { return sum(m_workers, worker, parts.workers, parts.block); }

private:
    static constexpr std::size_t kBlock = 1024;
    struct Entry {
        std::size_t block = 0;
        SettledCounts upToHere;  ///< this block included
    };
    using Entries = std::vector<std::vector<Entry>>;  ///< by index; one entry for each block that has something of it
    static SettledCounts sum(const Entries& entries, std::uint32_t index, const std::unordered_map<std::uint32_t, SettledCounts>& rest,
                             std::size_t block);
    static void close(Entries& entries, std::unordered_map<std::uint32_t, SettledCounts>& open, std::size_t block);
    static void count(std::size_t begin, std::size_t end, const PoolState& state, Parts& parts);

    std::vector<Time> m_latest;        ///< of each whole block: the latest end up to there
    std::vector<SettledCounts> m_all;  ///< of each whole block: all up to there
    Entries m_batches, m_workers;
    Parts m_open;  ///< of the block that is not whole
    Time m_openLatest = 0;
    std::size_t m_rows = 0;
};

}  // namespace poolscope::ui
