// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/json.h>
#include <poolscope/pool_state.h>

namespace poolscope {

/// A run as a small picture: what each lane did in each of some hundred columns of time. Small enough to be kept in a file, exact
/// enough to be recognised.
struct RunSketch {
    double seconds = 0;  ///< from the first submission to the last batch's end
    /// A character a column: S starting, I initializing, . idle, C transport, R and r running (they change with the task), F and f
    /// the same of a task that failed, B stopped, O retiring, X crashed or killed (it wins over all others), blank: no worker.
    std::vector<std::string> lanes;
    bool operator==(const RunSketch&) const = default;

    [[nodiscard]] bool empty() const noexcept { return lanes.empty(); }
    [[nodiscard]] std::size_t columns() const noexcept { return lanes.empty() ? 0 : lanes.front().size(); }
};

/// Nothing while no batch was submitted. A run that goes on is drawn until now.
[[nodiscard]] RunSketch sketch_of(const PoolState& state, std::size_t columns = 200);
/// {"seconds": 0.8, "lanes": ["SRRrr..", ...]}
[[nodiscard]] Json to_json(const RunSketch& sketch);
/// Empty for anything else.
[[nodiscard]] std::optional<RunSketch> sketch_from_json(const Json& json);

}  // namespace poolscope
