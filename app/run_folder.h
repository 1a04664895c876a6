// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace poolscope::app {

/// A private folder (mode 0700) for one run, in TMPDIR or /tmp; gone with everything in it when this goes.
class RunFolder {
public:
    /// Throws SystemError.
    RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;
    ~RunFolder();

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// Moves a file out of the folder, to another file system too; an existing file is replaced. Throws SystemError.
    void keep(const std::string& file, const std::string& destination) const;

private:
    std::string path_;
};

}  // namespace poolscope::app
