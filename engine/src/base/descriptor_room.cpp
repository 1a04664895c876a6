// SPDX-License-Identifier: MIT
#include "base/descriptor_room.h"

#include <algorithm>

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/resource.h>

#include "base/unique_fd.h"

namespace poolscope::base {

void make_room_for_descriptors(std::size_t count) noexcept {
    // The lowest free number tells about how many there are.
    const UniqueFd lowest(eventfd(0, EFD_CLOEXEC));
    struct rlimit limit {};
    if (!lowest || ::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == 0) return;
    const std::size_t wanted = std::min<std::size_t>(static_cast<std::size_t>(lowest.get()) + count, limit.rlim_cur - 1);
    // The table is as long as its highest number wants, and stays so.
    const UniqueFd highest(fcntl(lowest.get(), F_DUPFD_CLOEXEC, static_cast<int>(wanted)));
}

}  // namespace poolscope::base
