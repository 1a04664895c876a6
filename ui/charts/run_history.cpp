// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/run_history.h"

namespace poolscope::ui {

void RunHistory::update(const PoolState& state, const ChangeSet& changes) {
    if (changes.replaced) *this = {};
    if (state.summary().records == 0) return;
    if (m_isEmpty) m_buckets = TimeBuckets(state.summary().origin);
    m_isEmpty = false;
    while (m_buckets.mustWiden(state.summary().last)) {
        m_tasks.widen();
        m_states.widen(m_buckets.width());
        m_buckets.widen();
    }
    m_tasks.update(state, changes, m_buckets);
    m_states.update(state, m_buckets);
    m_usage.update(state, changes);
}

}  // namespace poolscope::ui
