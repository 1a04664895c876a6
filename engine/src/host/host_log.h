// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope::host {

/// Keeps host.log from growing without end: workers write there too, and a task may print for days.
class HostLog {
public:
    static constexpr long long kLongest = 1024 * 1024;
    static constexpr long long kKept = 64 * 1024;

    /// `path`: the log, if the standard error of this process is that file; otherwise nothing is ever done.
    explicit HostLog(std::string path);
    /// Cuts a log that has become too long to its last lines. Lines written in that same moment may be lost.
    void keep_short() const;

private:
    std::string path_;
    bool is_ours_ = false;
};

}  // namespace poolscope::host
