// SPDX-License-Identifier: MIT
#include "supervise/output_alarm.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>

#include <sys/inotify.h>
#include <unistd.h>

namespace poolscope::supervise {

OutputAlarm::OutputAlarm() : fd_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}

int OutputAlarm::watch(int file) noexcept {
    if (!fd_) return -1;
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/self/fd/%d", file);
    // Once: a pool that works looks at its output by the clock, and is not to be woken by each line as well.
    return inotify_add_watch(fd_.get(), path.data(), IN_MODIFY | IN_ONESHOT);
}

void OutputAlarm::heard(const std::function<void(int watch)>& over) {
    alignas(inotify_event) std::array<char, 4096> events;
    while (true) {
        const ssize_t size = ::read(fd_.get(), events.data(), events.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return;
        for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(size);) {
            inotify_event event{};
            std::memcpy(&event, events.data() + at, sizeof event);
            at += sizeof event + event.len;
            over(event.wd);
        }
    }
}

}  // namespace poolscope::supervise
