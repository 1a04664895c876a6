// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/sweep_link.h"

#include <QDir>
#include <QFileInfo>

#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"
#include "runs/run_shelf.h"
#include "session/places.h"
#include "study/sweep_page.h"

namespace poolscope::ui {

SweepLink::SweepLink(SweepPage& page, ScenarioForm& form, const ScenarioPanel& panel, RunShelf& shelf, QObject* parent)
    : QObject(parent), m_page(page) {
    connect(&page, &SweepPage::scenarioWanted, this, [this, &form, &panel](const Scenario& scenario, const QString& what) {
        form.setValue(scenario, panel.original());
        emit noticed({Notice::Weight::Note, tr("In the form: %1. Undo takes it back.").arg(what), {}});
    });
    connect(&page, &SweepPage::written, this, [this](const QString& path) {
        emit noticed({Notice::Weight::Note, tr("Written: %1").arg(QDir::toNativeSeparators(path)), {}});
    });
    connect(&page, &SweepPage::problemTold, this, [this](const QString& what, const QString& why) {
        emit noticed({Notice::Weight::Error, what, why});
    });
    // What a sweep keeps may push older runs out.
    connect(&page, &SweepPage::runsKept, &shelf, &RunShelf::makeRoom);
}

bool SweepLink::open(const QString& path) {
    const QString problem = m_page.open(path, scenariosFolder());
    if (problem.isEmpty()) return true;
    emit noticed({Notice::Weight::Error, tr("%1 is no sweep that can be used.").arg(QFileInfo(path).fileName()), problem});
    return false;
}

}  // namespace poolscope::ui
