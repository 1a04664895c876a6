// SPDX-License-Identifier: GPL-3.0-or-later
#include "interruption.h"

#include <cerrno>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <poolscope/errors.h>

namespace poolscope::app {

Interruption::Interruption() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
    fd_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd_ < 0) {
        const int error = errno;
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        throw SystemError("cannot watch for signals: signalfd", error);
    }
}

Interruption::~Interruption() {
    ::close(fd_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<int> Interruption::take() {
    signalfd_siginfo info{};
    ssize_t count = 0;
    do {
        count = ::read(fd_, &info, sizeof info);
    } while (count < 0 && errno == EINTR);
    if (count != static_cast<ssize_t>(sizeof info)) return {};
    return static_cast<int>(info.ssi_signo);
}

}  // namespace poolscope::app
