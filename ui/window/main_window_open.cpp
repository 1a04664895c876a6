// SPDX-License-Identifier: GPL-3.0-or-later
// What the window opens, and what it writes back.
#include <QDir>
#include <QFileInfo>
#include <QTabWidget>

#include <poolscope/host_client.h>
#include <poolscope/lesson.h>
#include <poolscope/scenario.h>

#include "forms/scenario_form.h"
#include "forms/scenario_history.h"
#include "forms/scenario_panel.h"
#include "runs/runs_part.h"
#include "session/trace_file.h"
#include "study/sweep_file.h"
#include "study/sweep_page.h"
#include "views/message_bar.h"
#include "window/file_actions.h"
#include "window/lesson_desk.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/pool_guard.h"
#include "window/sweep_link.h"

namespace poolscope::ui {

void MainWindow::openFile(const QString& path) {
    // The folder of a run stands for the trace in it.
    if (const QFileInfo trace(QDir(path).filePath(QStringLiteral("trace"))); QFileInfo(path).isDir() && trace.isFile()) return openTrace(trace.filePath());
    if (!QFileInfo(path).isFile()) {
        say({Notice::Weight::Error, tr("%1 cannot be opened.").arg(QDir::toNativeSeparators(path)),
             QFileInfo(path).isDir() ? tr("It is a folder, and there is no trace in it.") : tr("There is no such file.")});
        return;
    }
    if (isSweepFile(path))
        openSweep(path);
    else if (FileActions::isScenario(path))
        openScenario(path);
    else
        openTrace(path);
}

void MainWindow::openScenario(const QString& path) {
    m_messages->clear();
    try {
        // The guide and the form show the same one, or neither: a demo that cannot be used changes nothing.
        if (!has_lesson(load_scenario(path.toStdString()))) fillForm(path);
        else if (!m_lessons->open(path)) return;
        m_files->remember(path);
        // A trace that was opened would otherwise stand beside a scenario that it does not belong to.
        if (m_session.origin() == Session::Origin::File) m_session.showNothing();
    } catch (const std::exception& error) {
        say({Notice::Weight::Error, tr("%1 is no scenario that can be used.").arg(QFileInfo(path).fileName()),
             QString::fromUtf8(error.what())});
    }
    followFacts();
}

void MainWindow::fillForm(const QString& path) {
    const QString before = m_panel->currentPath();
    const bool wasModified = m_panel->isModified();
    QString name = QString::fromStdString(m_panel->original().title);
    if (name.isEmpty()) name = QFileInfo(before).completeBaseName();
    m_panel->open(path);
    if (!wasModified || m_panel->currentPath() == before) return;
    m_history->addReturn(before);
    Notice notice{Notice::Weight::Note, tr("The form shows another scenario. What was changed in “%1” is kept.").arg(name), {}};
    notice.actions.push_back({tr("Undo"), [this, before] { m_panel->choose(before); }});
    say(notice);
}

void MainWindow::openSweep(const QString& path) {
    if (!m_sweepLink->open(path)) return;
    m_files->remember(path);
    m_tabs->setCurrentWidget(m_sweep);
    followFacts();
}

void MainWindow::openTrace(const QString& path) {
    if (!problemOfTrace(path)) m_files->remember(path);
    openRun(path);
}

void MainWindow::openRun(const QString& trace) {
    if (const auto problem = problemOfTrace(trace)) return say(*problem);
    m_guard->pass(tr("Open and end the pool"), [this, trace] {
        m_messages->clear();
        m_session.openTrace(trace);
        m_tabs->setCurrentWidget(m_live);
        followFacts();
    });
}

void MainWindow::adopt(const std::shared_ptr<HostClient>& client) {
    // What is shown already cannot be left for itself.
    if (m_session.hasHost() && QString::fromStdString(client->trace_path()) == m_session.tracePath()) {
        m_tabs->setCurrentWidget(m_live);
        return;
    }
    m_guard->pass(tr("Attach and end the pool"), [this, client] {
        m_messages->clear();
        m_session.attach(std::make_unique<HostClient>(std::move(*client)));
        m_tabs->setCurrentWidget(m_live);
        followFacts();
    });
}

void MainWindow::attach(const QString& runFolder) {
    m_runs->attach(runFolder);
}

void MainWindow::saveScenario(const QString& path) {
    // What comes along with the program is not overwritten: saving it is saving a copy.
    const QString shipped = scenariosFolder();
    const QString scenarioPath = m_panel->currentPath();
    const bool isShipped =
        !shipped.isEmpty() && QFileInfo(scenarioPath).canonicalFilePath().startsWith(shipped + QLatin1Char('/'));
    // Nor is what a run was made of.
    const bool isOfRun = scenarioPath.startsWith(m_places.runsFolder() + QLatin1Char('/'));
    QString target = path;
    if (target.isEmpty()) {
        if (scenarioPath.isEmpty() || isShipped || isOfRun) {
            m_files->askWhereToSave();
            return;
        }
        target = scenarioPath;
    }
    // What cannot be read would be written as something else.
    if (!m_form->isValid()) {
        say({Notice::Weight::Error, tr("Nothing was written: the scenario has fields that cannot be used."),
             tr("They are marked in the form, with the reason. Mend them, or take them back, and save again.")});
        return;
    }
    try {
        const Scenario scenario = m_form->value();
        save_scenario(scenario, target.toStdString());
        m_panel->setSaved(scenario, target);
        m_files->remember(target);
        say({Notice::Weight::Note, tr("Written: %1").arg(QDir::toNativeSeparators(target)), {}});
    } catch (const std::exception& error) {
        say({Notice::Weight::Error, tr("%1 was not written.").arg(QDir::toNativeSeparators(target)),
             QString::fromUtf8(error.what())});
    }
    updateTitle();
}

}  // namespace poolscope::ui
