// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope::base {

/// One step of a loop that waits for another core: tells this one so, which spares energy and its twin.
inline void pause_briefly() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#else
    asm volatile("yield" ::: "memory");
#endif
}

}  // namespace poolscope::base
