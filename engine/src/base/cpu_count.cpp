// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <sstream>
#include <vector>

#include <sched.h>
#include <unistd.h>

#include <poolscope/context.h>

#include "base/cgroup_quota.h"

namespace poolscope {
namespace {

int affinity_count(int online) {
    // The mask may be wider than cpu_set_t: grow until the kernel accepts it (sched_setaffinity(2), EINVAL).
    for (int cpus = 1024; cpus <= 1 << 20; cpus *= 2) {
        cpu_set_t* set = CPU_ALLOC(static_cast<std::size_t>(cpus));
        const std::size_t size = CPU_ALLOC_SIZE(static_cast<std::size_t>(cpus));
        const int failed = sched_getaffinity(0, size, set);
        const int error = errno;
        const int count = failed == 0 ? CPU_COUNT_S(size, set) : 0;
        CPU_FREE(set);
        if (failed == 0) return std::max(count, 1);
        if (error != EINVAL) break;
    }
    return online;
}

std::string cpus_text(int count) { return std::to_string(count) + (count == 1 ? " logical CPU" : " logical CPUs"); }

}  // namespace

CpuCount usable_cpus() {
    const int online = std::max(1, static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)));
    const int allowed = affinity_count(online);
    CpuCount result{allowed, cpus_text(allowed)};
    if (allowed < online) result.reason = "affinity allows " + std::to_string(allowed) + " of " + cpus_text(online);
    if (const std::optional<double> quota = base::cgroup_cpu_quota()) {
        // Rounded up, as half a CPU still runs a worker; CPython's process_cpu_count ignores the quota.
        const int by_quota = std::max(1, static_cast<int>(std::ceil(*quota)));
        if (by_quota < allowed) {
            std::ostringstream text;
            text << "cgroup quota allows " << *quota << " of " << cpus_text(allowed);
            result = {by_quota, text.str()};
        }
    }
    return result;
}

}  // namespace poolscope
