// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/errors.h>

namespace poolscope::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "poolscope-run-";
constexpr const char* kLockName = "program.lock";

fs::path place_of_folders() {
    const char* place = std::getenv("TMPDIR");
    return fs::absolute(place != nullptr && *place != '\0' ? place : "/tmp");
}

/// Whether nobody holds the lock on what this descriptor is of; closes it.
bool nobody_holds(int fd) {
    if (fd < 0) return false;
    const bool is_free = ::flock(fd, LOCK_EX | LOCK_NB) == 0;
    ::close(fd);
    return is_free;
}

/// A private folder of this user, made by a program and used by a host that are both gone.
bool is_abandoned(const fs::path& path) {
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) return false;
    struct stat status {};
    const bool ours =
        ::fstat(folder, &status) == 0 && status.st_uid == ::geteuid() && (status.st_mode & 0077) == 0;
    // One without the file was made a moment ago, or is no run's.
    const int lock = ours ? ::openat(folder, kLockName, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
    const bool program_is_gone = nobody_holds(lock);
    const bool host_is_gone = nobody_holds(folder);
    return program_is_gone && host_is_gone;
}

}  // namespace

std::size_t RunFolder::sweep() noexcept {
    std::size_t removed = 0;
    try {
        for (const auto& entry : fs::directory_iterator(place_of_folders())) {
            if (entry.path().filename().string().rfind(kPrefix, 0) != 0 || !is_abandoned(entry.path())) continue;
            std::error_code error;
            fs::remove_all(entry.path(), error);
            if (!error) ++removed;
        }
    } catch (const std::exception&) {
        // The place cannot be read, or changes under our hands: making a folder there will say what is wrong with it.
    }
    return removed;
}

RunFolder::RunFolder() {
    path_ = place_of_folders() / (std::string(kPrefix) + "XXXXXX");
    if (::mkdtemp(path_.data()) == nullptr) {
        const int error = errno;
        throw SystemError("cannot make a folder for the run: mkdtemp " + path_ + ": " +
                              std::generic_category().message(error) + "; TMPDIR names another place",
                          error);
    }
    // Locked before it has its name, so that nobody ever finds it free. Without it the folder is merely never swept up.
    const std::string lock = path_ + "/" + kLockName;
    lock_ = ::open((lock + ".new").c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (lock_ >= 0 && ::flock(lock_, LOCK_EX | LOCK_NB) == 0)
        static_cast<void>(::rename((lock + ".new").c_str(), lock.c_str()));
}

RunFolder::~RunFolder() {
    std::error_code ignored;  // nobody is left who could do something about it
    if (!is_left_) fs::remove_all(path_, ignored);
    if (lock_ >= 0) ::close(lock_);
}

void RunFolder::keep(const std::string& file, const std::string& destination) const {
    const std::string source = path_ + "/" + file;
    std::error_code error;
    fs::rename(source, destination, error);
    if (error == std::errc::cross_device_link) copy_whole(source, destination);
    else if (error) throw SystemError("cannot keep the trace as " + destination + ": " + error.message(), error.value());
}

void RunFolder::leave() noexcept {
    is_left_ = true;
    ::unlink((path_ + "/" + kLockName).c_str());  // without it no sweep takes the folder for one that was abandoned
}

void copy_whole(const std::string& source, const std::string& destination) {
    const std::string part = destination + "." + std::to_string(::getpid()) + ".part";
    std::error_code error;
    fs::copy_file(source, part, fs::copy_options::overwrite_existing, error);
    if (!error) fs::rename(part, destination, error);
    if (!error) return;
    std::error_code ignored;
    fs::remove(part, ignored);
    throw SystemError("cannot keep the trace as " + destination + ": " + error.message(), error.value());
}

}  // namespace poolscope::app
