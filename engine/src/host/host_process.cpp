// SPDX-License-Identifier: MIT
#include "host/host_process.h"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
extern "C" {
#include <sys/pidfd.h>
}

#include "base/posix_error.h"

namespace poolscope::host {

namespace {

/// What posix_spawn is told; frees what it holds.
class SpawnPlan {
public:
    SpawnPlan() {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    void set_descriptors(HostProcess::Descriptors descriptors) {
        check(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
        check(::posix_spawn_file_actions_adddup2(&actions_, descriptors.output, STDOUT_FILENO));
        check(::posix_spawn_file_actions_adddup2(&actions_, descriptors.output, STDERR_FILENO));
        check(::posix_spawn_file_actions_adddup2(&actions_, descriptors.connection, HostProcess::kConnectionFd));
        check(::posix_spawn_file_actions_addclosefrom_np(&actions_, HostProcess::kConnectionFd + 1));
    }
    void set_attributes() {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        check(::posix_spawnattr_setsigmask(&attributes_, &none));
        check(::posix_spawnattr_setsigdefault(&attributes_, &all));
        check(::posix_spawnattr_setflags(&attributes_,
                                         POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID));
    }
    [[nodiscard]] const posix_spawn_file_actions_t* actions() const noexcept { return &actions_; }
    [[nodiscard]] const posix_spawnattr_t* attributes() const noexcept { return &attributes_; }

private:
    static void check(int error) {
        if (error != 0) base::throw_system_error("cannot prepare the start of a host: posix_spawn", error);
    }
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

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
    SpawnPlan plan;
    plan.set_descriptors({connection.get(), output.get()});
    plan.set_attributes();
    std::vector<std::string> copies = arguments;  // execve wants writable strings
    std::vector<char*> argv;
    for (std::string& argument : copies)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_t pid = 0;
    int error = ::posix_spawn(&pid, argv[0], plan.actions(), plan.attributes(), argv.data(), environ);
    if (error != 0) base::throw_system_error("cannot start the host program " + arguments[0] + ": posix_spawn", error);
    base::UniqueFd pidfd(::pidfd_open(pid, 0));  // not reaped yet, so the pid is still this child's
    if (!pidfd) {
        int open_error = errno;
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
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
