// SPDX-License-Identifier: MIT
#include "host/host_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/unique_fd.h"

namespace poolscope::host {

HostLog::HostLog(std::string path) : path_(std::move(path)) {
    struct stat file {};
    struct stat error_output {};
    is_ours_ = ::stat(path_.c_str(), &file) == 0 && ::fstat(STDERR_FILENO, &error_output) == 0 &&
               S_ISREG(file.st_mode) && file.st_dev == error_output.st_dev && file.st_ino == error_output.st_ino;
}

void HostLog::keep_short() const {
    struct stat status {};
    if (!is_ours_ || ::fstat(STDERR_FILENO, &status) < 0 || status.st_size <= kLongest) return;
    const base::UniqueFd reader(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!reader) return;
    std::string kept(static_cast<std::size_t>(kKept), '\0');
    const ssize_t size = ::pread(reader.get(), kept.data(), kept.size(), status.st_size - kKept);
    if (size <= 0) return;
    kept.resize(static_cast<std::size_t>(size));
    kept.erase(0, kept.find('\n') + 1);
    // All who write have the file open for appending, so after this they go on at its new end.
    if (::ftruncate(STDERR_FILENO, 0) < 0) return;
    kept.insert(0, "(earlier lines were dropped)\n");
    if (::write(STDERR_FILENO, kept.data(), kept.size()) < 0) return;
}

}  // namespace poolscope::host
