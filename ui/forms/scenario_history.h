// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_map>

#include <QObject>
#include <QString>
#include <QUndoGroup>

#include <poolscope/scenario.h>

class QUndoStack;

namespace poolscope::ui {

class ScenarioForm;
class ScenarioPanel;

/// Takes back edits of the scenario, and does them again: each is one step with a name. Every scenario has its own steps. What
/// is typed into one field without leaving it is one edit; while a text is being typed, the field takes back its letters
/// itself.
class ScenarioHistory : public QObject {
    Q_OBJECT

public:
    /// Borrows both; the panel shows its scenarios in the form.
    ScenarioHistory(ScenarioForm& form, const ScenarioPanel& panel, QObject* parent = nullptr);

    /// For the actions Undo and Redo.
    [[nodiscard]] QUndoGroup& steps() { return m_steps; }
    /// The scenario that is shown has taken the place of this one, which was edited: one step back leads there again.
    void addReturn(const QString& path);

signals:
    /// The scenario of this file is to be shown again.
    void returnWanted(const QString& path);

private:
    class Edit;
    class Return;
    void look();
    void show(const Scenario& scenario, int row);

    ScenarioForm& m_form;
    const ScenarioPanel& m_panel;
    QUndoGroup m_steps;
    std::unordered_map<std::string, QUndoStack*> m_stacks;  ///< by the scenario's file
    QString m_path;
    Scenario m_last;      ///< the last that was good
    int m_visit = 0;      ///< grows when the focus goes elsewhere
    bool m_isShowing = false;
};

/// "processes", "chunksize of batch 2", "add a batch": what an edit changed.
[[nodiscard]] QString editName(const Scenario& before, const Scenario& after);

}  // namespace poolscope::ui
