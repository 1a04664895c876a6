// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <poolscope/pool_state.h>

#include "trace/chunked_vector.h"
#include "trace/packed_number.h"

namespace poolscope::trace {

/// The tasks of a run, 60 bytes each, in order of their first record. Ids are found without a table of their own as
/// long as they come in order within a page of 4096, which is how a pool numbers its tasks.
class TaskTable {
public:
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] TaskRow row(std::size_t index, Time origin) const;
    void set(std::size_t index, const TaskRow& row, Time origin) { rows_[index] = Packed(row, origin); }
    /// The index of the new row; empty when its id cannot be a task of this run (0, or far beyond all others).
    std::optional<std::uint32_t> add(const TaskRow& row, Time origin);
    [[nodiscard]] std::optional<std::uint32_t> find(TaskId id) const;

    [[nodiscard]] std::uint32_t items(std::size_t index) const { return rows_[index].items; }
    [[nodiscard]] TaskPhase phase(std::size_t index) const { return rows_[index].phase; }
    [[nodiscard]] std::uint32_t batch(std::size_t index) const { return rows_[index].batch; }
    [[nodiscard]] std::uint64_t first_item(std::size_t index) const { return rows_[index].first_item.value(); }
    [[nodiscard]] Time assigned(std::size_t index, Time origin) const { return rows_[index].assigned.time(origin); }

private:
    struct Packed {
        Packed() = default;
        Packed(const TaskRow& row, Time origin);
        std::uint32_t id = 0;
        std::uint32_t batch = 0;
        std::uint32_t worker = kNoIndex;
        std::uint32_t items = 0;
        PackedNumber first_item, assigned_offset, ended_offset;
        PackedTime assigned, started, ended;
        TaskPhase phase = TaskPhase::Assigned;
        std::uint8_t attempt = 1;
    };
    static_assert(sizeof(Packed) == 60);

    static constexpr std::size_t kMostTasks = std::size_t{1} << 30;  ///< what SlotLane can name
    static constexpr std::uint64_t kPage = 4096;
    static constexpr std::uint64_t kMostMissing =
        4u << 20;  ///< ids that damage may have taken away before we stop believing
    struct Page {
        bool used = false;
        std::int64_t shift = 0;  ///< index minus id, as long as there is no table
        std::unique_ptr<std::array<std::uint32_t, kPage>> table;
    };
    void remember(std::uint32_t id, std::uint32_t index);

    ChunkedVector<Packed, 1024> rows_;
    std::vector<Page> pages_;
};

}  // namespace poolscope::trace
