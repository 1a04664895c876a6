// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/unique_fd.h"
#include "supervise/batch.h"

namespace poolscope::host {

/// A longer line ends the input with an error: what has no newlines is no file of lines.
inline constexpr std::size_t kLongestInputLine = 16 * 1024 * 1024;
/// A larger file is not read twice to count its lines.
inline constexpr std::uint64_t kLargestCountedFile = 256 * 1024 * 1024;

/// Reads a file line by line: "\n" and "\r\n" end a line and are not part of it; the last one need not have an end.
/// What is no UTF-8 is passed on as it is, so that lists of file names work. Holds one buffer, which has room for the
/// longest line.
class LineReader {
public:
    /// Throws SystemError when the file cannot be opened, ValueError when it is no regular file (reading a pipe or a
    /// terminal would stop the host).
    explicit LineReader(const std::string& path);

    /// The next line; empty at the end. The view lives until the next call. Throws SystemError when reading fails,
    /// ValueError for a line over the limit.
    [[nodiscard]] std::optional<std::string_view> next();
    [[nodiscard]] std::uint64_t size_bytes() const noexcept { return size_bytes_; }
    void rewind();

private:
    [[nodiscard]] bool fill();

    std::string path_;
    base::UniqueFd fd_;
    std::uint64_t size_bytes_ = 0;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::uint64_t line_ = 0;
    bool at_end_ = false;
};

/// How many lines a file has, for map's default chunk size.
struct LineCount {
    enum class Kind {
        Counted,    ///< exactly
        Estimated,  ///< from the first lines of a large file
    };
    Kind kind = Kind::Counted;
    std::uint64_t lines = 0;
};
[[nodiscard]] LineCount count_lines(LineReader& reader);

/// Gives the lines as items. With `most_lines`, no more than these, and fewer are an error of the input: the batch was
/// announced with that many.
[[nodiscard]] std::unique_ptr<supervise::ChunkSource> line_source(LineReader reader, std::uint64_t chunksize,
                                                                  std::optional<std::uint64_t> most_lines);

}  // namespace poolscope::host
