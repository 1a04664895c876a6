// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/unique_fd.h"

namespace poolscope::host {

/// A line that came in, without its "\n".
struct Line {
    enum class Kind { Whole, TooLong };
    Kind kind = Kind::Whole;
    std::string text;  ///< empty when too long
};

/// Cuts a stream of bytes into lines. A line over the limit is told once, when the limit is passed, and its rest is
/// thrown away, so that a peer without any newline costs no more memory than the limit.
class LineSplitter {
public:
    explicit LineSplitter(std::size_t longest) : longest_(longest) {}
    void add(std::string_view bytes, std::vector<Line>& lines);

private:
    std::size_t longest_;
    std::string begun_;
    bool skipping_ = false;
};

/// One end of a connected socket that carries lines. Never blocks, never raises SIGPIPE.
class LineStream {
public:
    struct Limits {
        std::size_t longest_line;
        std::size_t most_unsent;  ///< bytes
    };
    /// Makes the socket non-blocking and close-on-exec.
    LineStream(base::UniqueFd socket, Limits limits);
    LineStream(const LineStream&) = delete;
    LineStream& operator=(const LineStream&) = delete;
    /// Hangs up.
    ~LineStream();

    /// Takes what has come, at most 128 KiB at a time so that no peer starves the others. False: the peer has gone or the
    /// connection broke; lines that came before are in `lines` all the same.
    [[nodiscard]] bool read(std::vector<Line>& lines);
    enum class Sending {
        Taken,          ///< sent, or kept for flush() where the socket does not take it now
        TooMuchUnsent,  ///< refused: the peer does not read
        Broken,         ///< the peer has gone
    };
    /// Sends text and a newline.
    [[nodiscard]] Sending send(std::string_view line);
    /// The same, but small amounts are kept for flush(), which must follow.
    [[nodiscard]] Sending keep(std::string_view line);
    /// Sends what is kept, as far as the socket takes it. False: the connection broke.
    [[nodiscard]] bool flush();
    /// From now on all that is sent is thrown away: the peer takes nothing any more. What it sent before can still be read.
    void give_up_sending() noexcept;
    /// Ends the connection for both sides, whoever else holds a copy of the descriptor.
    void hang_up() noexcept;
    [[nodiscard]] std::size_t unsent() const noexcept { return output_.size() - output_begin_; }
    [[nodiscard]] int fd() const noexcept { return socket_.get(); }

private:
    [[nodiscard]] bool add(std::string_view line);

    base::UniqueFd socket_;
    Limits limits_;
    LineSplitter splitter_;
    std::string output_;
    std::size_t output_begin_ = 0;
    std::size_t kept_ = 0;  ///< since the socket was asked last
    bool sends_ = true;
};

}  // namespace poolscope::host
