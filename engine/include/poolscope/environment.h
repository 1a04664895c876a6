// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <poolscope/json.h>

namespace poolscope {

/// On what a run was made. Two runs can only be compared by someone who knows whether these were the same. What the system does
/// not tell stays empty: nothing here ever fails.
struct Environment {
    std::string cpu_model;              ///< "AMD EPYC 7B13"; /proc/cpuinfo
    std::optional<int> logical_cpus;    ///< online in the machine
    std::optional<int> usable_cpus;     ///< that this process may use: affinity and the cgroup's quota
    std::string affinity;               ///< the CPUs that this process may run on, "0-3,8"
    std::optional<double> load_1_minute, load_5_minutes, load_15_minutes;  ///< when this was asked
    std::string governor;               ///< of the CPU's frequency, "performance"; empty where the kernel has none, as in most virtual machines
    std::optional<double> cgroup_cpus;  ///< CPUs' worth of time that the control group allows
    std::optional<std::uint64_t> cgroup_memory_bytes;
    std::optional<std::uint64_t> memory_bytes;  ///< of the machine
    std::string kernel;                 ///< "6.1.0-18-amd64"
    std::string distribution;           ///< "Debian GNU/Linux 12 (bookworm)"
    std::string poolscope;              ///< version of the engine
    bool operator==(const Environment&) const = default;
};

/// As it is now. Reads a dozen small files: a fraction of a millisecond.
[[nodiscard]] Environment this_environment();

/// An object of what is known.
[[nodiscard]] Json to_json(const Environment& environment);
/// What is missing in it, or of another type, stays unknown.
[[nodiscard]] Environment environment_from_json(const Json& json);

}  // namespace poolscope
