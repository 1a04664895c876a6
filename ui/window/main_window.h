// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QMainWindow>
#include <QPointer>

#include "format/theme.h"
#include "models/batch_model.h"
#include "models/event_model.h"
#include "models/result_model.h"
#include "models/task_model.h"
#include "models/worker_model.h"
#include "session/places.h"
#include "session/selection.h"
#include "session/session.h"

class QDockWidget;
class QMenu;
class QSettings;
class QTabWidget;
class QToolBar;

namespace poolscope::ui {

class AdviceDesk;
class ChartsPage;
class ComparisonPage;
class CodePreview;
class CommandPalette;
class Comfort;
class FileActions;
class KeptEdits;
class KeyList;
class LessonDesk;
class LiveControl;
class LivePage;
class MessageBar;
class MessageStack;
class PoolActions;
class PoolGuard;
class Refusal;
class Replay;
class RerunActions;
class RunsPart;
class ScenarioForm;
class ScenarioHistory;
class ScenarioPanel;
class ScrubBar;
class SearchBox;
class StandstillWatch;
class StatusLine;
class SweepLink;
class SweepPage;
class TablePage;
class WhatIfPage;

/// The window: the scenario at the left, the run in tabs, messages over it, numbers below. It holds no rules: what it
/// shows comes from the session, what the user wants goes to the session.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Borrows the theme. `hostProgram` is for tests; empty: poolscope-host beside this program.
    MainWindow(const Places& places, Theme& theme, const QString& hostProgram = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// A scenario is put into the form, a sweep into its page, anything else is opened as a trace. Problems become a message.
    void openFile(const QString& path);
    /// What is there at the start when no file was named: the scenario of last time, or the first of those that come
    /// along.
    void openStartScenario();

    /// Takes over, or looks at, the pool that lives in a run folder, once it has answered.
    void attach(const QString& runFolder);
    /// Runs the scenario of the form, as F5 does.
    void run();
    /// Brings a page to the front by its name; nothing happens when there is none of that name.
    void showPage(const QString& name);

    [[nodiscard]] Session& session() { return m_session; }
    [[nodiscard]] Selection& selection() { return m_selection; }
    [[nodiscard]] PoolActions& poolActions() { return *m_pool; }
    [[nodiscard]] LiveControl& liveControl() { return *m_control; }
    [[nodiscard]] Refusal& refusal() { return *m_refusal; }
    [[nodiscard]] ScenarioForm& form() { return *m_form; }
    [[nodiscard]] ScenarioPanel& scenarioPanel() { return *m_panel; }
    [[nodiscard]] MessageStack& messages() { return *m_messages; }
    [[nodiscard]] StatusLine& statusLine() { return *m_status; }
    [[nodiscard]] LessonDesk& lessons() { return *m_lessons; }
    [[nodiscard]] Replay& replay() { return *m_replay; }
    [[nodiscard]] ScrubBar& scrubBar() { return *m_scrub; }
    [[nodiscard]] StandstillWatch& standstillWatch() { return *m_standstill; }
    [[nodiscard]] TablePage& resultsPage() { return *m_resultsPage; }
    [[nodiscard]] TablePage& tasksPage() { return *m_tasksPage; }
    [[nodiscard]] TablePage& eventsPage() { return *m_eventsPage; }
    [[nodiscard]] TablePage& batchesPage() { return *m_batchesPage; }
    [[nodiscard]] LivePage& livePage() { return *m_live; }
    [[nodiscard]] ChartsPage& chartsPage() { return *m_charts; }
    [[nodiscard]] SearchBox& searchBox() { return *m_search; }
    [[nodiscard]] RerunActions& rerunActions() { return *m_rerun; }
    /// Every command by its name (Ctrl+Shift+P).
    CommandPalette& showCommands(const QString& pattern = {});
    [[nodiscard]] WhatIfPage& whatIfPage() { return *m_whatIf; }
    [[nodiscard]] SweepPage& sweepPage() { return *m_sweep; }
    [[nodiscard]] AdviceDesk& advice() { return *m_advice; }
    [[nodiscard]] RunsPart& runs() { return *m_runs; }
    [[nodiscard]] Comfort& comfort() { return *m_comfort; }
    [[nodiscard]] ComparisonPage& comparisonPage() { return *m_comparison; }

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // main_window_layout.cpp
    void buildPages();
    void buildReplay();
    void buildSetup();
    void buildMenus();
    void buildToolBar();
    void connectAll();
    void connectCharts();
    // main_window_search.cpp
    void buildEditMenu();
    void buildSearch();
    void followPage();
    void connectComparison();
    void saveSettings();
    void saveWhatIsShown();
    void restoreSettings();
    // main_window_open.cpp
    void openScenario(const QString& path);
    void fillForm(const QString& path);
    void openSweep(const QString& path);
    void openTrace(const QString& path);
    void openRun(const QString& trace);
    void adopt(const std::shared_ptr<HostClient>& client);
    void saveScenario(const QString& path);

    void apply(const ChangeSet& changes);
    void passTime(Time now);
    void showMoment();
    void followFacts();
    void answer(const Reply& reply);
    void startPool();
    void submitFromForm();
    void say(const Notice& notice);
    void showKeys();
    void showWorkerMenu(const QPoint& globalPosition);
    void showTableMenu(TablePage& page, const QPoint& globalPosition);
    void popUp(QMenu* menu, const QPoint& globalPosition);
    [[nodiscard]] std::vector<Subject> selectedSubjects() const;
    void showRefusal(QAction* source, const QString& why);
    [[nodiscard]] bool mayClose();
    void followAttention();
    void updateTitle();
    void adoptFunctions(const QByteArray& json);

    Places m_places;
    Theme& m_theme;
    Session m_session;
    Selection m_selection;
    WorkerModel m_workers;
    BatchModel m_batches;
    ResultModel m_results;
    TaskModel m_tasks;
    EventModel m_events;

    PoolActions* m_pool;
    LiveControl* m_control;
    Refusal* m_refusal;
    PoolGuard* m_guard;
    RerunActions* m_rerun = nullptr;
    ScenarioHistory* m_history = nullptr;
    SearchBox* m_search = nullptr;
    QPointer<CommandPalette> m_palette;
    FileActions* m_files;
    RunsPart* m_runs;
    QTabWidget* m_tabs = nullptr;
    LivePage* m_live = nullptr;
    TablePage* m_resultsPage = nullptr;
    ChartsPage* m_charts = nullptr;
    WhatIfPage* m_whatIf = nullptr;
    SweepPage* m_sweep = nullptr;
    AdviceDesk* m_advice = nullptr;
    SweepLink* m_sweepLink = nullptr;
    ComparisonPage* m_comparison = nullptr;
    TablePage* m_tasksPage = nullptr;
    TablePage* m_batchesPage = nullptr;
    TablePage* m_eventsPage = nullptr;
    MessageStack* m_messages = nullptr;
    StatusLine* m_status = nullptr;
    ScrubBar* m_scrub = nullptr;
    LessonDesk* m_lessons = nullptr;
    Replay* m_replay = nullptr;
    StandstillWatch* m_standstill = nullptr;
    QDockWidget* m_setup = nullptr;
    ScenarioPanel* m_panel = nullptr;
    ScenarioForm* m_form = nullptr;
    KeptEdits* m_edits = nullptr;
    CodePreview* m_code = nullptr;
    QToolBar* m_toolBar = nullptr;
    Comfort* m_comfort = nullptr;
    QPointer<KeyList> m_keys;
    QPointer<QAction> m_menuAction;  ///< the last that was chosen in a context menu
    QPoint m_menuPlace;              ///< where that was
    bool m_isBrokenTold = false;  ///< of the run that is shown
    QPointer<MessageBar> m_closeQuestion;  ///< whether to close although a pool ends by it
    bool m_isCloseMeant = false;
};

}  // namespace poolscope::ui
