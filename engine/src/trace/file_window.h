// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace poolscope::trace {

/// A piece of a file in memory, moved along by pread. Borrows the descriptor.
class FileWindow {
public:
    explicit FileWindow(int file, std::size_t usual_size) : file_(file), usual_size_(usual_size) {}

    /// At least `size` bytes from `offset` on, or as many as the file has now. Valid until the next call. An error of
    /// the disk reads like the end of the file.
    [[nodiscard]] std::span<const std::byte> at(std::uint64_t offset, std::size_t size) {
        if (offset >= begin_ && offset - begin_ <= filled_ && filled_ - (offset - begin_) >= size) [[likely]] {
            const auto skip = static_cast<std::size_t>(offset - begin_);
            return {bytes_.get() + skip, filled_ - skip};
        }
        return read(offset, size);
    }

private:
    std::span<const std::byte> read(std::uint64_t offset, std::size_t size);

    int file_;
    std::size_t usual_size_;
    std::uint64_t begin_ = 0;
    std::size_t filled_ = 0;
    std::unique_ptr<std::byte[]> bytes_;
    std::size_t capacity_ = 0;
};

/// The file's present length; 0 when it cannot be told.
[[nodiscard]] std::uint64_t file_length(int file) noexcept;

}  // namespace poolscope::trace
