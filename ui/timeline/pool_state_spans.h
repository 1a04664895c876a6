// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/span_source.h"

namespace poolscope::ui {

/// The spans of a run's state, which it borrows and which must live longer.
class PoolStateSpans final : public SpanSource {
public:
    explicit PoolStateSpans(const PoolState& state) : m_state(state) {}

    [[nodiscard]] Time origin() const override;
    [[nodiscard]] Time last() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] std::optional<std::uint64_t> maxTasksOf(const WorkerLife& worker) const override;
    [[nodiscard]] bool isPaused() const override;
    [[nodiscard]] std::size_t slotCount() const override;
    [[nodiscard]] std::size_t spanCount(std::size_t slot) const override;
    [[nodiscard]] Span span(std::size_t slot, std::size_t index) const override;
    [[nodiscard]] std::uint32_t currentWorker(std::size_t slot) const override;
    [[nodiscard]] const WorkerLife* worker(std::uint32_t index) const override;
    [[nodiscard]] std::optional<TaskRow> task(std::uint32_t index) const override;
    [[nodiscard]] const BatchInfo* batch(BatchId id) const override;

private:
    const PoolState& m_state;
};

}  // namespace poolscope::ui
