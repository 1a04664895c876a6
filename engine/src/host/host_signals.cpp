// SPDX-License-Identifier: MIT
#include "host/host_signals.h"

#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/posix_error.h"

namespace poolscope::host {

HostSignals::HostSignals(base::EventLoop& loop, OnSignal on_signal) : loop_(loop), on_signal_(std::move(on_signal)) {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&signals, signal);
    if (const int error = ::pthread_sigmask(SIG_BLOCK, &signals, &before_); error != 0) {
        base::throw_system_error("cannot block signals: pthread_sigmask", error);
    }
    fd_ = base::UniqueFd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!fd_) {
        const int error = errno;
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        base::throw_system_error("cannot watch for signals: signalfd", error);
    }
    loop_.add_fd(fd_.get(), EPOLLIN, [this](std::uint32_t) { take(); });
}

HostSignals::~HostSignals() {
    loop_.remove_fd(fd_.get());
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void HostSignals::take() {
    signalfd_siginfo info{};
    while (::read(fd_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        on_signal_(static_cast<int>(info.ssi_signo));
    }
}

}  // namespace poolscope::host
