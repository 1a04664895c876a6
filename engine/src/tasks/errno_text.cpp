// SPDX-License-Identifier: MIT
#include "tasks/errno_text.h"

#include <cstring>

namespace poolscope::tasks {

void throw_errno(int error_number, const std::string& object) {
    const char* words = strerrordesc_np(error_number);
    throw SystemError("[Errno " + std::to_string(error_number) + "] " + (words != nullptr ? words : "unknown error") +
                          (object.empty() ? "" : ": '" + object + "'"),
                      error_number);
}

}  // namespace poolscope::tasks
