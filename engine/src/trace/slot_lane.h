// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <poolscope/pool_state.h>

#include "trace/chunked_vector.h"
#include "trace/packed_number.h"

namespace poolscope::trace {

/// The spans of one slot, 11 bytes each: a span ends where the next begins, and its worker follows from its place among
/// the lives. Knows nothing of records; it keeps the order of times, whatever it is given.
class SlotLane {
public:
    [[nodiscard]] std::size_t size() const noexcept { return spans_.size(); }
    [[nodiscard]] Span span(std::size_t index, Time origin) const;
    /// The worker of the latest life, or kNoIndex.
    [[nodiscard]] std::uint32_t latest_worker() const noexcept {
        return lives_.empty() ? kNoIndex : lives_.back().worker;
    }
    /// Whose life in this slot came before this worker's; kNoIndex for the first, and for one that has no life here.
    [[nodiscard]] std::uint32_t worker_before(std::uint32_t worker) const noexcept;

    /// From `time` on (or from the beginning of the span before, if that is later) the slot belongs to this worker,
    /// which is Starting.
    void begin_life(std::uint32_t worker, Time time, Time origin);
    /// What the latest life does from `time` on. A span of no length, other than Running, is overwritten.
    void push(WorkerActivity activity, std::uint32_t task, Time time, Time origin);
    /// The latest life has run `task` from `started` on: the last span is cut there, or replaced when it began later.
    void push_running(std::uint32_t task, Time started, Time origin);
    /// Takes the last span away, if it is not the first of the life, and returns when it began.
    Time pop(Time origin);
    /// The last span failed, if it is Running.
    void mark_failed();
    /// The last span ends here, if it is still open.
    void close(Time time, Time origin);

    [[nodiscard]] WorkerActivity last_activity() const { return activity_of(spans_[spans_.size() - 1]); }
    [[nodiscard]] std::uint32_t last_task() const { return task_of(spans_[spans_.size() - 1]); }
    [[nodiscard]] Time last_begin(Time origin) const { return spans_[spans_.size() - 1].begin.time(origin); }

private:
    // A task index (below 2^30) when Running, or an activity.
    static constexpr std::uint32_t kIsActivity = 1u << 31;
    static constexpr std::uint32_t kFailed = 1u << 30;
    struct Packed {
        PackedTime begin;
        std::array<std::uint8_t, 4> code{};
    };
    static_assert(sizeof(Packed) == 11);
    struct Life {
        std::size_t first_span = 0;
        std::uint32_t worker = 0;
    };

    static std::uint32_t code_of(const Packed& span) noexcept;
    static Packed packed(WorkerActivity activity, std::uint32_t task, Time begin, Time origin) noexcept;
    static WorkerActivity activity_of(const Packed& span) noexcept;
    static std::uint32_t task_of(const Packed& span) noexcept;
    [[nodiscard]] Time not_before_last(Time time, Time origin) const;

    ChunkedVector<Packed, 512> spans_;
    std::vector<Life> lives_;
    PackedTime end_of_last_ = {kOpen, 0};
};

}  // namespace poolscope::trace
