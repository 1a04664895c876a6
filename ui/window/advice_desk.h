// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <poolscope/scenario.h>

class QAction;
class QTabWidget;

namespace poolscope::ui {

class AdvicePage;
class CodePreview;
class ScenarioForm;
class ScenarioPanel;
class Session;

/// What joins the search for a better configuration to the rest of the window: the command that starts it, the form that it searches around,
/// and the form again, which takes what was found.
class AdviceDesk : public QObject {
    Q_OBJECT

public:
    /// Borrows all of them. The form is not there yet when the pages are made: see follow().
    AdviceDesk(Session& session, QTabWidget& tabs, QObject* parent);

    void follow(ScenarioForm& form, ScenarioPanel& panel, CodePreview& code);
    [[nodiscard]] AdvicePage& page() { return *m_page; }

    QAction* find;

private:
    void refresh();
    void use(const Scenario& scenario, const QStringList& words);

    Session& m_session;
    QTabWidget& m_tabs;
    ScenarioForm* m_form = nullptr;
    ScenarioPanel* m_panel = nullptr;
    CodePreview* m_code = nullptr;
    AdvicePage* m_page;
    QString m_path;  ///< the scenario that was searched around
};

}  // namespace poolscope::ui
