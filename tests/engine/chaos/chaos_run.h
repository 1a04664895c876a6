// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "chaos_plan.h"

namespace poolscope::chaos {

/// How the items of a run ended, as its handles told.
struct ItemCounts {
    std::uint64_t done = 0, failed = 0, lost = 0, timed_out = 0, cancelled = 0, broken = 0;
    [[nodiscard]] std::uint64_t all() const noexcept { return done + failed + lost + timed_out + cancelled + broken; }
    ItemCounts& operator+=(const ItemCounts& other) noexcept;
};

struct ChaosReport {
    std::string problems;  ///< one a line; empty: every promise was kept
    std::uint64_t submitted = 0;
    ItemCounts items;
    std::uint64_t workers = 0, deaths = 0;  ///< deaths: ends of workers that nobody planned for in order
    bool broke = false;
};

/// Where run_plan() leaves the trace.
[[nodiscard]] std::string trace_path(const std::string& folder, std::uint64_t seed);
/// Runs the plan and checks everything that the pool promises: each item's one end against a plain loop, the trace against its rules
/// and against the handles, nothing left behind. Every wait has a bound. `folder`: for the trace, which stays there.
[[nodiscard]] ChaosReport run_plan(const ChaosPlan& plan, const std::string& folder);

}  // namespace poolscope::chaos
