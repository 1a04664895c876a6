// SPDX-License-Identifier: MIT
#include "process/child.h"

#include <cerrno>
#include <csignal>
#include <utility>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
// glibc 2.36's header lacks the guards of C++.
#include <sys/pidfd.h>
}

#include "process/reaping.h"

namespace poolscope::process {
namespace {

/// waitid(2) as the kernel has it: with the resources that the process used, which glibc's waitid leaves out.
int wait_for(int pidfd, siginfo_t& info, int options, rusage* used = nullptr) noexcept {
    while (true) {
        info = {};
        const auto failed = syscall(SYS_waitid, P_PIDFD, static_cast<id_t>(pidfd), &info, options, used);
        if (failed == 0 || errno != EINTR) return static_cast<int>(failed);
    }
}

std::int64_t nanoseconds(const timeval& time) noexcept {
    return (static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_usec) * 1000;
}

}  // namespace

OwnedChild& OwnedChild::operator=(OwnedChild&& other) noexcept {
    if (this != &other) {
        OwnedChild old(std::move(*this));
        pid_ = std::exchange(other.pid_, 0);
        pidfd_ = std::move(other.pidfd_);
    }
    return *this;
}

OwnedChild::~OwnedChild() {
    if (!pidfd_) return;
    kill_group();
    reap_killed(pid_, pidfd_.get());
}

bool OwnedChild::send_signal(int signal) noexcept {
    return pidfd_ && pidfd_send_signal(pidfd_.get(), signal, nullptr, 0) == 0;
}

void OwnedChild::kill_group() noexcept {
    if (!pidfd_) return;
    // The child is not reaped yet, so its pid and the group of that number are still its own.
    ::kill(-pid_, SIGKILL);
    send_signal(SIGKILL);
}

void OwnedChild::end_group() noexcept {
    if (!pidfd_) return;
    kill_group();
    // The leader is reaped among the others; as long as one of them is not, the group's number stays what it is.
    reap_killed_group(pid_, pidfd_.get());
    pidfd_.reset();
}

void OwnedChild::give_up() noexcept {
    if (!pidfd_) return;
    kill_group();
    pidfd_.reset();
    reap_in_the_background(pid_);
}

std::optional<ChildEnd> OwnedChild::try_reap() noexcept {
    if (!pidfd_) return ChildEnd{};
    siginfo_t info{};
    const int failed = wait_for(pidfd_.get(), info, WEXITED | WNOHANG | WNOWAIT);
    const int error = errno;
    ChildEnd end;
    if (failed == 0) {
        if (info.si_pid == 0) return {};
        // What the tasks of a worker that did not leave in order left running in its group goes with it, while the
        // group's number is still its own.
        if (info.si_code != CLD_EXITED || info.si_status != 0) ::kill(-pid_, SIGKILL);
        rusage used{};
        if (wait_for(pidfd_.get(), info, WEXITED | WNOHANG, &used) == 0 && info.si_pid != 0)
            end.cpu_ns = nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime);
        if (info.si_code == CLD_EXITED) end.exit_code = info.si_status;
        else end.signal = info.si_status;
    } else if (error != ECHILD) {
        return {};
    }
    // ECHILD: SIGCHLD is ignored or somebody else waited for it. It is gone, and nobody can say how.
    pidfd_.reset();
    return end;
}

}  // namespace poolscope::process
