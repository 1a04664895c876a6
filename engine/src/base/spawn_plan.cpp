// SPDX-License-Identifier: MIT
#include "base/spawn_plan.h"

#include <cerrno>
#include <csignal>
#include <new>

#include <fcntl.h>
#include <unistd.h>

namespace poolscope::base {

// These two never fail in glibc, which only clears them.
SpawnPlan::SpawnPlan() noexcept {
    check(::posix_spawn_file_actions_init(&actions_));
    check(::posix_spawnattr_init(&attributes_));
}

SpawnPlan::~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
}

void SpawnPlan::close_input() noexcept { check(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0)); }
void SpawnPlan::place(int fd, int target) noexcept { check(::posix_spawn_file_actions_adddup2(&actions_, fd, target)); }
void SpawnPlan::close_from(int first) noexcept { check(::posix_spawn_file_actions_addclosefrom_np(&actions_, first)); }

void SpawnPlan::reset_signals() noexcept {
    sigset_t none{}, every{};
    sigemptyset(&none);
    sigfillset(&every);
    check(::posix_spawnattr_setsigmask(&attributes_, &none));
    check(::posix_spawnattr_setsigdefault(&attributes_, &every));
    flags_ = static_cast<short>(flags_ | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

void SpawnPlan::lead_a_group() noexcept {
    check(::posix_spawnattr_setpgroup(&attributes_, 0));
    flags_ = static_cast<short>(flags_ | POSIX_SPAWN_SETPGROUP);
}

void SpawnPlan::lead_a_session() noexcept { flags_ = static_cast<short>(flags_ | POSIX_SPAWN_SETSID); }

int SpawnPlan::spawn(pid_t& pid, const std::vector<std::string>& arguments, char* const* environment) noexcept {
    return spawn_by(::posix_spawn, pid, arguments, environment);
}

int SpawnPlan::spawn_from_path(pid_t& pid, const std::vector<std::string>& arguments, char* const* environment) noexcept {
    return spawn_by(::posix_spawnp, pid, arguments, environment);
}

int SpawnPlan::spawn_by(Spawn* call, pid_t& pid, const std::vector<std::string>& arguments, char* const* environment) noexcept {
    check(::posix_spawnattr_setflags(&attributes_, flags_));
    if (error_ != 0) return error_;
    try {
        std::vector<char*> pointers;
        pointers.reserve(arguments.size() + 1);
        for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));  // exec changes none
        pointers.push_back(nullptr);
        return call(&pid, pointers[0], &actions_, &attributes_, pointers.data(), environment);
    } catch (const std::bad_alloc&) {
        return ENOMEM;
    }
}

}  // namespace poolscope::base
