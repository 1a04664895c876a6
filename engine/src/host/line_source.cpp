// SPDX-License-Identifier: MIT
#include "host/line_source.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/value.h>

#include "base/posix_error.h"

namespace poolscope::host {

namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;

class LineSource final : public supervise::ChunkSource {
public:
    LineSource(LineReader reader, std::uint64_t chunksize, std::optional<std::uint64_t> most_lines)
        : reader_(std::move(reader)), chunksize_(chunksize), most_lines_(most_lines) {}

    State next(supervise::Chunk& chunk) override {
        chunk = {next_, 0, std::move(chunk.arguments)};
        chunk.arguments.clear();
        ChunkWriter writer(chunk.arguments);
        try {
            while (chunk.items < chunksize_ && !ended_)
                take_line(writer, chunk);
        } catch (const SystemError& error) {
            fail("SystemError", error.what());
        } catch (const std::exception& error) {
            fail("ValueError", error.what());
        }
        return chunk.items > 0 ? State::Ready : State::Ended;
    }

    [[nodiscard]] std::optional<std::pair<std::string, std::string>> error() const override { return error_; }

private:
    void take_line(ChunkWriter& writer, supervise::Chunk& chunk) {
        if (most_lines_ && next_ >= *most_lines_) {
            ended_ = true;
            return;
        }
        auto line = reader_.next();
        if (line) {
            writer.add(*line);
            ++chunk.items;
            ++next_;
        } else if (most_lines_) {
            fail("ValueError", "the file has become shorter: it had " + std::to_string(*most_lines_) + " lines, now " +
                                   std::to_string(next_));
        } else {
            ended_ = true;
        }
    }

    void fail(std::string type, std::string message) {
        ended_ = true;
        error_.emplace(std::move(type), std::move(message));
    }

    LineReader reader_;
    std::uint64_t chunksize_;
    std::optional<std::uint64_t> most_lines_;
    std::uint64_t next_ = 0;
    bool ended_ = false;
    std::optional<std::pair<std::string, std::string>> error_;
};

}  // namespace

LineReader::LineReader(const std::string& path)
    : path_(path), fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {
    if (!fd_) base::throw_system_error("cannot read " + path_ + ": open", errno);
    struct stat status {};
    if (::fstat(fd_.get(), &status) < 0) base::throw_system_error("cannot read " + path_ + ": fstat", errno);
    if (!S_ISREG(status.st_mode)) throw ValueError("cannot read lines of " + path_ + ": it is no regular file");
    size_bytes_ = static_cast<std::uint64_t>(status.st_size);
}

std::optional<std::string_view> LineReader::next() {
    std::size_t searched = begin_;
    for (;;) {
        const std::size_t newline = buffer_.find('\n', searched);
        if (newline != std::string::npos || (at_end_ && begin_ < buffer_.size())) {
            const std::size_t end = std::min(newline, buffer_.size());
            std::string_view line(buffer_.data() + begin_, end - begin_);
            begin_ = std::min(end + 1, buffer_.size());
            ++line_;
            if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
            return line;
        }
        if (at_end_) return {};
        if (buffer_.size() - begin_ > kLongestInputLine) {
            throw ValueError("line " + std::to_string(line_ + 1) + " of " + path_ + " is longer than " +
                             std::to_string(kLongestInputLine) + " bytes");
        }
        buffer_.erase(0, std::exchange(begin_, 0));
        searched = buffer_.size();
        at_end_ = !fill();
    }
}

bool LineReader::fill() {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kReadAtOnce);
    ssize_t size = 0;
    do {
        size = ::read(fd_.get(), buffer_.data() + before, kReadAtOnce);
    } while (size < 0 && errno == EINTR);
    const int error = size < 0 ? errno : 0;
    buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (error != 0) base::throw_system_error("cannot read " + path_ + ": read", error);
    return size > 0;
}

void LineReader::rewind() {
    if (::lseek(fd_.get(), 0, SEEK_SET) < 0) base::throw_system_error("cannot read " + path_ + ": lseek", errno);
    buffer_.clear();
    begin_ = 0;
    line_ = 0;
    at_end_ = false;
}

LineCount count_lines(LineReader& reader) {
    LineCount count;
    std::uint64_t bytes = 0;
    constexpr std::uint64_t kSampled = 4 * 1024 * 1024;
    const bool large = reader.size_bytes() > kLargestCountedFile;
    while (auto line = reader.next()) {
        ++count.lines;
        bytes += line->size() + 1;
        if (large && bytes > kSampled) {
            const double share = static_cast<double>(reader.size_bytes()) / static_cast<double>(bytes);
            count = {LineCount::Kind::Estimated, static_cast<std::uint64_t>(static_cast<double>(count.lines) * share)};
            break;
        }
    }
    reader.rewind();
    return count;
}

std::unique_ptr<supervise::ChunkSource> line_source(LineReader reader, std::uint64_t chunksize,
                                                    std::optional<std::uint64_t> most_lines) {
    return std::make_unique<LineSource>(std::move(reader), chunksize, most_lines);
}

}  // namespace poolscope::host
