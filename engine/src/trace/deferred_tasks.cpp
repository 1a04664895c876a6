// SPDX-License-Identifier: MIT
#include "trace/deferred_tasks.h"

#include <algorithm>
#include <new>

namespace poolscope::trace {
namespace {

constexpr std::size_t kAtFirst = 256;

}  // namespace

DeferredTask* DeferredTasks::add(TaskId task) noexcept {
    if (task.value == 0) return nullptr;
    while (capacity_ == 0 || places_[task.value & (capacity_ - 1)].task.value != 0) {
        if (!grow()) return nullptr;
    }
    DeferredTask& place = places_[task.value & (capacity_ - 1)];
    place.task = task;
    if (size_ == 0) first_ = last_ = task.value;
    first_ = std::min(first_, task.value);
    last_ = std::max(last_, task.value);
    ++size_;
    return &place;
}

bool DeferredTasks::grow() noexcept {
    const std::size_t capacity = capacity_ == 0 ? kAtFirst : 2 * capacity_;
    if (capacity > kMost) return false;
    std::unique_ptr<DeferredTask[]> places(new (std::nothrow) DeferredTask[capacity]);
    if (!places) return false;
    for (std::size_t i = 0; i < capacity_; ++i) {
        // Two that are apart in the small ring are apart in the larger one.
        if (places_[i].task.value != 0) places[places_[i].task.value & (capacity - 1)] = places_[i];
    }
    places_ = std::move(places);
    capacity_ = capacity;
    return true;
}

}  // namespace poolscope::trace
