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

/// One thread's loop over descriptors (epoll, level-triggered) and timers. Everything but wake() belongs to the thread that runs it.
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

    /// Watches a descriptor, which the caller keeps owning and must remove before closing it.
    void add_fd(int fd, std::uint32_t events, FdCallback callback);
    void change_fd(int fd, std::uint32_t events);
    void remove_fd(int fd);

    /// Calls back once at or after `when`.
    TimerId add_timer(SteadyTime when, Callback callback);
    void cancel_timer(TimerId id);
    /// When the loop wakes by itself at the latest; empty: it sleeps until somebody wakes it.
    [[nodiscard]] std::optional<SteadyTime> next_timer() const;

    /// Called before each sleep; returns true when there is more to do at once, so that the loop does not sleep.
    void set_before_sleep(std::function<bool()> hook);
    /// Called after each sleep, before any other callback.
    void set_after_sleep(Callback hook);

    /// One round: waits for the next event or timer, at most `limit`, and calls back what is due.
    void run_once(std::optional<std::chrono::nanoseconds> limit = {});
    /// Rounds until stop().
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
    void call_due_timers();
    void call_posted();

    UniqueFd epoll_;
    UniqueFd wake_;
    std::unordered_map<int, std::shared_ptr<Watch>> watches_;
    std::map<std::pair<SteadyTime, TimerId>, Callback> timers_;
    std::unordered_map<TimerId, SteadyTime> timer_times_;
    TimerId next_timer_ = 1;
    std::mutex posted_mutex_;
    std::vector<Callback> posted_;
    std::vector<Callback> calling_;
    std::function<bool()> before_sleep_;
    Callback after_sleep_;
    std::atomic<bool> sleeping_ = false;
    bool stopping_ = false;
};

}  // namespace poolscope::base
