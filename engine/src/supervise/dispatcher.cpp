// SPDX-License-Identifier: MIT
#include "supervise/dispatcher.h"

#include <algorithm>

namespace poolscope::supervise {
namespace {

std::size_t waiting_behind(const LaneLoad& load) noexcept {
    if (load.tasks == 0 || (load.streaming && load.stream_pause <= kStuckPatience)) return 0;
    const bool front_is_stuck = !load.front_begun && load.front_age > kStuckPatience;
    return load.tasks - (front_is_stuck ? 0 : 1);
}

bool has_nothing(const LaneLoad& load) noexcept { return load.open && load.tasks == 0 && load.allowance > 0 && !load.streaming; }
bool is_idle(const LaneLoad& load) noexcept { return has_nothing(load) && !load.unread; }

}  // namespace

void TaskTime::add(std::chrono::nanoseconds duration) noexcept {
    const auto ns = static_cast<double>(std::max<std::int64_t>(duration.count(), 1));
    mean_ns_ = seen_ ? mean_ns_ + (ns - mean_ns_) / 8 : ns;
    seen_ = true;
}

std::optional<std::chrono::nanoseconds> TaskTime::mean() const noexcept {
    if (!seen_) return {};
    return std::chrono::nanoseconds(static_cast<std::int64_t>(mean_ns_));
}

std::size_t lane_window(std::optional<std::chrono::nanoseconds> mean_task) noexcept {
    if (!mean_task) return 1;
    const std::int64_t tasks = 160'000 / std::max<std::int64_t>(mean_task->count(), 1);
    return static_cast<std::size_t>(std::clamp<std::int64_t>(tasks, mean_task->count() > 5'000'000 ? 1 : 2, 64));
}

std::optional<std::size_t> choose_receiver(std::span<const LaneLoad> loads, std::size_t window) noexcept {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < loads.size(); ++i) {
        const LaneLoad& load = loads[i];
        if (!load.open || load.allowance == 0 || load.tasks >= window) continue;
        if (!best || load.tasks < loads[*best].tasks) best = i;
    }
    return best;
}

std::optional<std::size_t> ReceiverSearch::next(std::size_t window) noexcept {
    while (level_ < window) {
        std::size_t next_level = window;
        for (std::size_t i = cursor_; i < loads_.size(); ++i) {
            const LaneLoad& load = loads_[i];
            if (!load.open || load.allowance == 0) continue;
            if (load.tasks == level_) {
                cursor_ = i + 1;
                return i;
            }
        }
        for (const LaneLoad& load : loads_)
            if (load.open && load.allowance > 0 && load.tasks > level_) next_level = std::min(next_level, load.tasks);
        level_ = next_level;
        cursor_ = 0;
    }
    return {};
}

std::optional<Steal> choose_steal(std::span<const LaneLoad> loads, std::chrono::nanoseconds patience) noexcept {
    std::optional<std::size_t> idle, victim;
    for (std::size_t i = 0; i < loads.size(); ++i) {
        const LaneLoad& load = loads[i];
        if (is_idle(load) && !idle) idle = i;
        if (waiting_behind(load) == 0 || load.front_age < patience) continue;
        if (!victim || waiting_behind(load) > waiting_behind(loads[*victim])) victim = i;
    }
    if (!idle || !victim) return {};
    return Steal{*victim, *idle};
}

void count_move(std::span<LaneLoad> loads, const Steal& move, std::size_t allowance) noexcept {
    LaneLoad& from = loads[move.from];
    if (--from.tasks == 0) from.open = false;
    LaneLoad& to = loads[move.to];
    ++to.tasks;
    to.allowance = allowance;
    to.front_begun = false;
    to.front_age = {};
}

bool idle_beside_busy(std::span<const LaneLoad> loads) noexcept {
    bool idle = false, busy = false;
    for (const LaneLoad& load : loads) {
        idle = idle || is_idle(load);
        busy = busy || load.tasks > 0;
    }
    return idle && busy;
}

std::optional<std::chrono::nanoseconds> time_to_steal(std::span<const LaneLoad> loads, std::chrono::nanoseconds patience) noexcept {
    if (!std::any_of(loads.begin(), loads.end(), has_nothing)) return {};
    std::optional<std::chrono::nanoseconds> soonest;
    for (const LaneLoad& load : loads) {
        if (load.tasks == 0 || (load.tasks == 1 && load.front_begun)) continue;
        // The first one moves when it is stuck, those behind it earlier.
        auto left = (load.tasks > 1 ? patience : kStuckPatience) - load.front_age;
        if (load.streaming && load.stream_pause <= kStuckPatience) left = std::max(left, kStuckPatience - load.stream_pause);
        // A moment later than that, as it has to be longer than the patience.
        left = std::max(left + std::chrono::microseconds(1), patience);
        soonest = std::min(soonest.value_or(left), left);
    }
    if (soonest && !std::any_of(loads.begin(), loads.end(), is_idle)) soonest = std::max(*soonest, kStuckPatience);
    return soonest;
}

}  // namespace poolscope::supervise
