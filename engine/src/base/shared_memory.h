// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/unique_fd.h"

namespace poolscope::base {

/// Memory shared between processes: an anonymous file (memfd_create(2)) mapped with Boost.Interprocess. It has no name, so
/// nothing stays behind in /dev/shm, which need not even exist; it is gone when the last process that has it is.
class SharedMemory {
public:
    enum class Sealing {
        Size,             ///< nobody can resize it: a peer that truncates cannot make the other side die of SIGBUS
        SizeAndReadOnly,  ///< also, only the mapping that there is may write: the descriptor is one for reading
    };
    enum class Access { ReadOnly, ReadWrite };

    /// Creates `size_bytes` zeroed bytes. Throws SystemError. What lies behind them may reach further, up to `reach_bytes`, for
    /// a SharedView: it takes neither memory nor address space until it is used. See reach().
    [[nodiscard]] static SharedMemory create(const char* name, std::size_t size_bytes, Sealing sealing, std::uint64_t reach_bytes = 0);
    /// The file alone, sealed in its size and not mapped yet: for a child that is forked before, and for open(). Throws SystemError.
    [[nodiscard]] static UniqueFd create_file(const char* name, std::size_t size_bytes, std::uint64_t reach_bytes = 0);
    /// Maps memory that another process created; takes the descriptor. Throws SystemError, also when it is smaller.
    [[nodiscard]] static SharedMemory open(UniqueFd fd, std::size_t size_bytes, Access access);

    SharedMemory(SharedMemory&&) noexcept;
    SharedMemory& operator=(SharedMemory&&) noexcept;
    ~SharedMemory();

    [[nodiscard]] std::byte* data() const noexcept;
    [[nodiscard]] std::size_t size() const noexcept;
    /// Bytes that there are, mapped or not: size(), or what was asked for when it was created where RLIMIT_FSIZE allows it.
    [[nodiscard]] std::uint64_t reach() const noexcept { return reach_; }
    [[nodiscard]] int fd() const noexcept;
    /// Closes the descriptor; the mapping stays.
    void close_fd() noexcept;
    /// Leaves the mapping out of processes that are forked from now on (madvise(2), MADV_DONTFORK): a fork copies the list of
    /// mappings one by one, and a pool has one for each worker. The child maps by descriptor what it needs.
    void keep_from_forks() noexcept;

private:
    struct Region;
    SharedMemory(UniqueFd fd, std::unique_ptr<Region> region);
    UniqueFd fd_;
    std::unique_ptr<Region> region_;
    std::uint64_t reach_ = 0;
};

}  // namespace poolscope::base
