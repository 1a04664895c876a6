// SPDX-License-Identifier: MIT
#include "trace/event_text.h"

#include <array>

#include <poolscope/signal_name.h>

#include "trace/decimal_seconds.h"

namespace poolscope::trace {

std::string worker_words(const WorkerLife& life) {
    std::string text = life.name + " (";
    if (life.pid != 0) {
        text += "pid " + std::to_string(life.pid) + ", ";
    }
    return text + "slot " + std::to_string(life.slot.value) + ")";
}

std::string count_words(std::uint64_t count, std::string_view thing) {
    return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

std::string item_words(std::uint64_t first_item, std::uint64_t items) {
    if (items <= 1) {
        return "item " + std::to_string(first_item);
    }
    return "items " + std::to_string(first_item) + " to " + std::to_string(first_item + items - 1);
}

std::string duration_words(Time nanoseconds) {
    constexpr std::array units{"ns", "us", "ms", "s"};
    double value = static_cast<double>(nanoseconds);
    std::size_t unit = 0;
    while (value >= 1000 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return short_number(value) + " " + units[unit];
}

std::string limits_words(const Limits& limits) {
    std::string text;
    const auto duration = [&](const char* name, const std::optional<std::chrono::nanoseconds>& limit) {
        text += limit ? std::string(", ") + name + " " + duration_words(limit->count()) : "";
    };
    if (limits.maxitemsperchild) {
        text += ", maxitemsperchild " + std::to_string(*limits.maxitemsperchild);
    }
    if (limits.max_memory_per_child) {
        text += ", max_memory_per_child " + count_words(*limits.max_memory_per_child, "byte");
    }
    duration("max_age_per_child", limits.max_age_per_child);
    duration("task_timeout", limits.task_timeout);
    duration("initializer_timeout", limits.initializer_timeout);
    return text;
}

std::string change_words(const PoolChanged& change) {
    std::string text = std::to_string(change.processes) + (change.processes == 1 ? " process" : " processes");
    text += change.paused ? ", paused" : "";
    if (change.maxtasksperchild) {
        text += ", maxtasksperchild " + std::to_string(*change.maxtasksperchild);
    }
    return text + limits_words(change.limits);
}

std::string end_words(const WorkerLife& life) {
    const std::string by_signal = life.signal ? " by " + signal_name(*life.signal) : "";
    const std::string with_code = life.exit_code ? " with code " + std::to_string(*life.exit_code) : "";
    switch (life.cause.value_or(EndCause::Exited)) {
    case EndCause::MaxTasksPerChild:
        return "left after its " + count_words(life.tasks_done, "task") + " (maxtasksperchild)";
    case EndCause::Closed: return "left because the pool was closed";
    case EndCause::Terminated: return "was terminated with the pool" + by_signal;
    case EndCause::Crashed: return "crashed" + (life.signal ? " with " + signal_name(*life.signal) : with_code);
    case EndCause::Killed: return "was killed" + by_signal;
    case EndCause::Exited: return "exited" + with_code + by_signal;
    case EndCause::InitializerFailed: return "left because its initializer failed";
    case EndCause::TimedOut: return "was killed because a time limit ran out";
    case EndCause::MaxItemsPerChild:
        return "left after its " + count_words(life.items_done, "item") + " (maxitemsperchild)";
    case EndCause::Age: return "left because of its age (max_age_per_child)";
    case EndCause::MemoryLimit:
        return (life.signal ? "was killed" : "left") +
               std::string(" because it held too much memory (max_memory_per_child)");
    case EndCause::Resized: return "left because the pool was made smaller";
    case EndCause::ByUser: return (life.signal ? "was killed" + by_signal : "left") + " by request";
    case EndCause::OutOfMemory: return "was killed by the kernel for want of memory";
    case EndCause::HostGone: return "was there when the host went";
    case EndCause::NotStarted: return "could not be started";
    }
    return "ended";
}

const char* outcome_words(BatchOutcome outcome) noexcept {
    switch (outcome) {
    case BatchOutcome::Succeeded: return "succeeded";
    case BatchOutcome::Failed: return "failed";
    case BatchOutcome::Lost: return "lost";
    case BatchOutcome::Cancelled: return "cancelled";
    }
    return "ended";
}

const char* outcome_words(ItemOutcome outcome) noexcept {
    switch (outcome) {
    case ItemOutcome::Done: return "done";
    case ItemOutcome::Failed: return "failed";
    case ItemOutcome::Lost: return "lost";
    case ItemOutcome::TimedOut: return "timed out";
    case ItemOutcome::Cancelled: return "cancelled";
    case ItemOutcome::Moved: return "moved";
    }
    return "ended";
}

const char* outcome_name(ItemOutcome outcome) noexcept {
    return outcome == ItemOutcome::TimedOut ? "timed_out" : outcome_words(outcome);
}

const char* phase_name(TaskPhase phase) noexcept {
    return phase == TaskPhase::TimedOut ? "timed_out" : to_string(phase);
}

const char* phase_words(PoolPhase phase) noexcept {
    switch (phase) {
    case PoolPhase::Running: return "running";
    case PoolPhase::Closing: return "closing";
    case PoolPhase::Terminating: return "terminating";
    case PoolPhase::Broken: return "broken";
    case PoolPhase::Ended: return "ended";
    }
    return "unknown";
}

}  // namespace poolscope::trace
