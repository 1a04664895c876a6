// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::app {

/// What tasks write, as whole lines, each behind where it comes from: "[2/17 err] text" for item 17 of batch 2,
/// "[PoolWorker-3 out] text" for what was written outside of any task. Control characters become spaces.
class OutputLines {
public:
    /// Takes a piece; `state` knows its task. A line that is not ended waits for its end, or for another item.
    void take(const trace::TaskOutput& piece, const PoolState& state);
    /// The lines so far, each with its newline; forgets them.
    [[nodiscard]] std::string lines() { return std::exchange(lines_, {}); }
    /// The same with lines that were never ended.
    [[nodiscard]] std::string rest();

private:
    struct Open {
        std::string source;
        std::string text;
    };
    void end_line(Open& open);

    std::map<std::pair<std::uint32_t, trace::OutputStream>, Open> open_;  ///< by worker and stream
    std::string lines_;
};

}  // namespace poolscope::app
