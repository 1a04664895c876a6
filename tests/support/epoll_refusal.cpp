// SPDX-License-Identifier: MIT
#include "epoll_refusal.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>

#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::mutex mutex;
std::string refused;
std::atomic<int> watches = 0, waits = 0;

bool is_refused(int fd) {
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    std::array<char, 256> name{};
    const ssize_t size = ::readlink(link.c_str(), name.data(), name.size());
    const std::lock_guard lock(mutex);
    if (size <= 0 || watches == 0 || std::string(name.data(), static_cast<std::size_t>(size)).find(refused) == std::string::npos) return false;
    --watches;
    return true;
}

}  // namespace

extern "C" {

int epoll_ctl(int epoll, int operation, int fd, epoll_event* event) noexcept {
    if (operation == EPOLL_CTL_ADD && watches > 0 && is_refused(fd)) {
        errno = ENOSPC;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_epoll_ctl, epoll, operation, fd, event));
}

int epoll_pwait2(int epoll, epoll_event* events, int most, const timespec* timeout, const sigset_t* mask) {
    if (int left = waits; left > 0 && waits.compare_exchange_strong(left, left - 1)) {
        errno = EBADF;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_epoll_pwait2, epoll, events, most, timeout, mask, NSIG / 8));
}

}  // extern "C"

namespace poolscope::tests {

void refuse_to_watch(const std::string& what, int times) {
    const std::lock_guard lock(mutex);
    refused = what;
    watches = times;
}
int refusals_to_come() { return watches; }
void refuse_to_wait(int times) { waits = times; }

}  // namespace poolscope::tests
