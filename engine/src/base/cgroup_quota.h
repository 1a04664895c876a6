// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "base/own_cgroups.h"

namespace poolscope::base {

/// CPUs' worth of time that the process's control groups allow, the least over all its ancestors; empty when there is
/// no limit. Version 2: cpu.max; version 1: cpu.cfs_quota_us over cpu.cfs_period_us (Documentation/admin-guide/cgroup-v2.rst,
/// scheduler/sched-bwc.rst of Linux). `read` stands in for the file system in tests.
[[nodiscard]] std::optional<double> cgroup_cpu_quota(const FileText& read);
[[nodiscard]] std::optional<double> cgroup_cpu_quota();

}  // namespace poolscope::base
