// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include <csignal>
#include <sys/epoll.h>
#include <unistd.h>

#include <valgrind/valgrind.h>

#include "pidfd_wire.h"

/// Valgrind 3.19 refuses pidfd_open, pidfd_send_signal and epoll_pwait2. In the preset `valgrind` the linker sends the engine's calls here
/// (--wrap), and a program under valgrind asks a server that is not (pidfd_server.cpp), or the older call; every other one asks the kernel as
/// ever. Leaks are looked for in the programs themselves, not in what they fork: there the stacks of all other threads are gone, and with
/// them what holds their memory.
extern "C" {
pid_t __real_fork();
pid_t __wrap_fork();
int __real_epoll_pwait2(int epoll, epoll_event* events, int most, const timespec* timeout, const sigset_t* signals);
int __wrap_epoll_pwait2(int epoll, epoll_event* events, int most, const timespec* timeout, const sigset_t* signals);
int __real_pidfd_open(pid_t pid, unsigned flags);
int __wrap_pidfd_open(pid_t pid, unsigned flags);
int __real_pidfd_send_signal(int pidfd, int signal, siginfo_t* info, unsigned flags);
int __wrap_pidfd_send_signal(int pidfd, int signal, siginfo_t* info, unsigned flags);
}

namespace {

using poolscope::testing::PidfdAnswer;
using poolscope::testing::PidfdRequest;

/// The descriptor that came with the answer, or 0 where none does; -1 with errno.
int ask(const PidfdRequest& request, int fd) {
    const char* const name = std::getenv(poolscope::testing::kPidfdServer);
    if (name == nullptr) return errno = ENOSYS, -1;
    const int socket = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (socket < 0) return -1;
    socklen_t length = 0;
    const sockaddr_un address = poolscope::testing::abstract_address(name, length);
    int error = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), length) == 0 ? 0 : errno;
    PidfdAnswer answer;
    int received = -1;
    if (error == 0) error = poolscope::testing::send_with(socket, request, fd);
    if (error == 0) error = poolscope::testing::receive_with(socket, answer, received);
    if (error == 0) error = answer.error;
    ::close(socket);
    if (error == 0) return request.what == PidfdRequest::What::Open ? received : 0;
    if (received >= 0) ::close(received);
    return errno = error, -1;
}

}  // namespace

int __wrap_pidfd_open(pid_t pid, unsigned flags) {
    if (RUNNING_ON_VALGRIND == 0) return __real_pidfd_open(pid, flags);
    return ask({PidfdRequest::What::Open, pid, flags, 0}, -1);
}

int __wrap_pidfd_send_signal(int pidfd, int signal, siginfo_t* info, unsigned flags) {
    if (RUNNING_ON_VALGRIND == 0) return __real_pidfd_send_signal(pidfd, signal, info, flags);
    return ask({PidfdRequest::What::Signal, 0, flags, signal}, pidfd);
}

pid_t __wrap_fork() {
    const pid_t pid = __real_fork();
    if (pid == 0 && RUNNING_ON_VALGRIND != 0) VALGRIND_CLO_CHANGE("--leak-check=no");
    return pid;
}

int __wrap_epoll_pwait2(int epoll, epoll_event* events, int most, const timespec* timeout, const sigset_t* signals) {
    if (RUNNING_ON_VALGRIND == 0) return __real_epoll_pwait2(epoll, events, most, timeout, signals);
    constexpr long kMostSeconds = 1'000'000;  // whoever waits for longer looks again
    int milliseconds = -1;
    if (timeout != nullptr) milliseconds = static_cast<int>(std::min<long>(timeout->tv_sec, kMostSeconds) * 1000 + (timeout->tv_nsec + 999'999) / 1'000'000);
    return ::epoll_pwait(epoll, events, most, milliseconds, signals);
}
