// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lane/layout.h"

namespace poolscope::lane {

/// Sleeps while the word is `value`; may also return early. Shared between processes, unlike std::atomic::wait, which
/// libstdc++ keeps private to one. No time limit: the host's death ends the worker (PR_SET_PDEATHSIG).
inline void futex_wait(Word& word, std::uint32_t value) noexcept {
    syscall(SYS_futex, &word, FUTEX_WAIT, value, nullptr, nullptr, 0);
}

inline void futex_wake(Word& word) noexcept { syscall(SYS_futex, &word, FUTEX_WAKE, 1, nullptr, nullptr, 0); }

}  // namespace poolscope::lane
