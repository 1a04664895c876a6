// SPDX-License-Identifier: MIT
#include <atomic>
#include <new>

#include <poolscope/large_value.h>

namespace poolscope::detail {
namespace {

/// One for the process, since a task that makes a large result has no other way to learn where it runs.
std::atomic<LargeRooms*> rooms_of_process{nullptr};

}  // namespace

void set_large_rooms(LargeRooms* rooms) noexcept { rooms_of_process.store(rooms, std::memory_order_release); }

LargeRoom room_on_heap(std::size_t size_bytes) {
    constexpr std::align_val_t kAlignment{64};
    std::shared_ptr<void> owner(::operator new(size_bytes, kAlignment), [](void* memory) { ::operator delete(memory, kAlignment); });
    auto* const data = static_cast<std::byte*>(owner.get());
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
