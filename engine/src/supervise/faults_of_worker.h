// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace poolscope::supervise {

/// Faults on order that the host has going for one worker.
struct FaultsOfWorker {
    using Time = std::chrono::steady_clock::time_point;
    std::optional<Time> deaf_until;  ///< until then the host takes none of its results
    std::uint64_t counted_tasks = 0;  ///< up to this one its tasks have been looked at: one taken back and given anew is no other

    /// It was told to stop, and is to go on `duration` after it is seen stopped.
    struct Stop {
        std::size_t index = 0;  ///< of the fault in the plan
        std::chrono::nanoseconds duration{0};
        std::optional<Time> goes_on_at;  ///< empty until it is seen stopped
    };
    std::optional<Stop> stop;

    [[nodiscard]] bool is_deaf() const noexcept { return deaf_until.has_value(); }
    [[nodiscard]] bool pending() const noexcept { return deaf_until || stop; }
};

}  // namespace poolscope::supervise
