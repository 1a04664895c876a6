// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <QString>

#include <poolscope/batch_spec.h>
#include <poolscope/pool_state.h>
#include <poolscope/scenario.h>

namespace poolscope::ui {

class ValueSource;

/// Makes batches of exactly the items of some results: the same functions with the arguments that the trace recorded. It goes
/// through the results piece by piece, since the arguments are in the file.
class RerunPlan {
public:
    /// Items that cannot be run again, and why.
    struct Refused {
        QString why;
        std::uint64_t items = 0;
    };

    /// Borrows both; `rows` are rows of PoolState::result().
    RerunPlan(const PoolState& state, const ValueSource& values, std::vector<std::uint32_t> rows)
        : m_state(state), m_values(values), m_rows(std::move(rows)) {}

    /// The results that are not done by their own fault: failed, lost, timed out.
    [[nodiscard]] static std::vector<std::uint32_t> failedRows(const PoolState& state);

    /// True when every result was looked at.
    bool step(std::chrono::microseconds budget);
    /// One for each batch that items came from, in its order; by map_async where each call had one argument, else by
    /// starmap_async.
    [[nodiscard]] std::vector<BatchSpec> batches() const;
    [[nodiscard]] std::uint64_t items() const { return m_items; }
    [[nodiscard]] const std::vector<Refused>& refused() const { return m_refused; }

private:
    void take(std::uint32_t row);
    void refuse(const QString& why);

    struct Calls {
        std::string function;
        std::vector<std::pair<std::uint64_t, Json>> lists;  ///< by the item, the arguments
    };
    const PoolState& m_state;
    const ValueSource& m_values;
    std::vector<std::uint32_t> m_rows;
    std::size_t m_next = 0;
    std::uint64_t m_items = 0;
    std::map<std::uint32_t, Calls> m_calls;  ///< by BatchId
    std::vector<Refused> m_refused;
};

/// The scenario that a run's trace says, without its batches: to start a pool like it again.
[[nodiscard]] Scenario scenarioOfRun(const PoolState& state);

}  // namespace poolscope::ui
