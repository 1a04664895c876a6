// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is made of, and what it remembers.
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QStyle>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <poolscope/function.h>
#include <poolscope/host_client.h>
#include <poolscope/scenario.h>

#include "charts/charts_page.h"
#include "compare/comparison_page.h"
#include "filter/filter_toggle.h"
#include "format/glyph.h"
#include "forms/batch_form.h"
#include "forms/code_preview.h"
#include "forms/function_catalogue.h"
#include "forms/scenario_form.h"
#include "forms/scenario_history.h"
#include "forms/scenario_panel.h"
#include "session/replay.h"
#include "study/advice_page.h"
#include "study/sweep_page.h"
#include "study/whatif_page.h"
#include "runs/runs_page.h"
#include "runs/run_shelf.h"
#include "runs/runs_part.h"
#include "timeline/timeline_view.h"
#include "views/data_table.h"
#include "views/filter_bar.h"
#include "views/inspector.h"
#include "views/message_bar.h"
#include "views/replay_bar.h"
#include "views/scrub_bar.h"
#include "views/standstill_watch.h"
#include "views/status_line.h"
#include "window/about.h"
#include "window/advice_desk.h"
#include "window/fault_menu.h"
#include "window/fault_tasks.h"
#include "window/comfort.h"
#include "window/file_actions.h"
#include "window/kept_edits.h"
#include "window/lesson_desk.h"
#include "window/live_control.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/pool_actions.h"
#include "window/pool_guard.h"
#include "window/processes_field.h"
#include "window/rerun_actions.h"
#include "window/report_action.h"
#include "window/sweep_link.h"
#include "window/table_page.h"
#include "window/time_link.h"
#include "window/width_follower.h"

namespace poolscope::ui {

namespace {
/// Of the layout that saveState() writes; a layout of another version is not restored.
constexpr int kLayoutVersion = 1;
}  // namespace

void MainWindow::buildPages() {
    auto* const middle = new QWidget(this);
    auto* const column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tabs = new QTabWidget(middle);
    m_messages = new MessageStack(*m_tabs, middle);
    m_tabs->setDocumentMode(true);
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_status = new StatusLine(m_session, middle);
    column->addWidget(m_tabs, 1);
    m_scrub = new ScrubBar(m_session, m_selection, middle);
    column->addWidget(m_scrub);

    m_live = new LivePage(m_session, m_selection, m_workers, m_tabs);
    m_resultsPage = new TablePage(
        {QStringLiteral("results"), tr("Results"), tr("Results arrive here, one row an item."), Subject::Kind::Result},
        m_session, m_selection, m_results, m_tabs);
    m_resultsPage->addFilter(m_results, tr("Filter: state:failed worker:3 duration>2s text"));
    m_tasksPage = new TablePage({QStringLiteral("tasks"), tr("Tasks"),
                                 tr("Tasks appear here when they are given to workers."), Subject::Kind::Task},
                                m_session, m_selection, m_tasks, m_tabs);
    m_tasksPage->addFilter(m_tasks, tr("Filter: state:running queue>100ms function:square"));
    m_batchesPage = new TablePage({QStringLiteral("batches"), tr("Batches"),
                                   tr("Batches appear here when they are submitted."), Subject::Kind::Batch},
                                  m_session, m_selection, m_batches, m_tabs);
    m_batchesPage->addSorting(m_batches);
    m_eventsPage = new TablePage(
        {QStringLiteral("events"), tr("Events"), tr("What happens is told here, line by line."), Subject::Kind::Event},
        m_session, m_selection, m_events, m_tabs);
    m_eventsPage->addFilter(m_events, tr("Filter: state:error cause:crashed time:2s.."));
    m_tabs->addTab(m_live, tr("Live"));
    m_tabs->addTab(m_resultsPage, tr("Results"));
    m_charts = new ChartsPage(m_session, m_selection, m_tabs);
    m_tabs->addTab(m_charts, tr("Charts"));
    m_comparison = new ComparisonPage(m_tabs);
    m_tabs->addTab(m_comparison, tr("Compare"));
    m_tabs->addTab(m_tasksPage, tr("Tasks"));
    m_tabs->addTab(m_batchesPage, tr("Batches"));
    m_tabs->addTab(m_eventsPage, tr("Events"));
    m_whatIf = new WhatIfPage(m_session, {}, m_tabs);
    m_tabs->addTab(m_whatIf, tr("What if"));
    m_sweep = new SweepPage([this] { return m_form->value(); }, {.runs = m_places.runsFolder()}, m_tabs);
    m_tabs->addTab(m_sweep, tr("Sweep"));
    m_advice = new AdviceDesk(m_session, *m_tabs, this);
    m_whatIf->setRunsFolder(m_places.runsFolder());
    m_advice->page().setRunsFolder(m_places.runsFolder());
    m_tabs->addTab(&m_advice->page(), tr("Advice"));
    m_tabs->addTab(&m_runs->page(), tr("Runs"));
    setCentralWidget(middle);
    m_lessons = new LessonDesk(*this, m_session, *m_guard, *m_tabs, m_places);
    buildReplay();

    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    m_standstill = new StandstillWatch(m_session, m_selection, this);
    statusBar()->addPermanentWidget(m_standstill);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    statusBar()->setStyleSheet(QStringLiteral("QStatusBar { padding: 0; } QStatusBar::item { border: none; }"));
}

void MainWindow::buildReplay() {
    m_replay = new Replay(m_session, m_selection, this);
    const auto followMotion = [this] {
        // Qt 6.4 has no word for it, but styles say that animations take no time where the desktop wants none.
        const bool isStill = m_theme.isMotionReduced() || style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
        m_replay->setMotion(isStill ? Replay::Motion::Reduced : Replay::Motion::Smooth);
    };
    followMotion();
    connect(&m_theme, &Theme::changed, m_replay, followMotion);
    auto* const bar = new ReplayBar(*m_replay, m_scrub);
    m_scrub->layout()->addWidget(bar);
    // The space bar plays where the time is: it presses buttons elsewhere.
    m_live->timeline().addActions(bar->replayActions());
}

void MainWindow::buildSetup() {
    auto* const page = new QWidget;
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins(kLargeGap - kSmallGap, kGap, kLargeGap - kSmallGap, kLargeGap);
    column->setSpacing(kGap);
    m_panel = new ScenarioPanel(page);
    m_form = new ScenarioForm(page);
    column->addWidget(m_panel);
    column->addWidget(m_form);
    column->addStretch(1);
    m_form->setCatalogue(FunctionCatalogue::fromRegistry(Registry::of_process()));
    m_panel->setForm(*m_form);
    auto* const scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    // Large text needs a wide panel: it cannot be scrolled sideways.
    new WidthFollower(*page, *scroll, 300);
    scroll->setFocusPolicy(Qt::NoFocus);  // what stands in it is reached, and scrolled to
    m_code = new CodePreview;
    m_edits = new KeptEdits(m_places, *m_form, *m_panel, this);
    m_advice->follow(*m_form, *m_panel, *m_code);
    auto* const split = new QSplitter(Qt::Vertical);
    split->setObjectName(QStringLiteral("setupSplitter"));
    split->addWidget(scroll);
    split->addWidget(m_code);
    split->setStretchFactor(0, 1);
    split->setSizes({500, 180});
    split->setCollapsible(0, false);
    m_setup = new QDockWidget(tr("Scenario"), this);
    m_setup->setObjectName(QStringLiteral("setup"));
    // A dock that floats cannot come back under Wayland with Qt 6.4 (QTBUG-87332).
    m_setup->setFeatures(QDockWidget::DockWidgetClosable);
    m_setup->setAllowedAreas(Qt::LeftDockWidgetArea);
    m_setup->setTitleBarWidget(new QWidget(m_setup));
    m_setup->setWidget(split);
    addDockWidget(Qt::LeftDockWidgetArea, m_setup);
    resizeDocks({m_setup}, {340}, Qt::Horizontal);
}

void MainWindow::buildToolBar() {
    m_toolBar = addToolBar(tr("Pool"));
    m_toolBar->setObjectName(QStringLiteral("poolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setIconSize(QSize(16, 16));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    // A button of its own: its icon is white on the accent, where the menu's takes the colour of the text.
    auto* const run = new QToolButton(m_toolBar);
    run->setObjectName(QStringLiteral("runButton"));
    run->setText(tr("Run"));
    run->setIcon(glyphIcon(Glyph::Run, Qt::white));
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    run->setToolTip(m_pool->run->toolTip());
    connect(run, &QToolButton::clicked, m_pool->run, &QAction::trigger);
    connect(m_pool->run, &QAction::enabledChanged, run, &QWidget::setEnabled);
    run->setEnabled(m_pool->run->isEnabled());
    m_toolBar->addWidget(run);
    m_toolBar->addAction(m_pool->stop);
    m_toolBar->addSeparator();
    m_toolBar->addAction(m_pool->close);
    m_toolBar->addAction(m_pool->terminate);
    m_toolBar->addSeparator();
    m_toolBar->addAction(m_control->pause);
    m_toolBar->addWidget(&m_control->processes());
    m_toolBar->addSeparator();
    auto* const kill = new QToolButton(m_toolBar);
    kill->setObjectName(QStringLiteral("killButton"));
    kill->setDefaultAction(m_pool->kill);
    kill->setMenu(m_control->workerMenu());
    kill->setPopupMode(QToolButton::MenuButtonPopup);
    kill->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->addWidget(kill);
    auto* const cancel = new QToolButton(m_toolBar);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    cancel->setIcon(glyphIcon(Glyph::Cross));
    cancel->setText(tr("Cancel"));
    const auto followCancel = [this, cancel] {
        cancel->setEnabled(m_control->cancelMenu()->menuAction()->isEnabled());
        cancel->setToolTip(m_control->cancelMenu()->menuAction()->toolTip());
    };
    connect(m_control->cancelMenu()->menuAction(), &QAction::changed, cancel, followCancel);
    followCancel();
    cancel->setMenu(m_control->cancelMenu());
    cancel->setPopupMode(QToolButton::InstantPopup);
    cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->addWidget(cancel);
    auto* const room = new QWidget(m_toolBar);
    room->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(room);
}

void MainWindow::buildMenus() {
    QMenu* const file = menuBar()->addMenu(tr("&File"));
    m_files->addTo(*file);
    auto* const report = new ReportAction(m_session, this);
    connect(report, &ReportAction::noticed, this, &MainWindow::say);
    connect(&m_session, &Session::changed, report, &ReportAction::refresh);
    connect(&m_session, &Session::originChanged, report, &ReportAction::refresh);
    file->addAction(report);
    file->addSeparator();
    file->addActions({m_runs->showHosts, m_runs->detach});
    file->addSeparator();
    QAction* const quit = file->addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, this, &QWidget::close);

    buildEditMenu();

    QMenu* const view = menuBar()->addMenu(tr("&View"));
    for (int i = 0; i < m_tabs->count(); ++i) {
        QAction* const tab = view->addAction(m_tabs->tabText(i));
        // Behind the nine digits (Ctrl+0 is the size of text) it begins anew with Alt.
        const auto digit = static_cast<Qt::Key>(Qt::Key_1 + i % 9);
        tab->setShortcut(QKeySequence(i < 9 ? Qt::CTRL | digit : Qt::ALT | digit));
        connect(tab, &QAction::triggered, this, [this, i] {
            m_tabs->setCurrentIndex(i);
            m_tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
        });
    }
    view->addSeparator();
    view->addMenu(tr("&Moment"))->addActions(m_scrub->momentActions());
    QAction* const setup = m_setup->toggleViewAction();
    setup->setText(tr("&Scenario panel"));
    setup->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_B));
    view->addAction(setup);
    view->addAction(m_messages->putAwayAction());
    m_comfort->addTo(*view);

    QMenu* const pool = menuBar()->addMenu(tr("&Pool"));
    pool->addActions({m_pool->startPool, m_pool->submit});
    pool->addSeparator();
    pool->addActions({m_pool->close, m_pool->terminate, m_pool->join});
    pool->addSeparator();
    pool->setToolTipsVisible(true);
    pool->addActions({m_control->pause, m_control->more, m_control->fewer, m_control->limits});
    pool->addSeparator();
    pool->addMenu(m_control->workerMenu());
    pool->addMenu(m_control->cancelMenu());
    pool->addMenu((new FaultTasks(m_session, this))->menu());
    pool->addMenu(makeFaultMenu(*m_form, this));
    pool->addSeparator();
    pool->addAction(m_pool->keepAlive);

    QMenu* const runs = menuBar()->addMenu(tr("&Run"));
    runs->addActions({m_pool->run, m_pool->stop});
    runs->addSeparator();
    runs->addActions({m_rerun->failed, m_rerun->selected});
    runs->addSeparator();
    runs->addAction(m_advice->find);

    m_lessons->addTo(*menuBar()->addMenu(tr("&Demos")));
    QMenu* const help = menuBar()->addMenu(tr("&Help"));
    help->addAction(m_standstill->why());
    QAction* const keys = help->addAction(glyphIcon(Glyph::Keys), tr("&Keys"));
    keys->setObjectName(QStringLiteral("keys"));
    keys->setShortcuts(
        {QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question), QKeySequence(Qt::SHIFT | Qt::Key_Question)});
    connect(keys, &QAction::triggered, this, &MainWindow::showKeys);
    QAction* const about = help->addAction(glyphIcon(Glyph::Note), tr("&About Poolscope"));
    connect(about, &QAction::triggered, this, [this] { showAbout(this); });
    m_toolBar->addAction(keys);
    if (auto* const button = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(keys))) {
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAccessibleName(tr("Keys"));
        button->setToolTip(tr("Keys (F1)"));
    }
}

void MainWindow::connectAll() {
    connect(&m_session, &Session::changed, this, &MainWindow::apply);
    connect(&m_session, &Session::timePassed, this, &MainWindow::passTime);
    connect(&m_session, &Session::originChanged, this, &MainWindow::followFacts);
    m_selection.setMoments([this](Time wanted) { return m_session.momentFor(wanted); });
    connect(&m_selection, &Selection::cursorChanged, &m_session, &Session::lookAt);
    connect(&m_session, &Session::momentChanged, this, &MainWindow::showMoment);
    for (StateTableModel* const model : std::initializer_list<StateTableModel*>{&m_workers, &m_batches, &m_results, &m_tasks, &m_events})
        model->lookAt(m_session.moment());
    connect(&m_session, &Session::replied, this, &MainWindow::answer);
    connect(&m_session, &Session::noticed, this, &MainWindow::say);
    connect(&m_session, &Session::functionsArrived, this, &MainWindow::adoptFunctions);
    connect(&m_selection, &Selection::changed, m_pool, &PoolActions::refresh);
    connect(&m_selection, &Selection::changed, m_control, &LiveControl::refresh);
    connect(m_tabs, &QTabWidget::currentChanged, m_control, &LiveControl::refresh);
    connect(m_control, &LiveControl::refused, this, &MainWindow::showRefusal);
    m_control->setSelected([this] { return selectedSubjects(); });
    m_pool->setSelected([this] { return m_live->selectedWorkers(); });
    connect(m_live, &LivePage::selectedWorkersChanged, m_pool, &PoolActions::refresh);
    connect(m_live, &LivePage::selectedWorkersChanged, m_control, &LiveControl::refresh);
    for (QAction* const action : {m_control->drain, m_control->restart, m_pool->kill, m_control->cancelTasks, m_control->cancelBatch}) {
        addAction(action);  // its key works although it stands in menus of the tool bar only
        connect(action, &QAction::triggered, this, [this] { m_menuAction.clear(); });
    }

    connect(m_pool, &PoolActions::runWanted, this, &MainWindow::run);
    connect(m_pool, &PoolActions::startWanted, this, &MainWindow::startPool);
    connect(m_pool, &PoolActions::submitWanted, this, &MainWindow::submitFromForm);
    connect(m_form, &ScenarioForm::validityChanged, m_pool, &PoolActions::setScenarioGood);
    connect(&m_form->batchForm(), &BatchForm::validityChanged, m_pool, &PoolActions::setBatchGood);
    connect(m_form, &ScenarioForm::submitRequested, this, [this](const BatchSpec& batch) { m_session.submit(batch); });
    connect(m_form, &ScenarioForm::valueChanged, this, &MainWindow::updateTitle);
    m_pool->setScenarioGood(m_form->isValid());
    m_pool->setBatchGood(m_form->batchForm().isValid());

    connect(m_runs, &RunsPart::traceWanted, this, &MainWindow::openRun);
    connect(m_runs, &RunsPart::hostReached, this, &MainWindow::adopt);
    connect(m_runs, &RunsPart::noticed, this, &MainWindow::say);
    connect(m_runs->detach, &QAction::triggered, this,
            [this] { m_guard->pass(tr("Detach and end the pool"), [this] { m_session.detach(); }); });
    connect(m_runs, &RunsPart::pageWanted, this, [this] { m_tabs->setCurrentWidget(&m_runs->page()); });
    connect(m_runs, &RunsPart::scenarioWanted, this, [this](const QString& path, bool isRun) {
        openScenario(path);
        // Another scenario may be in the form by the time the question is answered.
        const auto runIt = [this, path] {
            if (m_panel->currentPath() == path) run();
        };
        if (isRun && m_panel->currentPath() == path) m_guard->pass(tr("Run and end the pool"), runIt);
    });
    m_files->setShelf(m_runs->shelf());
    connect(&m_runs->shelf(), &RunShelf::changed, this, &MainWindow::updateTitle);
    connect(m_comfort, &Comfort::storageWanted, m_runs, &RunsPart::askForLimits);
    connect(m_files, &FileActions::openWanted, this, &MainWindow::openFile);
    connect(m_files, &FileActions::attachWanted, this, &MainWindow::attach);
    connect(m_files, &FileActions::saveWanted, this, &MainWindow::saveScenario);
    connect(m_files, &FileActions::noticed, this, &MainWindow::say);
    connect(m_files, &FileActions::remembered, this, &MainWindow::saveWhatIsShown, Qt::QueuedConnection);
    connect(m_lessons, &LessonDesk::noticed, this, &MainWindow::say);
    connect(m_guard, &PoolGuard::noticed, this, &MainWindow::say);
    connect(qApp, &QGuiApplication::commitDataRequest, this, [this] { m_isCloseMeant = true; });
    connect(m_comfort->resetLayout, &QAction::triggered, m_lessons, &LessonDesk::makeRoom);
    connect(m_lessons, &LessonDesk::scenarioWanted, this, &MainWindow::fillForm);
    connect(m_history, &ScenarioHistory::returnWanted, m_panel, &ScenarioPanel::choose);
    connect(m_lessons, &LessonDesk::ran, this, [this] {
        m_messages->clear();
        m_tabs->setCurrentWidget(m_live);
    });
    connect(m_panel, &ScenarioPanel::scenarioChosen, this, [this] {
        m_code->setScenario(m_form->value());
        updateTitle();
    });
    connect(m_panel, &ScenarioPanel::modifiedChanged, this, &MainWindow::updateTitle);
    connect(m_form, &ScenarioForm::valueChanged, this, [this] { m_code->setScenario(m_form->value()); });
    connect(&m_live->workerTable(), &DataTable::contextMenuWanted, this, &MainWindow::showWorkerMenu);
    connect(&m_live->timeline(), &TimelineView::contextMenuWanted, this, &MainWindow::showWorkerMenu);
    for (TablePage* const page : {m_resultsPage, m_tasksPage, m_batchesPage, m_eventsPage})
        connect(&page->table(), &DataTable::contextMenuWanted, this,
                [this, page](const QPoint& place) { showTableMenu(*page, place); });
    connect(m_tasksPage->table().selectionModel(), &QItemSelectionModel::selectionChanged, m_control, &LiveControl::refresh);
    connectCharts();
    connectComparison();
}

void MainWindow::connectComparison() {
    connect(m_runs, &RunsPart::compareWanted, this, [this](const QStringList& runFolders) {
        m_comparison->add(runFolders);
        m_tabs->setCurrentWidget(m_comparison);
    });
    connect(m_sweep, &SweepPage::compareWanted, m_runs, &RunsPart::compareWanted);
    connect(&m_advice->page(), &AdvicePage::runsKept, &m_runs->shelf(), &RunShelf::makeRoom);
    connect(m_whatIf, &WhatIfPage::runKept, &m_runs->shelf(), &RunShelf::makeRoom);
    connect(m_whatIf, &WhatIfPage::noticed, this, &MainWindow::say);
    connect(&m_advice->page(), &AdvicePage::noticed, this, &MainWindow::say);
    m_sweepLink = new SweepLink(*m_sweep, *m_form, *m_panel, m_runs->shelf(), this);
    connect(m_sweepLink, &SweepLink::noticed, this, &MainWindow::say);
    connect(m_sweep, &SweepPage::measured, m_code, &CodePreview::setMeasured);
    connect(m_sweep, &SweepPage::openWanted, this, &MainWindow::openFile);
    connect(m_comparison, &ComparisonPage::openWanted, this, &MainWindow::openFile);
    connect(m_comparison, &ComparisonPage::told, this, [this](const QString& what) { say({Notice::Weight::Note, what, {}}); });
    connect(m_comparison, &ComparisonPage::noticed, this, &MainWindow::say);
    connect(m_comparison, &ComparisonPage::problemTold, this, [this](const QString& what) { say({Notice::Weight::Error, what, {}}); });
    connect(&m_session, &Session::originChanged, this, [this] { m_comparison->setShownTrace(m_session.tracePath()); });
}

void MainWindow::connectCharts() {
    new TimeLink(m_live->timeline(), *m_charts, this);
    connect(m_charts, &ChartsPage::noticed, this, &MainWindow::say);
    connect(m_charts, &ChartsPage::filterWanted, this, [this](const QString& filter) {
        FilterBar& bar = *m_resultsPage->filterBar();
        bar.setText(replacedInFilter(bar.text(), FilterField::Duration, filter, bar.vocabulary()));
    });
    connect(m_charts, &ChartsPage::resultsWanted, this, [this] { m_tabs->setCurrentWidget(m_resultsPage); });
}

void MainWindow::openStartScenario() {
    const QString shipped = scenariosFolder();
    if (!shipped.isEmpty()) m_panel->loadFolder(shipped);
    m_edits->restore();
    const QString last = m_places.openSettings()->value(QStringLiteral("lastScenario")).toString();
    if (!last.isEmpty() && !m_panel->choose(last) && QFileInfo(last).isFile()) openFile(last);
}

void MainWindow::saveSettings() {
    const auto settings = m_places.openSettings();
    settings->setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings->setValue(QStringLiteral("window/state"), saveState(kLayoutVersion));
    settings->setValue(QStringLiteral("window/tab"), m_tabs->currentIndex());
    settings->setValue(QStringLiteral("lastScenario"), m_panel->currentPath());
    m_edits->save();
    settings->setValue(QStringLiteral("keepAlive"), m_pool->keepAlive->isChecked());
    settings->setValue(QStringLiteral("setup/splitter"),
                       m_setup->findChild<QSplitter*>(QStringLiteral("setupSplitter"))->saveState());
    m_lessons->save(*settings);
    m_files->save(*settings);
    m_live->save(*settings);
    m_charts->save(*settings);
    m_runs->save(*settings);
    m_comparison->save(*settings);
    m_sweep->save(*settings);
    for (const TablePage* const page : {m_resultsPage, m_tasksPage, m_batchesPage, m_eventsPage})
        page->save(*settings);
}

void MainWindow::restoreSettings() {
    const auto settings = m_places.openSettings();
    resize(1280, 800);
    restoreGeometry(settings->value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings->value(QStringLiteral("window/state")).toByteArray(), kLayoutVersion);
    m_tabs->setCurrentIndex(settings->value(QStringLiteral("window/tab"), 0).toInt());
    m_pool->keepAlive->setChecked(settings->value(QStringLiteral("keepAlive"), false).toBool());
    m_setup->findChild<QSplitter*>(QStringLiteral("setupSplitter"))
        ->restoreState(settings->value(QStringLiteral("setup/splitter")).toByteArray());
    m_lessons->restore(*settings);
    m_files->restore(*settings);
    m_live->restore(*settings);
    m_charts->restore(*settings);
    m_runs->restore(*settings);
    m_comparison->restore(*settings);
    m_sweep->restore(*settings);
    for (TablePage* const page : {m_resultsPage, m_tasksPage, m_batchesPage, m_eventsPage})
        page->restore(*settings);
}

}  // namespace poolscope::ui
