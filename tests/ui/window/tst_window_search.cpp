// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "charts/charts_page.h"
#include "forms/count_field.h"
#include "forms/fault_plan_form.h"
#include "forms/pool_form.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"
#include "models/result_model.h"
#include "runs/run_words.h"
#include "session/selection.h"
#include "session/session.h"
#include "trace_builder.h"
#include "views/command_palette.h"
#include "views/data_table.h"
#include "views/filter_bar.h"
#include "views/find_line.h"
#include "views/fuzzy_match.h"
#include "views/inspector.h"
#include "views/message_bar.h"
#include "window/exporter.h"
#include "window/file_actions.h"
#include "window/main_window.h"
#include "window/search_box.h"
#include "window/table_page.h"

using namespace poolscope;
using namespace poolscope::ui;

/// Finding rows and commands, taking edits back, copying and exporting: through keys.
class TestWindowSearch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        m_trace = m_folder.filePath(QStringLiteral("run.trace"));
        testing::build_run(m_trace.toStdString(), {.tasks = 200, .workers = 2, .fail_every = 10});
    }
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        m_theme = std::make_unique<Theme>(*qApp);
        m_window = std::make_unique<MainWindow>(Places(m_home->path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
    }

    void slashAndCtrlFGoToTheSearchBoxAndEscapeComesBack() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        m_window->resultsPage().table().setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_Slash);
        QCOMPARE(QApplication::focusWidget(), &box());
        QTest::keyClick(&box(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), &m_window->resultsPage().table());
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), &box());
    }

    void theBoxSearchesThePageInFront() {
        openTrace();
        m_window->showPage(QStringLiteral("tasks"));
        QTest::keyClick(m_window.get(), Qt::Key_Slash);
        QTest::keyClicks(&box(), QStringLiteral("state:failed"));
        QTest::keyClick(&box(), Qt::Key_Return);
        QTRY_COMPARE(m_window->tasksPage().table().model()->rowCount(), 20);
        QCOMPARE(m_window->tasksPage().filterBar()->text(), QStringLiteral("state:failed"));
        QCOMPARE(QApplication::focusWidget(), &m_window->tasksPage().table());  // among what was found
        QCOMPARE(m_window->resultsPage().table().model()->rowCount(), 200);
        m_window->showPage(QStringLiteral("results"));
        QCOMPARE(box().text(), QString());
        m_window->showPage(QStringLiteral("tasks"));
        QCOMPARE(box().text(), QStringLiteral("state:failed"));
    }

    void detailsOfWhatTheFilterHidesGo() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        DataTable& table = m_window->resultsPage().table();
        // Of two rows one fits.
        for (const bool fits : {false, true}) {
            m_window->resultsPage().filterBar()->setText({});
            QTRY_COMPARE(table.model()->rowCount(), 200);
            int row = 0;
            while ((table.model()->index(row, ResultModel::State).data().toString() == QStringLiteral("failed")) != fits) ++row;
            table.setCurrentIndex(table.model()->index(row, 0));
            const Subject chosen = m_window->selection().subject();
            QCOMPARE(chosen.kind, Subject::Kind::Result);
            m_window->resultsPage().filterBar()->setText(QStringLiteral("state:failed"));
            QTRY_COMPARE(table.model()->rowCount(), 20);
            QTRY_COMPARE(m_window->selection().subject() == chosen, fits);
        }
    }

    void theTitleOfARunThatIsReopenedSaysWhenItWas() {
        openTrace();
        const std::int64_t began = m_window->session().state().summary().wall_clock_ns;
        QVERIFY(began > 0);
        QTRY_VERIFY2(m_window->windowTitle().contains(momentText(began)), qPrintable(m_window->windowTitle()));
    }

    void everyPageHasAKeyThatCanBeTyped() {
        auto* const tabs = m_window->findChild<QTabWidget*>(QStringLiteral("tabs"));
        QTest::keyClick(m_window.get(), Qt::Key_9, Qt::ControlModifier);
        QCOMPARE(tabs->currentIndex(), 8);
        for (int page = 9; page < tabs->count(); ++page) {
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + page - 9), Qt::AltModifier);
            QCOMPARE(tabs->currentIndex(), page);
        }
    }

    void whatIsTypedOverTheTimelineIsFoundInTheResults() {
        openTrace();
        m_window->showPage(QStringLiteral("live"));
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(&box(), QStringLiteral("item:7"));
        QTest::keyClick(&box(), Qt::Key_Return);
        auto* const tabs = m_window->findChild<QTabWidget*>(QStringLiteral("tabs"));
        QTRY_COMPARE(tabs->currentWidget(), static_cast<QWidget*>(&m_window->resultsPage()));
        QTRY_COMPARE(m_window->resultsPage().table().model()->rowCount(), 1);
    }

    void aGreaterSignMakesItACommand() {
        QTest::keyClick(m_window.get(), Qt::Key_Slash);
        QTest::keyClick(&box(), '>');
        auto* const palette = m_window->findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        QVERIFY(box().text().isEmpty());
    }

    void aCommandIsFoundByFewLettersAndDone() {
        QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* const palette = m_window->findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        QAbstractItemModelTester tester(&palette->commands(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(palette->commands().rowCount() > 30);
        QTest::keyClicks(&palette->line(), QStringLiteral("theme dark"));
        QCOMPARE(palette->commands().index(0).data().toString(), QStringLiteral("Dark"));
        QCOMPARE(palette->commands().index(0).data(CommandModel::PathRole).toString(), QStringLiteral("View › Theme"));
        QTest::keyClick(&palette->line(), Qt::Key_Return);
        QTRY_COMPARE(m_theme->choice(), ThemeChoice::Dark);
        QVERIFY(!palette->isVisible());
    }

    void aCommandThatCannotBeDoneIsThereAndSaysWhy() {
        QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* const palette = m_window->findChild<CommandPalette*>();
        QTest::keyClicks(&palette->line(), QStringLiteral("rerun the failed"));
        QCOMPARE(palette->commands().index(0).data().toString(), QStringLiteral("Rerun the failed items"));
        QCOMPARE(palette->commands().index(0).data(CommandModel::WhyNotRole).toString(), QStringLiteral("there are no results"));
        QTest::keyClick(&palette->line(), Qt::Key_Return);
        QVERIFY(palette->isVisible());
        QTest::keyClick(&palette->line(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }

    void theReportIsPossibleAsSoonAsThereIsARun() {
        const auto reportRow = [this] {
            QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
            auto* const palette = m_window->findChild<CommandPalette*>();
            QTest::keyClicks(&palette->line(), QStringLiteral("export report"));
            return palette->commands().index(0);
        };
        QCOMPARE(reportRow().data(CommandModel::WhyNotRole).toString(), QStringLiteral("there is no run yet"));
        QTest::keyClick(&m_window->findChild<CommandPalette*>()->line(), Qt::Key_Escape);
        openTrace();
        QTRY_VERIFY(m_window->findChild<QAction*>(QStringLiteral("exportReport"))->isEnabled());
        QCOMPARE(reportRow().data(CommandModel::WhyNotRole).toString(), QString());
    }

    void theActionsOfThePagesAreCommandsToo() {
        CommandPalette& palette = m_window->showCommands();
        for (const char* const command : {"Runs Rename", "Runs Pin", "Runs Delete", "Runs Export", "Compare Add runs", "Compare Make it the baseline"}) {
            palette.commands().search(QLatin1String(command));
            // Those that are possible now come first, whatever they are.
            QStringList found;
            for (int row = 0; row < palette.commands().rowCount(); ++row) {
                const QModelIndex index = palette.commands().index(row);
                found << index.data(CommandModel::PathRole).toString() + u' ' + index.data().toString();
            }
            QVERIFY2(!found.filter(QLatin1String(command)).isEmpty(), qPrintable(found.join(u'\n')));
        }
    }

    void everyCommandHasAName() {
        CommandPalette& palette = m_window->showCommands();
        for (int row = 0; row < palette.commands().rowCount(); ++row) {
            const QModelIndex index = palette.commands().index(row);
            QVERIFY(!index.data().toString().isEmpty());
            QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(index.data().toString()));
        }
    }

    void lettersAreFoundInTheirOrderAndWordsCountMore() {
        QVERIFY(fuzzyScore(u"rtf", u"Rerun the failed").has_value());
        QVERIFY(!fuzzyScore(u"rtx", u"Rerun the failed").has_value());
        QVERIFY(!fuzzyScore(u"abc", u"cba").has_value());
        QVERIFY(*fuzzyScore(u"rf", u"Rerun the failed") > *fuzzyScore(u"rf", u"Other files"));
        QVERIFY(*fuzzyScore(u"pool", u"Close the pool") > *fuzzyScore(u"pool", u"Play on, oh lad"));
        QCOMPARE(fuzzyScore(u" ", u"anything"), std::optional(0));
    }

    void editsOfTheScenarioAreTakenBackOneByOne() {
        openScenario();
        QAction& undo = action("undo");
        QAction& redo = action("redo");
        QVERIFY(!undo.isEnabled());
        CountField* const processes = m_window->form().poolForm().findChildren<CountField*>().constFirst();
        processes->setFocus();
        QTest::keyClicks(processes, QStringLiteral("12"));
        QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(12));
        m_window->form().faultPlan().setFocus();
        m_window->setFocus();
        action("faultMenu-first").trigger();
        QCOMPARE(m_window->form().value().faults.faults.size(), std::size_t(1));
        QCOMPARE(undo.text(), QStringLiteral("&Undo faults"));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_window->form().value().faults.empty());
        QCOMPARE(undo.text(), QStringLiteral("&Undo processes"));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!m_window->form().value().pool.processes);
        QVERIFY(!undo.isEnabled());
        QVERIFY(!m_window->isWindowModified());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(12));
        QVERIFY(redo.isEnabled());
    }

    void everyScenarioHasItsOwnSteps() {
        openScenario();
        m_window->form().poolForm().findChildren<CountField*>().constFirst()->setText(QStringLiteral("3"));
        QVERIFY(action("undo").isEnabled());
        const QString first = m_window->scenarioPanel().currentPath();
        write(QStringLiteral("other.json"));
        QCOMPARE(action("undo").text(), QStringLiteral("&Undo open a scenario"));  // the first one's steps are not its own
        QVERIFY(m_window->scenarioPanel().choose(first));
        QVERIFY(action("undo").isEnabled());
        action("undo").trigger();
        QVERIFY(!m_window->form().value().pool.processes);
        m_window->scenarioPanel().revert();
        QVERIFY(!m_window->form().value().pool.processes);
    }

    void wordsAreFoundWithinTheDetails() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        m_window->resultsPage().filterBar()->setText(QStringLiteral("state:failed"));
        DataTable& table = m_window->resultsPage().table();
        QTRY_COMPARE(table.model()->rowCount(), 20);
        table.setCurrentIndex(table.model()->index(0, 0));
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        auto* const find = m_window->resultsPage().findChild<FindLine*>();
        QVERIFY(find->isVisible());
        auto* const line = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(line);
        QTest::keyClicks(line, QStringLiteral("square"));
        QVERIFY(find->places() >= 2);  // the batch, and where the error came from
        const int first = m_window->resultsPage().inspector().textCursor().position();
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(m_window->resultsPage().inspector().textCursor().position() != first);
        QTest::keyClicks(line, QStringLiteral("nothing like it"));
        QCOMPARE(find->places(), 0);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!find->isVisible());
    }

    void rowsAreCopiedAsTextAsJsonAndByTheCell() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        DataTable& table = m_window->resultsPage().table();
        table.setFocus();
        table.setCurrentIndex(table.model()->index(4, ResultModel::Item));
        const QString item = table.model()->index(4, ResultModel::Item).data().toString();
        table.copyCell();
        QCOMPARE(QGuiApplication::clipboard()->text(), item);
        table.copyJson();
        const Json rows = Json::parse(QGuiApplication::clipboard()->text().toStdString());
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(rows[0]["Item"].get<std::string>()), item);
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 2);
    }

    void copyTakesTheCellOrTheRowsThatAreSelected() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        DataTable& table = m_window->resultsPage().table();
        table.setFocus();
        table.setCurrentIndex(table.model()->index(4, ResultModel::Item));
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), table.model()->index(4, ResultModel::Item).data().toString());
        QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), table.selectedText());
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 3);
    }

    void aColumnWithoutAnOrderIsNotMarkedAsSorted() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        DataTable& table = m_window->resultsPage().table();
        QHeaderView& header = *table.horizontalHeader();
        const auto click = [&header](int column) {
            QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, QPoint(header.sectionViewportPosition(column) + 20, header.height() / 2));
        };
        click(ResultModel::Value);
        QCOMPARE(header.sortIndicatorSection(), -1);
        click(ResultModel::Item);
        click(ResultModel::Item);
        QCOMPARE(header.sortIndicatorOrder(), Qt::DescendingOrder);
        const QString first = table.model()->index(0, ResultModel::Item).data().toString();
        QCOMPARE(first, QStringLiteral("199"));
        click(ResultModel::Error);
        QCOMPARE(header.sortIndicatorSection(), static_cast<int>(ResultModel::Item));
        QCOMPARE(header.sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(table.model()->index(0, ResultModel::Item).data().toString(), first);
    }

    void anExportOfNoRowsIsRefused() {
        openTrace();
        action("exportSelected").trigger();
        const QString target = m_home->filePath(QStringLiteral("none.csv"));
        m_window->findChild<FileActions*>()->exportTo(Exporter::Form::Csv, target);
        QCOMPARE(m_window->messages().bars().size(), 1);
        QVERIFY(m_window->messages().bars().constFirst()->text().contains(QStringLiteral("no result is selected")));
        action("exportCsv").trigger();
        QVERIFY(!m_window->findChild<QFileDialog*>());
        QVERIFY(!QFile::exists(target));
    }

    void whatIsShownOfAPastMomentIsExportedAlone() {
        openTrace();
        const PoolSummary& summary = m_window->session().state().summary();
        m_window->selection().setCursor(summary.origin + (summary.last - summary.origin) / 2);
        const int shown = m_window->resultsPage().table().model()->rowCount();
        QVERIFY(shown > 0 && shown < 200);
        action("exportShown").trigger();
        const QString target = m_home->filePath(QStringLiteral("past.csv"));
        m_window->findChild<FileActions*>()->exportTo(Exporter::Form::Csv, target);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(target), 60'000);
        QFile file(target);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed().split('\n').size(), shown + 1);
    }

    void pickedDurationsLeaveTheRestOfTheFilter() {
        openTrace();
        FilterBar& bar = *m_window->resultsPage().filterBar();
        bar.setText(QStringLiteral("state:failed worker:1"));
        emit m_window->chartsPage().filterWanted(QStringLiteral("duration>=1ms duration<2ms"));
        QCOMPARE(bar.text(), QStringLiteral("state:failed worker:1 duration>=1ms duration<2ms"));
        emit m_window->chartsPage().filterWanted({});
        QCOMPARE(bar.text(), QStringLiteral("state:failed worker:1"));
    }

    void whatTheFilterShowsIsExportedAlone() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        m_window->resultsPage().filterBar()->setText(QStringLiteral("state:failed"));
        QTRY_COMPARE(m_window->resultsPage().table().model()->rowCount(), 20);
        action("exportShown").trigger();
        const QString target = m_home->filePath(QStringLiteral("failed.csv"));
        auto* const files = m_window->findChild<FileActions*>();
        files->exportTo(Exporter::Form::Csv, target);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(target), 60'000);
        QFile file(target);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed().split('\n').size(), 21);
        QTRY_VERIFY(!m_window->messages().bars().isEmpty());
        QVERIFY(m_window->messages().bars().constFirst()->text().startsWith(QStringLiteral("Written: ")));
    }

    void aPickedPartOfTimeFiltersTheTablesUntilItsChipIsTakenAway() {
        openTrace();
        m_window->showPage(QStringLiteral("results"));
        const PoolSummary& summary = m_window->session().state().summary();
        m_window->selection().setRange(TimeRange{summary.origin, summary.origin + (summary.last - summary.origin) / 4});
        QTRY_VERIFY(m_window->resultsPage().table().model()->rowCount() < 100);
        QVERIFY(m_window->tasksPage().table().model()->rowCount() < 100);
        auto* const chip = m_window->resultsPage().filterBar()->findChild<QWidget*>(QStringLiteral("rangeChip"));
        QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(!m_window->selection().range());
        QTRY_COMPARE(m_window->tasksPage().table().model()->rowCount(), 200);
    }

private:
    SearchBox& box() { return m_window->searchBox(); }
    QAction& action(const char* name) {
        if (QLatin1String(name) == QLatin1String("faultMenu-first"))
            return *m_window->findChild<QMenu*>(QStringLiteral("faultMenu"))->actions().constFirst();
        return *m_window->findChild<QAction*>(QLatin1String(name));
    }
    void openTrace() {
        m_window->openFile(m_trace);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->resultsPage().table().model()->rowCount(), 200, 60'000);
    }
    void write(const QString& name) {
        QFile file(m_home->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"poolscope": 1, "title": "T", "batches": [{"method": "map", "function": "square", "iterable": [1, 2]}]})");
        file.close();
        m_window->openFile(file.fileName());
    }
    void openScenario() { write(QStringLiteral("scenario.json")); }

    QTemporaryDir m_folder;
    QString m_trace;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestWindowSearch)
#include "tst_window_search.moc"
