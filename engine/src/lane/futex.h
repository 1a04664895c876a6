// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <chrono>
#include <climits>
#include <ctime>
#include <optional>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lane/layout.h"

namespace poolscope::lane {

/// Sleeps while the word is `value`; may also return early. Shared between processes, unlike std::atomic::wait, which
/// libstdc++ keeps private to one. Without a limit: the host's death ends the worker (PR_SET_PDEATHSIG).
inline void futex_wait(Word& word, std::uint32_t value, std::optional<std::chrono::nanoseconds> longest = {}) noexcept {
    timespec limit{};
    if (longest) {
        limit.tv_sec = static_cast<time_t>(longest->count() / 1'000'000'000);
        limit.tv_nsec = static_cast<long>(longest->count() % 1'000'000'000);
    }
    syscall(SYS_futex, &word, FUTEX_WAIT, value, longest ? &limit : nullptr, nullptr, 0);
}

inline void futex_wake(Word& word) noexcept { syscall(SYS_futex, &word, FUTEX_WAKE, 1, nullptr, nullptr, 0); }

/// The same between threads of one process, for at most so long.
inline void futex_wait_private(Word& word, std::uint32_t value, const std::optional<std::chrono::nanoseconds>& limit) noexcept {
    timespec time{};
    if (limit) {
        time.tv_sec = limit->count() / 1'000'000'000;
        time.tv_nsec = limit->count() % 1'000'000'000;
    }
    syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, limit ? &time : nullptr, nullptr, 0);
}

inline void futex_wake_all_private(Word& word) noexcept { syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0); }

}  // namespace poolscope::lane
