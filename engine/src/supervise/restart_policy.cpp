// SPDX-License-Identifier: MIT
#include "supervise/restart_policy.h"

#include <algorithm>

namespace poolscope::supervise {

void RestartPolicy::worker_ready() noexcept {
    failed_ = 0;
    refused_ = 0;
}

RestartPolicy::Verdict RestartPolicy::ended_when_ready() const noexcept { return {Decision::Now, {}}; }

RestartPolicy::Verdict RestartPolicy::ended_before_ready() noexcept {
    if (++failed_ >= limit_) return {Decision::Break, {}};
    return {Decision::Later, std::chrono::milliseconds(10) * (1U << std::min(failed_ - 1, 6U))};
}

RestartPolicy::Verdict RestartPolicy::start_refused() noexcept {
    const auto pause = std::chrono::milliseconds(10) * (1U << std::min(refused_, 8U));
    ++refused_;
    return {Decision::Later, std::min<std::chrono::milliseconds>(pause, std::chrono::seconds(2))};
}

}  // namespace poolscope::supervise
