// SPDX-License-Identifier: MIT
#include "process/worker_start.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <limits.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
// glibc 2.36's header lacks the guards of C++.
#include <sys/pidfd.h>
}

#include "base/posix_error.h"
#include "base/spawn_plan.h"
#include "base/time_slice.h"
#include "process/reaping.h"
#include "process/stdio_flush.h"

namespace poolscope::process {
namespace {

using base::Failure;
using base::UniqueFd;

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> environment_of_a_worker() {
    std::vector<std::string> result;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) result.emplace_back(*entry);
    result.push_back(std::string(kWorkerVariable) + "=1");
    return result;
}

/// A descriptor of the host and the number that it gets in the child.
struct Placed {
    int source;
    int target;
};
using Placing = std::array<Placed, 5>;

/// Spawns `executable` with `placed` descriptors (-1: that one stays as it is) and nothing above 5.
base::Result<OwnedChild> spawn(const std::string& executable, const char* argument, const Placing& placed) {
    const std::string what = "cannot start " + executable;
    // Copies above every target, so that placing one cannot overwrite another.
    std::array<UniqueFd, std::tuple_size_v<Placing>> copies;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        if (placed[i].source < 0) continue;
        copies[i] = UniqueFd(fcntl(placed[i].source, F_DUPFD_CLOEXEC, 10));
        if (!copies[i]) {
            // fcntl(2): EINVAL when not even the least number asked for is below RLIMIT_NOFILE.
            const int error = errno == EINVAL ? EMFILE : errno;
            return Failure{base::describe_error(what + ": fcntl(F_DUPFD_CLOEXEC)", error), error};
        }
    }
    base::SpawnPlan plan;
    plan.close_input();
    for (std::size_t i = 0; i < copies.size(); ++i)
        if (copies[i]) plan.place(copies[i].get(), placed[i].target);
    plan.close_from(6);
    plan.reset_signals();
    plan.lead_a_group();

    const std::vector<std::string> arguments{executable, argument, std::to_string(getpid())};
    std::vector<std::string> environment = environment_of_a_worker();
    pid_t pid = 0;
    const int error = plan.spawn(pid, arguments, pointers(environment).data());
    if (error != 0) return Failure{base::describe_error(what + ": posix_spawn", error), error};
    // Nobody reaps the child before this opens it, so the pid cannot be a stranger's.
    UniqueFd pidfd(pidfd_open(pid, 0));
    if (!pidfd) {
        const int open_error = errno;
        ::kill(pid, SIGKILL);
        reap_killed(pid, -1);
        return Failure{base::describe_error(what + ": pidfd_open", open_error), open_error};
    }
    return OwnedChild(pid, std::move(pidfd));
}

}  // namespace

base::Result<OwnedChild> start_by_spawn(const std::string& executable, const WorkerDescriptors& descriptors) {
    return spawn(executable, kWorkerArgument,
                 {{{descriptors.lane, kLaneFd},
                   {descriptors.doorbell, kDoorbellFd},
                   {descriptors.bell, kBellFd},
                   {descriptors.output, STDOUT_FILENO},
                   {descriptors.error, STDERR_FILENO}}});
}

base::Result<OwnedChild> spawn_fork_server(const std::string& executable, int socket, int doorbell, int bell) {
    return spawn(executable, kForkServerArgument,
                 {{{socket, kServerSocketFd}, {doorbell, kDoorbellFd}, {bell, kBellFd}, {-1, -1}, {-1, -1}}});
}

base::Result<OwnedChild> start_by_fork(const std::function<void()>& child_main) {
    flush_standard_streams();
    const pid_t host = getpid();
    // Blocked until the child has settled in: a signal that comes before must not run the host's handler in the child.
    sigset_t every{}, before{};
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    const pid_t pid = fork();
    const int fork_error = errno;
    if (pid != 0) pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (pid < 0) return Failure{base::describe_error("cannot start a worker: fork", fork_error), fork_error};
    if (pid == 0) {
        settle_in_as_child(host, Group::Own);
        forget_unwritten();
        child_main();
        _exit(0);
    }
    // As the child does: whichever comes first, the group is there before anybody signals it.
    setpgid(pid, pid);
    UniqueFd pidfd(pidfd_open(pid, 0));
    if (!pidfd) {
        const int open_error = errno;
        ::kill(pid, SIGKILL);
        reap_killed(pid, -1);
        return Failure{base::describe_error("cannot start a worker: pidfd_open", open_error), open_error};
    }
    return OwnedChild(pid, std::move(pidfd));
}

void settle_in_as_child(pid_t host_pid, Group group) noexcept {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal) sigaction(signal, &action, nullptr);  // some cannot be set: no harm
    // Only the host decides about an interrupt from the terminal; a broken pipe is an error of a call, not a death.
    action.sa_handler = SIG_IGN;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGPIPE, &action, nullptr);
    sigset_t none{};
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    base::take_usual_slices();  // those of the pool's thread are inherited
    if (group == Group::Own) setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The host may have died before the call above took effect: then nobody would ever signal this process.
    if (getppid() != host_pid) _exit(0);
}

std::string own_executable() {
    std::array<char, PATH_MAX> path{};
    const ssize_t size = readlink("/proc/self/exe", path.data(), path.size() - 1);
    return size > 0 ? std::string(path.data(), static_cast<std::size_t>(size)) : "/proc/self/exe";
}

}  // namespace poolscope::process
