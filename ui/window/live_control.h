// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include <QObject>
#include <QPointer>

#include "session/reply.h"
#include "session/selection.h"

class QAction;
class QMenu;

namespace poolscope::ui {

class LimitsDialog;
class PoolActions;
class ProcessesField;
class Session;

/// What one can change in a pool while it runs: how many processes, whether tasks are handed out, one worker, what is
/// still to be done, the limits of workers to come. Clicks only ask; whether anything can be asked, and what came of it, is
/// told by the trace. A refusal is given to whoever shows it beside where it was asked for.
class LiveControl : public QObject {
    Q_OBJECT

public:
    /// Borrows all three. `window` is the parent of the dialog.
    LiveControl(Session& session, const Selection& selection, PoolActions& pool, QWidget* window);
    ~LiveControl() override;

    /// What is selected in the table in front, to be cancelled together; asked whenever it matters.
    void setSelected(std::function<std::vector<Subject>()> selected);
    /// To be called after every change of the session or of the selection.
    void refresh();
    /// The field for the tool bar: the number of processes, from the trace, with buttons for more and fewer.
    [[nodiscard]] ProcessesField& processes() const { return *m_processes; }
    [[nodiscard]] LimitsDialog* limitsDialog() const;
    /// For the worker that is selected: drain, restart, kill and the other signals.
    [[nodiscard]] QMenu* workerMenu() const { return m_workerMenu; }
    [[nodiscard]] QMenu* cancelMenu() const { return m_cancelMenu; }
    /// The items of the selected task, each to be cancelled alone; filled when it is shown.
    [[nodiscard]] QMenu* itemMenu() const { return m_itemMenu; }
    /// A reply to something that this object asked: true when it was that, and a refusal is told.
    bool take(const Reply& reply);

    QAction* pause;        ///< or resume, as the trace says
    QAction* more;
    QAction* fewer;
    QAction* drain;
    QAction* restart;
    QAction* cancelTasks;  ///< the selected tasks
    QAction* cancelBatch;  ///< the batch of what is selected
    QAction* limits;

signals:
    /// `source` is the action that asked (or null for the processes field).
    void refused(QAction* source, const QString& why);

private:
    void makeMenus();
    void ask(QAction* source, quint64 request);
    void askForProcesses(int processes, QAction* source);
    void cancelSelected();
    void fillItems();
    void askForItem(const TaskRow& task);
    void showLimits();
    void refreshWorkers();
    void refreshCancel();
    [[nodiscard]] std::vector<std::uint32_t> openTasks() const;
    [[nodiscard]] std::uint32_t openBatch() const;
    [[nodiscard]] QString whyNot() const;

    Session& m_session;
    const Selection& m_selection;
    PoolActions& m_pool;
    QWidget* m_window;
    ProcessesField* m_processes;
    QMenu* m_workerMenu;
    QMenu* m_cancelMenu;
    QMenu* m_itemMenu;
    QPointer<LimitsDialog> m_dialog;
    std::function<std::vector<Subject>()> m_selected;
    std::unordered_map<quint64, QPointer<QAction>> m_asked;
};

}  // namespace poolscope::ui
