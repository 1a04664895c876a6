// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>
#include <cstddef>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <nlohmann/json.hpp>

#include <poolscope/scenario.h>

#include "checked_trace.h"
#include "forms/limits_form.h"
#include "models/event_model.h"
#include "models/result_model.h"
#include "models/roles.h"
#include "models/task_model.h"
#include "models/worker_model.h"
#include "session/selection.h"
#include "timeline/timeline_view.h"
#include "views/data_table.h"
#include "views/inspector.h"
#include "views/message_bar.h"
#include "views/output_view.h"
#include "views/refusal.h"
#include "views/status_line.h"
#include "window/limits_dialog.h"
#include "window/live_control.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/pool_actions.h"
#include "window/processes_field.h"
#include "window/table_page.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;

const char* const kOpenPool = R"({"poolscope": 1, "title": "Open", "pool": {"processes": 2}, "batches": []})";
const char* const kSleepers = R"({"poolscope": 1, "pool": {"processes": 2},
  "batches": [{"method": "map_async", "function": "sleep", "iterable": [60, 60, 60, 60], "chunksize": 1}]})";

BatchSpec sleepers() {
    return parse_scenario(kSleepers).batches.at(0);
}

}  // namespace

/// Real hosts and workers, ordered about by mouse and keys; what is compared is what the trace told the window.
class TestWindowControl : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_folder = std::make_unique<QTemporaryDir>();
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->choose(ThemeChoice::Light);
        m_window = std::make_unique<MainWindow>(Places(m_folder->path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
        const std::string faults = testing::run_faults(Places(m_folder->path()).runsFolder().toStdString());
        m_folder.reset();
        QVERIFY2(faults.empty(), faults.c_str());
    }

    void withoutAPoolNothingCanBeOrderedAndEachSaysWhy() {
        for (QAction* action : {control().pause, control().more, control().fewer, control().drain, control().restart,
                                control().cancelTasks, control().cancelBatch, control().limits}) {
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
            QVERIFY2(action->toolTip().contains(QStringLiteral("Not now: no pool runs")), qPrintable(action->toolTip()));
        }
        QVERIFY(!control().processes().spin().isEnabled());
    }

    void aPoolThatRunsIsGivenTasksThatGoWrong() {
        auto* const menu = m_window->findChild<QMenu*>(QStringLiteral("faultTasks"));
        QVERIFY(menu && menu->actions().size() >= 5);
        for (const QAction* const action : menu->actions()) QVERIFY(!action->isEnabled() && !action->toolTip().isEmpty());
        startOpenPool();
        QTRY_VERIFY(menu->actions().constFirst()->isEnabled());
        menu->popup(m_window->mapToGlobal(QPoint(50, 50)));
        QTest::keyClick(menu, Qt::Key_R);  // raises an error
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_failed, std::uint64_t{1}, kPatienceMs);
        menu->popup(m_window->mapToGlobal(QPoint(50, 50)));
        QTest::keyClick(menu, Qt::Key_C);  // crashes its worker
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_lost, std::uint64_t{1}, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
        m_window->findChild<QAction*>(QStringLiteral("giveExit"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_lost, std::uint64_t{2}, kPatienceMs);
        m_window->poolActions().close->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!menu->actions().constFirst()->isEnabled(), kPatienceMs);
    }

    void theSpinAndTheKeysChangeTheNumberOfProcesses() {
        startOpenPool();
        QSpinBox& spin = control().processes().spin();
        QTRY_COMPARE(spin.value(), 2);
        spin.setFocus();
        QTest::keyClick(&spin, Qt::Key_Up);
        QTRY_COMPARE_WITH_TIMEOUT(summary().processes, 3U, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 3, kPatienceMs);
        QTRY_COMPARE(spin.value(), 3);
        m_window->livePage().timeline().setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(summary().processes, 2U, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
        QTRY_COMPARE(spin.value(), 2);
        const auto& workers = state().workers();
        QVERIFY(std::any_of(workers.begin(), workers.end(), [](const WorkerLife& w) { return w.cause == EndCause::Resized; }));
    }

    void aPauseIsShownWhenTheTraceTellsOfItAndHoldsTasksBack() {
        startOpenPool();
        const QString before = control().pause->text();
        QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
        QCOMPARE(control().pause->text(), before);  // a click is no fact
        QTRY_VERIFY_WITH_TIMEOUT(summary().paused, kPatienceMs);
        QTRY_VERIFY(m_window->statusLine().text().contains(QStringLiteral("paused")));
        QTRY_VERIFY(control().pause->text().contains(QStringLiteral("Resu")));
        BatchSpec batch = parse_scenario(R"({"poolscope": 1, "batches": [{"method": "map_async", "function": "square",
            "iterable": [1, 2, 3]}]})").batches.at(0);
        m_window->session().submit(batch);
        QTRY_COMPARE_WITH_TIMEOUT(state().batches().size(), std::size_t{1}, kPatienceMs);
        QCOMPARE(state().result_count(), std::size_t{0});
        QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(state().result_count(), std::size_t{3}, kPatienceMs);
        QVERIFY(!summary().paused);
        QTRY_VERIFY(!m_window->statusLine().text().contains(QStringLiteral("paused")));
    }

    void theSelectedWorkerIsDrainedAndReplaced() {
        startOpenPool();
        const std::uint32_t worker = selectWorker(0);
        QVERIFY(control().drain->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(state().workers()[worker].ended.has_value(), kPatienceMs);
        QCOMPARE(state().workers()[worker].cause, std::optional(EndCause::ByUser));
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
        QTRY_VERIFY(m_window->livePage().inspector().facts().state.contains(QStringLiteral("by request")));
        QVERIFY(!control().drain->isEnabled());
        QVERIFY(control().drain->toolTip().contains(QStringLiteral("Not now")));
    }

    void aRowThatShowsAnotherWorkerIsMarkedNoLonger() {
        startOpenPool();
        DataTable& table = m_window->livePage().workerTable();
        const std::uint32_t worker = selectWorker(1);
        QVERIFY(table.selectionModel()->isRowSelected(1));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(state().workers()[worker].ended.has_value(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(table.model()->index(1, 0).data(SubjectRole).toUInt() != worker, kPatienceMs);
        QCOMPARE(m_window->selection().subject().index, worker);  // what the details are about
        QVERIFY(!table.selectionModel()->hasSelection());
        QVERIFY(!table.currentIndex().isValid());
        // The next worker of the slot can be selected where it stands.
        QVERIFY(selectWorker(1) != worker);
        QVERIFY(table.selectionModel()->isRowSelected(1));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->poolActions().kill->isEnabled(), kPatienceMs);
    }

    void aWorkerIsRestartedFromTheMenuOfItsRow() {
        startOpenPool();
        m_window->session().submit(sleepers());
        QTRY_COMPARE_WITH_TIMEOUT(runningTasks(), 2, kPatienceMs);
        const std::uint32_t worker = selectWorker(1);
        DataTable& table = m_window->livePage().workerTable();
        QTest::mouseClick(table.viewport(), Qt::RightButton, {}, cell(table, 1, WorkerModel::Name));
        QContextMenuEvent asked(QContextMenuEvent::Mouse, cell(table, 1, WorkerModel::Name),
                                table.viewport()->mapToGlobal(cell(table, 1, WorkerModel::Name)));
        QApplication::sendEvent(table.viewport(), &asked);
        QMenu* menu = openMenu();
        QVERIFY(menu && menu->actions().contains(control().restart));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(control().restart).center());
        QTRY_VERIFY_WITH_TIMEOUT(state().workers()[worker].ended.has_value(), kPatienceMs);
        QCOMPARE(state().workers()[worker].cause, std::optional(EndCause::ByUser));
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
    }

    void aLaneHasTheSameMenu() {
        startOpenPool();
        TimelineView& timeline = m_window->livePage().timeline();
        QTRY_VERIFY(timeline.index().laneCount() == 2);
        const QPoint header(20, 10);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, header, timeline.viewport()->mapToGlobal(header));
        QApplication::sendEvent(timeline.viewport(), &asked);
        QMenu* menu = openMenu();
        QVERIFY(menu && menu->actions().contains(control().drain));
        QVERIFY(control().drain->isEnabled());
        menu->close();
    }

    void allSelectedWorkersAreKilledAndTheActionSaysHowMany() {
        startOpenPool();
        DataTable& table = m_window->livePage().workerTable();
        selectWorker(0);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ControlModifier, cell(table, 1, WorkerModel::Name));
        const std::vector<std::uint32_t> workers = m_window->poolActions().targets();
        QCOMPARE(workers.size(), std::size_t{2});
        QVERIFY2(m_window->poolActions().kill->text().contains(QStringLiteral("2 workers")), qPrintable(m_window->poolActions().kill->text()));
        QVERIFY(control().drain->text().contains(QStringLiteral("2 workers")));
        m_window->poolActions().kill->trigger();
        for (const std::uint32_t worker : workers)
            QTRY_COMPARE_WITH_TIMEOUT(state().workers()[worker].cause, std::optional(EndCause::ByUser), kPatienceMs);
        // Those that replace them were not chosen.
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
        QTRY_VERIFY(m_window->poolActions().targets().empty());
        QCOMPARE(summary().workers_crashed, 2U);
    }

    void everySignalWithANameCanBeSent() {
        startOpenPool();
        const std::uint32_t worker = selectWorker(0);
        auto* const menu = m_window->poolActions().signalMenu();
        for (const char* const name : {"SIGKILL", "SIGINT", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGQUIT", "SIGALRM", "SIGBUS", "SIGFPE", "SIGILL", "SIGXCPU"})
            QCOMPARE(menu->findChildren<QAction*>(QLatin1String(name)).size(), 1);
        auto* const fault = menu->findChild<QAction*>(QStringLiteral("SIGFPE"));
        QVERIFY(fault->isEnabled());
        fault->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(state().workers()[worker].ended.has_value(), kPatienceMs);
        QCOMPARE(state().workers()[worker].signal, std::optional<std::int32_t>(SIGFPE));
    }

    void closingTheWindowAsksWhileAPoolEndsByIt() {
        startOpenPool();
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        QCOMPARE(m_window->messages().bars().size(), 1);
        QVERIFY(!QApplication::activeModalWidget());
        // Put away it is a no, and the next close asks again.
        QTest::keyClick(m_window->messages().bars().constFirst(), Qt::Key_Escape);
        QVERIFY(!m_window->close());
        const QList<QToolButton*> buttons = m_window->messages().bars().constFirst()->findChildren<QToolButton*>();
        const auto answer = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton* button) { return button->text().startsWith(QStringLiteral("Close")); });
        QVERIFY(answer != buttons.end());
        QTest::mouseClick(*answer, Qt::LeftButton);
        QVERIFY(!m_window->isVisible());
    }

    void aSecondCloseIsTheAnswerToTheQuestion() {
        startOpenPool();
        QVERIFY(!m_window->close());
        QVERIFY(m_window->close());
    }

    void theEndOfTheSessionWaitsForNoAnswer() {
        startOpenPool();
        // Only a desktop's session manager makes a QSessionManager; nobody here looks at it.
        std::byte nothing{};
        QVERIFY(QMetaObject::invokeMethod(qApp, "commitDataRequest", Qt::DirectConnection, QGenericArgument("QSessionManager&", &nothing)));
        QVERIFY(m_window->close());
    }

    void aMomentThatHasNotComeIsThePresent() {
        startOpenPool();
        m_window->selection().setCursor(m_window->session().now() + 3'600'000'000'000);
        QVERIFY(!m_window->selection().cursor());
        m_window->selection().setCursor(summary().origin + 1);
        QVERIFY(m_window->selection().cursor());
        m_window->selection().setCursor(m_window->session().now() + 3'600'000'000'000);
        QVERIFY(!m_window->selection().cursor());
        QCOMPARE(m_window->livePage().timeline().timeCursor(), std::optional<Time>());
    }

    void selectedTasksAreCancelledTogetherAndThenTheBatch() {
        startOpenPool();
        m_window->session().submit(sleepers());
        QTRY_COMPARE_WITH_TIMEOUT(runningTasks(), 2, kPatienceMs);
        m_window->showPage(QStringLiteral("tasks"));
        DataTable& table = m_window->tasksPage().table();
        QTRY_VERIFY(table.model()->rowCount() >= 2);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, cell(table, 0, TaskModel::Task));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ShiftModifier, cell(table, 1, TaskModel::Task));
        QTRY_VERIFY(control().cancelTasks->isEnabled());
        QVERIFY2(control().cancelTasks->text().contains(QStringLiteral("2 tasks")), qPrintable(control().cancelTasks->text()));
        control().cancelTasks->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_cancelled, std::uint64_t{2}, kPatienceMs);
        QVERIFY(control().cancelBatch->isEnabled());
        control().cancelBatch->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_cancelled, std::uint64_t{4}, kPatienceMs);
        QTRY_VERIFY(state().batches()[0].ended.has_value());
        QTRY_VERIFY(m_window->statusLine().text().contains(QStringLiteral("4 cancelled")));
        QTRY_VERIFY(!control().cancelBatch->isEnabled());
    }

    void oneItemOfAChunkIsCancelledAndTheOthersGoOn() {
        startOpenPool();
        m_window->session().submit(parse_scenario(R"({"poolscope": 1, "batches": [{"method": "map_async", "function": "sleep",
            "iterable": [60, 0.01, 0.01], "chunksize": 3}]})").batches.at(0));
        QTRY_COMPARE_WITH_TIMEOUT(runningTasks(), 1, kPatienceMs);
        m_window->selection().select({Subject::Kind::Task, 0});
        QMenu* items = control().itemMenu();
        QTRY_VERIFY(items->isEnabled());
        items->popup(QPoint(10, 10));
        QCOMPARE(items->actions().size(), 3);
        QTest::mouseClick(items, Qt::LeftButton, {}, items->actionGeometry(items->actions().constFirst()).center());
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_cancelled, std::uint64_t{1}, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_done, std::uint64_t{2}, kPatienceMs);
    }

    void anyItemOfALongChunkIsCancelledByItsNumber() {
        startOpenPool();
        BatchSpec batch = sleepers();
        batch.iterable = Json::array({60});
        while (batch.iterable.size() < 50) batch.iterable.push_back(0.001);
        batch.chunksize = 50;
        m_window->session().submit(batch);
        QTRY_COMPARE_WITH_TIMEOUT(runningTasks(), 1, kPatienceMs);
        m_window->selection().select({Subject::Kind::Task, 0});
        QMenu* items = control().itemMenu();
        QTRY_VERIFY(items->isEnabled());
        items->popup(QPoint(10, 10));
        items->actions().constLast()->trigger();
        items->close();
        auto* const number = m_window->findChild<QInputDialog*>(QStringLiteral("itemNumber"));
        QVERIFY(number && number->isVisible());
        QCOMPARE(number->intMaximum(), 49);
        number->setIntValue(0);
        number->accept();
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_cancelled, std::uint64_t{1}, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(summary().items_done, std::uint64_t{49}, kPatienceMs);
    }

    void limitsForNewWorkersAreGivenInADialogThatHoldsUpNothing() {
        startOpenPool();
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        LimitsDialog* dialog = control().limitsDialog();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(!dialog->isModal());
        auto* timeout = field(*dialog, "task_timeout");
        QVERIFY(timeout);
        timeout->setFocus();
        QTest::keyClicks(timeout, QStringLiteral("0"));
        QVERIFY(!dialog->applyButton().isEnabled());
        QTest::keyClick(timeout, Qt::Key_Backspace);
        QTest::keyClicks(timeout, QStringLiteral("1.5"));
        QVERIFY(dialog->applyButton().isEnabled());
        QTest::mouseClick(&dialog->applyButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(summary().limits.task_timeout == std::chrono::milliseconds(1500), kPatienceMs);
        QTRY_VERIFY2(dialog->said().contains(QStringLiteral("In force")), qPrintable(dialog->said()));
    }

    void aRefusalStandsInsideTheWindowAndHoldsUpNothing() {
        startOpenPool();
        // More than any pool may have: the field does not know the limit of the host.
        QSpinBox& spin = control().processes().spin();
        spin.setMaximum(2'000'000);
        spin.setValue(1'500'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->refusal().isVisible(), kPatienceMs);
        QVERIFY(!m_window->refusal().text().isEmpty());
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(m_window->rect().contains(m_window->refusal().geometry()));
        QTRY_COMPARE(spin.value(), 2);  // what the trace says
        QTest::mouseClick(&m_window->refusal(), Qt::LeftButton);
        QVERIFY(!m_window->refusal().isVisible());
    }

    void aFaultPlanIsRunAndWhatHappenedIsSeen() {
        run(R"({"poolscope": 1, "pool": {"processes": 1},
                "batches": [{"method": "map", "function": "square", "iterable": {"range": [0, 6]}, "chunksize": 1}],
                "faults": {"plan": [{"do": "kill", "at": "task", "worker": 1, "nth": 3}]}})");
        QCOMPARE(summary().items_lost, std::uint64_t{1});
        QCOMPARE(summary().items_done, std::uint64_t{5});
        const QAbstractItemModel& events = *m_window->eventsPage().table().model();
        QString causes;
        for (int row = 0; row < events.rowCount(); ++row) causes += events.index(row, EventModel::Cause).data().toString() + u'\n';
        QVERIFY2(causes.contains(QStringLiteral("SIGKILL")), qPrintable(causes));
        QVERIFY(m_window->statusLine().text().contains(QStringLiteral("5 done")));
        QVERIFY(m_window->statusLine().text().contains(QStringLiteral("1 lost")));
        bool isMarked = false;
        for (const LaneMark& mark : m_window->livePage().timeline().index().lane(0).events.marks(MarkKind::Crashed))
            isMarked = isMarked || mark.letter == u'K';
        QVERIFY(isMarked);
    }

    void anItemThatRanOutOfTimeIsCountedAsSuch() {
        run(R"({"poolscope": 1, "pool": {"processes": 1, "task_timeout": 0.3},
                "batches": [{"method": "map", "function": "sleep", "iterable": [0.01, 60], "chunksize": 1}]})");
        QCOMPARE(summary().items_timed_out, std::uint64_t{1});
        QVERIFY(m_window->statusLine().text().contains(QStringLiteral("1 timed out")));
        bool isMarked = false;
        for (const LaneMark& mark : m_window->livePage().timeline().index().lane(0).events.marks(MarkKind::Crashed))
            isMarked = isMarked || mark.letter == u'T';
        QVERIFY(isMarked);
    }

    void whatATaskWroteIsShownBesideItAndCanBeCopied() {
        run(R"({"poolscope": 1, "pool": {"processes": 1},
                "batches": [{"method": "starmap", "function": "print_line", "iterable": [["hello"], ["oh no", "stderr"]]}]})");
        QTRY_COMPARE(state().output_count(), std::size_t{2});
        m_window->showPage(QStringLiteral("tasks"));
        DataTable& table = m_window->tasksPage().table();
        for (int row = 0; row < 2; ++row) {
            const bool isErr = state().output(static_cast<std::size_t>(row)).stream == trace::OutputStream::Err;
            m_window->selection().select({Subject::Kind::Task, state().output(static_cast<std::size_t>(row)).task});
            OutputView& output = m_window->tasksPage().output();
            QTRY_VERIFY(output.isVisible());
            QCOMPARE(output.text(), isErr ? QStringLiteral("err| oh no") : QStringLiteral("out| hello"));
            QVERIFY(table.model()->index(row, TaskModel::Output).data().toString().startsWith(isErr ? QStringLiteral("err")
                                                                                                    : QStringLiteral("out")));
            QTest::mouseClick(output.findChild<QToolButton*>(), Qt::LeftButton);
            QCOMPARE(QApplication::clipboard()->text(), output.text());
        }
        m_window->selection().select({Subject::Kind::Worker, 0});
        QCOMPARE(m_window->livePage().output().text(), QStringLiteral("out| hello\nerr| oh no"));
    }

private:
    LiveControl& control() { return m_window->liveControl(); }
    const PoolState& state() const { return m_window->session().state(); }
    const PoolSummary& summary() const { return state().summary(); }

    void open(const char* json) {
        const QString path = m_folder->filePath(QStringLiteral("scenario.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(json);
        file.close();
        m_window->openFile(path);
        QVERIFY2(m_window->messages().bars().isEmpty(),
                 qPrintable(m_window->messages().bars().isEmpty() ? QString() : m_window->messages().bars()[0]->detail()));
    }
    void startOpenPool() {
        open(kOpenPool);
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
    }
    void run(const char* json) {
        open(json);
        m_window->run();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
    }
    int readyWorkers() const {
        int count = 0;
        for (const WorkerLife& worker : state().workers()) count += worker.ready && !worker.ended;
        return count;
    }
    int runningTasks() const {
        int count = 0;
        for (std::size_t task = 0; task < state().task_count(); ++task) count += state().task(task).phase == TaskPhase::Running;
        return count;
    }
    static QPoint cell(const DataTable& table, int row, int column) {
        return table.visualRect(table.model()->index(row, column)).center();
    }
    std::uint32_t selectWorker(int row) {
        DataTable& table = m_window->livePage().workerTable();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, cell(table, row, WorkerModel::Name));
        return m_window->poolActions().target();
    }
    QMenu* openMenu() {
        for (QMenu* menu : m_window->findChildren<QMenu*>())
            if (menu->isVisible()) return menu;
        return nullptr;
    }
    static QLineEdit* field(QWidget& form, const char* name) {
        for (QLineEdit* edit : form.findChildren<QLineEdit*>())
            if (edit->accessibleName() == QLatin1String(name)) return edit;
        return nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestWindowControl)
#include "tst_window_control.moc"
