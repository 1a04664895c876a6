// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/own_cgroups.h"
#include "base/unique_fd.h"

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
    /// The same, open: it is asked at each worker's start, and one read costs a tenth of finding and opening it. Null in tests.
    std::shared_ptr<const UniqueFd> file_;
};

/// The number behind "oom_kill" in such a file. Empty: it is not there.
[[nodiscard]] std::optional<std::uint64_t> parse_oom_kills(std::string_view text) noexcept;

}  // namespace poolscope::base
