// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <spawn.h>
#include <sys/types.h>

namespace poolscope::base {

/// What posix_spawn(3) is told about one child. Each step may find no memory, or a descriptor that is none: nothing is spawned then,
/// as a child without that step would have what it must not have.
class SpawnPlan {
public:
    SpawnPlan() noexcept;
    ~SpawnPlan();
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    /// Standard input has nothing to read.
    void close_input() noexcept;
    /// In the order of the calls: see that no target is the source of a later one.
    void place(int fd, int target) noexcept;
    void close_from(int first) noexcept;
    /// Nothing is ignored and nothing blocked: both would stay so across exec.
    void reset_signals() noexcept;
    void lead_a_group() noexcept;
    void lead_a_session() noexcept;

    /// Starts arguments[0]. Not 0: the errno of the first step that failed, or of posix_spawn itself.
    [[nodiscard]] int spawn(pid_t& pid, const std::vector<std::string>& arguments, char* const* environment) noexcept;
    /// The same, looked for in PATH.
    [[nodiscard]] int spawn_from_path(pid_t& pid, const std::vector<std::string>& arguments, char* const* environment) noexcept;

private:
    using Spawn = int(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*, char* const*, char* const*);
    int spawn_by(Spawn* call, pid_t& pid, const std::vector<std::string>& arguments, char* const* environment) noexcept;
    void check(int error) noexcept {
        if (error_ == 0) error_ = error;
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
    short flags_ = 0;
    int error_ = 0;
};

}  // namespace poolscope::base
