// SPDX-License-Identifier: MIT
#include <atomic>
#include <cstdint>
#include <new>

#include <sys/mman.h>

#include <poolscope/large_value.h>

namespace poolscope::detail {
namespace {

/// One for the process, since a task that makes a large result has no other way to learn where it runs.
std::atomic<LargeRooms*> rooms_of_process{nullptr};

}  // namespace

void set_large_rooms(LargeRooms* rooms) noexcept { rooms_of_process.store(rooms, std::memory_order_release); }

void expect_filling(void* data, std::size_t size_bytes) noexcept {
    constexpr std::uintptr_t kHugePage = std::uintptr_t{2} << 20;
    if (size_bytes < 2 * kHugePage) return;
    const std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(data) + kHugePage - 1) / kHugePage * kHugePage;
    const std::uintptr_t end = (reinterpret_cast<std::uintptr_t>(data) + size_bytes) / kHugePage * kHugePage;
    if (begin < end) static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
}

LargeRoom room_on_heap(std::size_t size_bytes) {
    constexpr std::align_val_t kAlignment{64};
    std::shared_ptr<void> owner(::operator new(size_bytes, kAlignment), [](void* memory) { ::operator delete(memory, kAlignment); });
    auto* const data = static_cast<std::byte*>(owner.get());
    expect_filling(data, size_bytes);
    return {std::move(owner), data};
}

LargeRoom room_for_result(std::size_t size_bytes) {
    LargeRooms* const rooms = rooms_of_process.load(std::memory_order_acquire);
    if (rooms != nullptr && size_bytes > kLargeBytes) {
        if (LargeRoom room = rooms->make(size_bytes); room.owner) return room;
    }
    return room_on_heap(size_bytes);
}

}  // namespace poolscope::detail
