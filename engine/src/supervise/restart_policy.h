// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

#include <poolscope/limits.h>

namespace poolscope::supervise {

/// Decides when a slot whose worker has gone gets a new one. Pure: the clock is the caller's.
///
/// A worker that was ready once is replaced at once, however it ended: each such death has cost an item or was somebody's
/// wish, so it is bounded. Workers that end before they are ready count against a limit, over the whole pool and
/// in a row, since nothing else would ever stop them (CPython started 334 processes in 5 s, gh-87472).
/// Starts that the system refuses are tried again for ever, with growing pauses.
/// A restart budget, if there is one, bounds unexpected ends of any kind: workers that crash, are killed from outside, exit, run out of
/// time or memory, or fail to start. Recycling, requests and the pool's own end do not count.
class RestartPolicy {
public:
    explicit RestartPolicy(std::uint32_t failed_starts_limit, std::optional<RestartBudget> budget = {})
        : limit_(failed_starts_limit), budget_(budget) {}

    enum class Decision { Now, Later, Break };
    struct Verdict {
        Decision decision = Decision::Now;
        std::chrono::milliseconds delay{0};
    };

    static constexpr std::uint32_t kMostRefusalsAtFirst = 12;

    void worker_ready() noexcept;
    [[nodiscard]] Verdict ended_when_ready() const noexcept;
    [[nodiscard]] Verdict ended_before_ready() noexcept;
    /// By the same incident as the one before it that ended before it was ready: waits as long, and does not count.
    [[nodiscard]] Verdict went_along() const noexcept;
    /// `others_live`: some worker has a process. A pool that never had a ready worker and has none on the way is broken after
    /// kMostRefusalsAtFirst in a row (some seconds): nobody would ever end its waiting.
    [[nodiscard]] Verdict start_refused(bool others_live) noexcept;
    /// A worker has ended unexpectedly: true when that is more than the budget has, and the pool is broken.
    [[nodiscard]] bool exceeds_budget(std::chrono::steady_clock::time_point now);

private:
    std::uint32_t limit_;
    std::optional<RestartBudget> budget_;
    std::deque<std::chrono::steady_clock::time_point> deaths_;  ///< within the budget's time, oldest first
    std::uint32_t failed_ = 0;
    std::uint32_t refused_ = 0;
    bool was_ready_ = false;  ///< some worker, once
};

}  // namespace poolscope::supervise
