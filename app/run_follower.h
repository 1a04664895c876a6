// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::app {

/// Follows the trace of a run while it is written.
class RunFollower {
public:
    explicit RunFollower(std::string trace_path) : path_(std::move(trace_path)) {}

    /// Takes in a bounded piece of what has been written since the last call; true when there is more. A trace that
    /// does not exist yet is as one with nothing in it. Throws what trace::Reader throws.
    bool follow();
    void follow_to_the_end() {
        while (follow()) {
        }
    }
    /// The last worker has gone and the pool with it.
    [[nodiscard]] bool ended() const { return state_.summary().phase == trace::PoolPhase::Ended; }
    [[nodiscard]] const PoolState& state() const noexcept { return state_; }
    /// For the values; null while there is no trace.
    [[nodiscard]] const trace::Reader* reader() const noexcept { return reader_ ? &*reader_ : nullptr; }
    /// Why the pool broke, if it did.
    [[nodiscard]] const std::optional<std::string>& broken() const noexcept { return broken_; }
    /// What the run warned of, in order.
    [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }

private:
    std::string path_;
    std::optional<trace::Reader> reader_;
    PoolState state_;
    std::optional<std::string> broken_;
    std::vector<std::string> warnings_;
};

}  // namespace poolscope::app
