// SPDX-License-Identifier: MIT
#include "host/host_process.h"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
extern "C" {
#include <sys/pidfd.h>
}

#include "base/posix_error.h"
#include "base/spawn_plan.h"
#include "process/reaping.h"

namespace poolscope::host {

namespace {

/// A copy of the descriptor above all those that the host is given, so that no dup2 in the child overwrites it.
base::UniqueFd out_of_the_way(int fd) {
    base::UniqueFd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 10));
    // fcntl(2): EINVAL when not even the least number asked for is below RLIMIT_NOFILE.
    if (!copy) base::throw_system_error("cannot prepare the start of a host: fcntl", errno == EINVAL ? EMFILE : errno);
    return copy;
}

int poll_once(int pidfd, std::chrono::milliseconds timeout) {
    pollfd entry{pidfd, POLLIN, 0};
    return ::poll(&entry, 1, static_cast<int>(timeout.count()));
}

}  // namespace

HostProcess HostProcess::start(const std::vector<std::string>& arguments, Descriptors descriptors) {
    base::UniqueFd connection = out_of_the_way(descriptors.connection);
    base::UniqueFd output = out_of_the_way(descriptors.output);
    base::SpawnPlan plan;
    plan.close_input();
    plan.place(output.get(), STDOUT_FILENO);
    plan.place(output.get(), STDERR_FILENO);
    plan.place(connection.get(), HostProcess::kConnectionFd);
    plan.close_from(HostProcess::kConnectionFd + 1);
    plan.reset_signals();
    plan.lead_a_session();
    pid_t pid = 0;
    const int error = plan.spawn(pid, arguments, environ);
    if (error != 0) base::throw_system_error("cannot start the host program " + arguments[0] + ": posix_spawn", error);
    base::UniqueFd pidfd(::pidfd_open(pid, 0));  // not reaped yet, so the pid is still this child's
    if (!pidfd) {
        int open_error = errno;
        ::kill(pid, SIGKILL);
        process::reap_killed(pid, -1);
        base::throw_system_error("cannot watch the host program: pidfd_open", open_error);
    }
    return {pid, std::move(pidfd)};
}

const std::optional<HostProcess::Exit>& HostProcess::reap() {
    if (exit_) return exit_;
    siginfo_t info{};
    int result = 0;
    do {
        result = ::waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &info, WEXITED | WNOHANG);
    } while (result < 0 && errno == EINTR);
    if (result < 0) {
        // ECHILD: this program ignores SIGCHLD or reaped our child itself, so only that the host has ended can be
        // known.
        if (poll_once(pidfd_.get(), std::chrono::milliseconds(0)) > 0) exit_.emplace();
    } else if (info.si_pid != 0) {
        exit_.emplace();
        if (info.si_code == CLD_EXITED) {
            exit_->exit_code = info.si_status;
        } else {
            exit_->signal = info.si_status;
        }
    }
    return exit_;
}

bool HostProcess::wait(std::chrono::milliseconds timeout) {
    auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!reap()) {
        auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        poll_once(pidfd_.get(), left);
    }
    return true;
}

void HostProcess::kill() noexcept {
    if (!exit_) ::pidfd_send_signal(pidfd_.get(), SIGKILL, nullptr, 0);
}

void HostProcess::leave_behind() {
    if (reap()) return;
    std::thread([host = std::move(*this)]() mutable {
        while (!host.wait(std::chrono::hours(1))) {
        }
    }).detach();
}

std::string program_beside(const std::string& name) {
    std::error_code error;
    auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) base::throw_system_error("cannot find " + name + ": readlink /proc/self/exe", error.value());
    return (self.parent_path() / name).string();
}

}  // namespace poolscope::host
