// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace poolscope::app {

/// Copies a file; an existing one is replaced by the whole copy or stays as it is. Throws SystemError.
void copy_whole(const std::string& source, const std::string& destination);

/// A private folder (mode 0700) for one run, in TMPDIR or /tmp; gone with everything in it when this goes.
class RunFolder {
public:
    /// Throws SystemError.
    RunFolder();
    /// Removes the folders that programs and hosts which were killed left in TMPDIR or /tmp: those of this user whose
    /// locks, the program's and the host's, nobody holds any more. What cannot be removed stays. Returns how many went.
    static std::size_t sweep() noexcept;
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;
    ~RunFolder();

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// Moves a file out of the folder, to another file system too; an existing file is replaced by the whole one or stays as it is.
    /// Throws SystemError.
    void keep(const std::string& file, const std::string& destination) const;
    /// The folder stays, for good: what is in it could not be brought to its place.
    void leave() noexcept;

private:
    std::string path_;
    bool is_left_ = false;
    int lock_ = -1;  ///< held by this program as long as the folder is in use
};

}  // namespace poolscope::app
