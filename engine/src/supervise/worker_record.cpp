// SPDX-License-Identifier: MIT
#include "supervise/worker_record.h"

#include <algorithm>
#include <csignal>
#include <cstring>

#include <poolscope/signal_name.h>

namespace poolscope::supervise {

bool Flight::is_cancelled(std::uint64_t item) const noexcept {
    return cancelled || std::find(cancelled_items.begin(), cancelled_items.end(), item) != cancelled_items.end();
}

std::size_t WorkerRecord::allowance() const noexcept {
    if (limits.maxitemsperchild && handed_items >= *limits.maxitemsperchild) return 0;
    // Tasks that were withdrawn still take a place in the lane's table of claims until the worker has passed them by.
    std::uint64_t room = lane::kClaims;
    if (!flights.empty()) room -= std::min<std::uint64_t>(room, next_sequence - flights.front().sequence);
    if (limits.maxtasksperchild) room = std::min(room, *limits.maxtasksperchild - handed);
    return static_cast<std::size_t>(room);
}

bool WorkerRecord::was_sent(int signal) const noexcept {
    return signal >= 1 && signal <= 64 && (requested_signals >> (signal - 1) & 1) != 0;
}

bool WorkerRecord::front_is_begun() const {
    return !flights.empty() && (flights.front().begun() != 0 || (lane && lane->is_begun(flights.front().sequence)));
}

void WorkerRecord::learn_begin(trace::Time now) {
    if (flights.empty() || flights.front().started != 0 || !lane) return;
    Flight& front = flights.front();
    if (const auto begun = lane->begun_at(front.sequence)) front.started = std::clamp<trace::Time>(*begun, front.assigned, std::max(front.assigned, now));
}

std::chrono::nanoseconds WorkerRecord::stream_pause(trace::Time now) {
    if (const std::uint64_t sent = lane->bytes_sent(); sent != bytes_sent_seen) {
        bytes_sent_seen = sent;
        stream_moved = now;
    }
    return std::chrono::nanoseconds(now - stream_moved);
}

std::uint32_t WorkerRecord::position_now() const {
    if (flights.empty()) return 0;
    const Flight& front = flights.front();
    if (!lane) return front.items_ended;
    return std::min(lane->items_done(front.sequence, front.items_ended), front.task.chunk.items);
}

EndCause end_cause(const WorkerRecord& worker, const process::ChildEnd& end) noexcept {
    // One that is to be killed may be faster.
    if (worker.damaged && worker.cause == EndCause::Killed && !end.signal) return EndCause::Exited;
    if (worker.cause) return *worker.cause;
    if (end.signal) {
        if (worker.was_sent(*end.signal)) return EndCause::ByUser;
        switch (*end.signal) {
        case SIGSEGV:
        case SIGBUS:
        case SIGFPE:
        case SIGILL:
        case SIGABRT:
        case SIGSYS:
        case SIGTRAP: return EndCause::Crashed;
        default: return EndCause::Killed;
        }
    }
    return EndCause::Exited;
}

std::string describe_end(const WorkerRecord& worker, EndCause cause, const process::ChildEnd& end) {
    std::string text = worker.name() + " (pid " + std::to_string(worker.child.pid()) + ", slot " +
                       std::to_string(worker.slot.value) + ") ";
    const std::string by_signal = end.signal ? " (" + signal_name(*end.signal) + ")" : std::string();
    if (worker.damaged) return text + "wrote damaged data into its lane and was killed";
    if (worker.given_up) return text + (end.signal ? "was killed, but" : "has ended, but") + " the kernel or a debugger holds it: it was given up";
    switch (cause) {
    case EndCause::InitializerFailed: return text + "could not run its initializer: " + worker.message;
    case EndCause::TimedOut: return text + "was killed because its time ran out: " + worker.message;
    case EndCause::MemoryLimit: return text + "was ended because it took too much memory: " + worker.message;
    case EndCause::ByUser: return text + "was ended by request" + by_signal;
    case EndCause::Resized: return text + "was ended as the pool became smaller" + by_signal;
    case EndCause::OutOfMemory: return text + "was killed by the kernel for want of memory, as its cgroup counted" + by_signal;
    case EndCause::NotStarted: return text + "could not be started: " + worker.message;
    default: break;
    }
    if (end.signal) {
        text += cause == EndCause::Crashed ? "crashed with " : "was killed by ";
        return text + signal_name(*end.signal);
    }
    if (end.exit_code) return text + "exited with code " + std::to_string(*end.exit_code);
    return text + "is gone, and another part of the program took its exit status";
}

}  // namespace poolscope::supervise
