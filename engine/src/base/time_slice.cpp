// SPDX-License-Identifier: MIT
#include "base/time_slice.h"

#include <cstdint>

#include <sys/syscall.h>
#include <unistd.h>

namespace poolscope::base {
namespace {

/// As the kernel defines it; glibc has no wrapper before 2.41.
struct SchedulingAttributes {
    std::uint32_t size = sizeof(SchedulingAttributes);
    std::uint32_t policy = 0;  // SCHED_OTHER
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0;  // of SCHED_OTHER: the slice in nanoseconds; 0: the kernel's own choice
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
};

/// The least that the kernel takes.
constexpr std::uint64_t kShortest = 100'000;

void take_slices(std::uint64_t nanoseconds) noexcept {
    SchedulingAttributes now;
    // Another policy than the usual one was chosen by whoever started the program, and is let alone.
    if (::syscall(SYS_sched_getattr, 0, &now, sizeof now, 0) != 0 || now.policy != 0) return;
    now.runtime = nanoseconds;
    static_cast<void>(::syscall(SYS_sched_setattr, 0, &now, 0));
}

}  // namespace

void take_short_slices() noexcept { take_slices(kShortest); }
void take_usual_slices() noexcept { take_slices(0); }

}  // namespace poolscope::base
