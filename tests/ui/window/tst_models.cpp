// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "models/batch_model.h"
#include "models/event_model.h"
#include "models/facet_counts.h"
#include "models/result_model.h"
#include "models/roles.h"
#include "models/task_model.h"
#include "models/worker_model.h"
#include "session/trace_follower.h"
#include "session/value_source.h"
#include "trace_builder.h"
#include "views/data_table.h"
#include "views/sorted_header.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::build_run;
using poolscope::testing::TraceBuilder;

namespace {

/// All models over a trace that is read record by record.
struct Fixture {
    explicit Fixture(const QString& path)
        : workers(follower.state()), batches(follower.state()), tasks(follower.state(), values),
          results(follower.state(), values), events(follower.state()) {
        follower.follow(path);
        apply();
        values.setTrace(path);
    }
    void apply() {
        const ChangeSet changes = follower.takeChanges();
        workers.apply(changes);
        batches.apply(changes);
        tasks.apply(changes);
        results.apply(changes);
        events.apply(changes);
    }
    void readAll() {
        while (follower.read(std::chrono::milliseconds(5)) == TraceFollower::Progress::More)
            apply();
        apply();
    }

    TraceFollower follower;
    ValueSource values;
    WorkerModel workers;
    BatchModel batches;
    TaskModel tasks;
    ResultModel results;
    EventModel events;
};

QString text(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

Filter filter(const IndexedTableModel& model, const char* text) {
    const ParsedFilter parsed = parseFilter(QLatin1String(text), model.vocabulary());
    if (parsed.problem) qFatal("%s", qPrintable(parsed.problem->message));
    return parsed.filter;
}

}  // namespace

class TestModels : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        QVERIFY(m_folder.isValid());
    }

    // The fault "slow_reader" of a plan.
    void slowReader_waitsAndThenSeesTheSame() {
        const QString path = m_folder.filePath(QStringLiteral("slow"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(2, "forkserver", {}, 3);
        trace.start_worker(0);
        trace.submit("map", "square", 6);
        trace.flush();
        TraceFollower follower;
        follower.follow(path);
        follower.readSlowly(1);
        QCOMPARE(follower.read(std::chrono::seconds(10)), TraceFollower::Progress::HeldBack);
        QCOMPARE(follower.state().workers().size(), std::size_t(0));
        follower.readSlowly(std::uint64_t(1) << 50);
        QTRY_COMPARE_WITH_TIMEOUT(follower.read(std::chrono::seconds(10)), TraceFollower::Progress::Nothing, 60'000);
        QCOMPARE(follower.state().workers().size(), std::size_t(1));
        QCOMPARE(follower.state().batches().size(), std::size_t(1));
    }

    void allModelsKeepTheirPromisesWhileATraceGrows() {
        const QString path = m_folder.filePath(QStringLiteral("growing"));
        TraceBuilder trace(path.toStdString());
        Fixture all(path);
        const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
        QAbstractItemModelTester testers[] = {
            {&all.workers, mode}, {&all.batches, mode}, {&all.tasks, mode}, {&all.results, mode}, {&all.events, mode}};
        Q_UNUSED(testers);
        WorkerModel everyLife(all.follower.state());
        QAbstractItemModelTester lifeTester(&everyLife, mode);

        trace.begin_run(2, "forkserver", {}, 3);
        const WorkerId first = trace.start_worker(0);
        const WorkerId second = trace.start_worker(1);
        const BatchId batch = trace.submit("map", "square", 6);
        trace.flush();
        all.readAll();
        everyLife.setLives(WorkerModel::Lives::All);
        QCOMPARE(all.workers.rowCount(), 2);
        QCOMPARE(all.batches.rowCount(), 1);

        for (std::uint64_t item = 0; item < 4; ++item) {
            const TaskId task = trace.assign(batch, item % 2 ? second : first, item);
            trace.advance(1'000'000);
            trace.flush();
            all.readAll();
            trace.end_task(task, trace.now - 500'000, trace.now,
                           item == 2 ? trace::ItemOutcome::Failed : trace::ItemOutcome::Done);
            trace.flush();
            all.readAll();
        }
        trace.end_worker(second, EndCause::Killed, 9);
        trace.start_worker(1);
        trace.flush();
        all.readAll();
        QCOMPARE(all.tasks.rowCount(), 4);
        QCOMPARE(all.results.rowCount(), 4);
        QCOMPARE(all.workers.rowCount(), 2);
        QCOMPARE(text(all.workers, 1, WorkerModel::Generation), QStringLiteral("2"));
        QCOMPARE(text(all.workers, 0, WorkerModel::TasksDone), QStringLiteral("2 / 3"));
        QVERIFY(all.events.rowCount() > 0);
    }

    void anotherTraceResetsTheModelsAndGrowthDoesNot() {
        const QString path = m_folder.filePath(QStringLiteral("reset"));
        build_run(path.toStdString(), {.tasks = 50, .workers = 2, .crash_every = 20});
        Fixture all(path);
        QSignalSpy resets(&all.results, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(&all.results, &QAbstractItemModel::rowsInserted);
        all.readAll();
        QCOMPARE(resets.count(), 0);
        QVERIFY(inserts.count() > 0);
        all.follower.follow(path);
        all.apply();
        QCOMPARE(resets.count(), 1);
        QCOMPARE(all.results.rowCount(), 0);
        QCOMPARE(all.workers.rowCount(), 0);
    }

    void aWorkerThatUsedNothingShowsSoOnlyWhenItWasSeenTwice() {
        TraceBuilder trace(m_folder.filePath(QStringLiteral("quiet")).toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        Fixture all(QString::fromStdString(trace.path()));
        const auto sample = [&](std::int64_t cpu_ns) {
            trace.advance(1'000'000'000);
            trace.add(trace::WorkerSampled{.worker = worker, .cpu_ns = cpu_ns, .rss_bytes = 1 << 20});
            trace.flush();
            all.readAll();
        };
        sample(0);
        QCOMPARE(text(all.workers, 0, WorkerModel::Cpu), QString());
        sample(0);
        QCOMPARE(text(all.workers, 0, WorkerModel::Cpu), QStringLiteral("0 %"));
    }

    void workersAreShownByTheirPresentLifeOrAllOfThem() {
        const QString path = m_folder.filePath(QStringLiteral("lives"));
        build_run(path.toStdString(), {.tasks = 40, .workers = 2, .maxtasksperchild = 5});
        Fixture all(path);
        all.readAll();
        QCOMPARE(all.workers.rowCount(), 2);
        all.workers.setLives(WorkerModel::Lives::All);
        QVERIFY(all.workers.rowCount() >= 8);
        QAbstractItemModelTester tester(&all.workers, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(text(all.workers, 0, WorkerModel::TasksDone), QStringLiteral("5 / 5"));
        QCOMPARE(text(all.workers, 0, WorkerModel::End), QStringLiteral("maxtasksperchild"));
        QCOMPARE(all.workers.index(0, WorkerModel::TasksDone).data(FuseRole).toDouble(), 1.0);
    }

    void theTipOfAWorkersEndSaysCauseAndReason() {
        const QString path = m_folder.filePath(QStringLiteral("causes"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(static_cast<std::uint32_t>(kLastEndCause));
        for (int cause = 1; cause <= static_cast<int>(kLastEndCause); ++cause) {
            const WorkerId worker = trace.start_worker(static_cast<std::uint32_t>(cause - 1));
            trace.end_worker(worker, static_cast<EndCause>(cause), 9, {}, "the reason of " + std::to_string(cause));
        }
        trace.flush();
        Fixture all(path);
        all.readAll();
        QCOMPARE(all.workers.rowCount(), static_cast<int>(kLastEndCause));
        QSet<QString> tips;
        for (int row = 0; row < all.workers.rowCount(); ++row) {
            const QModelIndex end = all.workers.index(row, WorkerModel::End);
            const QString tip = end.data(Qt::ToolTipRole).toString();
            QCOMPARE(tip, end.data().toString() + QStringLiteral("\nthe reason of %1").arg(row + 1));
            tips.insert(end.data().toString());
        }
        QCOMPARE(tips.size(), static_cast<int>(kLastEndCause));
    }

    void aResultShowsItsValueFromTheTrace() {
        const QString path = m_folder.filePath(QStringLiteral("values"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 3, 3);
        const TaskId task = trace.assign(batch, worker, 0, 3);
        trace.advance(2'000'000);
        trace.end_task(task, 1'000'000, 2'000'000,
                       {trace::ItemOutcome::Done, trace::ItemOutcome::Failed, trace::ItemOutcome::Done});
        trace.flush();
        Fixture all(path);
        all.readAll();
        QCOMPARE(all.results.rowCount(), 3);
        QCOMPARE(text(all.results, 2, ResultModel::Value), QStringLiteral("4"));
        QVERIFY(text(all.results, 1, ResultModel::Value).isEmpty());
        QVERIFY(!text(all.results, 1, ResultModel::Error).isEmpty());
        QCOMPARE(text(all.results, 1, ResultModel::State), QStringLiteral("failed"));
        QCOMPARE(text(all.results, 0, ResultModel::Duration), QStringLiteral("1.0 ms"));
    }

    void aFilterShowsTheRowsOfAState() {
        const QString path = m_folder.filePath(QStringLiteral("filter"));
        build_run(path.toStdString(), {.tasks = 1000, .workers = 4, .fail_every = 10});
        Fixture all(path);
        all.readAll();
        QAbstractItemModelTester tester(&all.results, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(all.results.rowCount(), 1000);
        all.results.setFilter(filter(all.results, "state:failed"));
        QTRY_VERIFY(!all.results.isSearching());
        QCOMPARE(all.results.rowCount(), 100);
        QCOMPARE(text(all.results, 7, ResultModel::State), QStringLiteral("failed"));
        all.results.setFilter({});
        QCOMPARE(all.results.rowCount(), 1000);
    }

    void aTextIsFoundInValues() {
        const QString path = m_folder.filePath(QStringLiteral("text"));
        build_run(path.toStdString(), {.tasks = 500, .workers = 2});
        Fixture all(path);
        all.readAll();
        all.results.setFilter(filter(all.results, "24649"));  // 157 * 157
        QTRY_VERIFY(!all.results.isSearching());
        QCOMPARE(all.results.rowCount(), 1);
        QCOMPARE(text(all.results, 0, ResultModel::Item), QStringLiteral("157"));
    }

    void aFilterTakesInWhatArrivesLater() {
        const QString path = m_folder.filePath(QStringLiteral("later"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 4);
        Fixture all(path);
        QAbstractItemModelTester resultTester(&all.results, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester taskTester(&all.tasks, QAbstractItemModelTester::FailureReportingMode::QtTest);
        all.results.setFilter(filter(all.results, "state:failed"));
        all.tasks.setFilter(filter(all.tasks, "state:failed"));
        for (std::uint64_t item = 0; item < 4; ++item) {
            const TaskId task = trace.assign(batch, worker, item);
            trace.advance(1000);
            trace.flush();
            all.readAll();  // the task is known before it fails
            trace.end_task(task, trace.now - 500, trace.now,
                           item % 2 ? trace::ItemOutcome::Failed : trace::ItemOutcome::Done);
            trace.flush();
            all.readAll();
        }
        QCOMPARE(all.results.rowCount(), 2);
        QCOMPARE(all.tasks.rowCount(), 2);
        QCOMPARE(text(all.tasks, 1, TaskModel::Items), QStringLiteral("3"));
    }

    void rowsAreSortedAndPersistentIndexesFollow() {
        const QString path = m_folder.filePath(QStringLiteral("sort"));
        build_run(path.toStdString(), {.tasks = 300, .workers = 3});
        Fixture all(path);
        all.readAll();
        QAbstractItemModelTester tester(&all.results, QAbstractItemModelTester::FailureReportingMode::QtTest);
        all.results.sort(ResultModel::Item, Qt::AscendingOrder);
        QCOMPARE(all.results.rowCount(), 300);
        for (int row = 0; row < 300; ++row)
            QCOMPARE(text(all.results, row, ResultModel::Item), QString::number(row));
        const QPersistentModelIndex kept = all.results.index(17, ResultModel::Item);
        all.results.sort(ResultModel::Item, Qt::DescendingOrder);
        QCOMPARE(kept.row(), 299 - 17);
        QCOMPARE(kept.data().toString(), QStringLiteral("17"));
        all.results.sort(-1);
        QCOMPARE(all.results.rowCount(), 300);
    }

    void durationsOfRunningTasksMoveInAFilteredAndSortedTable() {
        const QString path = m_folder.filePath(QStringLiteral("moving"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(2);
        const BatchId batch = trace.submit("map", "square", 3);
        const WorkerId first = trace.start_worker(0);
        const TaskId done = trace.assign(batch, first, 0);
        trace.end_task(done, trace.now - 500, trace.now, trace::ItemOutcome::Done);
        trace.end_worker(first, EndCause::MaxTasksPerChild);
        for (std::uint32_t slot = 0; slot < 2; ++slot) {
            const WorkerId worker = trace.start_worker(slot);
            trace.add(trace::TaskStarted{trace.assign(batch, worker, slot + 1), worker, TraceBuilder::absolute(trace.now)});
        }
        trace.flush();
        Fixture all(path);
        all.tasks.setFilter(filter(all.tasks, "state:running"));
        all.tasks.sort(TaskModel::Task, Qt::DescendingOrder);
        all.readAll();
        QTRY_COMPARE(all.tasks.rowCount(), 2);
        QSignalSpy told(&all.tasks, &QAbstractItemModel::dataChanged);
        all.tasks.setNow(TraceBuilder::absolute(trace.now + 5'000'000'000));
        QCOMPARE(told.count(), 1);
        QCOMPARE(told[0][0].toModelIndex(), all.tasks.index(0, TaskModel::Duration));
        QCOMPARE(told[0][1].toModelIndex(), all.tasks.index(1, TaskModel::Duration));
        // Where none of those that run is shown nothing moves.
        all.tasks.setFilter(filter(all.tasks, "state:done"));
        QTRY_COMPARE(all.tasks.rowCount(), 1);
        told.clear();
        all.tasks.setNow(TraceBuilder::absolute(trace.now + 6'000'000'000));
        QCOMPARE(told.count(), 0);
    }

    void whileHeldRowsStayAndTheSelectionStaysOnItsSubject() {
        const QString path = m_folder.filePath(QStringLiteral("held"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 6);
        Fixture all(path);
        QAbstractItemModelTester tester(&all.results, QAbstractItemModelTester::FailureReportingMode::QtTest);
        DataTable table(QStringLiteral("results"), QStringLiteral("Results"));
        table.show(all.results);
        all.results.sort(ResultModel::Item, Qt::DescendingOrder);
        const auto settle = [&](std::uint64_t item) {
            const TaskId task = trace.assign(batch, worker, item);
            trace.advance(1000);
            trace.end_task(task, trace.now - 500, trace.now);
            trace.flush();
            all.readAll();
        };
        settle(0);
        settle(3);
        QTRY_COMPARE(text(all.results, 0, ResultModel::Item), QStringLiteral("3"));
        table.setCurrentIndex(all.results.index(0, 0));
        const qint64 subject = table.currentSubject();
        QSignalSpy moves(&all.results, &QAbstractItemModel::layoutChanged);
        all.results.hold(true);
        settle(5);
        QTest::qWait(500);  // longer than rows wait for company
        QCOMPARE(moves.count(), 0);
        QCOMPARE(text(all.results, 2, ResultModel::Item), QStringLiteral("5"));
        all.results.hold(false);
        QCOMPARE(moves.count(), 1);
        QCOMPARE(text(all.results, 0, ResultModel::Item), QStringLiteral("5"));
        QCOMPARE(table.currentSubject(), subject);
        QCOMPARE(table.currentIndex().row(), 1);
    }

    void facetsOfTasksFollowWhatBecomesOfThem() {
        const QString path = m_folder.filePath(QStringLiteral("facets"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 2);
        Fixture all(path);
        FacetCounts counts(all.tasks);
        counts.setWatched(true);
        const auto states = [&] {
            QStringList words;
            for (const Facet& facet : counts.facets())
                if (facet.field == FilterField::State)
                    for (const FacetValue& value : facet.values)
                        words << QStringLiteral("%1 %2").arg(value.word).arg(value.count);
            return words.join(u' ');
        };
        const TaskId task = trace.assign(batch, worker, 0);
        trace.assign(batch, worker, 1);
        trace.flush();
        all.readAll();
        QTRY_COMPARE(states(), QStringLiteral("assigned 2"));
        trace.advance(1000);
        trace.end_task(task, trace.now - 500, trace.now, trace::ItemOutcome::Failed);
        trace.flush();
        all.readAll();
        QTRY_COMPARE(states(), QStringLiteral("assigned 1 failed 1"));
    }

    void eventsAreFilteredAndSorted() {
        const QString path = m_folder.filePath(QStringLiteral("events"));
        build_run(path.toStdString(), {.tasks = 100, .workers = 2, .maxtasksperchild = 20, .crash_every = 30});
        Fixture all(path);
        all.readAll();
        QAbstractItemModelTester tester(&all.events, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int before = all.events.rowCount();
        all.events.setFilter(filter(all.events, "state:error cause:crashed"));
        QTRY_VERIFY(!all.events.isSearching());
        QVERIFY(all.events.rowCount() >= 3 && all.events.rowCount() < before);
        for (int row = 0; row < all.events.rowCount(); ++row)
            QVERIFY(text(all.events, row, EventModel::Cause).contains(QStringLiteral("crashed")));
        all.events.setFilter({});
        all.events.sort(EventModel::Weight, Qt::DescendingOrder);
        QCOMPARE(all.events.rowCount(), before);
        QCOMPARE(text(all.events, 0, EventModel::Weight), QStringLiteral("error"));
    }

    void aModelAnswersForAnyIndexItIsAsked() {
        const QString path = m_folder.filePath(QStringLiteral("clamp"));
        build_run(path.toStdString(), {.tasks = 10, .workers = 1});
        Fixture all(path);
        all.readAll();
        const QModelIndex last = all.results.index(9, 0);
        all.follower.follow(path);  // the state is empty, the model was not told yet
        QCOMPARE(last.data(), QVariant());
        QCOMPARE(all.results.data(all.results.index(500, 500)), QVariant());
        QCOMPARE(all.workers.data(QModelIndex()), QVariant());
    }

    void nameOfTheColumnOfNumbersThatIsSorted_makesWayForItsArrow() {
        const QString path = m_folder.filePath(QStringLiteral("arrow"));
        build_run(path.toStdString(), {.tasks = 10, .workers = 1});
        Fixture all(path);
        DataTable table(QStringLiteral("tasks"), QStringLiteral("Tasks"));
        table.show(all.tasks);
        const auto* const header = qobject_cast<SortedHeader*>(table.horizontalHeader());
        QVERIFY(header && !header->sectionsClickable());
        table.letSort();
        for (int column = 0; column < all.tasks.columnCount(); ++column) {
            table.sortByColumn(column, Qt::AscendingOrder);
            const QString name = all.tasks.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            const int alignment = all.tasks.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
            QCOMPARE(header->paintedName(column).trimmed(), name);
            QCOMPARE(header->paintedName(column) != name, (alignment & Qt::AlignRight) != 0);
            const int other = column == 0 ? 1 : 0;
            QCOMPARE(header->paintedName(other), all.tasks.headerData(other, Qt::Horizontal, Qt::DisplayRole).toString());
        }
    }

    void aScreenReaderGetsACellForAnyIndex() {
        const QString path = m_folder.filePath(QStringLiteral("access"));
        build_run(path.toStdString(), {.tasks = 10, .workers = 1});
        Fixture all(path);
        DataTable table(QStringLiteral("results"), QStringLiteral("Results"));
        table.show(all.results);
        QAccessibleInterface* const access = QAccessible::queryAccessibleInterface(&table);
        QVERIFY(access && access->tableInterface());
        QVERIFY(access->tableInterface()->cellAt(0, 0));  // there is no row yet
        QVERIFY(!access->tableInterface()->cellAt(0, 0)->isValid());
        all.readAll();
        QCOMPARE(access->tableInterface()->rowCount(), 10);
        QVERIFY(access->child(1'000'000));
        QVERIFY(access->tableInterface()->cellAt(-5, 77));
        QAccessibleInterface* const cell = access->tableInterface()->cellAt(3, ResultModel::State);
        QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("State: done"));
        QCOMPARE(access->indexOfChild(cell), 4 * (all.results.columnCount() + 1) + ResultModel::State + 1);  // headers count
        all.follower.follow(path);
        all.apply();
        QVERIFY(access->tableInterface()->cellAt(3, 0));
    }

    void aMillionResultsAreShownFilteredAndSortedQuickly() {
        const QString path = m_folder.filePath(QStringLiteral("million"));
        build_run(path.toStdString(), {.tasks = 100'000, .workers = 8, .items_per_task = 10, .fail_every = 1000});
        Fixture all(path);
        while (all.follower.read(std::chrono::seconds(10)) == TraceFollower::Progress::More) {
        }
        QElapsedTimer clock;
        clock.start();
        all.apply();
        qInfo("shown in %lld ms", clock.restart());
        QCOMPARE(all.results.rowCount(), 1'000'000);
        all.results.setFilter(filter(all.results, "state:failed"));
        QTRY_VERIFY(!all.results.isSearching());
        qInfo("filtered in %lld ms", clock.restart());
        all.results.setFilter({});
        clock.restart();
        all.results.sort(ResultModel::Duration, Qt::DescendingOrder);
        QTRY_VERIFY(!all.results.isSearching());
        qInfo("sorted in %lld ms", clock.elapsed());
        QCOMPARE(all.results.rowCount(), 1'000'000);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestModels)
#include "tst_models.moc"
