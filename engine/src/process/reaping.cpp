// SPDX-License-Identifier: MIT
#include "process/reaping.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <thread>

#include <poll.h>
#include <sys/wait.h>

namespace poolscope::process {
namespace {

/// How long whoever ends a child waits for its end. A killed process needs well under a millisecond, a loaded machine
/// some.
constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::microseconds kFirstPause{50};
constexpr std::chrono::microseconds kLongestPause{5000};

enum class Found { Reaped, Waits, None };
enum class Count { One, All };

Found try_to_reap(idtype_t type, id_t id) noexcept {
    while (true) {
        siginfo_t info{};
        if (waitid(type, id, &info, WEXITED | WNOHANG) == 0) return info.si_pid != 0 ? Found::Reaped : Found::Waits;
        if (errno != EINTR) return Found::None;  // ECHILD: reaped already, or somebody ignores SIGCHLD
    }
}

/// Children that end one after the other, until none is left or the time is over. False: one is left.
bool reap_within_patience(idtype_t type, id_t id, int pidfd, Count count) noexcept {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    std::chrono::microseconds pause = kFirstPause;
    if (pidfd >= 0) {
        pollfd watched{pidfd, POLLIN, 0};
        ::poll(&watched, 1, static_cast<int>(kPatience.count()));
    }
    while (true) {
        const Found found = try_to_reap(type, id);
        if (found == Found::None || (found == Found::Reaped && count == Count::One)) return true;
        if (found == Found::Reaped) continue;
        if (std::chrono::steady_clock::now() >= deadline) return false;
        // Nothing else tells of the end of a group, or of a child whose tracer has not let go of it.
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, kLongestPause);
    }
}

void leave_to_a_thread(idtype_t type, id_t id, Count count) noexcept {
    // No signal is for this thread: a handler of the program's would run in a place that nobody expects.
    sigset_t every{}, before{};
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    try {
        std::thread([=] {
            siginfo_t info{};
            do {
                while (waitid(type, id, &info, WEXITED) != 0)
                    if (errno != EINTR) return;
            } while (count == Count::All);
        }).detach();
    } catch (const std::system_error&) {
        // No thread to be had: it stays a zombie until this program ends. It was killed and holds nothing of ours.
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace

void reap_killed(pid_t pid, int pidfd) noexcept {
    const auto id = static_cast<id_t>(pid);
    if (!reap_within_patience(P_PID, id, pidfd, Count::One)) leave_to_a_thread(P_PID, id, Count::One);
}

void reap_in_the_background(pid_t pid) noexcept { leave_to_a_thread(P_PID, static_cast<id_t>(pid), Count::One); }

void reap_killed_group(pid_t group, int leader_pidfd) noexcept {
    const auto id = static_cast<id_t>(group);
    if (!reap_within_patience(P_PGID, id, leader_pidfd, Count::All)) leave_to_a_thread(P_PGID, id, Count::All);
}

}  // namespace poolscope::process
