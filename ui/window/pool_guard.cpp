// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/pool_guard.h"

#include <utility>

#include "session/session.h"

namespace poolscope::ui {

PoolGuard::PoolGuard(Session& session, QObject* parent) : QObject(parent), m_session(session) {}

void PoolGuard::pass(const QString& button, std::function<void()> act) {
    if (!m_session.endsPoolByLeaving()) return act();
    // How many clients the host of another window has is not known here.
    const QString what = m_session.attachment() ? tr("A pool runs, and would end by this unless another window or program is with it.")
                                                : tr("A pool runs, and would end by this.");
    Notice notice{Notice::Weight::Warning, what, tr("Nothing was done yet. Put this message away to leave the pool as it is.")};
    notice.actions.push_back({button, std::move(act)});
    emit noticed(notice);
}

}  // namespace poolscope::ui
