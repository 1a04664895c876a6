// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/unique_fd.h"

namespace poolscope::tasks {

/// A file read from its beginning in large pieces. Throws SystemError in Python's words:
/// "[Errno 2] No such file or directory: 'x'".
class InputFile {
public:
    explicit InputFile(const std::string& path);
    /// The next piece, which lives until the next call; empty at the end.
    [[nodiscard]] std::span<const std::byte> next();

private:
    std::string path_;
    base::UniqueFd fd_;
    std::vector<std::byte> piece_;
};

}  // namespace poolscope::tasks
