// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#include <cpuid.h>
#include <x86intrin.h>
#endif

namespace poolscope::base {

/// The processor's own counter, read in a third of the time that a look at the clock takes. How long a tick is has to be
/// measured, and on some machines processors do not count alike: for what is allowed to be wrong now and then.
[[nodiscard]] inline std::uint64_t ticks() noexcept {
#if defined(__x86_64__)
    return __rdtsc();
#else
    return 0;
#endif
}

/// Whether ticks() goes on evenly, whatever the processor does (CPUID, "invariant TSC").
[[nodiscard]] inline bool ticks_are_even() noexcept {
#if defined(__x86_64__)
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(0x80000007, &a, &b, &c, &d) != 0 && (d & (1u << 8)) != 0;
#else
    return false;
#endif
}

}  // namespace poolscope::base
