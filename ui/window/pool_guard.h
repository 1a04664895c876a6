// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>

#include "session/reply.h"

namespace poolscope::ui {

class Session;

/// Stands between a live pool and what would end it by the way, as showing another run does: nothing of that happens without the
/// user's word.
class PoolGuard : public QObject {
    Q_OBJECT

public:
    /// Borrows the session.
    explicit PoolGuard(Session& session, QObject* parent = nullptr);

    /// Does it at once when no pool ends by it. Else noticed() asks, with a button called `button`, and it is done when that is pressed.
    void pass(const QString& button, std::function<void()> act);

signals:
    void noticed(const poolscope::ui::Notice& notice);

private:
    Session& m_session;
};

}  // namespace poolscope::ui
