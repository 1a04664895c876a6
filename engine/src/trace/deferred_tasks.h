// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <poolscope/trace.h>

namespace poolscope::trace {

/// An assignment that is not in the trace yet. `arguments` are packed values, one for each item.
struct DeferredTask {
    /// A chunk of more bytes than this does not wait. Packed, it takes no more.
    static constexpr std::size_t kMostArguments = 64;
    TaskId task;  ///< 0: the place is free
    BatchId batch;
    WorkerId worker;
    std::uint32_t items = 0;
    std::uint64_t first_item = 0;
    Time assigned = 0;
    std::uint8_t arguments_size = 0;
    std::array<std::byte, kMostArguments> arguments;
};
static_assert(sizeof(DeferredTask) == 112);

/// Assignments that wait for their task's end, so that both go into the trace as one. Found by the task's number: numbers
/// rise, and what is in flight lies near the last ones. No allocation once it is as large as it needs to be.
class DeferredTasks {
public:
    static constexpr std::size_t kMost = std::size_t{1} << 16;

    /// A place for this task; null when something else waits there and there is no more room: tell all, then ask again.
    [[nodiscard]] DeferredTask* add(TaskId task) noexcept;
    /// Null when it does not wait here.
    [[nodiscard]] DeferredTask* find(TaskId task) noexcept {
        DeferredTask* place = capacity_ != 0 ? &places_[task.value & (capacity_ - 1)] : nullptr;
        return place != nullptr && place->task == task && task.value != 0 ? place : nullptr;
    }
    void remove(DeferredTask& task) noexcept {
        task.task = {};
        --size_;
    }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// Calls `tell` with each in order of their numbers, and forgets them.
    template <class Tell> void take_all(const Tell& tell) noexcept {
        for (std::uint64_t number = first_; size_ != 0 && number <= last_; ++number) {
            if (DeferredTask* task = find(TaskId{number})) {
                tell(*task);
                remove(*task);
            }
        }
        first_ = last_ + 1;
    }

private:
    [[nodiscard]] bool grow() noexcept;

    std::unique_ptr<DeferredTask[]> places_;
    std::size_t capacity_ = 0;  ///< a power of two
    std::size_t size_ = 0;
    std::uint64_t first_ = 1;  ///< none before it waits
    std::uint64_t last_ = 0;
};

}  // namespace poolscope::trace
