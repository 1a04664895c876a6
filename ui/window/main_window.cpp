// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/main_window.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QStatusTipEvent>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>

#include <nlohmann/json.hpp>

#include <poolscope/host_client.h>
#include <poolscope/scenario.h>

#include "charts/charts_page.h"
#include "compare/comparison_page.h"
#include "forms/batch_form.h"
#include "forms/function_catalogue.h"
#include "forms/pool_form.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"
#include "runs/run_words.h"
#include "session/replay.h"
#include "study/sweep_chart.h"
#include "timeline/timeline_view.h"
#include "runs/runs_page.h"
#include "runs/runs_part.h"
#include "views/data_table.h"
#include "views/drop_guard.h"
#include "views/inspector.h"
#include "views/key_list.h"
#include "views/message_bar.h"
#include "views/refusal.h"
#include "views/scrub_bar.h"
#include "views/standstill_watch.h"
#include "views/status_line.h"
#include "views/target_size.h"
#include "views/wheel_guard.h"
#include "window/comfort.h"
#include "window/dropped_file.h"
#include "window/file_actions.h"
#include "window/lesson_desk.h"
#include "window/live_control.h"
#include "window/live_page.h"
#include "window/pool_actions.h"
#include "window/pool_guard.h"
#include "window/presentation.h"
#include "window/processes_field.h"
#include "window/rerun_actions.h"
#include "window/table_page.h"

namespace poolscope::ui {

MainWindow::MainWindow(const Places& places, Theme& theme, const QString& hostProgram, QWidget* parent)
    : QMainWindow(parent), m_places(places), m_theme(theme), m_session(places, hostProgram),
      m_workers(m_session.state()), m_batches(m_session.state()), m_results(m_session.state(), m_session.values()),
      m_tasks(m_session.state(), m_session.values()), m_events(m_session.state()), m_pool(new PoolActions(m_session, m_selection, this)),
      m_control(new LiveControl(m_session, m_selection, *m_pool, this)), m_refusal(new Refusal(this)),
      m_guard(new PoolGuard(m_session, this)), m_files(new FileActions(this)),
      m_runs(new RunsPart(places, m_session, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    // Before there is anything that they are to see.
    new WheelGuard(this);
    new TargetSize(this);
    new DropGuard(this);
    buildPages();
    buildSetup();
    buildToolBar();
    m_comfort = new Comfort(places, theme, *this);
    buildMenus();
    buildSearch();
    connectAll();
    restoreSettings();
    followFacts();
    m_runs->begin();
}

MainWindow::~MainWindow() {
    // Views look at models and at the session, which are members and go first otherwise.
    delete takeCentralWidget();
    delete m_setup;
}

void MainWindow::apply(const ChangeSet& changes) {
    // What was selected is gone with the trace that it was in.
    if (changes.replaced) {
        m_selection.clear();
        m_selection.setCursor({});
        m_selection.setRange({});
        m_isBrokenTold = false;
    }
    m_workers.apply(changes);
    m_batches.apply(changes);
    m_tasks.apply(changes);
    m_results.apply(changes);
    m_events.apply(changes);
    m_live->apply(changes);
    m_charts->apply(changes);
    m_status->apply(changes);
    m_scrub->refresh();
    m_standstill->refresh();
    for (TablePage* const page : {m_resultsPage, m_tasksPage, m_batchesPage, m_eventsPage})
        page->refresh();
    const PoolSummary& summary = m_session.state().summary();
    if (summary.broken && !m_isBrokenTold) {
        m_isBrokenTold = true;
        say({Notice::Weight::Error, tr("The pool is broken: nothing can run in it any more."),
             QString::fromStdString(summary.phase_message)});
    }
    if (changes.summary || changes.replaced || !changes.changed_workers.empty()) followFacts();
    else if (!changes.changed_tasks.empty() || !changes.changed_batches.empty()) m_control->refresh();
    if (changes.summary || changes.replaced) m_rerun->refresh();
}

void MainWindow::passTime(Time now) {
    m_workers.setNow(now);
    m_batches.setNow(now);
    m_tasks.setNow(now);
    m_live->setNow(now);
    m_charts->setNow(now);
    m_status->passTime();
    m_scrub->refresh();
    m_standstill->refresh();
    for (TablePage* const page : {m_resultsPage, m_tasksPage, m_batchesPage, m_eventsPage})
        page->refresh();
}

void MainWindow::showMoment() {
    for (StateTableModel* const model : std::initializer_list<StateTableModel*>{&m_workers, &m_batches, &m_results, &m_tasks, &m_events})
        model->showMoment();
    m_status->refresh();
}

void MainWindow::followFacts() {
    m_pool->refresh();
    m_control->refresh();
    m_rerun->refresh();
    m_form->setSubmitEnabled(m_session.takesBatches(), m_session.hasPool() ? tr("The pool takes no more batches")
                                                                           : tr("No pool runs: start one first (F6)"));
    m_files->setTrace(m_session.tracePath());
    m_status->refreshSoon();
    updateTitle();
}

void MainWindow::updateTitle() {
    QString title;
    if (m_session.origin() == Session::Origin::File) title = QString::fromStdString(m_session.state().summary().title);
    // What somebody has named is called so.
    const StoredRun* const kept = m_session.origin() == Session::Origin::File ? m_runs->page().model().find(QFileInfo(m_session.tracePath()).path()) : nullptr;
    if (kept && !kept->notes.name.empty()) title = QString::fromStdString(kept->notes.name);
    if (m_session.origin() == Session::Origin::File && title.isEmpty())
        title = QFileInfo(m_session.tracePath()).fileName();
    // Runs of one scenario have one title: when it was tells them apart.
    if (m_session.origin() == Session::Origin::File && m_session.state().summary().wall_clock_ns > 0)
        title = QStringLiteral("%1, %2").arg(title, momentText(m_session.state().summary().wall_clock_ns));
    // Nor is what is attached to the scenario of the form.
    if (m_session.attachment()) title = QString::fromStdString(m_session.state().summary().title);
    if (m_session.attachment() && title.isEmpty()) title = m_session.attachment()->program;
    if (title.isEmpty()) title = QString::fromStdString(m_form->value().title);
    if (title.isEmpty()) title = tr("New scenario");
    setWindowTitle(title + QStringLiteral("[*] – Poolscope"));
    setWindowModified(m_session.origin() != Session::Origin::File && !m_session.attachment() && m_panel->isModified());
}

void MainWindow::say(const Notice& notice) {
    m_messages->add(notice);
}

void MainWindow::answer(const Reply& reply) {
    if (isLiveControl(reply.command) && m_control->take(reply)) return;
    if (reply.isGood) {
        if (reply.command == Command::Join) say({Notice::Weight::Note, tr("join: no worker is left."), {}});
        return;
    }
    const QString how = reply.errorType.isEmpty() ? reply.errorMessage
                                                  : QStringLiteral("%1: %2").arg(reply.errorType, reply.errorMessage);
    switch (reply.command) {
    case Command::Start: say({Notice::Weight::Error, tr("The pool was not started."), how}); break;
    case Command::Submit: say({Notice::Weight::Error, tr("The batch was not accepted."), how}); break;
    case Command::Join:
        say({Notice::Weight::Warning, how,
             tr("join waits for workers that leave: close or terminate the pool first.")});
        break;
    case Command::Kill: say({Notice::Weight::Warning, tr("The signal was not sent."), how}); break;
    default: say({Notice::Weight::Warning, how, {}}); break;
    }
    followFacts();
}

void MainWindow::run() {
    if (!m_form->isValid()) return;
    if (!m_lessons->runAsVariant(m_form->value())) {
        m_messages->clear();
        m_session.start(m_form->value(), AfterBatches::Close);
        m_tabs->setCurrentWidget(m_live);
    }
    followFacts();
}

void MainWindow::startPool() {
    Scenario scenario = m_form->value();
    scenario.batches.clear();
    m_messages->clear();
    m_session.start(scenario, AfterBatches::KeepOpen);
    followFacts();
}

void MainWindow::submitFromForm() {
    if (m_form->batchForm().isValid()) m_session.submit(m_form->batchForm().value());
}

void MainWindow::showPage(const QString& name) {
    for (int i = 0; i < m_tabs->count(); ++i)
        if (m_tabs->widget(i)->objectName() == name + QStringLiteral("Page")) m_tabs->setCurrentIndex(i);
}

void MainWindow::adoptFunctions(const QByteArray& json) {
    // The form is for pools of one's own: those of another program call nothing but what that program gives them.
    if (m_session.attachment() && m_session.attachment()->isOthers) return;
    const Json body = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!body.is_discarded()) m_form->setCatalogue(FunctionCatalogue::fromJson(body));
}

void MainWindow::showKeys() {
    if (m_keys && m_keys->isVisible()) {
        m_keys->close();
        return;
    }
    if (!m_keys) {
        m_keys = new KeyList(this);
        m_keys->setModal(false);
    }
    const QList<KeyList::Extra> ofTables{{QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText),
                                          tr("Copy the current cell, or the rows when several are selected")}};
    m_keys->fill(*menuBar(), {{tr("Timeline"), KeyList::keysOf(m_live->timeline().actions())},
                              {tr("Charts"), KeyList::keysOf(Plot::keyWords())},
                              {tr("Compare"), KeyList::keysOf(m_comparison->commands()) + KeyList::keysOf(ComparisonPage::keyWords())},
                              {tr("Sweep"), KeyList::keysOf(SweepChart::keyWords())},
                              {tr("Runs"), KeyList::keysOf(m_runs->page().table().actions())},
                              {tr("Tables"), ofTables}});
    m_keys->show();
    m_keys->raise();
}

void MainWindow::popUp(QMenu* menu, const QPoint& globalPosition) {
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::triggered, this, [this, globalPosition](QAction* action) {
        m_menuAction = action;
        m_menuPlace = globalPosition;
    });
    menu->popup(globalPosition);
}

std::vector<Subject> MainWindow::selectedSubjects() const {
    const auto* const page = qobject_cast<TablePage*>(m_tabs->currentWidget());
    return page ? page->selectedSubjects() : std::vector<Subject>{};
}

void MainWindow::showRefusal(QAction* source, const QString& why) {
    QPoint place = m_toolBar->mapToGlobal(m_toolBar->rect().bottomLeft());
    const QWidget* button = source ? m_toolBar->widgetForAction(source) : &m_control->processes();
    if (source == m_control->more || source == m_control->fewer) button = &m_control->processes();
    if (source == m_control->drain || source == m_control->restart || source == m_pool->kill)
        button = m_toolBar->findChild<QWidget*>(QStringLiteral("killButton"));
    if (source == m_control->cancelTasks || source == m_control->cancelBatch)
        button = m_toolBar->findChild<QWidget*>(QStringLiteral("cancelButton"));
    if (button && button->isVisible()) place = button->mapToGlobal(button->rect().bottomLeft());
    if (source && m_menuAction == source) place = m_menuPlace;
    m_refusal->say(why, place);
}

void MainWindow::showTableMenu(TablePage& page, const QPoint& globalPosition) {
    m_control->refresh();
    auto* const menu = new QMenu(this);
    menu->addActions({m_control->cancelTasks, m_control->cancelBatch});
    menu->addMenu(m_control->itemMenu());
    menu->addSeparator();
    if (&page == m_resultsPage) menu->addActions({m_rerun->selected, m_rerun->failed});
    menu->addSeparator();
    QAction* const copy = menu->addAction(tr("Copy the rows"));
    connect(copy, &QAction::triggered, &page.table(), &DataTable::copy);
    QAction* const copyJson = menu->addAction(tr("Copy the rows as &JSON"));
    connect(copyJson, &QAction::triggered, &page.table(), &DataTable::copyJson);
    QAction* const copyCell = menu->addAction(tr("Copy this &cell"));
    connect(copyCell, &QAction::triggered, &page.table(), &DataTable::copyCell);
    popUp(menu, globalPosition);
}

void MainWindow::showWorkerMenu(const QPoint& globalPosition) {
    m_control->refresh();
    auto* const menu = new QMenu(this);
    menu->addActions(m_control->workerMenu()->actions());
    menu->addSeparator();
    menu->addActions({m_control->cancelTasks, m_control->cancelBatch});
    menu->addMenu(m_control->itemMenu());
    menu->addSeparator();
    QAction* const copy = menu->addAction(tr("Copy the rows"));
    connect(copy, &QAction::triggered, &m_live->workerTable(), &DataTable::copy);
    popUp(menu, globalPosition);
}

void MainWindow::followAttention() {
    const bool isSeen = isVisible() && !isMinimized();
    if (m_replay != nullptr) m_replay->setSeen(isSeen);
    m_session.setAttention(!isSeen            ? Session::Attention::Hidden
                           : isActiveWindow() ? Session::Attention::Focused
                                              : Session::Attention::Unfocused);
}

bool MainWindow::event(QEvent* event) {
    // Words for what is under the pointer would take the place of the run's figures; they are in its tool tip. Entries of menus
    // show theirs, as their tool tips come late.
    if (event->type() == QEvent::StatusTip && !QApplication::activePopupWidget() &&
        !static_cast<QStatusTipEvent*>(event)->tip().isEmpty())
        return true;
    return QMainWindow::event(event);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    // Large text has large signs beside it.
    if (event->type() == QEvent::FontChange && m_toolBar) m_toolBar->setIconSize(QSize(1, 1) * std::max(16, fontMetrics().height()));
    if (event->type() == QEvent::LanguageChange) followFacts();
    if (event->type() == QEvent::ActivationChange || event->type() == QEvent::WindowStateChange) followAttention();
    // A window that ends in no order loses little then.
    if (event->type() == QEvent::ActivationChange && !isActiveWindow()) saveWhatIsShown();
}

void MainWindow::saveWhatIsShown() {
    // While presenting it is no layout to come back to, and before the first show it is none at all.
    if (isVisible() && !m_comfort->presentation().isOn()) saveSettings();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    followAttention();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    followAttention();
}

bool MainWindow::mayClose() {
    // A second close while it is asked is an answer; the end of the user's session waits for none.
    const bool isAsked = m_closeQuestion && m_messages->bars().contains(m_closeQuestion);
    if (isAsked || m_isCloseMeant || !m_session.endsPoolByLeaving()) return true;
    m_guard->pass(tr("Close and end the pool"), [this] {
        m_isCloseMeant = true;
        close();
    });
    m_closeQuestion = m_messages->bars().value(0);
    if (isMinimized()) showNormal();
    return false;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayClose()) return event->ignore();
    m_comfort->presentation().leave();
    saveSettings();
    m_runs->leave();
    if (m_keys) m_keys->close();
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    // What does not fit with its words is shown by its icon; the words are in its tool tip.
    constexpr int kRoomForWords = 1040;
    const auto style = width() < kRoomForWords ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    if (m_toolBar->toolButtonStyle() == style) return;
    m_toolBar->setToolButtonStyle(style);
    for (const char* const name : {"killButton", "cancelButton"})
        if (auto* const button = m_toolBar->findChild<QToolButton*>(QLatin1String(name))) button->setToolButtonStyle(style);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(*event->mimeData()).path.isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const DroppedFile dropped = droppedFile(*event->mimeData());
    if (dropped.path.isEmpty()) return;
    event->acceptProposedAction();
    openFile(dropped.path);
    if (dropped.others > 0)
        say({Notice::Weight::Warning, tr("%1 was opened; one at a time.").arg(QFileInfo(dropped.path).fileName()),
             tr("Left alone: %1 more").arg(dropped.others)});
}

}  // namespace poolscope::ui
