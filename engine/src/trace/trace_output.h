// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/unique_fd.h"

namespace poolscope::trace {

/// The file that a trace goes into: created and locked, its header written. The first write that fails is the last.
class TraceOutput {
public:
    /// Throws SystemError, as Writer says.
    explicit TraceOutput(const std::string& path);

    /// False once the recording has stopped.
    [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(file_); }
    void write(std::span<const std::byte> bytes) noexcept;
    /// Stops the recording and leaves word of it in the header.
    void stop(const std::string& why, int error) noexcept;
    /// From this size of the file on, writing fails with this error: a fault on order.
    void fail_after(std::uint64_t bytes, int error) noexcept;
    [[nodiscard]] std::uint32_t salt() const noexcept { return salt_; }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] const std::string& failure() const noexcept { return failure_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    [[nodiscard]] std::size_t room_under_limit() const noexcept;
    [[nodiscard]] std::size_t room_before_fault() const noexcept;
    void leave_word(int error) const noexcept;

    std::string path_;
    base::UniqueFd file_;
    std::uint32_t salt_ = 0;
    std::uint64_t size_ = 0;
    std::string failure_;
    int failure_error_ = 0;  ///< its errno
    std::optional<std::uint64_t> fault_at_;  ///< as if the disk had room for so many bytes of the file
    int fault_error_ = 0;
};

}  // namespace poolscope::trace
