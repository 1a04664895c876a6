// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>

#include <poolscope/pool_state.h>

class QAction;
class QMenu;

namespace poolscope::ui {

class Selection;
class Session;

/// What one can do to a pool, as actions whose state follows the facts: what the trace says of the pool, whether there
/// is a host, whether the form can be run, what is selected. Clicks only ask the session.
class PoolActions : public QObject {
    Q_OBJECT

public:
    /// Borrows both.
    PoolActions(Session& session, const Selection& selection, QObject* parent = nullptr);

    /// To be called after every change of the session, of the selection or of the forms.
    void refresh();
    void setScenarioGood(bool isGood);
    void setBatchGood(bool isGood);
    /// The worker that a signal would go to now; kNoIndex: none.
    [[nodiscard]] std::uint32_t target() const;
    /// The signals, to be shown for the target.
    [[nodiscard]] QMenu* signalMenu() const { return m_signals; }

    QAction* run;
    QAction* stop;
    QAction* startPool;
    QAction* submit;
    QAction* close;
    QAction* terminate;
    QAction* join;
    QAction* kill;       ///< SIGKILL
    QAction* keepAlive;  ///< checked: the pool outlives the window

signals:
    void runWanted();
    void startWanted();
    void submitWanted();
    /// A signal was sent by `request`; its refusal belongs beside where it was asked for.
    void signalSent(quint64 request);

private:
    void makeSignals();

    Session& m_session;
    const Selection& m_selection;
    QMenu* m_signals;
    bool m_isScenarioGood = true;
    bool m_isBatchGood = false;
};

}  // namespace poolscope::ui
