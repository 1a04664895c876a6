// SPDX-License-Identifier: MIT
#include "trace/trace_output.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <poolscope/errors.h>

#include "trace/layout.h"

namespace poolscope::trace {
namespace {

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

TraceOutput::TraceOutput(const std::string& path) : path_(path), file_(open_new(path)) {
    lock(path, file_.get());
    salt_ = random_salt(this);
    std::array<std::byte, kHeaderSize> header{};
    write_header(header, salt_);
    write(header);
    if (!failure_.empty()) {
        throw SystemError(failure_, failure_error_);
    }
}

void TraceOutput::fail_after(std::uint64_t bytes, int error) noexcept {
    fault_at_ = bytes;
    fault_error_ = error;
}

void TraceOutput::write(std::span<const std::byte> bytes) noexcept {
    while (file_ && !bytes.empty()) {
        const std::size_t allowed = std::min({bytes.size(), room_under_limit(), room_before_fault()});
        if (room_before_fault() == 0) {
            stop(std::string("write: ") + std::strerror(fault_error_) + ", as a fault plan wants it", fault_error_);
            return;
        }
        if (allowed == 0) {
            stop("the limit on the size of a file is reached (RLIMIT_FSIZE)", EFBIG);
            return;
        }
        const ssize_t written = ::write(file_.get(), bytes.data(), allowed);
        if (written < 0) {
            const int error = errno;
            if (error == EINTR) {
                continue;
            }
            stop(std::string("write: ") + std::strerror(error), error);
            return;
        }
        size_ += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

// Writing beyond RLIMIT_FSIZE raises SIGXFSZ, which ends a program that does not ignore it.
std::size_t TraceOutput::room_under_limit() const noexcept {
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return SIZE_MAX;
    }
    return limit.rlim_cur > size_ ? limit.rlim_cur - size_ : 0;
}

std::size_t TraceOutput::room_before_fault() const noexcept {
    if (!fault_at_) {
        return SIZE_MAX;
    }
    return *fault_at_ > size_ ? *fault_at_ - size_ : 0;
}

void TraceOutput::stop(const std::string& why, int error) noexcept {
    failure_ = "the trace in '" + path_ + "' stops here: " + why;
    failure_error_ = error;
    leave_word(error);
    file_.reset();
}

// A full disk has no room for another record, but the header is there already: in its second copy, so that one that
// is torn is no harm. Without this a reader would take a pool that goes on for one whose host is gone.
void TraceOutput::leave_word(int error) const noexcept {
    struct stat found {};
    const int flags = ::fcntl(file_.get(), F_GETFL);
    if (size_ < kHeaderSize || flags < 0 || ::fstat(file_.get(), &found) != 0 || !S_ISREG(found.st_mode) ||
        ::fcntl(file_.get(), F_SETFL, flags & ~O_APPEND) != 0) {  // pwrite would append (pwrite(2), "BUGS")
        return;
    }
    std::array<std::byte, kHeaderSize> header{};
    write_stopped_header(header, salt_, static_cast<std::uint32_t>(error));
    static_cast<void>(::pwrite(file_.get(), header.data() + kHeaderCopy, kHeaderCopy, kHeaderCopy) ==
                      static_cast<ssize_t>(kHeaderCopy));
}

}  // namespace poolscope::trace
