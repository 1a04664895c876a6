// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <nlohmann/json.hpp>

#include <poolscope/trace_check.h>

#include "checked_trace.h"
#include "forms/count_field.h"
#include "forms/pool_form.h"
#include "forms/problem_label.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"
#include "models/result_model.h"
#include "models/worker_model.h"
#include "timeline/timeline_view.h"
#include "views/data_table.h"
#include "views/inspector.h"
#include "views/key_list.h"
#include "views/message_bar.h"
#include "views/status_line.h"
#include "window/about.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/pool_actions.h"
#include "window/search_box.h"
#include "window/table_page.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;

const char* const kSquares = R"({"poolscope": 1, "title": "Squares",
  "pool": {"processes": 2, "maxtasksperchild": 3},
  "batches": [{"method": "map", "function": "square", "iterable": {"range": [0, 12]}, "chunksize": 1},
              {"method": "apply", "function": "raise_error", "args": ["on purpose"]}]})";

QStringList column(const QAbstractItemModel& model, int which) {
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, which).data().toString();
    return texts;
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_folder = std::make_unique<QTemporaryDir>();
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->choose(ThemeChoice::Light);
        open();
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
        const std::string faults = testing::run_faults(Places(m_folder->path()).runsFolder().toStdString());
        m_folder.reset();
        QVERIFY2(faults.empty(), faults.c_str());
    }

    void atTheFirstStartAScenarioIsReadyToRun() {
        m_window->openStartScenario();
        QVERIFY(m_window->poolActions().run->isEnabled());
        QVERIFY(!m_window->poolActions().stop->isEnabled());
        QVERIFY(!m_window->form().value().batches.empty());
        QVERIFY(m_window->messages().bars().isEmpty());
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("Poolscope")));
    }

    void f5RunsTheScenarioWithRealWorkersToItsEnd() {
        openSquares();
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasHost(), kPatienceMs);
        QVERIFY(!m_window->poolActions().run->isEnabled());
        waitForEnd();
        QVERIFY(m_window->poolActions().run->isEnabled());
        const QAbstractItemModel& results = *m_window->resultsPage().table().model();
        QCOMPARE(results.rowCount(), 13);
        QStringList values = column(results, ResultModel::Value);
        for (int i = 0; i < 12; ++i)
            QVERIFY2(values.contains(QString::number(i * i)), qPrintable(values.join(u' ')));
        QVERIFY(column(results, ResultModel::State).contains(QStringLiteral("failed")));
        QVERIFY(column(results, ResultModel::Error).join(u'\n').contains(QStringLiteral("on purpose")));
        QVERIFY2(m_window->statusLine().text().contains(QStringLiteral("13 / 13 items")),
                 qPrintable(m_window->statusLine().text()));
        QVERIFY(m_window->statusLine().text().contains(QStringLiteral("1 failed")));
        // What the window says is what the checker counts in the trace.
        const trace::CheckReport report = trace::check_trace(m_window->session().tracePath().toStdString());
        QVERIFY2(report.sound(), trace::report_text(report).c_str());
        QCOMPARE(report.items_open, std::uint64_t{0});
        for (const QString& counted : {QStringLiteral("%1 / %2 items: %3 done").arg(report.items_done + report.items_failed).arg(report.items_submitted).arg(report.items_done),
                                       QStringLiteral("%1 failed").arg(report.items_failed)})
            QVERIFY2(m_window->statusLine().text().contains(counted), qPrintable(m_window->statusLine().text() + QStringLiteral("; not: ") + counted));
        QVERIFY(m_window->session().state().workers().size() >= 4);  // maxtasksperchild is 3
        QVERIFY(m_window->messages().bars().isEmpty());
    }

    void aRowThatIsClickedIsExplained() {
        openSquares();
        m_window->run();
        waitForEnd();
        m_window->showPage(QStringLiteral("results"));
        DataTable& table = m_window->resultsPage().table();
        const int row = static_cast<int>(column(*table.model(), ResultModel::Item).indexOf(QStringLiteral("5")));
        QVERIFY(row >= 0);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(table.model()->index(row, ResultModel::Item)).center());
        const Facts& facts = m_window->resultsPage().inspector().facts();
        QCOMPARE(facts.title, QStringLiteral("Item 5"));
        QVERIFY(!facts.texts.empty());
        QCOMPARE(facts.texts[0].text, QStringLiteral("25"));
        // The other views show where it ran.
        const std::optional<SpanSpot> spot = m_window->livePage().timeline().selectedSpan();
        QVERIFY(spot.has_value());
        const Span span = m_window->session().state().span(spot->slot, spot->span);
        QCOMPARE(span.task, m_window->session().state().result(m_window->selection().subject().index).task);
    }

    void theTraceOpensAndLooksAsTheLiveRunDid() {
        openSquares();
        m_window->run();
        waitForEnd();
        const auto tables = [this] {
            QList<QStringList> all;
            for (const DataTable* const table : m_window->findChildren<DataTable*>())
                for (int i = 0; table->objectName() != QStringLiteral("runs") && i < table->model()->columnCount(); ++i)
                    if (table->objectName() != QStringLiteral("workers") || i != WorkerModel::Cpu)
                        all << column(*table->model(), i);
            return all;
        };
        const QList<QStringList> live = tables();
        const QString status = m_window->statusLine().text();
        m_window->openFile(QFileInfo(m_window->session().tracePath()).path());  // the folder of the run
        QTRY_COMPARE(m_window->resultsPage().table().model()->rowCount(), 13);
        QTRY_VERIFY(!m_window->session().isReading());
        QCOMPARE(tables(), live);
        QCOMPARE(m_window->session().origin(), Session::Origin::File);
        QVERIFY(m_window->poolActions().run->isEnabled());
    }

    void aWorkerIsKilledFromTheMenuAndReplaced() {
        openSquares();
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
        QVERIFY(!m_window->poolActions().kill->isEnabled());
        DataTable& table = m_window->livePage().workerTable();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(table.model()->index(1, WorkerModel::Name)).center());
        QVERIFY(m_window->poolActions().kill->isEnabled());
        const std::uint32_t victim = m_window->poolActions().target();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->session().state().summary().workers_crashed, 1U, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
        const WorkerLife& dead = m_window->session().state().workers()[victim];
        QCOMPARE(dead.cause, std::optional(EndCause::ByUser));
        QCOMPARE(dead.signal, std::optional<std::int32_t>(9));
        QTRY_VERIFY(m_window->livePage().inspector().facts().state.contains(QStringLiteral("SIGKILL")));
        QVERIFY(!m_window->poolActions().kill->isEnabled());  // it is dead
        QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ShiftModifier);
        waitForEnd();
    }

    void joinBeforeCloseIsRefusedInsideTheWindow() {
        openSquares();
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().takesBatches(), kPatienceMs);
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->messages().bars().isEmpty(), kPatienceMs);
        QVERIFY2(m_window->messages().bars().constFirst()->text().contains(QStringLiteral("Pool is still running")),
                 qPrintable(m_window->messages().bars().constFirst()->text()));
        QVERIFY(!QApplication::activeModalWidget());
        QTest::keyClick(m_window.get(), Qt::Key_F7);
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        waitForEnd();
        QCOMPARE(m_window->session().state().summary().phase, trace::PoolPhase::Ended);
        QVERIFY(!m_window->poolActions().close->isEnabled());
    }

    void terminateEndsTheWorkersNow() {
        openSquares();
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTRY_COMPARE_WITH_TIMEOUT(readyWorkers(), 2, kPatienceMs);
        QTest::keyClick(m_window.get(), Qt::Key_F8);
        waitForEnd();
        for (const WorkerLife& worker : m_window->session().state().workers())
            QCOMPARE(worker.cause, std::optional(EndCause::Terminated));
    }

    void aBrokenPoolIsSaidSo() {
        const QString path = m_folder->filePath(QStringLiteral("broken.json"));
        write(path,
              R"({"poolscope": 1, "pool": {"processes": 1, "initializer": "fail_start", "initargs": ["no database"]},
                        "batches": [{"method": "map", "function": "square", "iterable": [1, 2]}]})");
        m_window->openFile(path);
        m_window->run();
        waitForEnd();
        QVERIFY(!m_window->messages().bars().isEmpty());
        QString said;
        for (const MessageBar* const bar : m_window->messages().bars())
            said += bar->text() + bar->detail();
        QVERIFY2(said.contains(QStringLiteral("no database")), qPrintable(said));
        QVERIFY(m_window->statusLine().text().contains(QStringLiteral("broken")));
        QVERIFY(m_window->poolActions().run->isEnabled());
    }

    void aBatchIsSubmittedToAPoolThatIsOpen() {
        openSquares();
        QVERIFY(!m_window->poolActions().submit->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->poolActions().submit->isEnabled(), kPatienceMs);
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->resultsPage().table().model()->rowCount(), 12, kPatienceMs);
        QTest::keyClick(m_window.get(), Qt::Key_F7);
        waitForEnd();
    }

    void aWrongValueIsRefusedBesideItsField() {
        openSquares();
        auto* const processes = m_window->form().poolForm().findChildren<CountField*>().constFirst();
        processes->setFocus();
        processes->selectAll();
        QTest::keyClicks(processes, QStringLiteral("0"));
        QString said;
        for (const ProblemLabel* const label : m_window->form().poolForm().findChildren<ProblemLabel*>())
            if (label->isVisible()) said += label->problem();
        QVERIFY2(said.contains(QStringLiteral("Number of processes must be at least 1")), qPrintable(said));
        QVERIFY(!m_window->poolActions().run->isEnabled());
        processes->selectAll();
        QTest::keyClicks(processes, QStringLiteral("3"));
        QVERIFY(m_window->poolActions().run->isEnabled());
    }

    void wordsStayReadableWhenTheThemeChanges() {
        openSquares();
        m_window->run();
        waitForEnd();
        m_window->openFile(m_folder->filePath(QStringLiteral("missing")));
        for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
            m_theme->choose(choice);
            QCoreApplication::processEvents();
            const int ground = m_window->palette().color(QPalette::Window).lightness();
            QList<QLabel*> labels = m_window->statusLine().findChildren<QLabel*>();
            labels += m_window->messages().findChildren<QLabel*>();
            labels += m_window->resultsPage().findChildren<QLabel*>();
            for (const QLabel* const label : labels)
                QVERIFY2(std::abs(label->palette().color(QPalette::WindowText).lightness() - ground) > 60,
                         qPrintable(QStringLiteral("%1: %2 on %3").arg(label->text(), label->palette().color(QPalette::WindowText).name()).arg(ground)));
        }
    }

    void theKeysAreListedFromTheActions() {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto* const keys = m_window->findChild<KeyList*>();
        QVERIFY(keys && keys->isVisible());
        QVERIFY(!keys->isModal());
        QVERIFY(keys->text().contains(QStringLiteral("F5")));
        QVERIFY(keys->text().contains(QStringLiteral("Zoom in")));
        for (const char* const ofAPage : {"Rename", "F4", "Run again", "Make it the baseline", "Chooses a configuration"})
            QVERIFY2(keys->text().contains(QLatin1String(ofAPage)), ofAPage);
        keys->activateWindow();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QVERIFY(!keys->isVisible());
    }

    void aFileThatIsNothingKnownIsSaidSo() {
        const QString path = m_folder->filePath(QStringLiteral("wrong.json"));
        write(path, R"({"poolscope": 1, "pool": {"proceses": 2}})");
        m_window->openFile(path);
        QCOMPARE(m_window->messages().bars().size(), 1);
        QVERIFY(m_window->messages().bars().constFirst()->detail().contains(QStringLiteral("proceses")));
        m_window->openFile(m_folder->filePath(QStringLiteral("missing")));
        QCOMPARE(m_window->messages().bars().size(), 2);
        QTest::keyClick(m_window->messages().bars().constFirst(), Qt::Key_Escape);
        QCOMPARE(m_window->messages().bars().size(), 1);
    }

    void aboutNamesEveryLibraryWithItsLicense() {
        showAbout(m_window.get());
        auto* const about = m_window->findChild<QMessageBox*>(QStringLiteral("about"));
        QVERIFY(about);
        for (const char* const name : {"Qt", "Boost", "nlohmann/json", "QCustomPlot 2"})
            QVERIFY2(about->informativeText().contains(QLatin1String(name)), name);
        about->close();
    }

    void messagesMoveNothingAndGoByKey() {
        const QWidget* const tabs = m_window->findChild<QTabWidget*>(QStringLiteral("tabs"));
        const QRect before(tabs->mapTo(m_window.get(), QPoint()), tabs->size());
        for (int i = 0; i < 5; ++i) m_window->openFile(m_folder->filePath(QStringLiteral("missing %1").arg(i)));
        MessageStack& messages = m_window->messages();
        QTRY_VERIFY(messages.isVisible() && messages.bars().size() == 3);
        QCOMPARE(QRect(tabs->mapTo(m_window.get(), QPoint()), tabs->size()), before);
        // Whole, and over the page.
        QTRY_VERIFY(messages.height() >= messages.heightForWidth(messages.width()));
        const QRect here(messages.mapTo(m_window.get(), QPoint()), messages.size());
        QVERIFY(before.contains(here));
        QVERIFY(here.top() > before.center().y());
        m_window->resize(900, 640);
        QTRY_VERIFY(QRect(tabs->mapTo(m_window.get(), QPoint()), tabs->size()).contains(QRect(messages.mapTo(m_window.get(), QPoint()), messages.size())));
        m_window->livePage().timeline().setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape, Qt::ShiftModifier);
        QVERIFY(messages.bars().isEmpty());
        QVERIFY(!messages.isVisible());
    }

    void whatWasChosenIsRememberedUntilTheNextStart() {
        openSquares();
        m_theme->choose(ThemeChoice::Dark);
        m_window->poolActions().keepAlive->setChecked(true);
        setProcesses(QStringLiteral("7"));
        m_window->close();
        open();
        m_window->openStartScenario();
        QCOMPARE(QString::fromStdString(m_window->form().value().title), QStringLiteral("Squares"));
        QVERIFY(m_window->poolActions().keepAlive->isChecked());
        QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(7));
        QVERIFY(m_window->isWindowModified());
        QCOMPARE(Places(m_folder->path()).openSettings()->value(QStringLiteral("theme")).toString(),
                 QStringLiteral("dark"));
    }

    void editsOfEachScenarioComeBackAtTheNextStart() {
        openSquares();
        setProcesses(QStringLiteral("7"));
        const QString other = m_folder->filePath(QStringLiteral("other.json"));
        write(other, R"({"poolscope": 1, "title": "Other", "pool": {"processes": 1}, "batches": []})");
        m_window->openFile(other);
        setProcesses(QStringLiteral("5"));
        m_window->close();
        open();
        m_window->openStartScenario();
        QCOMPARE(m_window->form().value().title, std::string("Other"));
        QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(5));
        QVERIFY(m_window->scenarioPanel().choose(m_folder->filePath(QStringLiteral("squares.json"))));
        QCOMPARE(m_window->form().value().title, std::string("Squares"));
        QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(7));
        m_window->scenarioPanel().revert();
        QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(2));
    }

    void editsThatAreNotRightYetComeBackAsTheyWere() {
        const QString path = m_folder->filePath(QStringLiteral("lists.json"));
        write(path, R"({"poolscope": 1, "title": "Lists", "batches": [{"method": "starmap", "function": "multiply", "iterable": [[1, 2]]}]})");
        open();
        m_window->openFile(path);
        auto* const items = m_window->form().findChild<QPlainTextEdit*>();
        QVERIFY(items);
        items->setPlainText(QStringLiteral("[1, 2], 5"));
        QVERIFY(m_window->isWindowModified());
        m_window->close();
        open();
        m_window->openStartScenario();
        QCOMPARE(m_window->form().value().title, std::string("Lists"));
        QCOMPARE(m_window->form().value().batches.at(0).iterable.dump(), std::string("[[1,2],5]"));
        QVERIFY(m_window->isWindowModified());
    }

    void editsOfAFileThatIsGoneAreStillThereAndCanBeSaved() {
        openSquares();
        setProcesses(QStringLiteral("7"));
        m_window->close();
        const QString path = m_folder->filePath(QStringLiteral("squares.json"));
        QVERIFY(QFile::remove(path));
        for (int start = 0; start < 2; ++start) {
            open();
            m_window->openStartScenario();
            QCOMPARE(m_window->form().value().title, std::string("Squares"));
            QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(7));
            QVERIFY(m_window->isWindowModified());
            QVERIFY(m_window->poolActions().run->isEnabled());
            m_window->close();
        }
        QVERIFY(m_window->findChild<QAction*>(QStringLiteral("saveScenario")));
        m_window->findChild<QAction*>(QStringLiteral("saveScenario"))->trigger();
        QVERIFY(QFile::exists(path));
        QVERIFY(!m_window->isWindowModified());
    }

    void whatCannotBeReadIsNotSaved() {
        openSquares();
        const QString path = m_folder->filePath(QStringLiteral("squares.json"));
        setProcesses(QStringLiteral("4 or so"));
        QVERIFY(!m_window->form().isValid());
        m_window->findChild<QAction*>(QStringLiteral("saveScenario"))->trigger();
        QVERIFY(!m_window->messages().bars().isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(kSquares));
    }

    void aRecentFileIsOpenedFromTheMenu_alsoAfterTheNextStart() {
        openSquares();
        const QString other = m_folder->filePath(QStringLiteral("other.json"));
        write(other, R"({"poolscope": 1, "title": "Other", "batches": []})");
        m_window->openFile(other);
        m_window->close();
        open();
        auto* const recent = m_window->findChild<QMenu*>(QStringLiteral("recentFiles"));
        QVERIFY(recent);
        emit recent->aboutToShow();
        QCOMPARE(recent->actions().size(), 2);
        QCOMPARE(QFileInfo(recent->actions()[0]->text()).fileName(), QStringLiteral("other.json"));
        recent->actions()[1]->trigger();
        QCOMPARE(m_window->form().value().title, std::string("Squares"));
        emit recent->aboutToShow();
        QCOMPARE(QFileInfo(recent->actions()[0]->text()).fileName(), QStringLiteral("squares.json"));
    }

    void everyButtonHasANameAndThePageTurnsByKey() {
        for (const QToolButton* const button : m_window->findChildren<QToolButton*>()) {
            if (!button->isVisible()) continue;
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty() || !button->toolTip().isEmpty(),
                     qPrintable(QStringLiteral("%1 in %2 %3").arg(button->objectName(), QLatin1String(button->parentWidget()->metaObject()->className()), button->parentWidget()->objectName())));
        }
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->findChild<QTabWidget*>(QStringLiteral("tabs"))->currentIndex(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), &m_window->searchBox());
    }

private:
    void open() {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(Places(m_folder->path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void setProcesses(const QString& number) {
        m_window->form().poolForm().findChildren<CountField*>().constFirst()->setText(number);
    }
    void write(const QString& path, const char* text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    void openSquares() {
        const QString path = m_folder->filePath(QStringLiteral("squares.json"));
        write(path, kSquares);
        m_window->openFile(path);
        QVERIFY(m_window->messages().bars().isEmpty());
        QVERIFY(m_window->poolActions().run->isEnabled());
    }
    int readyWorkers() const {
        int count = 0;
        for (const WorkerLife& worker : m_window->session().state().workers())
            count += worker.ready && !worker.ended;
        return count;
    }
    void waitForEnd() {
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
        QVERIFY(m_window->session().state().summary().phase == trace::PoolPhase::Ended);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
