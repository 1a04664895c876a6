// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include <sys/types.h>

#include "base/unique_fd.h"

namespace poolscope::process {

/// How a process ended, as waitid(2) told it: one of the two is set, or neither when another part of the program reaped it.
struct ChildEnd {
    std::optional<int> exit_code;
    std::optional<int> signal;
    std::optional<std::int64_t> cpu_ns = {};  ///< user and system time, its own reaped children's too; empty when another part reaped it
};

/// Owns one child process: knows it by pidfd, so that no signal ever reaches a stranger who got its pid, and reaps
/// it once. A child that is still alive at destruction is killed with its group, and reaped (reap_killed: that wait is
/// bounded).
class OwnedChild {
public:
    OwnedChild() = default;
    OwnedChild(pid_t pid, base::UniqueFd pidfd) noexcept : pid_(pid), pidfd_(std::move(pidfd)) {}
    OwnedChild(OwnedChild&& other) noexcept = default;
    OwnedChild& operator=(OwnedChild&& other) noexcept;
    ~OwnedChild();

    [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(pidfd_); }
    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    /// Readable when the child has ended (pidfd_open(2)).
    [[nodiscard]] int pidfd() const noexcept { return pidfd_.get(); }

    /// False when it has ended.
    bool send_signal(int signal) noexcept;
    /// SIGKILL to the child and to the process group that it leads, so that what its tasks started goes too.
    void kill_group() noexcept;
    /// SIGKILL to the group and reaps every child of this process that is in it: for a child that has others in its
    /// group whom nobody owns. From then on this owns nothing any more.
    void end_group() noexcept;
    /// Kills it with its group and does not wait for its end, which the kernel or a debugger holds up (reap_killed): it is reaped when
    /// that comes. From then on this owns nothing any more.
    void give_up() noexcept;
    /// Its end, once it has ended; from then on this owns nothing any more.
    [[nodiscard]] std::optional<ChildEnd> try_reap() noexcept;

private:
    pid_t pid_ = 0;
    base::UniqueFd pidfd_;
};

}  // namespace poolscope::process
