// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/pool_state_spans.h"

#include "session/task_limit.h"

namespace poolscope::ui {

Time PoolStateSpans::origin() const { return m_state.summary().origin; }
Time PoolStateSpans::last() const { return m_state.summary().last; }
bool PoolStateSpans::isComplete() const { return m_state.summary().ended.has_value(); }

std::optional<std::uint64_t> PoolStateSpans::maxTasksOf(const WorkerLife& worker) const { return ui::maxTasksOf(worker, m_state); }

bool PoolStateSpans::isPaused() const { return m_state.summary().paused && !m_state.summary().ended; }

std::size_t PoolStateSpans::slotCount() const { return m_state.slot_count(); }
std::size_t PoolStateSpans::spanCount(std::size_t slot) const { return m_state.span_count(slot); }
Span PoolStateSpans::span(std::size_t slot, std::size_t index) const { return m_state.span(slot, index); }
std::uint32_t PoolStateSpans::currentWorker(std::size_t slot) const { return m_state.current_worker(slot); }

const WorkerLife* PoolStateSpans::worker(std::uint32_t index) const {
    return index < m_state.workers().size() ? &m_state.workers()[index] : nullptr;
}

std::optional<TaskRow> PoolStateSpans::task(std::uint32_t index) const {
    if (index >= m_state.task_count()) return std::nullopt;
    return m_state.task(index);
}

const BatchInfo* PoolStateSpans::batch(BatchId id) const {
    // Batches are numbered from 1 in order, so the place is known; a damaged trace may have lost some.
    const auto& batches = m_state.batches();
    if (id.value >= 1 && id.value <= batches.size() && batches[id.value - 1].id == id) return &batches[id.value - 1];
    for (const BatchInfo& batch : batches) {
        if (batch.id == id) return &batch;
    }
    return nullptr;
}

}  // namespace poolscope::ui
