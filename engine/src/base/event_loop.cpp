// SPDX-License-Identifier: MIT
#include "base/event_loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>

#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/pause_briefly.h"
#include "base/posix_error.h"

namespace poolscope::base {
namespace {

/// So many rounds of work are done at most before the kernel is asked for events.
constexpr unsigned kMostRoundsAtHand = 16;
constexpr std::chrono::microseconds kSpin{10};
/// A yield that took longer was to somebody who computes; others have something to do for some microseconds.
constexpr std::chrono::microseconds kLongYield{500};
/// For so long after one the loop sleeps instead: whoever has something for it wakes it, which short slices let it follow at once.
constexpr std::chrono::milliseconds kCrowded{20};

}  // namespace

EventLoop::EventLoop() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    if (!epoll_) throw_system_error("cannot create the event loop: epoll_create1", errno);
    wake_ = UniqueFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wake_) throw_system_error("cannot create the event loop: eventfd", errno);
    add_fd(wake_.get(), EPOLLIN, [this](std::uint32_t) {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = ::read(wake_.get(), &count, sizeof count);  // EAGAIN: another round took it
    });
}

EventLoop::~EventLoop() = default;

void EventLoop::add_fd(int fd, std::uint32_t events, FdCallback callback) {
    auto watch = std::make_shared<Watch>(Watch{std::move(callback), events});
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    // First what may find no memory: the kernel watches nothing that the loop does not know.
    std::shared_ptr<Watch>& place = watches_[fd];
    if (epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) {
        const int error = errno;
        if (!place) watches_.erase(fd);
        throw_system_error("cannot watch a descriptor: epoll_ctl", error);
    }
    place = std::move(watch);
}

void EventLoop::change_fd(int fd, std::uint32_t events) {
    const auto found = watches_.find(fd);
    if (found == watches_.end() || found->second->events == events) return;
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    if (epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event) != 0) throw_system_error("cannot change a watch: epoll_ctl", errno);
    found->second->events = events;
}

void EventLoop::remove_fd(int fd) {
    if (watches_.erase(fd) > 0) epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
}

EventLoop::TimerId EventLoop::add_timer(SteadyTime when, Callback callback) {
    const TimerId id = next_timer_++;
    timers_.emplace(std::pair(when, id), std::move(callback));
    timer_times_.emplace(id, when);
    // The sleep that goes on is as long as the timers were that it knew.
    if (asleep_ && timers_.begin()->first.second == id) wake();
    return id;
}

void EventLoop::cancel_timer(TimerId id) {
    const auto found = timer_times_.find(id);
    if (found == timer_times_.end()) return;
    timers_.erase({found->second, id});
    timer_times_.erase(found);
}

std::optional<SteadyTime> EventLoop::next_timer() const {
    if (timers_.empty()) return {};
    return timers_.begin()->first.first;
}

void EventLoop::set_before_sleep(std::function<bool()> hook) { before_sleep_ = std::move(hook); }
void EventLoop::set_after_sleep(Callback hook) { after_sleep_ = std::move(hook); }

void EventLoop::call_due_timers() {
    const SteadyTime now = std::chrono::steady_clock::now();
    // Timers added by a callback for a time that is already due wait for the next round, so that one round ends.
    const TimerId newest = next_timer_;
    for (auto due = timers_.begin(); due != timers_.end() && due->first.first <= now;) {
        if (due->first.second >= newest) {  // it may stand before others that are due
            ++due;
            continue;
        }
        const std::pair key = due->first;
        Callback callback = std::move(due->second);
        timer_times_.erase(key.second);
        timers_.erase(due);
        callback();
        due = timers_.upper_bound(key);
    }
}

void EventLoop::set_work(std::function<bool()> work) { work_ = std::move(work); }
void EventLoop::set_has_work(std::function<bool()> has_work) { has_work_ = std::move(has_work); }

bool EventLoop::spin() {
    const auto has_something = [this] { return has_posted_.load(std::memory_order_relaxed) || (has_work_ && has_work_()); };
    SteadyTime now = std::chrono::steady_clock::now();
    if (now < crowded_until_) return has_something();
    const SteadyTime until = now + kSpin;
    do {
        for (int i = 0; i < 32; ++i) {
            pause_briefly();
            if (i % 8 == 7 && has_something()) return true;
        }
        const SteadyTime yielded = std::chrono::steady_clock::now();
        sched_yield();
        now = std::chrono::steady_clock::now();
        if (now - yielded > kLongYield) crowded_until_ = now + kCrowded;
    } while (now < until);
    return has_something();
}

void EventLoop::run_once(std::optional<std::chrono::nanoseconds> limit) {
    const bool may_wait = !limit || *limit > std::chrono::nanoseconds::zero();
    if (may_wait && rounds_at_hand_ < kMostRoundsAtHand) {
        const bool called = call_posted();
        if ((work_ && work_()) || called) {
            was_busy_ = true;
            ++rounds_at_hand_;
            return;
        }
        if (was_busy_ && !stopping_) {
            was_busy_ = spin();
            ++rounds_at_hand_;  // whatever it saw, timers and descriptors come to their turn
            if (was_busy_) return;
        }
    }
    rounds_at_hand_ = 0;
    sleep(limit);
}

void EventLoop::sleep(std::optional<std::chrono::nanoseconds> limit) {
    // The sleeping flag is raised before the hook looks for work: whoever wakes after that look writes the eventfd.
    sleeping_.store(true, std::memory_order_seq_cst);
    std::chrono::nanoseconds sleep = limit.value_or(std::chrono::nanoseconds::max());
    const bool more = before_sleep_ && before_sleep_();
    std::unique_lock lock(posted_mutex_);
    if (stopping_ || more || next_calling_ < calling_.size() || !posted_.empty() || (has_work_ && has_work_())) sleep = std::chrono::nanoseconds::zero();
    lock.unlock();
    if (!timers_.empty()) {
        const SteadyTime now = std::chrono::steady_clock::now();
        const SteadyTime due = std::max(timers_.begin()->first.first, now);  // first: the difference to a time long past may not fit
        sleep = std::min<std::chrono::nanoseconds>(sleep, due - now);
    }
    sleep = std::max(sleep, std::chrono::nanoseconds::zero());

    std::array<epoll_event, 64> events{};
    timespec timeout{};
    timespec* timeout_pointer = nullptr;
    if (sleep != std::chrono::nanoseconds::max()) {
        timeout.tv_sec = sleep.count() / 1'000'000'000;
        timeout.tv_nsec = sleep.count() % 1'000'000'000;
        timeout_pointer = &timeout;
    }
    asleep_ = true;
    if (guard_ != nullptr) guard_->unlock();
    const int count = epoll_pwait2(epoll_.get(), events.data(), static_cast<int>(events.size()), timeout_pointer, nullptr);
    const int error = errno;
    if (guard_ != nullptr) {
        wants_guard_.store(true, std::memory_order_relaxed);
        guard_->lock();
        wants_guard_.store(false, std::memory_order_relaxed);
    }
    asleep_ = false;
    sleeping_.store(false, std::memory_order_relaxed);
    if (after_sleep_) after_sleep_();
    static_cast<void>(call_posted());  // whoever posted may wait for that, also when this is the last round
    if (count < 0 && error != EINTR) throw_system_error("the event loop cannot wait: epoll_pwait2", error);
    for (const epoll_event& event : std::span(events.data(), static_cast<std::size_t>(std::max(count, 0)))) {
        // A callback of this round may have removed the watch, or closed the descriptor and reused its number.
        const auto found = watches_.find(event.data.fd);
        if (found == watches_.end()) continue;
        const std::shared_ptr<Watch> watch = found->second;
        watch->callback(event.events);
    }
    call_due_timers();
}

bool EventLoop::call_posted() {
    if (next_calling_ == calling_.size()) {
        if (!has_posted_.load(std::memory_order_acquire)) return false;
        const std::lock_guard lock(posted_mutex_);
        has_posted_.store(false, std::memory_order_relaxed);
        calling_.clear();
        next_calling_ = 0;
        calling_.swap(posted_);
    }
    // One that throws has had its turn; those behind it are called in the next round.
    while (next_calling_ < calling_.size()) {
        const Callback callback = std::move(calling_[next_calling_++]);
        callback();
    }
    calling_.clear();
    next_calling_ = 0;
    return true;
}

void EventLoop::post(Callback callback) {
    {
        const std::lock_guard lock(posted_mutex_);
        posted_.push_back(std::move(callback));
        has_posted_.store(true, std::memory_order_release);
    }
    wake();
}

void EventLoop::run() {
    stopping_ = false;
    const auto held = guard_ != nullptr ? std::unique_lock(*guard_) : std::unique_lock<std::mutex>();
    while (!stopping_) run_once();
}

void EventLoop::stop() noexcept { stopping_ = true; }

void EventLoop::wake() noexcept {
    // Pairs with the store in sleep(): either this sees the loop on its way to sleep and writes, or the loop, which
    // takes the mutex of what was posted after that store, sees the post.
    if (!sleeping_.load(std::memory_order_seq_cst)) return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);  // EAGAIN: it is awake anyway
}

}  // namespace poolscope::base
