// SPDX-License-Identifier: MIT
#include "supervise/dispatcher.h"

#include <algorithm>

namespace poolscope::supervise {
namespace {

std::size_t waiting_behind(const LaneLoad& load) noexcept {
    if (load.streaming || load.tasks == 0) return 0;
    const bool front_is_stuck = !load.front_begun && load.front_age > kStuckPatience;
    return load.tasks - (front_is_stuck ? 0 : 1);
}

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
        if (load.open && load.tasks == 0 && load.allowance > 0 && !idle) idle = i;
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
        idle = idle || (load.open && load.tasks == 0 && load.allowance > 0);
        busy = busy || load.tasks > 0;
    }
    return idle && busy;
}

bool steal_may_follow(std::span<const LaneLoad> loads) noexcept {
    const bool idle = std::any_of(loads.begin(), loads.end(), [](const LaneLoad& load) {
        return load.open && load.tasks == 0 && load.allowance > 0;
    });
    return idle && std::any_of(loads.begin(), loads.end(), [](const LaneLoad& load) {
        return waiting_behind(load) > 0 || (load.tasks > 0 && !load.front_begun);
    });
}

}  // namespace poolscope::supervise
