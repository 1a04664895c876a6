// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/cgroup_quota.h"

namespace poolscope::base {

/// How many processes of this process's control group the kernel has killed for want of memory, as the group itself counts them.
/// Version 2: "oom_kill" in memory.events; version 1: "oom_kill" in memory.oom_control of the memory controller
/// (Documentation/admin-guide/cgroup-v2.rst, cgroup-v1/memory.rst of Linux).
class CgroupKills {
public:
    CgroupKills();
    /// `read` stands in for the file system in tests.
    explicit CgroupKills(FileText read);
    /// Empty where nobody counts.
    [[nodiscard]] std::optional<std::uint64_t> count() const;

private:
    FileText read_;
    std::string path_;  ///< of the file that counts; empty: there is none
};

/// The number behind "oom_kill" in such a file. Empty: it is not there.
[[nodiscard]] std::optional<std::uint64_t> parse_oom_kills(const std::string& text);

}  // namespace poolscope::base
