// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
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
    /// The rest, however much, and however fast (see read_slowly).
    void follow_to_the_end();
    /// The trace was read to its end, and nobody writes it any more: says what that means of its pool (poolscope::conclude()).
    void conclude();
    /// Called for each piece of output, when its task is known to state().
    using OnOutput = std::function<void(const trace::TaskOutput&, const PoolState&)>;
    void set_on_output(OnOutput callback) { on_output_ = std::move(callback); }
    /// From now on follow() takes in at most so many bytes a second: the fault "slow_reader".
    void read_slowly(std::uint64_t bytes_a_second);
    /// The last follow() left something because of that.
    [[nodiscard]] bool waits() const noexcept { return waits_; }
    /// The last worker has gone and the pool with it.
    [[nodiscard]] bool ended() const { return state_.summary().phase == trace::PoolPhase::Ended; }
    [[nodiscard]] const PoolState& state() const noexcept { return state_; }
    /// For who goes on with it when the run has ended; nothing else of this may be asked afterwards.
    [[nodiscard]] PoolState take_state() { return std::move(state_); }
    /// The error because of which what the pool does is not written down any more.
    [[nodiscard]] std::optional<int> recording_stopped() const { return reader_ ? reader_->recording_stopped() : std::nullopt; }
    /// For the values; null while there is no trace.
    [[nodiscard]] const trace::Reader* reader() const noexcept { return reader_ ? &*reader_ : nullptr; }
    /// Why the pool broke, if it did.
    [[nodiscard]] const std::optional<std::string>& broken() const noexcept { return broken_; }
    /// What the run warned of, in order.
    [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }

private:
    [[nodiscard]] bool may_read_on() const;

    struct Slowness {
        std::uint64_t bytes_a_second = 0;
        std::chrono::steady_clock::time_point since;
    };
    std::string path_;
    OnOutput on_output_;
    std::optional<Slowness> slowness_;
    bool waits_ = false;
    std::optional<trace::Reader> reader_;
    PoolState state_;
    std::optional<std::string> broken_;
    std::vector<std::string> warnings_;
};

}  // namespace poolscope::app
