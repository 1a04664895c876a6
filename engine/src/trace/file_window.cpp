// SPDX-License-Identifier: MIT
#include "trace/file_window.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace poolscope::trace {

std::span<const std::byte> FileWindow::read(std::uint64_t offset, std::size_t size) {
    if (size > usual_size_) {
        // A promise of a gigabyte is not believed before the bytes are there.
        const std::uint64_t length = file_length(file_);
        if (length <= offset || length - offset < size) {
            size = usual_size_;
        }
    }
    const std::size_t wanted = std::max(size, usual_size_);
    if (wanted != capacity_) {
        bytes_ = std::make_unique_for_overwrite<std::byte[]>(wanted);  // also gives the memory of one large record back
        capacity_ = wanted;
    }
    begin_ = offset;
    filled_ = 0;
    while (filled_ < wanted) {
        const ssize_t got =
            ::pread(file_, bytes_.get() + filled_, wanted - filled_, static_cast<off_t>(offset + filled_));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        filled_ += static_cast<std::size_t>(got);
    }
    return {bytes_.get(), filled_};
}

std::uint64_t file_length(int file) noexcept {
    struct stat found {};
    return ::fstat(file, &found) == 0 && found.st_size > 0 ? static_cast<std::uint64_t>(found.st_size) : 0;
}

}  // namespace poolscope::trace
