// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/unique_fd.h"

namespace poolscope::lane {

/// Of what one item writes to one stream so much is kept: the first half and the last half of this.
inline constexpr std::size_t kKeptOutputBytes = 64 * 1024;
inline constexpr std::size_t kKeptOutputHalf = kKeptOutputBytes / 2;
/// A worker's stream begins at the front of its file again when it has come so far, so that a limit on the size of files
/// (RLIMIT_FSIZE) does not meet what many items wrote together.
inline constexpr std::uint64_t kRewindOutputAt = 64 * 1024 * 1024;

/// What a worker writes to its standard output or error: an anonymous file that worker and host both have. A file and not a pipe,
/// so that nobody ever waits for a reader, and so that the host still has the last words of a worker that died.
/// Positions are offsets in the file; writing appends (O_APPEND), whoever writes. The file begins with a hole that is larger than
/// what is written at once, so that one which somebody truncates (a shell does, for `> /dev/stderr`) and writes to again is told by
/// its size from one to which nothing happened.
class OutputFile {
public:
    OutputFile() = default;
    /// One that create() made, perhaps in another process.
    explicit OutputFile(base::UniqueFd fd) noexcept;
    /// Throws SystemError.
    [[nodiscard]] static OutputFile create(const char* name);

    [[nodiscard]] int fd() const noexcept { return fd_.get(); }
    /// Bytes so far, what was forgotten included. Costs one small system call, and moves the offset that nobody uses.
    [[nodiscard]] std::uint64_t size() const noexcept;
    /// The bytes from `begin` to `end`, as far as they are there.
    [[nodiscard]] std::string read(std::uint64_t begin, std::uint64_t end) const;
    /// Gives the memory of whole pages between the two back; they read as zeros from then on.
    void forget(std::uint64_t begin, std::uint64_t end) noexcept;
    /// Empties it: what is written next stands at begin().
    void rewind() noexcept;
    /// Empties it for good: who still has it, a program that a task left behind, can write nothing more (EPERM) and holds no memory.
    void seal() noexcept;
    /// Where output begins in an empty file.
    [[nodiscard]] std::uint64_t begin() const noexcept { return begin_; }

private:
    base::UniqueFd fd_;
    std::uint64_t begin_ = 0;
};

/// What is kept of a run of output.
struct KeptOutput {
    std::string head;
    std::uint64_t omitted = 0;  ///< bytes between the two
    std::string tail;
};
/// At most kKeptOutputBytes of what lies between `begin` and `end`; of that what lies before `told` is left away, for it was
/// told before.
[[nodiscard]] KeptOutput keep(const OutputFile& file, std::uint64_t begin, std::uint64_t end, std::uint64_t told = 0);

}  // namespace poolscope::lane
