// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <poolscope/environment.h>

#include "base/own_cgroups.h"

namespace poolscope::base {

/// What the files of the system say; `read` stands in for them in tests. Everything but usable_cpus and the version.
[[nodiscard]] Environment environment_from(const FileText& read);

/// How many CPUs a list as "0-3,8" has; empty when it is none.
[[nodiscard]] std::optional<int> count_of_cpu_list(const std::string& list);

/// The least memory.max (version 2) or memory.limit_in_bytes (version 1) over the process's control groups; empty: no limit.
[[nodiscard]] std::optional<std::uint64_t> cgroup_memory_limit(const FileText& read);

}  // namespace poolscope::base
