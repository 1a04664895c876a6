// SPDX-License-Identifier: MIT
#include "tasks/input_file.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "tasks/errno_text.h"

namespace poolscope::tasks {

InputFile::InputFile(const std::string& path) : path_(path), piece_(256 * 1024) {
    // Python refuses such a path too; the system would silently open another file.
    if (path.find('\0') != std::string::npos) throw ValueError("embedded null byte");
    int fd = -1;
    do {
        fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) throw_errno(errno, path_);
    fd_ = base::UniqueFd(fd);
}

std::span<const std::byte> InputFile::next() {
    ssize_t count = 0;
    do {
        count = ::read(fd_.get(), piece_.data(), piece_.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) throw_errno(errno, path_);
    return {piece_.data(), static_cast<std::size_t>(count)};
}

}  // namespace poolscope::tasks
