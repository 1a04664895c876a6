// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/advice_desk.h"

#include <QAction>
#include <QTabWidget>

#include "format/glyph.h"
#include "forms/code_preview.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"
#include "session/session.h"
#include "study/advice_page.h"
#include "views/command_model.h"

namespace poolscope::ui {

AdviceDesk::AdviceDesk(Session& session, QTabWidget& tabs, QObject* parent)
    : QObject(parent), find(new QAction(glyphIcon(Glyph::Search), tr("&Find a better configuration"), this)), m_session(session), m_tabs(tabs),
      m_page(new AdvicePage([this] { return m_form->value(); }, {}, &tabs)) {
    find->setObjectName(QStringLiteral("findBetter"));
    find->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B));
    connect(find, &QAction::triggered, this, [this] {
        m_tabs.setCurrentWidget(m_page);
        m_page->start();
    });
    connect(m_page, &AdvicePage::started, this, [this] { m_path = m_panel->currentPath(); });
    connect(m_page, &AdvicePage::useWanted, this, &AdviceDesk::use);
    connect(&session, &Session::originChanged, this, &AdviceDesk::refresh);
    connect(&session, &Session::changed, this, [this](const ChangeSet& changes) {
        if (changes.summary || changes.replaced) refresh();
    });
}

void AdviceDesk::follow(ScenarioForm& form, ScenarioPanel& panel, CodePreview& code) {
    m_form = &form;
    m_panel = &panel;
    m_code = &code;
    form.addCostAction(find);
    connect(&form, &ScenarioForm::validityChanged, this, &AdviceDesk::refresh);
    connect(&form, &ScenarioForm::valueChanged, this, &AdviceDesk::refresh);
    refresh();
}

void AdviceDesk::refresh() {
    if (!m_form) return;
    QString why;
    if (!m_form->isValid()) why = tr("the scenario has a problem");
    else if (m_form->value().batches.empty()) why = tr("the scenario has no batch");
    const QString tip = tr("Simulate other settings of the scenario, and try the best few for real");
    find->setEnabled(why.isEmpty());
    find->setProperty(kWhyNot, why);
    find->setToolTip(why.isEmpty() ? tip : tr("%1\nNot now: %2").arg(tip, why));
    find->setStatusTip(why.isEmpty() ? tip : tr("Not now: %1").arg(why));
    m_page->setWhyNot(why);
    m_page->setCaution(m_session.hasHost() ? tr("A pool runs in this window: it takes its share of the machine, and of the times.") : QString());
}

void AdviceDesk::use(const Scenario& scenario, const QStringList& words) {
    // Another scenario may be chosen by now, whose edits are not to be lost.
    if (!m_path.isEmpty() && m_panel->currentPath() != m_path) m_panel->choose(m_path);
    m_code->setMeasured(scenario, words);
    m_form->setValue(scenario, m_panel->original());
}

}  // namespace poolscope::ui
