// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

#include <poolscope/faults.h>

#include "lane/worker_lane.h"

namespace poolscope::worker {

/// Performs the faults of a plan that befall this worker. The worker's own thread only.
class FaultInjection {
public:
    /// `lane` is borrowed.
    explicit FaultInjection(lane::WorkerLane& lane) noexcept : lane_(&lane) {}
    void set_plan(FaultPlan plan, std::uint32_t worker, std::uint32_t slot);

    /// The plan says something about this point. Costs a look at a bit.
    [[nodiscard]] bool minds(FaultPoint point) const noexcept { return (points_ & bit(point)) != 0; }
    /// Whether something is to happen at this point, the nth time that it is reached.
    [[nodiscard]] bool is_due(FaultPoint point, std::uint64_t nth) const noexcept;
    /// Makes it happen: may end the process, take its time, or throw (std::runtime_error, for Fail). Reached a second time
    /// with the same nth, nothing happens.
    void reach(FaultPoint point, std::uint64_t nth);

private:
    [[nodiscard]] static constexpr std::uint32_t bit(FaultPoint point) noexcept { return 1U << static_cast<unsigned>(point); }
    void perform(const Fault& fault);

    lane::WorkerLane* lane_;
    FaultPlan plan_;
    std::uint32_t worker_ = 0, slot_ = 0;
    std::uint32_t points_ = 0;
    std::array<std::uint64_t, 8> reached_{};  ///< by point: the last nth
};

}  // namespace poolscope::worker
