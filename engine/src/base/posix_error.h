// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <poolscope/errors.h>

namespace poolscope::base {

/// "cannot start a worker: fork: Resource temporarily unavailable (EAGAIN); the limit of processes is ..." The limit that is
/// likely behind the number is named: RLIMIT_NOFILE for EMFILE, the system's table for ENFILE, RLIMIT_NPROC for EAGAIN,
/// memory for ENOMEM.
[[nodiscard]] std::string describe_error(const std::string& what, int error_number);

/// Throws SystemError with describe_error(). Pass errno as it was on the line after the call.
[[noreturn]] void throw_system_error(const std::string& what, int error_number);

}  // namespace poolscope::base
