// SPDX-License-Identifier: MIT
#pragma once

#include <string>

/// A kernel that refuses, as one does whose user has reached fs.epoll.max_user_watches, which only root could lower. For a test that
/// has epoll_refusal.cpp among its own sources: its epoll_ctl and epoll_pwait2 stand before the C library's.
namespace poolscope::tests {

/// The next so many descriptors whose name in /proc/self/fd holds `what` ("pidfd", "socket", "inotify") are not watched: ENOSPC.
void refuse_to_watch(const std::string& what, int times);
/// How many of them are still to come.
[[nodiscard]] int refusals_to_come();
/// The next so many waits fail: EBADF.
void refuse_to_wait(int times);

}  // namespace poolscope::tests
