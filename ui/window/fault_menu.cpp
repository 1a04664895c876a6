// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/fault_menu.h"

#include <QCoreApplication>
#include <QMenu>

#include "format/glyph.h"
#include "forms/fault_plan_form.h"
#include "forms/fault_words.h"
#include "forms/scenario_form.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("FaultMenu", text);
}

}  // namespace

QMenu* makeFaultMenu(ScenarioForm& form, QWidget* parent) {
    auto* const menu = new QMenu(say("&Faults for the next run"), parent);
    menu->setObjectName(QStringLiteral("faultMenu"));
    menu->setIcon(glyphIcon(Glyph::Warning));
    menu->setToolTipsVisible(true);
    for (const Fault& fault : readyFaults()) {
        QString sentence = faultSentence(fault);
        if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
        QAction* const action = menu->addAction(sentence);
        action->setToolTip(faultActionExplanation(fault.action));
        QObject::connect(action, &QAction::triggered, &form, [&form, fault] { form.faultPlan().append(fault); });
    }
    menu->addSeparator();
    QAction* const none = menu->addAction(say("&No faults"));
    none->setObjectName(QStringLiteral("noFaults"));
    QObject::connect(none, &QAction::triggered, &form, [&form] {
        Scenario scenario = form.value();
        scenario.faults.faults.clear();
        form.faultPlan().setValue(scenario.faults);
    });
    QObject::connect(menu, &QMenu::aboutToShow, none, [&form, none] { none->setEnabled(!form.value().faults.empty()); });
    return menu;
}

}  // namespace poolscope::ui
