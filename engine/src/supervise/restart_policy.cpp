// SPDX-License-Identifier: MIT
#include "supervise/restart_policy.h"

#include <algorithm>
#include <utility>

namespace poolscope::supervise {

void RestartPolicy::worker_ready() noexcept {
    was_ready_ = true;
    failed_ = 0;
    refused_ = 0;
}

RestartPolicy::Verdict RestartPolicy::ended_when_ready() const noexcept { return {Decision::Now, {}}; }

RestartPolicy::Verdict RestartPolicy::ended_before_ready() noexcept {
    if (++failed_ >= limit_) return {Decision::Break, {}};
    return went_along();
}

RestartPolicy::Verdict RestartPolicy::ended_at_once(std::uint64_t tasks_ended, bool others_work, std::size_t slots) noexcept {
    if (tasks_ended != std::exchange(tasks_ended_, tasks_ended)) at_once_ = 0;
    ++at_once_;
    slots = std::max<std::size_t>(slots, 1);
    if (at_once_ >= kMostEndsAtOnce * slots && !others_work) return {Decision::Break, {}};
    if (at_once_ <= kEndsWithoutPause * slots) return {Decision::Now, {}};
    const std::size_t rounds = at_once_ / slots - kEndsWithoutPause;
    return {Decision::Later, std::chrono::milliseconds(10) * (1U << std::min<std::size_t>(rounds, 6))};
}

RestartPolicy::Verdict RestartPolicy::went_along() const noexcept {
    return {Decision::Later, std::chrono::milliseconds(10) * (1U << std::min(std::max(failed_, 1U) - 1, 6U))};
}

bool RestartPolicy::exceeds_budget(std::chrono::steady_clock::time_point now) {
    if (!budget_) return false;
    while (!deaths_.empty() && now - deaths_.front() > budget_->per) deaths_.pop_front();
    deaths_.push_back(now);
    return deaths_.size() > budget_->deaths;
}

RestartPolicy::Verdict RestartPolicy::start_refused(bool others_live) noexcept {
    if (!was_ready_ && !others_live && refused_ + 1 >= kMostRefusalsAtFirst) return {Decision::Break, {}};
    const auto pause = std::chrono::milliseconds(10) * (1U << std::min(refused_, 8U));
    ++refused_;
    return {Decision::Later, std::min<std::chrono::milliseconds>(pause, std::chrono::seconds(2))};
}

}  // namespace poolscope::supervise
