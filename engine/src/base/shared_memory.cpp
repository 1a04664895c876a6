// SPDX-License-Identifier: MIT
#include "base/shared_memory.h"

#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/interprocess/mapped_region.hpp>

#include "base/posix_error.h"

namespace poolscope::base {
namespace ipc = boost::interprocess;

namespace {

/// What Boost.Interprocess calls a memory mappable: anything with a mapping handle.
class DescriptorMapping {
public:
    explicit DescriptorMapping(int fd) : fd_(fd) {}
    [[nodiscard]] ipc::mapping_handle_t get_mapping_handle() const { return ipc::ipcdetail::mapping_handle_from_file_handle(fd_); }

private:
    int fd_;
};

/// A size beyond RLIMIT_FSIZE raises SIGXFSZ, which ends a program that does not ignore it.
bool may_have_size(std::uint64_t size) {
    struct rlimit limit {};
    return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= size);
}

/// Another descriptor of the same file that cannot write to it; none where there is no /proc.
UniqueFd reading_copy(const UniqueFd& fd) {
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/self/fd/%d", fd.get());
    return UniqueFd(::open(path.data(), O_RDONLY | O_CLOEXEC));
}

}  // namespace

struct SharedMemory::Region {
    ipc::mapped_region region;
};

SharedMemory::SharedMemory(UniqueFd fd, std::unique_ptr<Region> region)
    : fd_(std::move(fd)), region_(std::move(region)), reach_(region_->region.get_size()) {}
SharedMemory::SharedMemory(SharedMemory&&) noexcept = default;
SharedMemory& SharedMemory::operator=(SharedMemory&&) noexcept = default;
SharedMemory::~SharedMemory() = default;

SharedMemory SharedMemory::create(const char* name, std::size_t size_bytes, Sealing sealing, std::uint64_t reach_bytes) {
    UniqueFd fd(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd) throw_system_error("cannot create shared memory: memfd_create", errno);
    UniqueFd reading;
    if (sealing == Sealing::SizeAndReadOnly) reading = reading_copy(fd);
    // Sealed against writing altogether nothing of it could ever be given back: then it reaches no further.
    const bool is_large = reach_bytes > size_bytes && may_have_size(reach_bytes) && (reading || sealing == Sealing::Size);
    const std::uint64_t reach = is_large ? reach_bytes : size_bytes;
    if (ftruncate(fd.get(), static_cast<off_t>(reach)) != 0)
        throw_system_error("cannot size shared memory: ftruncate", errno);
    std::unique_ptr<Region> region;
    try {
        region = std::make_unique<Region>(Region{ipc::mapped_region(DescriptorMapping(fd.get()), ipc::read_write, 0, size_bytes)});
    } catch (const ipc::interprocess_exception& error) {
        throw_system_error("cannot map shared memory: mmap", error.get_native_error() != 0 ? error.get_native_error() : ENOMEM);
    }
    int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (sealing == Sealing::SizeAndReadOnly && !reading) seals |= F_SEAL_FUTURE_WRITE;
    if (fcntl(fd.get(), F_ADD_SEALS, seals) != 0) throw_system_error("cannot seal shared memory: fcntl(F_ADD_SEALS)", errno);
    SharedMemory memory(reading ? std::move(reading) : std::move(fd), std::move(region));
    memory.reach_ = reach;
    return memory;
}

UniqueFd SharedMemory::create_file(const char* name, std::size_t size_bytes, std::uint64_t reach_bytes) {
    UniqueFd fd(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd) throw_system_error("cannot create shared memory: memfd_create", errno);
    const std::uint64_t reach = reach_bytes > size_bytes && may_have_size(reach_bytes) ? reach_bytes : size_bytes;
    if (ftruncate(fd.get(), static_cast<off_t>(reach)) != 0)
        throw_system_error("cannot size shared memory: ftruncate", errno);
    if (fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        throw_system_error("cannot seal shared memory: fcntl(F_ADD_SEALS)", errno);
    return fd;
}

SharedMemory SharedMemory::open(UniqueFd fd, std::size_t size_bytes, Access access) {
    struct stat status {};
    if (fstat(fd.get(), &status) != 0) throw_system_error("cannot open shared memory: fstat", errno);
    if (static_cast<std::size_t>(status.st_size) < size_bytes)
        throw SystemError("shared memory is smaller than its layout", EINVAL);
    try {
        const auto mode = access == Access::ReadOnly ? ipc::read_only : ipc::read_write;
        auto region = std::make_unique<Region>(Region{ipc::mapped_region(DescriptorMapping(fd.get()), mode, 0, size_bytes)});
        SharedMemory memory(std::move(fd), std::move(region));
        memory.reach_ = static_cast<std::uint64_t>(status.st_size);
        return memory;
    } catch (const ipc::interprocess_exception& error) {
        throw_system_error("cannot map shared memory: mmap", error.get_native_error() != 0 ? error.get_native_error() : ENOMEM);
    }
}

std::byte* SharedMemory::data() const noexcept { return static_cast<std::byte*>(region_->region.get_address()); }
std::size_t SharedMemory::size() const noexcept { return region_->region.get_size(); }
int SharedMemory::fd() const noexcept { return fd_.get(); }
void SharedMemory::close_fd() noexcept { fd_.reset(); }

void SharedMemory::keep_from_forks() noexcept {
    // A kernel that refuses only makes forks dearer.
    static_cast<void>(madvise(region_->region.get_address(), region_->region.get_size(), MADV_DONTFORK));
}

}  // namespace poolscope::base
