// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <poolscope/ids.h>
#include <poolscope/limits.h>
#include <poolscope/trace.h>

namespace poolscope::supervise {

/// The limits of one worker life: those of the pool, with maxtasksperchild, maxitemsperchild and max_age_per_child each lower by a
/// share from 0 to `jitter` that follows from the seed, the worker and the limit alone. Never higher, never below one task, item
/// or nanosecond.
[[nodiscard]] WorkerLimits draw_limits(const WorkerLimits& limits, double jitter, std::uint64_t seed, WorkerId worker);

/// A hundred years: nobody waits longer, and as a point in time more may not fit.
inline constexpr std::chrono::seconds kLongestTime{3'150'000'000};
/// The limits, with no time longer than kLongestTime. Throws ValueError that names the limit when one is not above zero.
[[nodiscard]] WorkerLimits checked_limits(WorkerLimits limits);
/// "maxtasksperchild 5, task_timeout 0.2 s"; "none".
[[nodiscard]] std::string describe(const WorkerLimits& limits);
/// As the trace has them: all but maxtasksperchild, which stands beside them there.
[[nodiscard]] trace::Limits for_trace(const WorkerLimits& limits);
/// "0.2 s", to three digits.
[[nodiscard]] std::string seconds_text(std::chrono::nanoseconds time);

}  // namespace poolscope::supervise
