// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include <QAction>
#include <QDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <poolscope/scenario.h>

#include "forms/scenario_form.h"
#include "leftovers.h"
#include "runs/run_list_model.h"
#include "runs/run_shelf.h"
#include "runs/runs_page.h"
#include "runs/runs_part.h"
#include "store_under_test.h"
#include "views/data_table.h"
#include "views/message_bar.h"
#include "window/main_window.h"
#include "window/pool_actions.h"

using namespace poolscope;
using namespace poolscope::ui;
using store_under_test::TestStore;

namespace {

constexpr int kPatienceMs = 60'000;
const char* const kSquares = R"({"poolscope": 1, "title": "Squares", "pool": {"processes": 1, "start_method": "fork"},
  "batches": [{"method": "map", "function": "square", "iterable": [1, 2, 3]}]})";
const char* const kSleepers = R"({"poolscope": 1, "title": "Sleepers", "pool": {"processes": 1, "start_method": "fork"},
  "batches": [{"method": "map_async", "function": "sleep", "iterable": [60, 60], "chunksize": 1}]})";

}  // namespace

/// The window and its runs, with real hosts.
class TestRunsWindow : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_home = std::make_unique<QTemporaryDir>();
        m_theme = std::make_unique<Theme>(*qApp);
        openWindow();
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
        m_home.reset();
    }

    void aRunIsListedWithItsFiguresAndItsEnvironment() {
        runToItsEnd(kSquares);
        QTRY_VERIFY_WITH_TIMEOUT(!shelf().runs().empty() && shelf().runs()[0].digest && !shelf().runs()[0].is_live, kPatienceMs);
        const StoredRun run = shelf().runs()[0];
        QCOMPARE(run.digest->title, "Squares");
        QCOMPARE(run.digest->ending, RunEnding::Closed);
        QCOMPARE(run.digest->done, std::uint64_t{3});
        QVERIFY(run.is_open);
        QVERIFY(run.environment.has_value());
        QVERIFY(!run.environment->kernel.empty());
    }

    void aRunIsOpenedAgainFromThePage() {
        runToItsEnd(kSquares);
        m_window->session().showNothing();
        m_window->showPage(QStringLiteral("runs"));
        QTRY_COMPARE(page().table().model()->rowCount(), 1);
        page().table().setFocus();
        page().table().selectRow(0);
        QTest::keyClick(&page().table(), Qt::Key_Return);
        QTRY_COMPARE(m_window->session().state().result_count(), std::size_t{3});
        QCOMPARE(m_window->session().origin(), Session::Origin::File);
    }

    void anEarlierRunIsListedAndOpenedByItsName() {
        runToItsEnd(kSquares);
        QTRY_VERIFY_WITH_TIMEOUT(!shelf().runs().empty() && shelf().runs()[0].digest && !shelf().runs()[0].is_live, kPatienceMs);
        shelf().rename(QString::fromStdString(shelf().runs()[0].folder), QStringLiteral("Fish & chips"));
        QTRY_COMPARE(shelf().runs()[0].notes.name, "Fish & chips");
        m_window->session().showNothing();
        auto* const menu = m_window->findChild<QMenu*>(QStringLiteral("earlierRuns"));
        QVERIFY(menu);
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 1);
        QVERIFY2(menu->actions()[0]->text().startsWith(QStringLiteral("Fish && chips, ")), qPrintable(menu->actions()[0]->text()));
        menu->actions()[0]->trigger();
        QTRY_COMPARE(m_window->session().state().result_count(), std::size_t{3});
        QTRY_VERIFY2(m_window->windowTitle().startsWith(QStringLiteral("Fish & chips, ")), qPrintable(m_window->windowTitle()));
    }

    void theTitleFollowsANewName() {
        runToItsEnd(kSquares);
        QTRY_VERIFY_WITH_TIMEOUT(!shelf().runs().empty() && shelf().runs()[0].digest && !shelf().runs()[0].is_live, kPatienceMs);
        const QString folder = QString::fromStdString(shelf().runs()[0].folder);
        m_window->openFile(folder + QStringLiteral("/trace"));
        QTRY_VERIFY2(m_window->windowTitle().startsWith(QStringLiteral("Squares, ")), qPrintable(m_window->windowTitle()));
        shelf().rename(folder, QStringLiteral("Before the change"));
        QTRY_VERIFY2(m_window->windowTitle().startsWith(QStringLiteral("Before the change, ")), qPrintable(m_window->windowTitle()));
    }

    void aRunThatGoesOnIsListedToBeAttachedTo() {
        m_window->form().setValue(parse_scenario(kSleepers));
        m_window->run();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasPool() && !shelf().runs().empty(), kPatienceMs);
        auto* const menu = m_window->findChild<QMenu*>(QStringLiteral("earlierRuns"));
        emit menu->aboutToShow();
        QVERIFY2(menu->actions()[0]->text().endsWith(QStringLiteral("still runs, attach")), qPrintable(menu->actions()[0]->text()));
        m_window->session().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
    }

    void runAgainRunsItsScenario() {
        runToItsEnd(kSquares);
        m_window->form().setValue(parse_scenario(kSleepers));
        m_window->showPage(QStringLiteral("runs"));
        QTRY_COMPARE(page().table().model()->rowCount(), 1);
        page().table().setFocus();
        page().table().selectRow(0);
        QTRY_VERIFY(page().runAgain->isEnabled());
        QTest::keyClick(&page().table(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost() && m_window->session().state().summary().ended, kPatienceMs);
        QCOMPARE(m_window->session().state().summary().title, "Squares");
        QTRY_COMPARE_WITH_TIMEOUT(shelf().runs().size(), std::size_t{2}, kPatienceMs);
        QVERIFY(!shelf().runs()[0].notes.offered);
    }

    void theMessageOfADeletionUndoesIt() {
        runToItsEnd(kSquares);
        m_window->showPage(QStringLiteral("runs"));
        QTRY_COMPARE(page().table().model()->rowCount(), 1);
        page().table().setFocus();
        page().table().selectRow(0);
        QTest::keyClick(&page().table(), Qt::Key_Delete);
        QTRY_COMPARE(page().table().model()->rowCount(), 0);
        QToolButton* undo = nullptr;
        QTRY_VERIFY((undo = button(QStringLiteral("Undo"))));
        QCOMPARE(m_window->messages().bars().constFirst()->text(), QStringLiteral("One run was deleted."));
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_COMPARE(page().table().model()->rowCount(), 1);
        QTRY_VERIFY(!button(QStringLiteral("Undo")));
    }

    void aRunWhoseHostWasKilledIsOfferedAtTheNextStart() {
        start(kSleepers);
        const qint64 host = m_window->session().state().summary().host_pid;
        m_window.reset();  // without a closeEvent: as a window that is killed
        // Its host ended with it, in order; a crash of the host itself is made by hand.
        QVERIFY(host > 0);
        openWindow();
        QToolButton* again = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((again = button(QStringLiteral("Run again"))), kPatienceMs);
        QVERIFY(m_window->messages().bars().constFirst()->text().contains(QStringLiteral("Sleepers")));
        QTest::mouseClick(button(QStringLiteral("Open")), Qt::LeftButton);
        QTRY_COMPARE(m_window->session().state().summary().title, "Sleepers");
        QTRY_VERIFY(!shelf().runs().empty() && !shelf().runs()[0].notes.offered);
        m_window.reset();
        openWindow();
        QTRY_VERIFY(!shelf().runs().empty());
        shelf().rename(folderOf(shelf().runs()[0]), QStringLiteral("seen"));
        QTRY_COMPARE(shelf().runs()[0].notes.name, "seen");
        QVERIFY(!button(QStringLiteral("Run again")));
    }

    void aRunThatTheUserEndedWithTheWindowIsNotOffered() {
        start(kSleepers);
        m_window->close();
        m_window->close();  // it asked, as a pool ends by it
        m_window.reset();
        openWindow();
        QTRY_VERIFY(!shelf().runs().empty());
        shelf().rename(folderOf(shelf().runs()[0]), QStringLiteral("seen"));
        QTRY_COMPARE(shelf().runs()[0].notes.name, "seen");
        QVERIFY(!button(QStringLiteral("Run again")));
    }

    void dismissingAnOfferIsRemembered() {
        poolscope::testing::build_run(runFolder("cut") + "/trace", {.tasks = 50, .workers = 2, .ended = false});
        m_window.reset();
        openWindow();
        QTRY_COMPARE(m_window->messages().bars().size(), 1);
        QTest::keyClick(m_window->messages().bars().constFirst(), Qt::Key_Escape);
        QTRY_VERIFY(!shelf().runs()[0].notes.offered);
        QVERIFY(RunStore::look(runFolder("cut"))->digest.has_value());
    }

    void theLimitsAreRemembered() {
        shelf().setLimits({.bytes = 5 << 20, .runs = 9});
        m_window->close();
        m_window.reset();
        openWindow();
        QCOMPARE(shelf().limits().runs, std::size_t{9});
        QCOMPARE(shelf().limits().bytes, std::uint64_t{5 << 20});
    }

    void theScenarioOfARunIsNotOverwritten() {
        runToItsEnd(kSquares);
        const QString folder = folderOf(shelf().runs().at(0));
        emit m_window->runs().scenarioWanted(folder + QStringLiteral("/scenario.json"), false);
        const QString title = QString::fromStdString(m_window->form().value().title);
        QCOMPARE(title, QStringLiteral("Squares"));
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QWidget* dialog = nullptr;  // it asks where to, as for what comes along
        QTRY_VERIFY((dialog = m_window->findChild<QDialog*>()));
        dialog->close();
    }

private:
    void openWindow() {
        m_window = std::make_unique<MainWindow>(Places(m_home->path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void start(const char* scenario) {
        m_window->form().setValue(parse_scenario(scenario));
        m_window->run();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().state().task_count() > 0, kPatienceMs);
    }
    void runToItsEnd(const char* scenario) {
        start(scenario);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
        QTRY_VERIFY(!shelf().runs().empty());
    }
    [[nodiscard]] std::string runFolder(const std::string& name) const {
        const std::string folder = shelf().folder().toStdString() + "/" + name;
        std::filesystem::create_directories(folder);
        return folder;
    }
    [[nodiscard]] RunShelf& shelf() const { return m_window->runs().shelf(); }
    [[nodiscard]] RunsPage& page() const { return m_window->runs().page(); }
    [[nodiscard]] QToolButton* button(const QString& text) const {
        for (MessageBar* const bar : m_window->messages().bars())
            for (QToolButton* const each : bar->findChildren<QToolButton*>())
                if (each->text() == text) return each;
        return nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestRunsWindow)
#include "tst_runs_window.moc"
