// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

#include <sys/types.h>

namespace poolscope::base {

/// The process in which this was made. What a fork(2) copies of it knows that it is a copy: the threads that it needs were not copied, and
/// its locks are as whoever held them left them.
class HomeProcess {
public:
    HomeProcess() noexcept;
    /// Costs no system call. Any thread.
    [[nodiscard]] bool is_elsewhere() const noexcept { return fork_ != forks.load(std::memory_order_relaxed); }
    /// The same also for a child that was made by clone(2), of which nobody is told.
    [[nodiscard]] bool is_surely_elsewhere() const noexcept;

private:
    static std::atomic<std::uint32_t> forks;  ///< that lie between this process and the first; written in a child's only thread
    std::uint32_t fork_;
    pid_t pid_;
};

}  // namespace poolscope::base
