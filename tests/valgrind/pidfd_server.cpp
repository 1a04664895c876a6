// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
// glibc 2.36's header lacks the guards of C++.
#include <sys/pidfd.h>
}

#include "pidfd_wire.h"

/// pidfd_server PROGRAM [ARGUMENT...]: runs a program under valgrind and opens pidfds for it, which valgrind 3.19 cannot. Ends with its
/// status, or 128 and the signal that ended it.
namespace {

using poolscope::testing::PidfdAnswer;
using poolscope::testing::PidfdRequest;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "pidfd_server: %s: %s\n", what, std::strerror(errno));
    std::exit(98);
}

int listening() {
    const int socket = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (socket < 0) fail("socket");
    const std::string name = "poolscope-pidfd-" + std::to_string(::getpid());
    socklen_t length = 0;
    const sockaddr_un address = poolscope::testing::abstract_address(name.c_str(), length);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), length) != 0) fail("bind");
    if (::listen(socket, 64) != 0) fail("listen");
    if (::setenv(poolscope::testing::kPidfdServer, name.c_str(), 1) != 0) fail("setenv");
    return socket;
}

/// One question and its answer. A peer of another user gets none.
void serve(int client) {
    ucred peer{};
    socklen_t length = sizeof peer;
    if (::getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0 || peer.uid != ::getuid()) return;
    PidfdRequest request;
    int fd = -1;
    if (poolscope::testing::receive_with(client, request, fd) != 0) return;
    PidfdAnswer answer;
    int opened = -1;
    if (request.what == PidfdRequest::What::Open) {
        opened = ::pidfd_open(request.pid, request.flags);
        answer.error = opened < 0 ? errno : 0;
    } else {
        answer.error = ::pidfd_send_signal(fd, request.signal, nullptr, request.flags) == 0 ? 0 : errno;
    }
    poolscope::testing::send_with(client, answer, opened);
    for (const int each : {fd, opened})
        if (each >= 0) ::close(each);
}

pid_t start(char** arguments) {
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) fail("fork");
    if (pid > 0) return pid;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(98);
    ::execvp(arguments[0], arguments);
    fail(arguments[0]);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "pidfd_server PROGRAM [ARGUMENT...]\n");
        return 98;
    }
    const int server = listening();
    const pid_t pid = start(argv + 1);
    const int ended = ::pidfd_open(pid, 0);
    if (ended < 0) fail("pidfd_open");
    while (true) {
        std::array<pollfd, 2> watched{{{server, POLLIN, 0}, {ended, POLLIN, 0}}};
        if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) fail("poll");
        if ((watched[0].revents & POLLIN) != 0) {
            const int client = ::accept4(server, nullptr, nullptr, SOCK_CLOEXEC);
            if (client >= 0) {
                serve(client);
                ::close(client);
            }
        }
        if ((watched[1].revents & POLLIN) == 0) continue;
        int status = 0;
        if (::waitpid(pid, &status, 0) != pid) fail("waitpid");
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
}
