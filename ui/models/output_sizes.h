// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <QString>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// How much each task wrote, for tables: looks at each piece of output once.
class OutputSizes {
public:
    void clear();
    /// Takes in what is new. Gives the indexes of the tasks that it belongs to, which may repeat.
    std::vector<std::uint32_t> update(const PoolState& state);
    [[nodiscard]] std::uint64_t bytes(TaskId task) const;
    /// "out 1.2 KiB, err 80 B"; empty when there is none.
    [[nodiscard]] QString text(TaskId task) const;

private:
    struct Sizes {
        std::uint64_t out = 0;
        std::uint64_t err = 0;
    };
    std::unordered_map<TaskId, Sizes> m_sizes;
    std::size_t m_seen = 0;
};

}  // namespace poolscope::ui
