// SPDX-License-Identifier: MIT
#include <poolscope/trace.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/unique_fd.h"
#include "trace/crc32c.h"
#include "trace/decode.h"
#include "trace/file_window.h"
#include "trace/layout.h"
#include "trace/record_pack.h"

namespace poolscope::trace {
namespace {

constexpr std::size_t kWindow = 256 * 1024;
constexpr std::size_t kSmallWindow = 64 * 1024;

base::UniqueFd open_for_reading(const std::string& path) {
    base::UniqueFd file(
        ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));  // O_NONBLOCK: never wait for a pipe's writer
    if (!file) {
        const int error = errno;
        throw SystemError("cannot open the trace '" + path + "': open: " + std::strerror(error), error);
    }
    struct stat found {};
    if (::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode)) {
        throw ValueError("'" + path + "' is not a trace: it is not a regular file");
    }
    return file;
}

}  // namespace

struct Reader::Impl {
    Impl(std::string name, ReadValues read_values)
        : path(std::move(name)), values(read_values), file(open_for_reading(path)) {}

    std::string path;
    ReadValues values;
    base::UniqueFd file;
    FileWindow window{file.get(), kWindow};
    FileWindow lookup{file.get(), kSmallWindow};  // for read_at(), so that it does not move the other window away
    bool header_known = false;
    std::uint32_t salt = 0;
    std::uint64_t last_sequence = 0;
    std::uint64_t behind_last = 0;  // what offset() says
    std::uint64_t position = 0;     // everything before it was read or skipped
    std::uint64_t skipped = 0;
    RecordPack pack;       // whose records next() gives one by one
    RecordPack looked_up;  // the one in which read_at() found a record last

    // True once the header was read. Throws ValueError when it is none.
    bool know_header() {
        if (header_known) [[likely]] {
            return true;
        }
        const auto bytes = window.at(0, kHeaderSize);
        const Header header = read_header(bytes.first(std::min(bytes.size(), kHeaderSize)));
        switch (header.state) {
        case HeaderState::NotYet: return false;
        case HeaderState::NoTrace: throw ValueError("'" + path + "' is not a Poolscope trace");
        case HeaderState::LaterFormat:
            throw ValueError("'" + path + "' is a trace of format " + std::to_string(header.format) +
                             ", this program reads format " + std::to_string(kFormat) +
                             "; a later version of Poolscope is needed");
        case HeaderState::Sound: break;
        }
        if (bytes.size() < kHeaderSize) {
            return false;  // the second copy of the header is not there yet
        }
        header_known = true;
        salt = header.salt;
        position = behind_last = kHeaderSize;
        return true;
    }

    std::optional<Record> next() {
        if (!know_header()) {
            return std::nullopt;
        }
        std::optional<Record> record;
        if (pack.next(values, record)) {
            return record;
        }
        for (;;) {
            auto bytes = window.at(position, kHeadSize);
            if (bytes.size() < kHeadSize) {
                return std::nullopt;
            }
            const std::optional<Head> head = read_head(bytes.data(), salt);
            if (!head || head->sequence <= last_sequence) [[unlikely]] {
                skip_to_next_marker(bytes);
                continue;
            }
            const std::size_t size = kHeadSize + head->length;
            if (bytes.size() < size) {
                bytes = window.at(position, size);
                if (bytes.size() < size) {
                    return std::nullopt;
                }
            }
            const std::uint64_t begin = position;
            position += size;
            const auto payload = bytes.subspan(kHeadSize, head->length);
            if (is_pack(head->type)) {
                if (crc32c(payload, salt) != head->payload_sum || !pack.read(*head, begin, payload)) [[unlikely]] {
                    skipped += size;
                    continue;
                }
                last_sequence = pack.last_sequence();
                behind_last = position;
                static_cast<void>(pack.next(values, record));
                return record;
            }
            const Decoded decoded = decode_record(*head, payload, values, record);
            if (decoded == Decoded::Unsound) [[unlikely]] {
                skipped += size;
                continue;
            }
            last_sequence = head->sequence;
            behind_last = position;
            if (decoded == Decoded::Known) {
                record->file_offset = begin;
                return record;
            }
        }
    }

    Decoded decode_record(const Head& head, std::span<const std::byte> payload, ReadValues read_values,
                          std::optional<Record>& record) const {
        if (crc32c(payload, salt) != head.payload_sum) {
            return Decoded::Unsound;
        }
        record.emplace();
        record->sequence = head.sequence;
        record->time = head.time;
        return decode(head.type, payload, head.time, read_values, record->body);
    }

    // Moves on to the next byte that could begin a record, within what is in memory.
    void skip_to_next_marker(std::span<const std::byte> bytes) {
        std::size_t at = 1;
        while (at < bytes.size()) {
            const void* found = std::memchr(bytes.data() + at, std::to_integer<int>(kMarker[0]), bytes.size() - at);
            if (found == nullptr) {
                at = bytes.size();
                break;
            }
            at = static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes.data());
            if (at + 1 == bytes.size() || bytes[at + 1] == kMarker[1]) {
                break;
            }
            ++at;
        }
        position += at;
        skipped += at;
    }

    std::optional<Record> read_at(std::uint64_t key) {
        const std::uint64_t offset = PackKey::offset(key);
        const auto of_pack = PackKey::of(key);
        if (!know_header() || offset < kHeaderSize) {
            return std::nullopt;
        }
        std::optional<Record> record;
        if (of_pack && looked_up.offset() == offset && looked_up.at(*of_pack, record)) {
            return record;
        }
        auto bytes = lookup.at(offset, kHeadSize);
        if (bytes.size() < kHeadSize) {
            return std::nullopt;
        }
        const std::optional<Head> head = read_head(bytes.data(), salt);
        if (!head) {
            return std::nullopt;
        }
        const std::size_t size = kHeadSize + head->length;
        if (bytes.size() < size) {
            bytes = lookup.at(offset, size);
        }
        if (of_pack) {
            if (bytes.size() < size || !is_pack(head->type)) {
                return std::nullopt;
            }
            const auto payload = bytes.subspan(kHeadSize, head->length);
            if (crc32c(payload, salt) == head->payload_sum && looked_up.read(*head, offset, payload)) {
                static_cast<void>(looked_up.at(*of_pack, record));
            }
            return record;
        }
        if (bytes.size() < size ||
            decode_record(*head, bytes.subspan(kHeadSize, head->length), ReadValues::Yes, record) != Decoded::Known) {
            return std::nullopt;
        }
        record->file_offset = offset;
        return record;
    }
};

Reader::Reader(const std::string& path, ReadValues values) : impl_(std::make_unique<Impl>(path, values)) {
    static_cast<void>(impl_->know_header());
}

Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

std::optional<Record> Reader::next() {
    return impl_->next();
}

std::optional<Record> Reader::read_at(std::uint64_t file_offset) const {
    return impl_->read_at(file_offset);
}

std::uint64_t Reader::skipped_bytes() const noexcept {
    return impl_->skipped;
}

std::uint64_t Reader::pending_bytes() const {
    const std::uint64_t length = file_length(impl_->file.get());
    return length > impl_->position ? length - impl_->position : 0;
}

std::uint64_t Reader::offset() const noexcept {
    return impl_->behind_last;
}

std::optional<int> Reader::recording_stopped() const noexcept {
    std::array<std::byte, kHeaderSize> header{};
    const ssize_t size = ::pread(impl_->file.get(), header.data(), header.size(), 0);
    return size == static_cast<ssize_t>(header.size()) ? read_stop(header) : std::nullopt;
}

bool Reader::being_written() const noexcept {
    struct flock whole {};
    whole.l_type = F_RDLCK;
    whole.l_whence = SEEK_SET;
    return ::fcntl(impl_->file.get(), F_OFD_GETLK, &whole) == 0 && whole.l_type == F_WRLCK;
}

}  // namespace poolscope::trace
