// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <QSignalSpy>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "leftovers.h"
#include "runs/run_shelf.h"
#include "store_under_test.h"

using namespace poolscope;
using namespace poolscope::ui;
using store_under_test::TestStore;

Q_DECLARE_METATYPE(poolscope::ui::Notice)

/// The store as a window has it: a list that follows, and messages of what was done.
class TestRunShelf : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { m_store = std::make_unique<TestStore>(); }

    void theFirstLookReadsWhatNobodyHasRead() {
        m_store->add("1-old", 1);
        m_store->add("2-new", 2);
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTRY_COMPARE(shelf.runs().size(), std::size_t{2});
        QTRY_VERIFY(shelf.runs()[0].digest && shelf.runs()[1].digest);
        QVERIFY(QString::fromStdString(shelf.runs()[0].folder).endsWith(QStringLiteral("new")));
        QCOMPARE(shelf.runs()[0].digest->items, std::uint64_t{20});
        QVERIFY(shelf.bytes() > 0);
        // Written down: the next window need not read the traces.
        QVERIFY(m_store->store().list().at(0).digest.has_value());
    }

    void aRunOfAnotherProgramAppears() {
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTest::qWait(0);
        const QString folder = m_store->add("late", 3);
        QTRY_COMPARE(shelf.runs().size(), std::size_t{1});
        std::filesystem::remove_all(folder.toStdString());
        QTRY_COMPARE(shelf.runs().size(), std::size_t{0});
    }

    /// A list that the disk was read for before must not bring the old words back, into a field that somebody types in.
    void whatWasChangedIsNotUndoneByAnOlderList() {
        const QString folder = m_store->add("only", 1);
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTRY_VERIFY(!shelf.runs().empty() && shelf.runs()[0].digest);
        std::vector<std::string> seen;
        connect(&shelf, &RunShelf::changed, this, [&] { seen.push_back(shelf.runs()[0].notes.note); });
        shelf.setGrace(std::chrono::hours(1));  // asks for a list
        shelf.setNote(folder, QStringLiteral("cold cache"), {});
        QTRY_COMPARE(RunStore::look(folder.toStdString())->notes.note, "cold cache");
        shelf.rename(folder, QStringLiteral("last"));
        QTRY_COMPARE(RunStore::look(folder.toStdString())->notes.name, "last");
        QTRY_VERIFY(seen.size() > 1);
        QCOMPARE(seen, std::vector<std::string>(seen.size(), "cold cache"));
    }

    void aRunThatWasCutShortIsOfferedUntilItIsDismissed() {
        m_store->add("good", 1);
        const QString cut = m_store->add("cut", 2, {.tasks = 50, .workers = 2, .ended = false});
        for (int start = 0; start < 2; ++start) {
            RunShelf shelf(m_store->path());
            QSignalSpy offered(&shelf, &RunShelf::offered);
            shelf.begin();
            QTRY_COMPARE(offered.count(), 1);
            QCOMPARE(offered[0][0].toStringList(), QStringList{cut});
            if (start == 1) shelf.dismissOffers({cut});
        }
        RunShelf shelf(m_store->path());
        QSignalSpy offered(&shelf, &RunShelf::offered);
        QSignalSpy changed(&shelf, &RunShelf::changed);
        shelf.begin();
        QTRY_VERIFY(!shelf.runs().empty());
        shelf.rename(cut, QStringLiteral("seen"));  // behind all that the start asked for
        QTRY_COMPARE(RunStore::look(cut.toStdString())->notes.name, "seen");
        QCOMPARE(offered.count(), 0);
    }

    void aRunThatAnotherWindowFollowsIsNotOffered() {
        const QString cut = m_store->add("cut", 2, {.tasks = 50, .workers = 2, .ended = false});
        const RunInUse other(cut.toStdString());
        RunShelf shelf(m_store->path());
        QSignalSpy offered(&shelf, &RunShelf::offered);
        shelf.begin();
        QTRY_VERIFY(!shelf.runs().empty() && shelf.runs()[0].digest);
        shelf.rename(cut, QStringLiteral("x"));
        QTRY_COMPARE(shelf.runs().at(0).notes.name, "x");
        QCOMPARE(offered.count(), 0);
        QVERIFY(!m_store->store().list().at(0).digest);  // its figures are that window's to write
    }

    void theFiguresOfARunThatGoesOnAreReadAnewWhenItIsLookedAt() {
        const QString run = m_store->add("live", 2, {.tasks = 50, .workers = 2, .ended = false});
        const RunInUse other(run.toStdString());
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTRY_VERIFY(!shelf.runs().empty() && shelf.runs()[0].digest);
        QCOMPARE(shelf.runs()[0].digest->items, std::uint64_t{50});
        const std::string longer = (run + QStringLiteral("/longer")).toStdString();
        testing::build_run(longer, {.tasks = 300, .workers = 2, .ended = false});
        std::filesystem::rename(longer, (run + QStringLiteral("/trace")).toStdString());
        QTRY_VERIFY((shelf.refresh(), shelf.runs()[0].digest && shelf.runs()[0].digest->items == 300));
    }

    void oldRunsGoAndItIsSaid() {
        for (int i = 0; i < 5; ++i) m_store->add(std::to_string(i), i);
        m_store->store().set_notes(m_store->folder() + "/0", {.pinned = true});
        RunShelf shelf(m_store->path());
        shelf.setLimits({.runs = 2});
        QSignalSpy notices(&shelf, &RunShelf::noticed);
        shelf.begin();
        QTRY_COMPARE(notices.count(), 1);
        const QString text = notices[0][0].value<Notice>().text;
        QVERIFY2(text.contains(QStringLiteral("3")) && text.contains(QStringLiteral("2 runs")), qPrintable(text));
        QTRY_COMPARE(shelf.runs().size(), std::size_t{2});
        QVERIFY(shelf.runs()[1].notes.pinned);
    }

    void moreThanMayBeKeptIsSaid() {
        for (int i = 0; i < 3; ++i) {
            m_store->add(std::to_string(i), i);
            m_store->store().set_notes(m_store->folder() + "/" + std::to_string(i), {.pinned = true});
        }
        RunShelf shelf(m_store->path());
        shelf.setLimits({.bytes = 1, .runs = 500});
        QSignalSpy notices(&shelf, &RunShelf::noticed);
        shelf.begin();
        QTRY_COMPARE(notices.count(), 1);
        QCOMPARE(notices[0][0].value<Notice>().weight, Notice::Weight::Warning);
    }

    void aDeletionIsUndone() {
        const QString run = m_store->add("a", 1);
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTRY_COMPARE(shelf.runs().size(), std::size_t{1});
        QSignalSpy removed(&shelf, &RunShelf::removed);
        shelf.remove({run});
        QTRY_COMPARE(removed.count(), 1);
        QTRY_VERIFY(shelf.runs().empty());
        shelf.restore(removed[0][0].toStringList());
        QTRY_COMPARE(shelf.runs().size(), std::size_t{1});
    }

    void whatWasDeletedIsCountedAsTrash() {
        const QString run = m_store->addRead("a", 1);
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTRY_COMPARE(shelf.runs().size(), std::size_t{1});
        const std::uint64_t bytes = shelf.bytes();
        QCOMPARE(shelf.trash().runs, std::size_t{0});
        shelf.remove({run});
        QTRY_COMPARE(shelf.trash().runs, std::size_t{1});
        QVERIFY(shelf.trash().bytes > 0 && shelf.trash().bytes <= bytes);
    }

    void theTrashIsEmptiedByItselfWhenItsTimeIsOver() {
        const QString run = m_store->add("a", 1);
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTRY_COMPARE(shelf.runs().size(), std::size_t{1});
        QSignalSpy removed(&shelf, &RunShelf::removed);
        shelf.remove({run});
        QTRY_COMPARE(shelf.trash().runs, std::size_t{1});
        QVERIFY(std::filesystem::exists(removed[0][0].toStringList()[0].toStdString()));
        shelf.setGrace(std::chrono::seconds(0));
        QTRY_COMPARE(shelf.trash().runs, std::size_t{0});
        QVERIFY(!std::filesystem::exists(removed[0][0].toStringList()[0].toStdString()));
    }

    void whatCannotBeDeletedIsSaid() {
        const QString run = m_store->add("a", 1);
        const RunInUse use(run.toStdString());
        RunShelf shelf(m_store->path());
        QSignalSpy notices(&shelf, &RunShelf::noticed);
        shelf.remove({run});
        QTRY_COMPARE(notices.count(), 1);
        QVERIFY(notices[0][0].value<Notice>().detail.contains(QStringLiteral("open")));
    }

    void whatWasAskedForIsDoneBeforeTheShelfGoes() {
        const QString run = m_store->add("a", 1);
        {
            RunShelf shelf(m_store->path());
            for (int i = 0; i < 20; ++i) shelf.rename(run, QString::number(i));
            shelf.setNote(run, QStringLiteral("last words"), {QStringLiteral("x")});
        }
        const StoredRun found = m_store->store().list().at(0);
        QCOMPARE(found.notes.name, "19");
        QCOMPARE(found.notes.note, "last words");
    }

    void aFileThatIsNoTraceIsReadOnceAndNamed() {
        const QString run = m_store->add("a", 1);
        std::ofstream((run + QStringLiteral("/trace")).toStdString(), std::ios::trunc) << std::string(5000, 'x');
        RunShelf shelf(m_store->path());
        shelf.begin();
        QTRY_COMPARE(shelf.runs().size(), std::size_t{1});
        QTRY_VERIFY((shelf.refresh(), !shelf.runs().empty() && !shelf.runs()[0].problem.empty()));
    }

    void nothingIsLeft() {
        m_store->add("a", 1);
        {
            RunShelf warm(m_store->path());
            warm.begin();
            QTRY_VERIFY(!warm.runs().empty());
        }
        const tests::Leftovers leftovers;
        for (int i = 0; i < 10; ++i) {
            RunShelf shelf(m_store->path());
            shelf.begin();
        }
        const std::string left = leftovers.found();
        QVERIFY2(left.empty(), left.c_str());
    }

private:
    std::unique_ptr<TestStore> m_store;
};

QTEST_MAIN(TestRunShelf)
#include "tst_run_shelf.moc"
