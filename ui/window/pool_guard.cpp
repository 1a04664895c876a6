// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/pool_guard.h"

#include <utility>

#include "session/session.h"

namespace poolscope::ui {

PoolGuard::PoolGuard(Session& session, QObject* parent) : QObject(parent), m_session(session) {}

void PoolGuard::pass(const QString& button, std::function<void()> act) {
    const bool endsOne = m_session.hasHost() && !m_session.attachment() && m_session.onLeaving() == Session::OnLeaving::EndHost &&
                         m_session.state().summary().phase != trace::PoolPhase::Ended;
    if (!endsOne) return act();
    Notice notice{Notice::Weight::Warning, tr("A pool runs, and would end by this."), tr("Nothing was done yet. Put this message away to leave the pool as it is.")};
    notice.actions.push_back({button, std::move(act)});
    emit noticed(notice);
}

}  // namespace poolscope::ui
