// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace poolscope::base {

/// Has the kernel make room in this process's table of descriptors for so many more, at once. It doubles the table whenever it is
/// full, and in a program with several threads waits for an RCU grace period each time (10 to 20 ms: fs/file.c, expand_fdtable),
/// so this is best called while there is one thread. Less room than that, or a limit, does no harm.
void make_room_for_descriptors(std::size_t count) noexcept;

}  // namespace poolscope::base
