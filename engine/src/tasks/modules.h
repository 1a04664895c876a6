// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace poolscope::tasks {

/// Loads a shared object whose POOLSCOPE_FUNCTIONs become known to this process, and gives their names, sorted. The second
/// time it gives the same names. It stays loaded until the process ends.
///
/// Throws ValueError that names the file: not there, no shared object for this program (with the loader's reason), no function
/// in it, a function's name taken; nothing is loaded or registered then. Throws RuntimeError in a statically linked program.
///
/// What a module may use of the engine, left undefined in it and found in the program that loads it (which is linked with
/// CMake's ENABLE_EXPORTS): the macro, ValueCodec and what <poolscope/value.h> declares, the errors, register_error().
std::vector<std::string> load_module(const std::string& path);

}  // namespace poolscope::tasks
