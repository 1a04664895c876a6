// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "runs/run_list_model.h"
#include "runs/run_words.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

StoredRun run(const std::string& name, std::int64_t began = 1) {
    StoredRun made;
    made.folder = "/runs/" + name;
    made.changed_ns = began;
    made.digest.emplace();
    made.digest->title = "Title " + name;
    made.digest->processes = 4;
    made.digest->start_method = "spawn";
    made.digest->maxtasksperchild = 5;
    made.digest->work = "map square";
    made.digest->ending = RunEnding::Closed;
    made.digest->items = 1000;
    made.digest->failed = 2;
    made.digest->lost = 1;
    made.digest->wall_ns = 2'000'000'000;
    made.digest->utilisation = 0.5;
    return made;
}

QString cell(const RunListModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

}  // namespace

class TestRunListModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aRunIsToldInWords() {
        RunListModel model;
        model.setRuns({run("a")});
        QCOMPARE(cell(model, 0, RunListModel::Name), QStringLiteral("Title a"));
        QCOMPARE(cell(model, 0, RunListModel::Configuration), QStringLiteral("4 processes, spawn, maxtasksperchild 5: map square"));
        QCOMPARE(cell(model, 0, RunListModel::State), QStringLiteral("ended"));
        QCOMPARE(cell(model, 0, RunListModel::Bad), QStringLiteral("3"));
        QCOMPARE(cell(model, 0, RunListModel::Utilisation), QStringLiteral("50 %"));
        QVERIFY(cell(model, 0, RunListModel::Wall).startsWith(QStringLiteral("2")));
        QVERIFY(model.index(0, RunListModel::State).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("State: ended")));
    }

    void everyEndingHasItsWord() {
        QSet<QString> words;
        for (const RunEnding ending : {RunEnding::Closed, RunEnding::Terminated, RunEnding::Broken, RunEnding::CutShort, RunEnding::Unrecorded}) {
            StoredRun each = run("a");
            each.digest->ending = ending;
            words << runState(each);
        }
        StoredRun live = run("a");
        live.is_live = true;
        words << runState(live);
        live.is_live = false;
        live.digest.reset();
        words << runState(live);
        QCOMPARE(words.size(), 7);
    }

    void theNameOfItsUserGoesBeforeTheTitle() {
        StoredRun named = run("a");
        named.notes.name = "mine";
        QCOMPARE(runName(named), QStringLiteral("mine"));
        StoredRun bare = run("b");
        bare.digest.reset();
        QCOMPARE(runName(bare), QStringLiteral("b"));
        StoredRun library = run("c");
        library.digest->title.clear();
        library.digest->program = "thumbnails";
        QCOMPARE(runName(library), QStringLiteral("thumbnails"));
    }

    void aNewListIsTakenOverWithExactChanges() {
        RunListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns({run("c"), run("b"), run("a")});
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        StoredRun renamed = run("b");
        renamed.notes.name = "new";
        model.setRuns({run("d"), run("c"), renamed});
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted[0][1].toInt(), 0);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][1].toInt(), 2);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(cell(model, 2, RunListModel::Name), QStringLiteral("new"));
        QCOMPARE(reset.count(), 0);
    }

    void anyListFollowsAnyOther() {
        std::mt19937 random(7);
        RunListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int round = 0; round < 300; ++round) {
            std::vector<StoredRun> runs;
            for (int i = 0; i < 12; ++i)
                if (random() % 2) runs.push_back(run(std::to_string(i), static_cast<std::int64_t>(random() % 5)));
            std::shuffle(runs.begin(), runs.end(), random);
            model.setRuns(runs);
            QCOMPARE(model.rowCount(), static_cast<int>(runs.size()));
            for (std::size_t row = 0; row < runs.size(); ++row) {
                QCOMPARE(model.runs()[row].folder, runs[row].folder);
                QCOMPARE(model.runs()[row].changed_ns, runs[row].changed_ns);
            }
        }
    }

    void aNameThatIsTypedIsAskedForAndNotBelieved() {
        RunListModel model;
        model.setRuns({run("a")});
        QSignalSpy wanted(&model, &RunListModel::renameWanted);
        const QModelIndex name = model.index(0, RunListModel::Name);
        QVERIFY(name.flags() & Qt::ItemIsEditable);
        QVERIFY(!(model.index(0, RunListModel::State).flags() & Qt::ItemIsEditable));
        model.setData(name, QStringLiteral("Title a"));
        QCOMPARE(wanted.count(), 0);
        model.setData(name, QStringLiteral("better"));
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("/runs/a"));
        QCOMPARE(cell(model, 0, RunListModel::Name), QStringLiteral("Title a"));
    }

    void rowsThatAreGoneHaveNothingToSay() {
        RunListModel model;
        model.setRuns({run("a")});
        const QModelIndex index = model.index(0, 0);
        model.setRuns({});
        QVERIFY(!model.data(index, Qt::DisplayRole).isValid());
        QVERIFY(!model.setData(index, QStringLiteral("x")));
    }
};

QTEST_MAIN(TestRunListModel)
#include "tst_run_list_model.moc"
