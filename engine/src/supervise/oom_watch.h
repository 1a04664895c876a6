// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "base/cgroup_kills.h"

namespace poolscope::supervise {

/// Tells a worker that the kernel killed for want of memory from one that somebody else killed: by the count that its control group
/// keeps, and never without one. Each kill that was counted explains one death.
class OomWatch {
public:
    using Count = std::function<std::optional<std::uint64_t>()>;
    explicit OomWatch(Count count) : count_(std::move(count)) {}
    explicit OomWatch(base::CgroupKills kills) : count_([kills = std::move(kills)] { return kills.count(); }) {}

    /// At a worker's start.
    [[nodiscard]] std::optional<std::uint64_t> at_start() const { return count_(); }
    /// After a worker's death by a SIGKILL that this pool did not send.
    [[nodiscard]] bool explains_kill(const std::optional<std::uint64_t>& at_start) {
        const std::optional<std::uint64_t> now = count_();
        if (!at_start || !now) return false;
        const std::uint64_t accounted = std::max(explained_, *at_start);
        if (*now <= accounted) return false;
        explained_ = accounted + 1;
        return true;
    }

    /// Now and then while workers live. A kill that the look before this one had counted already explains no death that is heard of from
    /// now on: it was of some task's child, or of somebody else in the group.
    void look() {
        explained_ = std::max(explained_, seen_);
        if (const std::optional<std::uint64_t> now = count_()) seen_ = *now;
    }

private:
    Count count_;
    std::uint64_t explained_ = 0;  ///< counts up to here explain no further death
    std::uint64_t seen_ = 0;       ///< by the last look
};

}  // namespace poolscope::supervise
