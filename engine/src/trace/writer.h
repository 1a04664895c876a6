// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <poolscope/trace.h>

namespace poolscope::trace {

/// Writes a trace: the only writer of its file. One thread. Many records go out in one write.
/// A full disk or any other failed write stops the recording for good, is kept in failure(), and never throws or blocks
/// the pool.
class Writer {
public:
    /// Creates the file (mode 0600, refused when it exists and is not empty) and writes its header. Throws SystemError.
    /// An empty file that exists is taken over, and so is a character device such as /dev/null.
    explicit Writer(const std::string& path, std::uint64_t value_limit = 64 * 1024);
    ~Writer();  ///< flushes
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Appends to the buffer; writes when the buffer is full.
    void append(Time time, const Body& body) noexcept;
    /// The same for one kind of record, without making a Body of it first. For every alternative of Body.
    template <class Alternative> void append(Time time, const Alternative& record) noexcept;
    /// Writes what is buffered.
    void flush() noexcept;
    /// A fault for tests and fault plans: from now on writing fails with this error (ENOSPC: the disk is full) as soon
    /// as the file has this many bytes, its header included. What fits before is still written, as by a disk that
    /// fills.
    void fail_after(std::uint64_t bytes, int error_number) noexcept;
    /// The same after so many bytes more, with ENOSPC: the fault "fill_disk". What is buffered counts.
    void fill_disk_after(std::uint64_t bytes) noexcept;
    [[nodiscard]] bool has_unwritten() const noexcept;
    /// Values longer than this are to be left out by whoever makes the records (ItemResult::value_omitted).
    [[nodiscard]] std::uint64_t value_limit() const noexcept;
    /// Why the recording stopped, or empty.
    [[nodiscard]] const std::string& failure() const noexcept;
    [[nodiscard]] const std::string& path() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace poolscope::trace
