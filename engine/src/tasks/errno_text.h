// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <poolscope/errors.h>

namespace poolscope::tasks {

/// Throws SystemError as Python's OSError prints: "[Errno 2] No such file or directory: 'x'". The functions of the catalogue
/// speak so since people compare them with Python's; the engine's own errors come from base/posix_error.h.
[[noreturn]] void throw_errno(int error_number, const std::string& object);

}  // namespace poolscope::tasks
