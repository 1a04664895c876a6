// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

/// How hosts are found wherever their run folders lie: a symbolic link for each, in a private folder of the user. The link's name is
/// the host's pid and a number, its text the run folder. Links of the dead are swept by whoever comes next.
namespace poolscope::host {

/// Where announcements may lie, the best first: $XDG_RUNTIME_DIR/poolscope; without that variable /run/user/UID/poolscope, then
/// /tmp/poolscope-UID; each with "/hosts" behind.
[[nodiscard]] std::vector<std::string> announcement_folders();

/// Made, kept while this lives, and taken away. What cannot be announced is not, and does no other harm: a run folder in the usual
/// place is found all the same.
class Announcement {
public:
    Announcement() = default;
    explicit Announcement(const std::string& run_folder) noexcept;
    Announcement(Announcement&& other) noexcept;
    Announcement& operator=(Announcement&& other) noexcept;
    ~Announcement();
    void withdraw() noexcept;

private:
    std::string link_;
};

/// The run folders that are announced; links whose host has gone are removed.
[[nodiscard]] std::vector<std::string> announced_folders();

}  // namespace poolscope::host
