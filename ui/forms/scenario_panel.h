// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include <poolscope/scenario.h>

class QTextBrowser;
class QToolButton;

namespace poolscope::ui {

class ExplainedChoice;
class NoteLabel;
class ScenarioForm;

/// Chooses a scenario and shows what it is about. An edited scenario keeps its edits while another one is looked at, and is
/// marked until it is reverted or saved.
class ScenarioPanel : public QWidget {
    Q_OBJECT

public:
    /// A scenario as it was edited, and the file that it is of.
    struct Edited {
        QString path;
        Scenario scenario;
    };

    explicit ScenarioPanel(QWidget* parent = nullptr);

    /// Lists the scenario files of a folder, in the order of their names, and chooses the first. What cannot be read is
    /// listed with the reason and cannot be chosen.
    void loadFolder(const QString& folder);
    /// Adds a file that somebody opened, and chooses it. Throws ScenarioError.
    void open(const QString& path);
    /// Chooses a file of the list, as a click does; false if it is not there.
    bool choose(const QString& path);

    /// The file that is chosen; empty while there is none.
    [[nodiscard]] QString currentPath() const;
    /// The chosen scenario as its file says it, the measure of "modified".
    [[nodiscard]] Scenario original() const;
    /// The chosen scenario with its edits.
    [[nodiscard]] Scenario current() const;
    [[nodiscard]] bool isModified() const;
    /// All that is edited and not saved, what was edited last at the end.
    [[nodiscard]] std::vector<Edited> edits() const;
    /// Takes up what edits() gave before, under the path of its file, which is listed if need be; what is chosen stays so. Edits of
    /// a file that is gone, or cannot be read any more, are a scenario all the same.
    void restoreEdits(const Edited& edited);

    /// Shows what is chosen in this form, and marks what is edited there. The form must live as long as this panel.
    void setForm(ScenarioForm& form);

public slots:
    /// Forgets the edits and emits scenarioChosen() with what the file says.
    void revert();
    /// The chosen scenario was written to `path`: it is unmodified, and listed under that path from now on.
    void setSaved(const poolscope::Scenario& scenario, const QString& path);

signals:
    /// Another scenario is chosen, or the same anew; `path` is its file. The form of setForm() shows it already.
    void scenarioChosen(const poolscope::Scenario& scenario, const QString& path);
    void modifiedChanged(bool modified);

private:
    struct Entry {
        QString path;
        Scenario original;
        std::optional<Scenario> edited;
        QString problem;  ///< why it cannot be used; empty: it can
        quint64 editNumber = 0;  ///< greater: edited later
        bool isFileGone = false;  ///< only its edits are left
    };

    [[nodiscard]] static Entry read(const QString& path);
    [[nodiscard]] const Entry* currentEntry() const;
    void takeEdits(const ScenarioForm& form);
    void appendChoice(const Entry& entry);
    void enableChoice(int row);
    void chooseRow(int row);
    void showEntry();
    void markModified();
    void followLink(const QUrl& link);

    ExplainedChoice* m_choice;
    QToolButton* m_revert;
    NoteLabel* m_modifiedNote;
    QTextBrowser* m_description;
    ScenarioForm* m_form = nullptr;
    std::vector<Entry> m_entries;
    quint64 m_edits = 0;
    bool m_wasModified = false;
};

}  // namespace poolscope::ui
