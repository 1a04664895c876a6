// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

namespace poolscope::process {

/// Reaps a child that was sent SIGKILL. It ends within moments unless the kernel holds it (state D, on a disk that does
/// not answer) or a debugger does (ptrace(2): its tracer is told first). So the wait has a bound; what is not gone by
/// then is left to a thread that does nothing but wait for it, and is gone when the kernel lets it go. `pidfd` is
/// borrowed; -1: known by its pid alone, which stays its own until it is reaped.
void reap_killed(pid_t pid, int pidfd) noexcept;

/// The same for one that was waited for long enough: left to that thread at once.
void reap_in_the_background(pid_t pid) noexcept;

/// The same for each child that is left in a process group whose members were all sent SIGKILL. `leader_pidfd` is the
/// leader's, borrowed.
void reap_killed_group(pid_t group, int leader_pidfd) noexcept;

}  // namespace poolscope::process
