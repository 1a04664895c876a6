// SPDX-License-Identifier: MIT
#include "base/shared_view.h"

#include <utility>

#include <sys/mman.h>

namespace poolscope::base {

std::optional<SharedView> SharedView::of(const SharedMemory& memory, std::size_t size_bytes, SharedMemory::Access access) noexcept {
    void* const at = mremap(memory.data(), 0, size_bytes, MREMAP_MAYMOVE);
    if (at == MAP_FAILED) return {};
    SharedView view(static_cast<std::byte*>(at), size_bytes);
    // What these refuse is no reason to do without the memory, but for the last.
    static_cast<void>(madvise(at, size_bytes, MADV_DONTFORK));
    static_cast<void>(madvise(at, size_bytes, MADV_DONTDUMP));
    static_cast<void>(madvise(at, size_bytes, MADV_HUGEPAGE));
    if (access == SharedMemory::Access::ReadOnly && mprotect(at, size_bytes, PROT_READ) != 0) return {};
    return view;
}

SharedView::SharedView(SharedView&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SharedView& SharedView::operator=(SharedView&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

SharedView::~SharedView() {
    // munmap(2) fails for addresses that are no mapping only, which these are not.
    if (data_ != nullptr) munmap(data_, size_);
}

}  // namespace poolscope::base
