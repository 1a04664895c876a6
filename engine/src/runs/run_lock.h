// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/unique_fd.h"

/// Who holds which lock in a store; RUNS.md says what they mean. All of them are the kernel's (flock(2)): the dead hold none.
namespace poolscope::runs {

/// A private folder of this user, not followed through a symbolic link; empty when it is none.
[[nodiscard]] base::UniqueFd open_own_folder(const std::string& path) noexcept;

/// Whether somebody holds an exclusive lock on it: a host.
[[nodiscard]] bool is_locked_by_host(const base::UniqueFd& folder) noexcept;
/// Whether somebody holds a shared lock on its open.lock: a window.
[[nodiscard]] bool is_looked_at(const base::UniqueFd& folder) noexcept;
/// A shared lock on open.lock, made when missing; empty when it cannot be had.
[[nodiscard]] base::UniqueFd look_at(const base::UniqueFd& folder) noexcept;

/// The right to move or remove a run: nobody lives in it and nobody looks at it. Held until destroyed.
class RunClaim {
public:
    explicit RunClaim(const base::UniqueFd& folder) noexcept;
    [[nodiscard]] explicit operator bool() const noexcept { return is_held_; }

private:
    base::UniqueFd folder_, open_;
    bool is_held_ = false;
};

/// For changes of run.json: waited for, 5 s at most, since who holds it may have been stopped; a change takes milliseconds.
[[nodiscard]] base::UniqueFd lock_store(const std::string& store) noexcept;

}  // namespace poolscope::runs
