// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope::tasks {

/// SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. Throws SystemError.
[[nodiscard]] std::string sha256_of_file(const std::string& path);

}  // namespace poolscope::tasks
