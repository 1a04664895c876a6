// SPDX-License-Identifier: MIT
#include "trace/slot_lane.h"

#include <algorithm>
#include <cstring>

namespace poolscope::trace {

std::uint32_t SlotLane::code_of(const Packed& span) noexcept {
    std::uint32_t code = 0;
    std::memcpy(&code, span.code.data(), sizeof code);
    return code;
}

SlotLane::Packed SlotLane::packed(WorkerActivity activity, std::uint32_t task, Time begin, Time origin) noexcept {
    const bool named = activity == WorkerActivity::Running && task < kFailed;
    const std::uint32_t code = named ? task : kIsActivity | static_cast<std::uint32_t>(activity);
    Packed span{.begin = PackedTime(begin, origin), .code = {}};
    std::memcpy(span.code.data(), &code, sizeof code);
    return span;
}

WorkerActivity SlotLane::activity_of(const Packed& span) noexcept {
    const std::uint32_t code = code_of(span);
    return (code & kIsActivity) != 0 ? static_cast<WorkerActivity>(code & 0xFF) : WorkerActivity::Running;
}

std::uint32_t SlotLane::task_of(const Packed& span) noexcept {
    const std::uint32_t code = code_of(span);
    return (code & kIsActivity) != 0 ? kNoIndex : code & ~kFailed;
}

Span SlotLane::span(std::size_t index, Time origin) const {
    const Packed& packed = spans_[index];
    const auto life = std::upper_bound(lives_.begin(), lives_.end(), index,
                                       [](std::size_t at, const Life& one) { return at < one.first_span; });
    Span span;
    span.begin = packed.begin.time(origin);
    span.end = index + 1 < spans_.size() ? spans_[index + 1].begin.time(origin) : end_of_last_.time(origin);
    span.worker = std::prev(life)->worker;
    span.task = task_of(packed);
    span.activity = activity_of(packed);
    span.failed = (code_of(packed) & kFailed) != 0 && span.activity == WorkerActivity::Running;
    return span;
}

std::uint32_t SlotLane::worker_before(std::uint32_t worker) const noexcept {
    const auto life = std::lower_bound(lives_.begin(), lives_.end(), worker,
                                       [](const Life& one, std::uint32_t wanted) { return one.worker < wanted; });
    return life != lives_.end() && life->worker == worker && life != lives_.begin() ? std::prev(life)->worker
                                                                                    : kNoIndex;
}

Time SlotLane::not_before_last(Time time, Time origin) const {
    return spans_.empty() ? std::max(time, origin) : std::max(time, last_begin(origin));
}

void SlotLane::begin_life(std::uint32_t worker, Time time, Time origin) {
    const Time begin = not_before_last(time, origin);
    lives_.push_back({spans_.size(), worker});
    spans_.push_back(packed(WorkerActivity::Starting, kNoIndex, begin, origin));
    end_of_last_ = PackedTime(kOpen, origin);
}

void SlotLane::push(WorkerActivity activity, std::uint32_t task, Time time, Time origin) {
    const Packed span = packed(activity, task, not_before_last(time, origin), origin);
    const bool first_of_life = lives_.back().first_span + 1 == spans_.size();
    if (!first_of_life && last_activity() != WorkerActivity::Running && last_begin(origin) == span.begin.time(origin)) {
        spans_.back() = span;
    } else {
        spans_.push_back(span);
    }
    end_of_last_ = PackedTime(kOpen, origin);
}

void SlotLane::push_running(std::uint32_t task, Time started, Time origin) {
    const std::size_t last = spans_.size() - 1;
    const bool replaceable = last > lives_.back().first_span && last_activity() != WorkerActivity::Running;
    if (replaceable && started <= last_begin(origin)) {
        // A Running span before it is over for good where this one began: a worker runs one task at a time.
        const Packed& before = spans_[last - 1];
        const Time earliest =
            activity_of(before) == WorkerActivity::Running ? last_begin(origin) : before.begin.time(origin);
        spans_[last] = packed(WorkerActivity::Running, task, std::max(started, earliest), origin);
        end_of_last_ = PackedTime(kOpen, origin);
        return;
    }
    spans_.push_back(packed(WorkerActivity::Running, task, not_before_last(started, origin), origin));
    end_of_last_ = PackedTime(kOpen, origin);
}

Time SlotLane::pop(Time origin) {
    const Time begin = last_begin(origin);
    if (spans_.size() - 1 > lives_.back().first_span) {
        spans_.pop_back();
    }
    return begin;
}

void SlotLane::mark_failed() {
    Packed& span = spans_.back();
    const std::uint32_t code = code_of(span);
    if ((code & kIsActivity) == 0) {
        const std::uint32_t failed = code | kFailed;
        std::memcpy(span.code.data(), &failed, sizeof failed);
    }
}

void SlotLane::close(Time time, Time origin) {
    if (!spans_.empty() && end_of_last_.time(origin) == kOpen) {
        end_of_last_ = PackedTime(not_before_last(time, origin), origin);
    }
}

}  // namespace poolscope::trace
