// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>
#include <vector>

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
    /// The workers that are selected in a table; asked when a worker is what is selected.
    void setSelected(std::function<std::vector<std::uint32_t>()> workers) { m_selected = std::move(workers); }
    /// The workers that live, of those that are selected, or the one that runs the selected task: a signal would go to them now.
    [[nodiscard]] std::vector<std::uint32_t> targets() const;
    /// The first of them; kNoIndex: none.
    [[nodiscard]] std::uint32_t target() const;
    /// "PoolWorker-3", "3 workers".
    [[nodiscard]] QString targetName() const;
    /// The signals, to be shown for the targets.
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
    QAction* addSignal(QMenu& menu, int number, const QString& text);
    void send(int number);

    Session& m_session;
    const Selection& m_selection;
    QMenu* m_signals;
    QMenu* m_moreSignals;
    std::function<std::vector<std::uint32_t>()> m_selected;
    bool m_isScenarioGood = true;
    bool m_isBatchGood = false;
};

}  // namespace poolscope::ui
