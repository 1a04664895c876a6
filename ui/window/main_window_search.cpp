// SPDX-License-Identifier: GPL-3.0-or-later
// How the window is searched: by filters, by the names of commands; and how edits are taken back.
#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>

#include "compare/comparison_page.h"
#include "forms/scenario_history.h"
#include "format/glyph.h"
#include "models/roles.h"
#include "timeline/timeline_view.h"
#include "runs/runs_page.h"
#include "runs/runs_part.h"
#include "views/command_palette.h"
#include "views/data_table.h"
#include "views/export_progress.h"
#include "views/filter_bar.h"
#include "window/file_actions.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/rerun_actions.h"
#include "window/search_box.h"
#include "window/table_page.h"

namespace poolscope::ui {

void MainWindow::buildEditMenu() {
    m_history = new ScenarioHistory(*m_form, *m_panel, this);
    m_rerun = new RerunActions(m_session, this);
    QMenu* const edit = menuBar()->addMenu(tr("&Edit"));
    QAction* const undo = m_history->steps().createUndoAction(this, tr("&Undo"));
    undo->setObjectName(QStringLiteral("undo"));
    undo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    QAction* const redo = m_history->steps().createRedoAction(this, tr("&Redo"));
    redo->setObjectName(QStringLiteral("redo"));
    redo->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    edit->addActions({undo, redo});
    edit->addSeparator();
    const auto table = [this]() -> DataTable& {
        auto* const page = qobject_cast<TablePage*>(m_tabs->currentWidget());
        return page ? page->table() : m_live->workerTable();
    };
    QAction* const copy = edit->addAction(glyphIcon(Glyph::Copy), tr("&Copy the selected rows"));
    copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(copy, &QAction::triggered, this, [table] { table().copy(); });
    QAction* const copyJson = edit->addAction(tr("Copy the selected rows as &JSON"));
    connect(copyJson, &QAction::triggered, this, [table] { table().copyJson(); });
    QAction* const copyCell = edit->addAction(tr("Copy the curr&ent cell"));
    connect(copyCell, &QAction::triggered, this, [table] { table().copyCell(); });
    edit->addSeparator();
    QAction* const find = edit->addAction(glyphIcon(Glyph::Search), tr("&Find…"));
    find->setObjectName(QStringLiteral("find"));
    find->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_Slash)});
    connect(find, &QAction::triggered, this, [this] {
        if (m_tabs->currentWidget() == &m_runs->page()) m_runs->page().focusSearch();
        else m_search->focus();
    });
    QAction* const inDetails = edit->addAction(tr("Find in the &details…"));
    inDetails->setObjectName(QStringLiteral("findInDetails"));
    inDetails->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    connect(inDetails, &QAction::triggered, this, [this] {
        if (auto* const page = qobject_cast<TablePage*>(m_tabs->currentWidget())) page->findInDetails();
        else m_live->findInDetails();
    });
    QAction* const commands = edit->addAction(tr("C&ommands…"));
    commands->setObjectName(QStringLiteral("commands"));
    commands->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    connect(commands, &QAction::triggered, this, [this] { showCommands(); });
}

void MainWindow::buildSearch() {
    m_search = new SearchBox(this);
    // A menu bar that the desktop shows elsewhere has no corner.
    if (menuBar()->isNativeMenuBar()) m_toolBar->addWidget(m_search);
    else menuBar()->setCornerWidget(m_search, Qt::TopRightCorner);
    connect(m_search, &SearchBox::commandWanted, this, [this](const QString& pattern) { showCommands(pattern); });
    connect(m_search, &SearchBox::pageWanted, this, [this] {
        const auto* const page = qobject_cast<TablePage*>(m_tabs->currentWidget());
        if (!page || !page->hasFilter()) m_tabs->setCurrentWidget(m_resultsPage);
    });
    // What was found is where Enter leads.
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_search->problem()) return;
        if (auto* const page = qobject_cast<TablePage*>(m_tabs->currentWidget())) page->table().setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::followPage);
    followPage();

    m_rerun->setSelected([this] { return m_resultsPage->selectedSources(); },
                         [this] {
                             return m_tabs->currentWidget() == m_resultsPage &&
                                    m_resultsPage->table().selectionModel()->hasSelection();
                         });
    m_files->setRows(
        [this]() -> std::optional<std::vector<std::uint32_t>> {
            return m_results.isEverythingShown() && !m_session.moment().isPast() ? std::nullopt : std::optional(m_results.shownSources());
        },
        [this] { return std::optional(m_resultsPage->selectedSources()); });
    auto* const progress = new ExportProgress(this);
    statusBar()->addPermanentWidget(progress);
    connect(&m_files->exporter(), &Exporter::begun, progress, &ExportProgress::begin);
    connect(&m_files->exporter(), &Exporter::progressed, progress, &ExportProgress::setDone);
    connect(&m_files->exporter(), &Exporter::finished, progress, &ExportProgress::end);
    connect(progress, &ExportProgress::cancelWanted, &m_files->exporter(), &Exporter::cancel);
    connect(m_resultsPage->table().selectionModel(), &QItemSelectionModel::selectionChanged, m_rerun, &RerunActions::refresh);
    connect(m_tabs, &QTabWidget::currentChanged, m_rerun, &RerunActions::refresh);
    connect(m_rerun, &RerunActions::noticed, this, &MainWindow::say);
    connect(m_rerun, &RerunActions::started, this, [this] { m_tabs->setCurrentWidget(m_live); });
}

void MainWindow::followPage() {
    auto* const page = qobject_cast<TablePage*>(m_tabs->currentWidget());
    // What is typed over a page without a filter is looked for in the results.
    m_search->follow(page && page->hasFilter() ? page->filterBar() : m_resultsPage->filterBar());
}

CommandPalette& MainWindow::showCommands(const QString& pattern) {
    if (!m_palette) m_palette = new CommandPalette(this);
    m_palette->commands().fill(*menuBar(), {{tr("Timeline"), m_live->timeline().actions()},
                                            {tr("Compare"), m_comparison->commands()},
                                            {tr("Runs"), m_runs->page().table().actions()}});
    m_palette->popUp(pattern);
    return *m_palette;
}

}  // namespace poolscope::ui
