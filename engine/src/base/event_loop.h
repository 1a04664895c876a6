// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/unique_fd.h"

namespace poolscope::base {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One thread's loop over descriptors (epoll, level-triggered) and timers. Everything but post(), wake() and stop() belongs to the
/// thread that runs it, or to who holds the guard (set_guard()).
/// A callback may add and remove anything, itself included.
class EventLoop {
public:
    using Callback = std::function<void()>;
    using FdCallback = std::function<void(std::uint32_t events)>;  ///< EPOLLIN, EPOLLOUT, EPOLLHUP, ...
    using TimerId = std::uint64_t;

    /// Throws SystemError when the kernel gives no epoll or eventfd.
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Watches a descriptor, which the caller keeps owning and must remove before closing it. Throws SystemError when the kernel does
    /// not take it, and nothing is watched then: ENOSPC (there is a limit for each user, fs.epoll.max_user_watches), ENOMEM, EPERM
    /// (not such a descriptor). Called from a callback, it is that callback's to catch.
    void add_fd(int fd, std::uint32_t events, FdCallback callback);
    /// Nothing when it is not watched. Throws SystemError.
    void change_fd(int fd, std::uint32_t events);
    void remove_fd(int fd);

    /// Calls back once at or after `when`.
    TimerId add_timer(SteadyTime when, Callback callback);
    void cancel_timer(TimerId id);
    /// When the loop wakes by itself at the latest; empty: it sleeps until somebody wakes it.
    [[nodiscard]] std::optional<SteadyTime> next_timer() const;

    /// Called in each round; returns true when it found something to do. As long as it does, the loop asks the kernel for events now
    /// and then only.
    void set_work(std::function<bool()> work);
    /// Says whether work has something to do, and nothing else: asked before each sleep, and again and again for some microseconds before a busy loop goes
    /// to sleep, as waking up costs more than that.
    void set_has_work(std::function<bool()> has_work);
    /// A lock that the loop holds but while it sleeps: whoever takes it meanwhile may do what belongs to the loop's thread, except
    /// run rounds. Before run(); borrowed.
    void set_guard(std::mutex* guard) noexcept { guard_ = guard; }
    /// Somebody wants the loop's own thread to go on: whoever holds the guard gives it back. Who holds the guard.
    [[nodiscard]] bool is_wanted() const noexcept {
        return has_posted_.load(std::memory_order_relaxed) || wants_guard_.load(std::memory_order_relaxed);
    }
    /// Looks for something to do for a few microseconds; true when there is. Where somebody who computes shares the processor, it looks once:
    /// who yields to such a one is let in again milliseconds later, which nobody can wake it from. The loop's thread, or who holds the guard.
    [[nodiscard]] bool spin();
    /// Called before each sleep; returns true when there is more to do at once, so that the loop does not sleep.
    void set_before_sleep(std::function<bool()> hook);
    /// Called after each sleep, before any other callback.
    void set_after_sleep(Callback hook);

    /// One round: waits for the next event or timer, at most `limit`, and calls back what is due.
    void run_once(std::optional<std::chrono::nanoseconds> limit = {});
    /// Rounds until stop(), or until a callback throws: that goes out to the caller, and the loop may be run again.
    void run();
    void stop() noexcept;

    /// Hands a callback over to the loop's thread, which calls it in its next round. Any thread. What is posted after the
    /// last round is destroyed with the loop, uncalled.
    void post(Callback callback);
    /// Makes the present sleep end; does nothing while the loop is awake. Any thread; async-signal-safe.
    void wake() noexcept;

private:
    struct Watch {
        FdCallback callback;
        std::uint32_t events = 0;
    };
    bool call_posted();
    void call_due_timers();
    void sleep(std::optional<std::chrono::nanoseconds> limit);

    UniqueFd epoll_;
    UniqueFd wake_;
    std::unordered_map<int, std::shared_ptr<Watch>> watches_;
    std::map<std::pair<SteadyTime, TimerId>, Callback> timers_;
    std::unordered_map<TimerId, SteadyTime> timer_times_;
    TimerId next_timer_ = 1;
    std::mutex posted_mutex_;
    std::vector<Callback> posted_;
    std::vector<Callback> calling_;  ///< taken from them; loop's thread
    std::size_t next_calling_ = 0;
    std::function<bool()> work_, has_work_;
    std::mutex* guard_ = nullptr;
    std::function<bool()> before_sleep_;
    Callback after_sleep_;
    std::atomic<bool> sleeping_ = false;
    std::atomic<bool> has_posted_ = false;
    std::atomic<bool> stopping_ = false;
    std::atomic<bool> wants_guard_ = false;
    bool asleep_ = false;           ///< the guard is open
    SteadyTime crowded_until_{};    ///< somebody who computes shares the processor, as far as seen
    bool was_busy_ = false;         ///< there was something to do since the last sleep
    unsigned rounds_at_hand_ = 0;   ///< since the kernel was asked last
};

}  // namespace poolscope::base
