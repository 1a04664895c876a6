// SPDX-License-Identifier: MIT
#include "host/line_stream.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/socket.h>

#include "base/posix_error.h"

namespace poolscope::host {

namespace {

constexpr std::size_t kReadAtOnce = 64 * 1024;
constexpr std::size_t kReadsAtATime = 2;  // workers wait meanwhile
constexpr std::size_t kKeptAtMost = 16 * 1024;

void set_flags(int fd) {
    int status = ::fcntl(fd, F_GETFL);
    if (status < 0 || ::fcntl(fd, F_SETFL, status | O_NONBLOCK) < 0 || ::fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
        base::throw_system_error("cannot set up a connection: fcntl", errno);
    }
}

}  // namespace

void LineSplitter::add(std::string_view bytes, std::vector<Line>& lines) {
    while (!bytes.empty()) {
        std::size_t newline = bytes.find('\n');
        bool whole = newline != std::string_view::npos;
        std::string_view part = bytes.substr(0, newline);
        bytes.remove_prefix(whole ? newline + 1 : bytes.size());
        if (skipping_) {
            skipping_ = !whole;
            continue;
        }
        if (begun_.size() + part.size() > longest_) {
            begun_ = {};
            skipping_ = !whole;
            lines.push_back({Line::Kind::TooLong, {}});
            continue;
        }
        begun_.append(part);
        if (whole) {
            lines.push_back({Line::Kind::Whole, std::move(begun_)});
            begun_ = {};
        }
    }
}

LineStream::LineStream(base::UniqueFd socket, Limits limits)
    : socket_(std::move(socket)), limits_(limits), splitter_(limits.longest_line) {
    set_flags(socket_.get());
}

LineStream::~LineStream() {
    hang_up();
}

// Not left to close: a forked worker may still hold a copy of the descriptor.
void LineStream::hang_up() noexcept {
    ::shutdown(socket_.get(), SHUT_RDWR);
}

bool LineStream::read(std::vector<Line>& lines) {
    char buffer[kReadAtOnce];
    for (std::size_t turn = 0; turn < kReadsAtATime; ++turn) {
        ssize_t size = ::recv(socket_.get(), buffer, sizeof buffer, MSG_DONTWAIT);
        if (size > 0) {
            splitter_.add({buffer, static_cast<std::size_t>(size)}, lines);
        } else if (size == 0) {
            return false;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return true;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

LineStream::Sending LineStream::send(std::string_view line) {
    if (!add(line)) return Sending::TooMuchUnsent;
    return flush() ? Sending::Taken : Sending::Broken;
}

LineStream::Sending LineStream::keep(std::string_view line) {
    if (!add(line)) return Sending::TooMuchUnsent;
    // Asked once for so many bytes, also where the peer is slow and takes none.
    kept_ += line.size() + 1;
    return kept_ < kKeptAtMost || flush() ? Sending::Taken : Sending::Broken;
}

void LineStream::give_up_sending() noexcept {
    sends_ = false;
    output_.clear();
    output_begin_ = 0;
    kept_ = 0;
}

bool LineStream::add(std::string_view line) {
    if (!sends_) return true;
    if (unsent() + line.size() + 1 > limits_.most_unsent) return false;
    output_.append(line);
    output_.push_back('\n');
    return true;
}

bool LineStream::flush() {
    kept_ = 0;
    while (output_begin_ < output_.size()) {
        ssize_t size = ::send(socket_.get(), output_.data() + output_begin_, output_.size() - output_begin_,
                              MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size >= 0) {
            output_begin_ += static_cast<std::size_t>(size);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            break;
        } else if (errno != EINTR) {
            return false;
        }
    }
    if (output_begin_ == output_.size()) {
        if (output_.capacity() > 16 * kKeptAtMost) output_ = {};
        output_.clear();
        output_begin_ = 0;
    } else if (output_begin_ >= output_.size() / 2) {
        output_.erase(0, output_begin_);  // at least half of it goes: amortised constant work a byte
        output_begin_ = 0;
    }
    return true;
}

}  // namespace poolscope::host
