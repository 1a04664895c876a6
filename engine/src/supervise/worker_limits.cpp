// SPDX-License-Identifier: MIT
#include "supervise/worker_limits.h"

#include <algorithm>
#include <cmath>

#include <poolscope/errors.h>

#include "base/split_mix.h"
#include "trace/decimal_seconds.h"

namespace poolscope::supervise {
namespace {

/// From 0 up to but not including 1; `which` tells the limits of one worker apart.
double drawn(std::uint64_t seed, WorkerId worker, std::uint64_t which) noexcept {
    using base::split_mix;
    return static_cast<double>(split_mix(split_mix(split_mix(seed) ^ worker.value) ^ which) >> 11) * 0x1.0p-53;
}

/// Every value from the lowest that the jitter allows up to the limit itself is equally likely.
std::uint64_t lowered(std::uint64_t limit, double jitter, double die) noexcept {
    const double most = std::floor(static_cast<double>(limit) * jitter);
    const auto by = static_cast<std::uint64_t>(std::floor(die * (most + 1)));
    return limit - std::min(by, limit - 1);
}

}  // namespace

WorkerLimits draw_limits(const WorkerLimits& limits, double jitter, std::uint64_t seed, WorkerId worker) {
    WorkerLimits result = limits;
    if (jitter <= 0) return result;
    if (result.maxtasksperchild) result.maxtasksperchild = lowered(*result.maxtasksperchild, jitter, drawn(seed, worker, 1));
    if (result.maxitemsperchild) result.maxitemsperchild = lowered(*result.maxitemsperchild, jitter, drawn(seed, worker, 2));
    if (result.max_age_per_child) {
        const auto age = static_cast<std::uint64_t>(result.max_age_per_child->count());
        result.max_age_per_child = std::chrono::nanoseconds(static_cast<std::int64_t>(lowered(age, jitter, drawn(seed, worker, 3))));
    }
    return result;
}

WorkerLimits checked_limits(WorkerLimits limits) {
    const auto check_count = [](const char* name, const std::optional<std::uint64_t>& value) {
        if (value == 0) throw ValueError(std::string(name) + " must be above 0; leave it out for no limit");
    };
    const auto check_time = [](const char* name, std::optional<TimeSpan>& value) {
        if (!value) return;
        if (value->count() <= 0)
            throw ValueError(std::string(name) + " must be above 0 s, not " + seconds_text(*value) + "; leave it out for no limit");
        value = std::min<std::chrono::nanoseconds>(*value, kLongestTime);
    };
    if (limits.maxtasksperchild == 0) throw ValueError("maxtasksperchild must be a positive int or None");
    check_count("maxitemsperchild", limits.maxitemsperchild);
    check_count("max_memory_per_child", limits.max_memory_per_child);
    check_time("max_age_per_child", limits.max_age_per_child);
    check_time("task_timeout", limits.task_timeout);
    check_time("initializer_timeout", limits.initializer_timeout);
    return limits;
}

std::string describe(const WorkerLimits& limits) {
    std::string text;
    const auto add = [&](const char* name, const std::string& value) { text += (text.empty() ? "" : ", ") + std::string(name) + " " + value; };
    if (limits.maxtasksperchild) add("maxtasksperchild", std::to_string(*limits.maxtasksperchild));
    if (limits.maxitemsperchild) add("maxitemsperchild", std::to_string(*limits.maxitemsperchild));
    if (limits.max_memory_per_child) add("max_memory_per_child", std::to_string(*limits.max_memory_per_child) + " bytes");
    if (limits.max_age_per_child) add("max_age_per_child", seconds_text(*limits.max_age_per_child));
    if (limits.task_timeout) add("task_timeout", seconds_text(*limits.task_timeout));
    if (limits.initializer_timeout) add("initializer_timeout", seconds_text(*limits.initializer_timeout));
    return text.empty() ? "none" : text;
}

trace::Limits for_trace(const WorkerLimits& limits) {
    return {limits.maxitemsperchild, limits.max_memory_per_child, limits.max_age_per_child, limits.task_timeout, limits.initializer_timeout};
}

std::string seconds_text(std::chrono::nanoseconds time) {
    return trace::short_number(static_cast<double>(time.count()) / 1e9) + " s";
}

}  // namespace poolscope::supervise
