// SPDX-License-Identifier: MIT
#include "lane/output_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <tuple>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/posix_error.h"

namespace poolscope::lane {
namespace {

constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t kHole = 1024 * 1024;

/// The same file through a description of its own. Linux 6.14 and later tell nobody (inotify) of what is written through the one
/// that memfd_create(2) gives.
base::UniqueFd reopened(int file) {
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/self/fd/%d", file);
    return base::UniqueFd(::open(path.data(), O_RDWR | O_APPEND | O_CLOEXEC));
}

/// Growing a file beyond RLIMIT_FSIZE raises SIGXFSZ, which ends a program that does not ignore it.
bool may_have_hole() {
    struct rlimit limit {};
    return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= 4 * kHole);
}

}  // namespace

OutputFile::OutputFile(base::UniqueFd fd) noexcept : fd_(std::move(fd)), begin_(size() >= kHole ? kHole : 0) {}

OutputFile OutputFile::create(const char* name) {
    // A worker that seals its file has none to write to any more; that is all that it can do by it.
    base::UniqueFd fd(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd) base::throw_system_error("cannot take in a worker's output: memfd_create", errno);
    if (base::UniqueFd own = reopened(fd.get())) fd = std::move(own);  // without /proc it does as it is
    if (fd.get() <= STDERR_FILENO) {
        // A host that was started without standard streams: its own are not to become a worker's.
        base::UniqueFd higher(fcntl(fd.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
        if (!higher) base::throw_system_error("cannot take in a worker's output: fcntl(F_DUPFD_CLOEXEC)", errno);
        fd = std::move(higher);
    }
    if (fcntl(fd.get(), F_SETFL, O_APPEND) != 0) base::throw_system_error("cannot take in a worker's output: fcntl(F_SETFL)", errno);
    if (may_have_hole() && ::ftruncate(fd.get(), kHole) != 0)
        base::throw_system_error("cannot take in a worker's output: ftruncate", errno);
    return OutputFile(std::move(fd));
}

std::uint64_t OutputFile::size() const noexcept {
    // Cheaper than fstat(2) by half, and it counts what was written through any other description of the same file.
    const off_t end = ::lseek(fd_.get(), 0, SEEK_END);
    return end > 0 ? static_cast<std::uint64_t>(end) : 0;
}

std::string OutputFile::read(std::uint64_t begin, std::uint64_t end) const {
    std::string text(end > begin ? static_cast<std::size_t>(end - begin) : 0, '\0');
    std::size_t got = 0;
    while (got < text.size()) {
        const ssize_t now = ::pread(fd_.get(), text.data() + got, text.size() - got, static_cast<off_t>(begin + got));
        if (now < 0 && errno == EINTR) continue;
        if (now <= 0) break;
        got += static_cast<std::size_t>(now);
    }
    text.resize(got);
    return text;
}

void OutputFile::forget(std::uint64_t begin, std::uint64_t end) noexcept {
    const std::uint64_t from = (begin + kPage - 1) / kPage * kPage, to = end / kPage * kPage;
    if (from >= to) return;
    // A kernel that cannot leaves the memory where it is until the worker's end: no harm but that.
    std::ignore = ::fallocate(fd_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(from), static_cast<off_t>(to - from));
}

void OutputFile::rewind() noexcept {
    std::ignore = ::ftruncate(fd_.get(), 0);
    std::ignore = ::ftruncate(fd_.get(), static_cast<off_t>(begin_));
}

void OutputFile::seal() noexcept {
    std::ignore = ::ftruncate(fd_.get(), 0);
    std::ignore = ::fcntl(fd_.get(), F_ADD_SEALS, F_SEAL_GROW);
}

KeptOutput keep(const OutputFile& file, std::uint64_t begin, std::uint64_t end, std::uint64_t told) {
    KeptOutput kept;
    if (end <= begin) return kept;
    told = std::max(told, begin);
    if (end - begin <= kKeptOutputBytes) {
        kept.head = file.read(told, end);
        return kept;
    }
    kept.head = file.read(told, begin + kKeptOutputHalf);
    kept.tail = file.read(std::max(told, end - kKeptOutputHalf), end);
    kept.omitted = end - begin - kKeptOutputBytes;
    return kept;
}

}  // namespace poolscope::lane
