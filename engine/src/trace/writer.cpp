// SPDX-License-Identifier: MIT
#include "trace/writer.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <optional>
#include <vector>

#include "base/unique_fd.h"
#include "trace/crc32c.h"
#include "trace/encode.h"
#include "trace/layout.h"

namespace poolscope::trace {
namespace {

constexpr std::size_t kBufferSize = 256 * 1024;

[[noreturn]] void refuse(const std::string& path, const std::string& what, int error) {
    throw SystemError("cannot record a trace in '" + path + "': " + what, error);
}

[[noreturn]] void refuse(const std::string& path, const char* call, int error, std::nullptr_t) {
    refuse(path, std::string(call) + ": " + std::strerror(error), error);
}

base::UniqueFd open_new(const std::string& path) {
    base::UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
    if (file) {
        return file;
    }
    if (errno != EEXIST) {
        refuse(path, "open", errno, nullptr);
    }
    // O_NONBLOCK: so that a pipe without a reader is refused instead of waited for.
    file = base::UniqueFd(::open(path.c_str(), O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC));
    if (!file) {
        refuse(path, "open", errno, nullptr);
    }
    struct stat found {};
    if (::fstat(file.get(), &found) != 0) {
        refuse(path, "fstat", errno, nullptr);
    }
    if (!S_ISREG(found.st_mode) && !S_ISCHR(found.st_mode)) {
        refuse(path, "it is not a regular file", EINVAL);
    }
    if (found.st_size != 0) {
        refuse(path, "the file exists and is not empty", EEXIST);
    }
    if (S_ISREG(found.st_mode) && ::fchmod(file.get(), 0600) != 0) {
        refuse(path, "fchmod", errno, nullptr);
    }
    return file;
}

// Tells readers that somebody records. File systems without locks are no reason to refuse. A device has no readers, and
// any number of programs may record into /dev/null at once.
void lock(const std::string& path, int file) {
    struct stat found {};
    if (::fstat(file, &found) == 0 && !S_ISREG(found.st_mode)) {
        return;
    }
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(file, F_OFD_SETLK, &whole) != 0) {
        const int error = errno;
        if (error == EAGAIN || error == EACCES) {
            refuse(path, "another program records in it", error);
        }
    }
}

std::uint32_t random_salt(const void* address) noexcept {
    std::uint32_t salt = 0;
    if (::getrandom(&salt, sizeof salt, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof salt)) {
        // Early at boot, or no such call: it only has to differ from the salts of traces that this one may hold as
        // values.
        salt = static_cast<std::uint32_t>(::getpid()) ^
               static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(address) >> 4);
    }
    return salt;
}

}  // namespace

struct Writer::Impl {
    std::string path;
    std::uint64_t value_limit = 0;
    base::UniqueFd file;
    std::uint32_t salt = 0;
    std::uint64_t sequence = 0;
    std::uint64_t file_size = 0;
    std::string failure;
    std::optional<std::uint64_t> fault_at;  // as if the disk had room for so many bytes of the file
    int fault_error = 0;
    std::vector<std::byte> buffer =
        std::vector<std::byte>(kBufferSize);  // zeroed, so every page is there before it is needed
    std::size_t used = 0;

    template <class Alternative> void append(Time time, const Alternative& record) noexcept {
        if (!file) {
            return;
        }
        const std::size_t most = kHeadSize + most_bytes(record);
        if (most > buffer.size() - used) {
            flush();
            if (most > buffer.size()) {
                append_alone(time, record, most);
                return;
            }
        }
        used += encode_record(buffer.data() + used, time, record);
    }

    template <class Alternative>
    std::size_t encode_record(std::byte* at, Time time, const Alternative& record) noexcept {
        FieldWriter fields(at + kHeadSize, time);
        encode(fields, record);
        const auto length = static_cast<std::size_t>(fields.position() - at) - kHeadSize;
        if (length > kMaxPayload) {
            stop("a record of " + std::to_string(length) + " bytes is over the trace's limit", EMSGSIZE);
            return 0;
        }
        write_head(at,
                   {.type = type_number<Alternative>(),
                    .length = static_cast<std::uint32_t>(length),
                    .sequence = ++sequence,
                    .time = time,
                    .payload_sum = crc32c({at + kHeadSize, length}, salt)},
                   salt);
        return kHeadSize + length;
    }

    // A record that is larger than the buffer gets memory of its own for the moment.
    template <class Alternative> void append_alone(Time time, const Alternative& record, std::size_t most) noexcept {
        const std::unique_ptr<std::byte[]> room(new (std::nothrow) std::byte[most]);
        if (!room) {
            stop("no memory for a record of " + std::to_string(most) + " bytes", ENOMEM);
            return;
        }
        const std::size_t size = encode_record(room.get(), time, record);
        write_all({room.get(), size});
    }

    void flush() noexcept {
        write_all({buffer.data(), used});
        used = 0;
    }

    void write_all(std::span<const std::byte> bytes) noexcept {
        while (file && !bytes.empty()) {
            const std::size_t allowed = std::min({bytes.size(), room_under_limit(), room_before_fault()});
            if (room_before_fault() == 0) {
                stop(std::string("write: ") + std::strerror(fault_error) + ", as a fault plan wants it", fault_error);
                return;
            }
            if (allowed == 0) {
                stop("the limit on the size of a file is reached (RLIMIT_FSIZE)", EFBIG);
                return;
            }
            const ssize_t written = ::write(file.get(), bytes.data(), allowed);
            if (written < 0) {
                const int error = errno;
                if (error == EINTR) {
                    continue;
                }
                stop(std::string("write: ") + std::strerror(error), error);
                return;
            }
            file_size += static_cast<std::uint64_t>(written);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
    }

    // Writing beyond RLIMIT_FSIZE raises SIGXFSZ, which ends a program that does not ignore it.
    [[nodiscard]] std::size_t room_under_limit() const noexcept {
        struct rlimit limit {};
        if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
            return SIZE_MAX;
        }
        return limit.rlim_cur > file_size ? limit.rlim_cur - file_size : 0;
    }

    [[nodiscard]] std::size_t room_before_fault() const noexcept {
        if (!fault_at) {
            return SIZE_MAX;
        }
        return *fault_at > file_size ? *fault_at - file_size : 0;
    }

    void stop(const std::string& why, int error) noexcept {
        failure = "the trace in '" + path + "' stops here: " + why;
        leave_word(error);
        file.reset();
        used = 0;
    }

    // A full disk has no room for another record, but the header is there already: in its second copy, so that one that
    // is torn is no harm. Without this a reader would take a pool that goes on for one whose host is gone.
    void leave_word(int error) const noexcept {
        struct stat found {};
        const int flags = ::fcntl(file.get(), F_GETFL);
        if (file_size < kHeaderSize || flags < 0 || ::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode) ||
            ::fcntl(file.get(), F_SETFL, flags & ~O_APPEND) != 0) {  // pwrite would append (pwrite(2), "BUGS")
            return;
        }
        std::array<std::byte, kHeaderSize> header{};
        write_stopped_header(header, salt, static_cast<std::uint32_t>(error));
        static_cast<void>(::pwrite(file.get(), header.data() + kHeaderCopy, kHeaderCopy, kHeaderCopy) ==
                          static_cast<ssize_t>(kHeaderCopy));
    }
};

Writer::Writer(const std::string& path, std::uint64_t value_limit) : impl_(std::make_unique<Impl>()) {
    impl_->path = path;
    impl_->value_limit = value_limit;
    impl_->file = open_new(path);
    lock(path, impl_->file.get());
    impl_->salt = random_salt(impl_.get());
    std::array<std::byte, kHeaderSize> header{};
    write_header(header, impl_->salt);
    impl_->write_all(header);
    if (!impl_->failure.empty()) {
        throw SystemError(impl_->failure, EIO);
    }
}

Writer::~Writer() {
    flush();
}

void Writer::append(Time time, const Body& body) noexcept {
    if (body.valueless_by_exception()) {
        return;
    }
    std::visit([&](const auto& record) noexcept { impl_->append(time, record); }, body);
}

template <class Alternative> void Writer::append(Time time, const Alternative& record) noexcept {
    impl_->append(time, record);
}

template void Writer::append(Time, const RunStarted&) noexcept;
template void Writer::append(Time, const PoolCreated&) noexcept;
template void Writer::append(Time, const PoolPhaseChanged&) noexcept;
template void Writer::append(Time, const BatchSubmitted&) noexcept;
template void Writer::append(Time, const BatchInputEnded&) noexcept;
template void Writer::append(Time, const BatchEnded&) noexcept;
template void Writer::append(Time, const WorkerStarting&) noexcept;
template void Writer::append(Time, const WorkerStarted&) noexcept;
template void Writer::append(Time, const WorkerInitializing&) noexcept;
template void Writer::append(Time, const WorkerReady&) noexcept;
template void Writer::append(Time, const WorkerRetiring&) noexcept;
template void Writer::append(Time, const WorkerStopped&) noexcept;
template void Writer::append(Time, const WorkerContinued&) noexcept;
template void Writer::append(Time, const WorkerEnded&) noexcept;
template void Writer::append(Time, const WorkerSampled&) noexcept;
template void Writer::append(Time, const TaskAssigned&) noexcept;
template void Writer::append(Time, const TaskWithdrawn&) noexcept;
template void Writer::append(Time, const TaskStarted&) noexcept;
template void Writer::append(Time, const TaskEnded&) noexcept;
template void Writer::append(Time, const Message&) noexcept;
template void Writer::append(Time, const PoolChanged&) noexcept;
template void Writer::append(Time, const TaskOutput&) noexcept;

void Writer::fill_disk_after(std::uint64_t bytes) noexcept {
    fail_after(impl_->file_size + bytes, ENOSPC);
}

void Writer::flush() noexcept {
    impl_->flush();
}

void Writer::fail_after(std::uint64_t bytes, int error_number) noexcept {
    impl_->fault_at = bytes;
    impl_->fault_error = error_number;
}

bool Writer::has_unwritten() const noexcept {
    return impl_->used != 0;
}

std::uint64_t Writer::value_limit() const noexcept {
    return impl_->value_limit;
}

const std::string& Writer::failure() const noexcept {
    return impl_->failure;
}

const std::string& Writer::path() const noexcept {
    return impl_->path;
}

}  // namespace poolscope::trace
