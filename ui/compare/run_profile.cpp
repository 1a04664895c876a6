// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/run_profile.h"

#include <algorithm>
#include <cmath>

namespace poolscope::ui {

namespace {
constexpr std::size_t kMostCrashes = 1000;
}

RunProfile::RunProfile(const PoolState& state)
    : m_begin(state.summary().origin), m_end(std::max(state.summary().last, state.summary().origin)), m_slotCount(state.slot_count()),
      m_sums(kColumns + 1) {
    for (std::size_t slot = 0; slot < m_slotCount; ++slot) {
        for (std::size_t index = 0; index < state.span_count(slot); ++index) {
            const Span span = state.span(slot, index);
            add(span, std::min(span.end, m_end));
        }
    }
    std::sort(m_crashes.begin(), m_crashes.end());
    for (std::size_t column = 1; column <= kColumns; ++column)
        for (std::size_t activity = 0; activity < kActivities; ++activity) m_sums[column][activity] += m_sums[column - 1][activity];
}

double RunProfile::columnLength() const {
    return std::max(1.0, static_cast<double>(m_end - m_begin) / static_cast<double>(kColumns));
}

void RunProfile::add(const Span& span, Time end) {
    if (span.activity == WorkerActivity::Crashed && m_crashes.size() < kMostCrashes) m_crashes.push_back(span.begin);
    const auto activity = static_cast<std::size_t>(span.activity);
    const double length = columnLength();
    const double from = static_cast<double>(std::max(span.begin, m_begin) - m_begin), to = static_cast<double>(end - m_begin);
    for (double at = from; at < to;) {
        const auto column = std::min(kColumns - 1, static_cast<std::size_t>(at / length));
        const double next = column + 1 == kColumns ? to : std::min(to, static_cast<double>(column + 1) * length);
        m_sums[column + 1][activity] += next - at;
        if (next <= at) break;  // beyond what floating point tells apart
        at = next;
    }
}

ActivityTimes RunProfile::upTo(double moment) const {
    const double place = std::clamp((moment - static_cast<double>(m_begin)) / columnLength(), 0.0, static_cast<double>(kColumns));
    const auto column = std::min(kColumns - 1, static_cast<std::size_t>(place));
    const double part = place - static_cast<double>(column);
    ActivityTimes times = m_sums[column];
    for (std::size_t activity = 0; activity < kActivities; ++activity)
        times[activity] += part * (m_sums[column + 1][activity] - m_sums[column][activity]);
    return times;
}

ActivityTimes RunProfile::between(double from, double to) const {
    if (m_sums.empty() || to <= from) return {};
    ActivityTimes times = upTo(to);
    const ActivityTimes before = upTo(from);
    for (std::size_t activity = 0; activity < kActivities; ++activity) times[activity] -= before[activity];
    return times;
}

}  // namespace poolscope::ui
