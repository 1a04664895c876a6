// SPDX-License-Identifier: MIT
#include "host/announcement.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "runs/run_lock.h"

namespace poolscope::host {

namespace fs = std::filesystem;

namespace {

/// A folder that only this user can have made or write into, not followed through a link.
bool is_private(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid() &&
           (status.st_mode & 0077) == 0;
}

bool make_private(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return false;
    return is_private(path);
}

/// A living host, or one of its workers, holds the lock.
bool is_alive(const std::string& run_folder) {
    return runs::is_locked_by_host(runs::open_own_folder(run_folder));
}

}  // namespace

std::vector<std::string> announcement_folders() {
    if (const char* runtime = std::getenv("XDG_RUNTIME_DIR"); runtime != nullptr && *runtime == '/')
        return {std::string(runtime) + "/poolscope/hosts"};
    // A program that a timer or a service started may not have been told of it.
    const std::string uid = std::to_string(::geteuid());
    return {"/run/user/" + uid + "/poolscope/hosts", "/tmp/poolscope-" + uid + "/hosts"};
}

Announcement::Announcement(const std::string& run_folder) noexcept {
    try {
        for (const std::string& folder : announcement_folders()) {
            const std::string above = fs::path(folder).parent_path().string();
            if (!make_private(above) || !make_private(folder)) continue;
            for (int number = 1; number < 1000; ++number) {
                const std::string link = folder + "/" + std::to_string(::getpid()) + "-" + std::to_string(number);
                if (::symlink(run_folder.c_str(), link.c_str()) == 0) {
                    link_ = link;
                    return;
                }
                if (errno != EEXIST) break;
                // Of one that had this pid before, or another pool of this program.
                std::error_code error;
                const fs::path old = fs::read_symlink(link, error);
                if (!error && !is_alive(old.string()) && ::unlink(link.c_str()) == 0) --number;
            }
        }
    } catch (const std::exception&) {
        // No memory for a path: nobody is told.
    }
}

Announcement::Announcement(Announcement&& other) noexcept : link_(std::exchange(other.link_, {})) {}
Announcement& Announcement::operator=(Announcement&& other) noexcept {
    std::swap(link_, other.link_);
    return *this;
}
Announcement::~Announcement() { withdraw(); }

void Announcement::withdraw() noexcept {
    if (!link_.empty()) ::unlink(link_.c_str());
    link_.clear();
}

std::vector<std::string> announced_folders() {
    std::vector<std::string> found;
    for (const std::string& folder : announcement_folders()) {
        if (!is_private(folder)) continue;
        std::error_code error;
        for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
            std::error_code ignored;
            const std::string target = fs::read_symlink(entry->path(), ignored).string();
            if (target.empty()) continue;
            if (is_alive(target)) found.push_back(target);
            else ::unlink(entry->path().c_str());
        }
    }
    return found;
}

}  // namespace poolscope::host
