// SPDX-License-Identifier: MIT
#include <array>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/host_client.h>

#include "base/unique_fd.h"
#include "host/local_socket.h"

namespace poolscope {

namespace {

using base::UniqueFd;
namespace fs = std::filesystem;

/// What a host and its client put into a run folder, the trace aside.
constexpr std::array kOfNoUseAlone{"host.log", "scenario.json", "trace", "run.json", "open.lock"};

/// The folder, when it is this user's private one and no host lives in it: a host holds this lock as long as it or one of
/// its workers lives (host.cpp, claim), and the kernel takes it from the dead.
UniqueFd open_if_dead(const std::string& path) {
    UniqueFd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    const bool ours = folder && ::fstat(folder.get(), &status) == 0 && status.st_uid == ::geteuid() &&
                      (status.st_mode & 0077) == 0;
    if (!ours || ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) return {};
    return folder;
}

bool is_run_folder(const UniqueFd& folder) {
    struct stat status {};
    return (::fstatat(folder.get(), "host.log", &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode)) ||
           (::fstatat(folder.get(), host::kSocketName, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISSOCK(status.st_mode));
}

bool holds_a_trace(const UniqueFd& folder) {
    struct stat status {};
    return ::fstatat(folder.get(), "trace", &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_size > 0;
}

bool is_older_than(const UniqueFd& folder, std::chrono::seconds age) {
    struct stat status {};
    timespec now{};
    return ::fstat(folder.get(), &status) == 0 && ::clock_gettime(CLOCK_REALTIME, &now) == 0 &&
           status.st_mtim.tv_sec <= now.tv_sec - age.count();
}

}  // namespace

Swept sweep_run_folders(const std::string& parent, std::chrono::seconds untouched_for) {
    Swept swept;
    std::error_code error;
    for (fs::directory_iterator entry(parent, error), end; !error && entry != end; entry.increment(error)) {
        const UniqueFd folder = open_if_dead(entry->path().string());
        if (!folder || !is_run_folder(folder)) continue;
        // Age is for a launch that has made its folder while its host has not come to lock it yet.
        const bool is_old = is_older_than(folder, untouched_for);
        if (host::remove_socket_of_dead_host(folder)) ++swept.sockets;
        if (holds_a_trace(folder) || !is_old) continue;
        for (const char* name : kOfNoUseAlone) ::unlinkat(folder.get(), name, 0);
        // With anything else in it, it is not empty, and stays.
        if (::rmdir(entry->path().c_str()) == 0) ++swept.folders;
    }
    return swept;
}

}  // namespace poolscope
