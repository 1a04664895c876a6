// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope {

/// Registers the built-in functions and initializers (square, is_prime, run_command, remember, ...). A host, a worker and
/// a test call it once at start; the second time nothing happens. It is a call and not a static initialiser, since the
/// linker drops the objects of a static library that nobody refers to.
void register_catalogue();

/// Sets the note that host_note() gives in workers forked from this process afterwards; workers that are spawned have none.
/// Any thread.
void set_host_note(std::string note);

}  // namespace poolscope
