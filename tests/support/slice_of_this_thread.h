// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::testing {

/// The calling thread's slice of processor time in nanoseconds, as the kernel tells it; empty where it tells none (before Linux 6.12).
inline std::optional<std::uint64_t> slice_of_this_thread() {
    struct {
        std::uint32_t size, policy;
        std::uint64_t flags;
        std::int32_t nice;
        std::uint32_t priority;
        std::uint64_t runtime, deadline, period;
    } attributes{};
    if (::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0 || attributes.runtime == 0) return {};
    return attributes.runtime;
}

}  // namespace poolscope::testing
