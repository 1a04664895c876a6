// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace poolscope::supervise {

/// How long the tasks of one function take, as far as seen: a moving mean that follows quickly.
class TaskTime {
public:
    void add(std::chrono::nanoseconds duration) noexcept;
    /// Empty until a task has ended.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> mean() const noexcept;

private:
    double mean_ns_ = 0;
    bool seen_ = false;
};

/// How many tasks a lane should hold: enough to keep the worker busy for one round trip (about 160 us with a sleeping
/// peer, SPEED.md facts 1 and 5), between 1 and 64; 1 while nothing is known.
[[nodiscard]] std::size_t lane_window(std::optional<std::chrono::nanoseconds> mean_task) noexcept;

/// What the dispatcher knows of one worker.
struct LaneLoad {
    bool open = false;           ///< ready and not retiring
    std::size_t tasks = 0;       ///< in its lane, the running one included
    std::size_t allowance = 0;   ///< more tasks that it may be given before it leaves (maxtasksperchild)
    bool fed = false;            ///< was given tasks in this round
    bool front_begun = false;    ///< the first of its tasks is running
    bool streaming = false;      ///< a large task is still on its way into the lane
    bool unread = false;         ///< it has not read all that it was sent, though it has no task: it is held up
    std::chrono::nanoseconds stream_pause{0};  ///< since something of it went in
    std::chrono::nanoseconds front_age{0};  ///< since the first of its tasks was given or begun
};

/// The worker to give the next task to: the open one with the fewest tasks, below the window; lowest index first.
[[nodiscard]] std::optional<std::size_t> choose_receiver(std::span<const LaneLoad> loads, std::size_t window) noexcept;

/// The same choice, again and again, while tasks are given out: looks at each worker a few times in all, not once for every task.
class ReceiverSearch {
public:
    /// `loads` is borrowed, and counted up by who gives the tasks.
    explicit ReceiverSearch(std::span<const LaneLoad> loads) noexcept : loads_(loads) {}
    [[nodiscard]] std::optional<std::size_t> next(std::size_t window) noexcept;

private:
    std::span<const LaneLoad> loads_;
    std::size_t level_ = 0;   ///< every worker that may take one has so many tasks at least
    std::size_t cursor_ = 0;  ///< those before it have more
};

/// A task to be taken back from a worker that is held up and given to one that idles.
struct Steal {
    std::size_t from = 0;
    std::size_t to = 0;
};
/// When a worker idles and no task waits: the longest queue behind a task that runs for longer than `patience`. Below that
/// the queue is on its way to be done, and taking back would cost more than it saves. The first task of a lane moves only when
/// its worker has not begun it for much longer (kStuckPatience: it is stopped, or starved), else two workers would pass it to
/// and fro; and nothing moves while a large task streams into the lane, which ends when nothing of it has gone in for as long.
/// A worker that has no task and still has not read what was taken back from it gets none: two that are stopped would pass a task to
/// and fro for as long as they are.
[[nodiscard]] std::optional<Steal> choose_steal(std::span<const LaneLoad> loads, std::chrono::nanoseconds patience) noexcept;
/// Counts a moved task over. Who received it has been given it just now. A lane that has lost even its first task belongs to a worker
/// that is held up: nothing is given to it in this round, else two such workers would pass a task to and fro for ever.
void count_move(std::span<LaneLoad> loads, const Steal& move, std::size_t allowance) noexcept;
/// Whether some worker has nothing to do while another has something: without looking at how far that is.
[[nodiscard]] bool idle_beside_busy(std::span<const LaneLoad> loads) noexcept;
/// When a steal may become right if nothing else happens: some worker idles while another holds tasks that are not begun. Empty: never;
/// else not less than `patience`. That one who idles reads again is seen by looking, every kStuckPatience.
[[nodiscard]] std::optional<std::chrono::nanoseconds> time_to_steal(std::span<const LaneLoad> loads, std::chrono::nanoseconds patience) noexcept;

inline constexpr std::chrono::nanoseconds kStealPatience = std::chrono::microseconds(300);
inline constexpr std::chrono::nanoseconds kStuckPatience = std::chrono::milliseconds(100);

}  // namespace poolscope::supervise
