// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/run_figures.h"

#include <algorithm>

namespace poolscope::ui {

namespace {

constexpr Time kSecond = 1'000'000'000;

bool isPresent(WorkerActivity activity) {
    return activity != WorkerActivity::Ended && activity != WorkerActivity::Crashed;
}

}  // namespace

void RunFigures::update(const PoolState& state, const ChangeSet& changes, Time now) {
    if (changes.replaced) *this = {};
    m_lanes.resize(state.slot_count());
    Time running = 0;
    Time present = 0;
    for (std::size_t slot = 0; slot < m_lanes.size(); ++slot) {
        Lane& lane = m_lanes[slot];
        const std::size_t spans = state.span_count(slot);
        Time openRunning = 0;
        Time openPresent = 0;
        for (std::size_t i = lane.counted; i < spans; ++i) {
            const Span span = state.span(slot, i);
            const Time length = isPresent(span.activity) ? std::max<Time>(0, std::min(span.end, now) - span.begin) : 0;
            const Time runs = span.activity == WorkerActivity::Running ? length : 0;
            if (i + kChangingSpans < spans) {
                lane.running += runs;
                lane.present += length;
                lane.counted = i + 1;
            } else {
                openRunning += runs;
                openPresent += length;
            }
        }
        running += lane.running + openRunning;
        present += lane.present + openPresent;
    }
    m_utilisation =
        present > 0 ? std::optional(static_cast<double>(running) / static_cast<double>(present)) : std::nullopt;
    updateRate(state, now);
}

void RunFigures::updateRate(const PoolState& state, Time now) {
    const std::uint64_t tasks = state.summary().tasks_ended;
    while (m_marks.size() > 1 && now - m_marks[1].at >= kSecond)
        m_marks.pop_front();
    if (m_marks.empty() || now - m_marks.back().at >= kSecond / 20) m_marks.push_back({now, tasks});

    const bool isOver = state.summary().ended || state.summary().phase == trace::PoolPhase::Ended;
    const Time passed = now - m_marks.front().at;
    const std::uint64_t lately = tasks - std::min(tasks, m_marks.front().tasks);
    if (!isOver && passed >= kSecond / 4 && lately > 0) {
        m_tasksPerSecond = static_cast<double>(lately) * static_cast<double>(kSecond) / static_cast<double>(passed);
        return;
    }
    Time begin = kOpen;
    Time end = 0;
    for (const BatchInfo& batch : state.batches()) {
        begin = std::min(begin, batch.submitted);
        end = std::max(end, batch.ended.value_or(now));
    }
    m_tasksPerSecond = tasks > 0 && end > begin
                           ? std::optional(static_cast<double>(tasks) * static_cast<double>(kSecond) /
                                           static_cast<double>(end - begin))
                           : std::nullopt;
}

}  // namespace poolscope::ui
