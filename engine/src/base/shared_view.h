// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include "base/shared_memory.h"

namespace poolscope::base {

/// A second mapping of memory that is mapped already, from its beginning and as far as is asked for: the memory behind may
/// reach much further than the first mapping. It needs no descriptor (mremap(2) with an old size of 0). A fork does not copy it and
/// a core dump leaves it out: either would take hold of pages that are nobody's any more.
class SharedView {
public:
    /// Empty when the system gives no address space (ENOMEM, RLIMIT_AS) or does not know how. `size_bytes` must lie within
    /// the memory's reach: what is beyond is not there, and touching it ends the process.
    [[nodiscard]] static std::optional<SharedView> of(const SharedMemory& memory, std::size_t size_bytes, SharedMemory::Access access) noexcept;

    SharedView(SharedView&& other) noexcept;
    SharedView& operator=(SharedView&& other) noexcept;
    ~SharedView();

    [[nodiscard]] std::byte* data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    SharedView(std::byte* data, std::size_t size) noexcept : data_(data), size_(size) {}
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace poolscope::base
