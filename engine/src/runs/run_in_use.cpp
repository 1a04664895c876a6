// SPDX-License-Identifier: MIT
#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/run_store.h>

#include "runs/run_lock.h"

namespace poolscope {
namespace runs {
namespace {

using base::UniqueFd;

constexpr const char* kOpenLock = "open.lock";

UniqueFd open_lock(const UniqueFd& folder, int flags) noexcept {
    return UniqueFd(::openat(folder.get(), kOpenLock, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags, 0600));
}

/// A descriptor of its own on the same folder: locks belong to the open file, so that asking is not answered by oneself.
UniqueFd again(const UniqueFd& folder) noexcept {
    return UniqueFd(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

}  // namespace

UniqueFd open_own_folder(const std::string& path) noexcept {
    UniqueFd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (!folder || (::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid())) return folder;
    folder.reset();
    errno = EACCES;
    return folder;
}

bool is_locked_by_host(const UniqueFd& folder) noexcept {
    if (!folder) return false;
    const UniqueFd own = again(folder);
    return own && ::flock(own.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

bool is_looked_at(const UniqueFd& folder) noexcept {
    const UniqueFd lock = open_lock(folder, 0);
    return lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

UniqueFd look_at(const UniqueFd& folder) noexcept {
    UniqueFd lock = open_lock(folder, O_CREAT);
    // Somebody may be asking at this moment.
    for (int attempt = 0; lock && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0; ++attempt) {
        if (errno != EWOULDBLOCK || attempt == 10) return {};
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return lock;
}

RunClaim::RunClaim(const UniqueFd& folder) noexcept : folder_(again(folder)), open_(open_lock(folder, 0)) {
    is_held_ = folder_ && ::flock(folder_.get(), LOCK_EX | LOCK_NB) == 0 &&
               (!open_ || ::flock(open_.get(), LOCK_EX | LOCK_NB) == 0);
}

UniqueFd lock_store(const std::string& store) noexcept {
    UniqueFd lock(::open((store + "/.lock").c_str(), O_RDONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
    for (int attempt = 0; lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && attempt < 2500; ++attempt)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return lock;
}

}  // namespace runs

RunInUse::RunInUse(const std::string& folder) noexcept {
    const base::UniqueFd own = runs::open_own_folder(folder);
    if (own) fd_ = runs::look_at(own).release();
}
RunInUse::RunInUse(RunInUse&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
RunInUse& RunInUse::operator=(RunInUse&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}
RunInUse::~RunInUse() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace poolscope
