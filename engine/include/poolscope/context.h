// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolscope {

/// How a worker process comes into being (SEMANTICS.md, "Start methods").
enum class StartMethod : std::uint8_t { Fork = 1, Spawn, ForkServer };

/// "fork", "spawn", "forkserver".
[[nodiscard]] const char* to_string(StartMethod method) noexcept;
[[nodiscard]] std::optional<StartMethod> start_method_from_string(const std::string& name) noexcept;

/// A start method and what goes with it. A value; get one from get_context().
class Context {
public:
    explicit Context(StartMethod method) : method_(method) {}
    [[nodiscard]] StartMethod start_method() const noexcept { return method_; }
    /// The program that spawn and forkserver start; empty: the running program itself, which must call
    /// run_worker_if_asked() first thing in main.
    [[nodiscard]] const std::string& executable() const noexcept { return executable_; }
    void set_executable(std::string path) { executable_ = std::move(path); }
    /// Shared objects that each worker (for forkserver: the server, once) loads before anything else. They are built with the headers
    /// alone (Poolscope::module) and find the engine in the program that loads them, which must let them: ENABLE_EXPORTS ON in CMake
    /// (-rdynamic), as Poolscope's own programs have it. Only what such a program itself uses of the engine is there. Scenarios call the
    /// functions of a module by name; a program that calls one through Pool has to know it too, so it links what registers it.
    [[nodiscard]] const std::vector<std::string>& modules() const noexcept { return modules_; }
    void set_modules(std::vector<std::string> paths) { modules_ = std::move(paths); }

private:
    StartMethod method_;
    std::string executable_;
    std::vector<std::string> modules_;
};

/// "fork", "spawn" or "forkserver"; empty: the default. Throws ValueError "cannot find context for 'bogus'".
[[nodiscard]] Context get_context(const std::string& method = {});
/// Sets the default start method of this process, once. Throws RuntimeError "context has already been set" the second
/// time unless forced, ValueError for an unknown method. Any thread.
enum class Force { No, Yes };
void set_start_method(const std::string& method, Force force = Force::No);
/// The default start method: forkserver, as in CPython 3.14, unless set.
[[nodiscard]] std::string get_start_method();
/// The default first, as in CPython.
[[nodiscard]] std::vector<std::string> get_all_start_methods();

/// Logical CPUs that this process may use, and which limit decided.
struct CpuCount {
    int count = 1;
    std::string reason;  ///< "2 logical CPUs", "affinity allows 1 of 2 logical CPUs", "cgroup quota allows 1.5 of 8 logical CPUs"
};
/// From the affinity mask (sched_getaffinity(2)) and the cgroup's quota (cpu.max, or cpu.cfs_quota_us in version 1),
/// whichever is less; never below 1.
[[nodiscard]] CpuCount usable_cpus();

}  // namespace poolscope
