// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include <poolscope/limits.h>

namespace poolscope::supervise {

/// Decides when a slot whose worker has gone gets a new one. Pure: the clock is the caller's.
///
/// A worker that was ready once is replaced at once, however it ended: each such death has cost an item or was somebody's
/// wish, so it is bounded. Workers that end before they are ready count against a limit, over the whole pool and
/// in a row, since nothing else would ever stop them (CPython started 334 processes in 5 s, gh-87472). So do, against a far
/// wider limit, those that end by themselves as soon as they are ready: they cost no item, and would be replaced for ever.
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
    /// A worker that lived longer than this after it was ready did not end of being started.
    static constexpr std::chrono::milliseconds kShortLife{1000};
    /// Ends of ended_at_once() in a row: so many for each slot are replaced at once, so many break the pool.
    static constexpr std::uint32_t kEndsWithoutPause = 12;
    static constexpr std::uint32_t kMostEndsAtOnce = 20;

    void worker_ready() noexcept;
    [[nodiscard]] Verdict ended_when_ready() const noexcept;
    [[nodiscard]] Verdict ended_before_ready() noexcept;
    /// A worker has ended unexpectedly, within kShortLife of being ready, that had begun no task. `tasks_ended`: of the pool so far; with
    /// each that ends between two calls the count begins anew. While others work nothing is broken, only slowed down.
    [[nodiscard]] Verdict ended_at_once(std::uint64_t tasks_ended, bool others_work, std::size_t slots) noexcept;
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
    std::size_t at_once_ = 0;              ///< ends at once in a row
    std::uint64_t tasks_ended_ = 0;        ///< as the last of them saw it
    bool was_ready_ = false;  ///< some worker, once
};

}  // namespace poolscope::supervise
