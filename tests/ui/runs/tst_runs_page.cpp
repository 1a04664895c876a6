// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "forms/code_actions.h"
#include "runs/run_details.h"
#include "runs/run_shelf.h"
#include "runs/runs_page.h"
#include "runs/storage_dialog.h"
#include "store_under_test.h"
#include "views/data_table.h"

using namespace poolscope;
using namespace poolscope::ui;
using store_under_test::TestStore;

/// The page by mouse and by keys, over a real store.
class TestRunsPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_store = std::make_unique<TestStore>();
        m_first = m_store->addRead("a-first", 1, {.tasks = 10, .workers = 2});
        m_second = m_store->addRead("b-second", 2, {.tasks = 500, .workers = 2});
        m_third = m_store->addRead("c-third", 3, {.tasks = 50, .workers = 2, .ended = false});
        m_shelf = std::make_unique<RunShelf>(m_store->path());
        m_page = std::make_unique<RunsPage>(*m_shelf);
        connect(m_shelf.get(), &RunShelf::noticed, this, [](const Notice& notice) { qWarning() << notice.text << notice.detail; });
        m_page->resize(1100, 500);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_shelf->begin();
        QTRY_COMPARE(rows(), 3);
        QTRY_VERIFY(std::all_of(m_shelf->runs().begin(), m_shelf->runs().end(), [](const StoredRun& run) { return run.digest.has_value(); }));
        table().setFocus();
    }
    void cleanup() {
        m_page.reset();
        m_shelf.reset();
        m_store.reset();
    }

    void theNewestIsOnTopAndEveryColumnSorts() {
        QCOMPARE(folderAt(0), m_third);
        QHeaderView* const header = table().horizontalHeader();
        const auto click = [&](int column) {
            const QPoint place(header->sectionViewportPosition(column) + 12, header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        };
        click(RunListModel::Items);
        const QStringList once{folderAt(0), folderAt(1), folderAt(2)};
        click(RunListModel::Items);
        QCOMPARE(QStringList({folderAt(2), folderAt(1), folderAt(0)}), once);
        QVERIFY(once.first() == m_first || once.last() == m_first);
        QCOMPARE(once[1], m_third);  // 50 items, between 10 and 500
    }

    void theWordsOfTheButtonsAreWhole() {
        for (const int width : {1100, 680, 600}) {
            m_page->resize(width, 500);
            QCoreApplication::processEvents();
            for (const QToolButton* const button : m_page->findChildren<QToolButton*>())
                if (button->isVisible() && !button->text().isEmpty())
                    QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(QStringLiteral("%1 at %2").arg(button->text()).arg(width)));
        }
    }

    void enterAndADoubleClickOpen() {
        QSignalSpy opened(m_page.get(), &RunsPage::openWanted);
        choose(m_second);
        QTest::keyClick(&table(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toString(), m_second);
        const QPoint place = table().visualRect(table().model()->index(0, RunListModel::State)).center();
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(opened.count(), 2);
        QCOMPARE(opened[1][0].toString(), m_third);
    }

    void f2Renames() {
        choose(m_second);
        QTest::keyClick(&table(), Qt::Key_F2);
        auto* const editor = table().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("before the change"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(stored(m_second).notes.name, "before the change");
        QTRY_COMPARE(m_page->model().find(m_second)->notes.name, "before the change");
        QCOMPARE(m_page->selectedFolders(), QStringList{m_second});
    }

    void aNoteIsKeptWhenItsFieldIsLeft() {
        choose(m_first);
        QTest::keyClick(&table(), Qt::Key_F4);
        QVERIFY(m_page->details().note().hasFocus());
        QTest::keyClicks(&m_page->details().note(), QStringLiteral("cold cache"));
        QTest::keyClick(&m_page->details().note(), Qt::Key_Tab);
        QTRY_COMPARE(stored(m_first).notes.note, "cold cache");
        QTest::keyClicks(&m_page->details().tags(), QStringLiteral("slow, spawn"));
        QTest::keyClick(&m_page->details().tags(), Qt::Key_Return);
        QTRY_COMPARE(stored(m_first).notes.tags, (std::vector<std::string>{"slow", "spawn"}));
        QTRY_VERIFY(textAt(m_first, RunListModel::Note).contains(QStringLiteral("#slow #spawn cold cache")));
        choose(m_second);
        QCOMPARE(m_page->details().note().toPlainText(), QString());
        choose(m_first);
        QCOMPARE(m_page->details().note().toPlainText(), QStringLiteral("cold cache"));
    }

    void aNoteThatIsBeingTypedGoesToItsOwnRun() {
        choose(m_first);
        m_page->note->trigger();
        QTest::keyClicks(&m_page->details().note(), QStringLiteral("of the first"));
        choose(m_second);
        QTRY_COMPARE(stored(m_first).notes.note, "of the first");
        QCOMPARE(stored(m_second).notes.note, "");
    }

    void aNameThatIsBeingTypedOutlivesANewList() {
        choose(m_second);
        QTest::keyClick(&table(), Qt::Key_F2);
        auto* const editor = table().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("half a na"));
        m_shelf->setPinned(m_second, true);
        QTRY_COMPARE(textAt(m_second, RunListModel::Mark), QStringLiteral("pinned"));
        QCOMPARE(editor->text(), QStringLiteral("half a na"));
        QTest::keyClicks(editor, QStringLiteral("me"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(stored(m_second).notes.name, "half a name");
    }

    void pinAndBaselineAreTogglesOfTheSelection() {
        choose(m_first);
        QTest::keyClick(&table(), Qt::Key_I, Qt::ControlModifier);
        QTRY_COMPARE(textAt(m_first, RunListModel::Mark), QStringLiteral("pinned"));
        QTRY_VERIFY(m_page->pin->isChecked());
        QTest::keyClick(&table(), Qt::Key_I, Qt::ControlModifier);
        QTRY_COMPARE(textAt(m_first, RunListModel::Mark), QString());
        QTest::keyClick(&table(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(textAt(m_first, RunListModel::Mark), QStringLiteral("baseline"));
        const QString again = m_store->addRead("d-again", 4, {.tasks = 10, .workers = 2});
        QTRY_COMPARE(rows(), 4);
        for (const QString& run : {m_second, again}) {
            choose(run);
            QTest::keyClick(&table(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
            QTRY_COMPARE(textAt(run, RunListModel::Mark), QStringLiteral("baseline"));
        }
        QTRY_COMPARE(textAt(m_first, RunListModel::Mark), QString());  // the same work as the last
        QCOMPARE(textAt(m_second, RunListModel::Mark), QStringLiteral("baseline"));
    }

    void aDeletionInHasteIsNoError_andAHeldKeyDeletesNoMore() {
        QSignalSpy noticed(m_shelf.get(), &RunShelf::noticed);
        choose(m_second);
        QVERIFY(!m_page->remove->autoRepeat());
        m_page->remove->trigger();
        m_page->remove->trigger();
        QTRY_COMPARE(rows(), 2);
        QTRY_VERIFY(m_page->undoRemove->isEnabled());
        m_page->undoRemove->trigger();
        QTRY_COMPARE(rows(), 3);
        QCOMPARE(noticed.count(), 0);
    }

    void deletedRunsCanBeTakenBack() {
        table().selectAll();
        QTest::keyClick(&table(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 0);
        QTRY_VERIFY(m_page->undoRemove->isEnabled());
        QTest::keyClick(&table(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(rows(), 3);
        QTRY_COMPARE(m_page->selectedFolders().size(), 3);
        QVERIFY(!m_page->undoRemove->isEnabled());
    }

    void everyDeletionIsTakenBackTheLatestFirst() {
        for (const QString& folder : {m_first, m_second}) {
            const int before = rows();
            choose(folder);
            QTest::keyClick(&table(), Qt::Key_Delete);
            QTRY_COMPARE(rows(), before - 1);
        }
        QTRY_VERIFY(m_page->undoRemove->isEnabled());
        m_page->undoRemove->trigger();
        QTRY_COMPARE(rows(), 2);
        QVERIFY(m_page->model().find(m_second));
        QTRY_VERIFY(m_page->undoRemove->isEnabled());
        m_page->undoRemove->trigger();
        QTRY_COMPARE(rows(), 3);
        QVERIFY(!m_page->undoRemove->isEnabled());
    }

    void whatIsGoneForGoodCannotBeTakenBack_andIsNoLongerInTheTrash() {
        choose(m_first);
        QTest::keyClick(&table(), Qt::Key_Delete);
        QTRY_VERIFY2(m_page->storageText().contains(QStringLiteral("1 in the trash")), qPrintable(m_page->storageText()));
        QVERIFY(m_page->undoRemove->isEnabled());
        m_shelf->setGrace(std::chrono::seconds(0));
        QTRY_VERIFY(!m_page->undoRemove->isEnabled());
        // The figures below the table come when the store has been looked at again.
        QTRY_VERIFY2(!m_page->storageText().contains(QStringLiteral("trash")), qPrintable(m_page->storageText()));
    }

    void afterADeletionTheNeighbourIsSelected() {
        choose(m_second);
        QTest::keyClick(&table(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 2);
        QTRY_COMPARE(m_page->selectedFolders(), QStringList{m_first});  // that was below it
        QVERIFY(table().currentIndex().isValid());
        QTest::keyClick(&table(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 1);
        QTRY_COMPARE(m_page->selectedFolders(), QStringList{m_third});  // nothing is below
    }

    void deleteInTheNoteDeletesALetterAndNoRun() {
        choose(m_first);
        m_page->note->trigger();
        QTest::keyClicks(&m_page->details().note(), QStringLiteral("xy"));
        QTest::keyClick(&m_page->details().note(), Qt::Key_Home);
        QTest::keyClick(&m_page->details().note(), Qt::Key_Delete);
        QTest::keyClick(&m_page->details().note(), Qt::Key_Return);
        QCOMPARE(m_page->details().note().toPlainText(), QStringLiteral("\ny"));
        QCOMPARE(rows(), 3);
    }

    void severalRunsAreCompared() {
        QSignalSpy compared(m_page.get(), &RunsPage::compareWanted);
        choose(m_first);
        QVERIFY(!m_page->compare->isEnabled());
        table().selectAll();
        QVERIFY(m_page->compare->isEnabled());
        QTest::keyClick(&table(), Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(compared.count(), 1);
        QCOMPARE(compared[0][0].toStringList(), (QStringList{m_third, m_second, m_first}));
    }

    void oneRunIsComparedWithTheBaseline() {
        const QString again = m_store->addRead("d-again", 4, {.tasks = 10, .workers = 2});
        QTRY_COMPARE(rows(), 4);
        m_shelf->setBaseline(m_first, true);
        QTRY_COMPARE(textAt(m_first, RunListModel::Mark), QStringLiteral("baseline"));
        QSignalSpy compared(m_page.get(), &RunsPage::compareWanted);
        choose(m_second);
        QVERIFY(!m_page->compare->isEnabled());  // it did other work
        choose(again);
        QTest::keyClick(&table(), Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(compared.value(0).value(0).toStringList(), (QStringList{m_first, again}));
    }

    void whatIsTypedIsFound() {
        m_shelf->rename(m_second, QStringLiteral("Needle"));
        QTRY_COMPARE(textAt(m_second, RunListModel::Name), QStringLiteral("Needle"));
        m_page->focusSearch();
        QTest::keyClicks(&m_page->search(), QStringLiteral("nEEd"));
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(folderAt(0), m_second);
        QTest::keyClick(&m_page->search(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&m_page->search(), Qt::Key_Delete);
        QTRY_COMPARE(rows(), 3);
        m_page->search().setText(QStringLiteral("no such run"));
        QVERIFY(m_page->table().emptyText().isEmpty());  // which says how the first run is made
        auto* const all = m_page->findChild<QPushButton*>(QStringLiteral("showAllRuns"));
        QTRY_VERIFY(all->isVisible());
        QTest::mouseClick(all, Qt::LeftButton);
        QVERIFY(m_page->search().text().isEmpty() && !all->isVisible());
        QVERIFY(m_page->table().hasFocus());
        m_page->search().setText(QStringLiteral("cut short"));
        QTRY_COMPARE(rows(), 1);
    }

    void theMenuOfARowHasTheActions() {
        choose(m_first);
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, QPoint(20, 20), table().mapToGlobal(QPoint(20, 20)));
        QApplication::sendEvent(&table(), &asked);
        QMenu* menu = nullptr;
        QTRY_VERIFY((menu = m_page->findChild<QMenu*>(QStringLiteral("runMenu"))) && menu->isVisible());
        QVERIFY(menu->actions().contains(m_page->remove));
        QTest::keyClick(menu, Qt::Key_Escape);
    }

    void scenarioAndFolderAreAskedFor() {
        QSignalSpy scenario(m_page.get(), &RunsPage::scenarioWanted);
        QSignalSpy folder(m_page.get(), &RunsPage::folderWanted);
        choose(m_first);
        m_page->showFolder->trigger();
        QCOMPARE(folder.value(0).value(0).toString(), m_first);
    }

    void theStorageIsTold() {
        QVERIFY2(m_page->storageText().startsWith(QStringLiteral("3 of 500 runs")), qPrintable(m_page->storageText()));
        QSignalSpy wanted(m_page.get(), &RunsPage::limitsWanted);
        QTest::mouseClick(m_page->findChild<QToolButton*>(QStringLiteral("storageLimits")), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        auto* const dialog = new StorageDialog(m_shelf->limits(), m_page.get());
        connect(dialog, &StorageDialog::wanted, m_shelf.get(), &RunShelf::setLimits);
        dialog->show();
        QVERIFY(!dialog->isModal());
        dialog->runs().setFocus();
        dialog->runs().selectAll();
        QTest::keyClicks(&dialog->runs(), QStringLiteral("7"));
        QTest::keyClick(&dialog->runs(), Qt::Key_Return);
        QCOMPARE(m_shelf->limits().runs, std::size_t{7});
        QVERIFY(m_page->storageText().startsWith(QStringLiteral("3 of 7 runs")));
    }

    void laterRunsAreMarkedAgainstTheBaseline_andNoLongerWhenItIsUnpinned() {
        QStringList slow, fast;
        for (int i = 0; i < 8; ++i) {
            slow << addTimed(QStringLiteral("slow%1").arg(i), 10 + i, "settings a", 1.0 + 0.001 * i);
            fast << addTimed(QStringLiteral("fast%1").arg(i), 30 + i, "settings b", 0.5 + 0.001 * i);
        }
        const QString once = addTimed(QStringLiteral("once"), 50, "settings c", 1.2);
        m_shelf->refresh();
        QTRY_COMPARE(rows(), 20);
        QCOMPARE(textAt(fast[0], RunListModel::Against), QString());
        choose(slow[7]);
        QTest::keyClick(&table(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(textAt(slow[7], RunListModel::Against), QStringLiteral("baseline"));
        QTRY_VERIFY(stored(slow[7]).notes.baseline);
        const QString mark = textAt(fast[0], RunListModel::Against);
        QVERIFY2(mark.startsWith(QStringLiteral("these 8 runs: better: \u2212")) && mark.endsWith(u'%'), qPrintable(mark));
        QCOMPARE(textAt(slow[0], RunListModel::Against), QString());  // earlier
        QCOMPARE(textAt(once, RunListModel::Against), QStringLiteral("+20 %, not certain"));
        // It lies on the disk: another window, or this one tomorrow, shows the same.
        {
            RunShelf shelf(m_store->path());
            RunsPage page(shelf);
            shelf.begin();
            QTRY_COMPARE(page.model().rowCount(), 20);
            QVERIFY(page.model().mark(fast[0]) && page.model().mark(fast[0])->comparison.finding == study::Finding::Difference);
        }
        choose(slow[7]);
        QTest::keyClick(&table(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(textAt(slow[7], RunListModel::Against), QString());
        QCOMPARE(textAt(fast[0], RunListModel::Against), QString());
    }

    void aRunIsCopiedAsCode_withWhatWasMeasured() {
        const QString run = addTimed(QStringLiteral("timed"), 10, "settings", 0.5);
        QFile file(run + QStringLiteral("/scenario.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"poolscope": 1, "title": "kept", "pool": {"processes": 3}, "batches": [{"method": "map", "function": "square", "iterable": [1]}]})");
        file.close();
        m_shelf->refresh();
        QTRY_COMPARE(rows(), 4);
        choose(run);
        m_page->code->python->trigger();
        const QString code = QGuiApplication::clipboard()->text();
        QVERIFY2(code.startsWith(QStringLiteral("# kept\n# measured: 500 ms in one run\n")) && code.contains(QStringLiteral("processes=3")), qPrintable(code));
        QVERIFY(table().actions().contains(m_page->code->cpp));
    }

    void everyShortcutIsOnesOwn() {
        QSet<QKeySequence> seen;
        for (const QAction* const action : m_page->findChildren<QAction*>())
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!seen.contains(keys), qPrintable(action->objectName()));
                seen << keys;
            }
    }

    void theModelIsSound() {
        const QAbstractItemModelTester tester(table().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_shelf->remove({m_first});
        QTRY_COMPARE(rows(), 2);
        m_page->search().setText(QStringLiteral("c-third"));
        m_shelf->rename(m_second, QStringLiteral("c-third too"));
        QTRY_COMPARE(rows(), 2);
    }

    void export_hasTheSelectedRunsOrAllThatAreShown() {
        RunStore::set_origin(m_second.toStdString(), {"sweep", "sweep-1", "How many, really?", "processes 4", 2});
        m_shelf->refresh();
        QTRY_VERIFY(m_page->model().find(m_second)->origin.has_value());
        QSignalSpy exported(m_page.get(), &RunsPage::exported);
        m_page->table().clearSelection();
        const QString csv = m_store->home() + QStringLiteral("/runs.csv"), json = m_store->home() + QStringLiteral("/runs.json");
        m_page->exportTo(csv);
        QFile all(csv);
        QVERIFY(all.open(QIODevice::ReadOnly));
        const QByteArray text = all.readAll();
        QCOMPARE(text.count("\r\n"), qsizetype{1 + m_page->model().rowCount()});
        QVERIFY2(text.startsWith("folder,began,name,") && text.contains("\"How many, really?\",processes 4,2,"), text.constData());
        m_page->select({m_second});
        m_page->exportTo(json);
        QFile one(json);
        QVERIFY(one.open(QIODevice::ReadOnly));
        const QJsonArray runs = QJsonDocument::fromJson(one.readAll()).array();
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs[0].toObject()["folder"].toString(), m_second);
        QVERIFY(runs[0].toObject()["wall_seconds"].isDouble());
        QVERIFY(exported.count() == 2 && exported.last().last().toString().isEmpty());
        m_page->exportTo(QStringLiteral("/nowhere/at/all.csv"));
        QVERIFY(!exported.last().last().toString().isEmpty());
    }
    void runOfASweep_isNamedByItsConfiguration() {
        RunStore::set_origin(m_second.toStdString(), {"sweep", "sweep-1", "How many?", "processes 4", 2});
        m_shelf->refresh();
        QTRY_VERIFY(m_page->model().find(m_second)->origin.has_value());
        m_page->select({m_second});
        const QModelIndex row = m_page->table().selectionModel()->selectedRows().value(0);
        QCOMPARE(row.siblingAtColumn(RunListModel::Name).data().toString(), QStringLiteral("processes 4"));
        QCOMPARE(row.siblingAtColumn(RunListModel::Note).data().toString(), QStringLiteral("sweep “How many?”, run 2"));
        // All runs of a sweep are found by its title.
        QTest::keyClicks(&m_page->search(), QStringLiteral("How many?"));
        QCOMPARE(m_page->table().model()->rowCount(), 1);
    }

private:
    [[nodiscard]] DataTable& table() const { return m_page->table(); }
    [[nodiscard]] int rows() const { return table().model()->rowCount(); }
    [[nodiscard]] QString folderAt(int row) const { return table().model()->index(row, 0).data(RunListModel::FolderRole).toString(); }
    [[nodiscard]] QString textAt(const QString& folder, int column) const {
        for (int row = 0; row < rows(); ++row)
            if (folderAt(row) == folder) return table().model()->index(row, column).data().toString();
        return QStringLiteral("no such row");
    }
    /// A run of the same work that took so long.
    QString addTimed(const QString& name, int minute, const std::string& settings, double seconds) const {
        const QString run = m_store->addRead(name.toStdString(), minute);
        RunDigest digest = *stored(run).digest;
        digest.work_key = "work";
        digest.settings_key = settings;
        digest.wall_ns = static_cast<std::int64_t>(seconds * 1e9);
        digest.ending = RunEnding::Closed;
        digest.program = "poolscope-host";
        RunStore::set_digest(run.toStdString(), digest);
        return run;
    }
    /// Not by selectRow(), which takes the keys for held that a test has clicked.
    void choose(const QString& folder) const { m_page->select({folder}); }
    [[nodiscard]] static StoredRun stored(const QString& folder) { return RunStore::look(folder.toStdString()).value_or(StoredRun()); }

    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<RunShelf> m_shelf;
    std::unique_ptr<RunsPage> m_page;
    QString m_first, m_second, m_third;
};

QTEST_MAIN(TestRunsPage)
#include "tst_runs_page.moc"
