// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

using poolscope::kChangingSpans;
using poolscope::kNoIndex;
using poolscope::kOpen;
using poolscope::Time;

/// What the timeline shows: one lane of spans for each slot. Each span of a lane ends where the next begins, and none
/// goes away; only the last kChangingSpans of a lane may still change. PoolStateSpans reads them from a run, tests
/// make them up.
class SpanSource {
public:
    virtual ~SpanSource() = default;

    /// Zero of the time axis.
    [[nodiscard]] virtual Time origin() const = 0;
    /// The latest moment that is known of.
    [[nodiscard]] virtual Time last() const = 0;
    /// Nothing will be added any more: open spans end at last().
    [[nodiscard]] virtual bool isComplete() const = 0;
    /// The maxtasksperchild that it lives under.
    [[nodiscard]] virtual std::optional<std::uint64_t> maxTasksOf(const WorkerLife& worker) const = 0;
    /// No task is handed out.
    [[nodiscard]] virtual bool isPaused() const { return false; }

    [[nodiscard]] virtual std::size_t slotCount() const = 0;
    [[nodiscard]] virtual std::size_t spanCount(std::size_t slot) const = 0;
    [[nodiscard]] virtual Span span(std::size_t slot, std::size_t index) const = 0;

    /// The latest life in a slot, or kNoIndex.
    [[nodiscard]] virtual std::uint32_t currentWorker(std::size_t slot) const = 0;
    /// Null when there is no such worker (a span of a damaged trace may name one).
    [[nodiscard]] virtual const WorkerLife* worker(std::uint32_t index) const = 0;
    [[nodiscard]] virtual std::optional<TaskRow> task(std::uint32_t index) const = 0;
    [[nodiscard]] virtual const BatchInfo* batch(BatchId id) const = 0;

protected:
    SpanSource() = default;
    SpanSource(const SpanSource&) = default;
    SpanSource& operator=(const SpanSource&) = default;
};

}  // namespace poolscope::ui
