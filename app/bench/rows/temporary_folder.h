// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolscope::bench {

/// A new folder under TMPDIR, removed with all that is in it.
class TemporaryFolder {
public:
    /// Throws std::runtime_error.
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}  // namespace poolscope::bench
