// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/host_client.h>
#include <poolscope/value.h>

#include "checked_trace.h"
#include "models/result_model.h"
#include "session/rerun_plan.h"
#include "session/trace_follower.h"
#include "session/value_source.h"
#include "trace_builder.h"
#include "views/data_table.h"
#include "views/filter_bar.h"
#include "views/message_bar.h"
#include "window/main_window.h"
#include "window/pool_actions.h"
#include "window/rerun_actions.h"
#include "window/table_page.h"

using namespace poolscope;
using namespace poolscope::ui;
using testing::TraceBuilder;

namespace {

constexpr int kPatienceMs = 60'000;

const char* const kSomeFail = R"({"poolscope": 1, "title": "Numbers", "pool": {"processes": 2},
  "batches": [{"method": "map_async", "function": "parse_int", "iterable": ["1", "x", "2", "y"], "chunksize": 2},
              {"method": "starmap_async", "function": "multiply", "iterable": [[2, 3], [4, 5]]}]})";

struct Run {
    explicit Run(const QString& path) {
        values.setTrace(path);
        follower.follow(path);
        while (follower.read(std::chrono::milliseconds(20)) == TraceFollower::Progress::More) {
        }
    }
    RerunPlan plan(std::vector<std::uint32_t> rows) {
        RerunPlan made(follower.state(), values, std::move(rows));
        while (!made.step(std::chrono::microseconds(1))) {
        }
        return made;
    }
    TraceFollower follower;
    ValueSource values;
};

}  // namespace

class TestRerun : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void cleanup() {
        m_window.reset();
        if (!m_home) return;
        const std::string faults = testing::run_faults(Places(m_home->path()).runsFolder().toStdString());
        QVERIFY2(faults.empty(), faults.c_str());
    }

    void thePlanHasExactlyTheFailedItemsWithTheirArguments() {
        const QString path = m_folder.filePath(QStringLiteral("plan"));
        testing::build_run(path.toStdString(), {.tasks = 50, .workers = 2, .items_per_task = 3, .crash_every = 11, .fail_every = 7});
        Run run(path);
        const std::vector<std::uint32_t> rows = RerunPlan::failedRows(run.follower.state());
        const RerunPlan plan = run.plan(rows);
        QCOMPARE(plan.items(), std::uint64_t(rows.size()));
        QVERIFY(plan.refused().empty());
        QCOMPARE(plan.batches().size(), std::size_t(1));
        const BatchSpec batch = plan.batches().front();
        QCOMPARE(batch.function, std::string("square"));
        QCOMPARE(batch.method, Method::MapAsync);
        std::vector<std::int64_t> expected;
        for (const std::uint32_t row : rows)
            expected.push_back(static_cast<std::int64_t>(run.follower.state().result(row).item));  // square(x) of item x
        std::sort(expected.begin(), expected.end());
        QCOMPARE(batch.iterable.get<std::vector<std::int64_t>>(), expected);
    }

    void argumentsThatWereNotKeptAreRefusedWithTheReason() {
        const QString path = m_folder.filePath(QStringLiteral("omitted"));
        TraceBuilder trace(path.toStdString());
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 2);
        const TaskId kept = trace.assign(batch, worker, 0);
        trace.end_task(kept, 1, 2, trace::ItemOutcome::Failed);
        trace.add(trace::TaskAssigned{.task = TaskId{2}, .batch = batch, .worker = worker, .first_item = 1, .items = 1,
                                      .attempt = 1, .arguments = {}, .arguments_omitted = 5'000'000});
        trace.add(trace::TaskEnded{.task = TaskId{2}, .batch = batch, .worker = worker, .started = TraceBuilder::absolute(3),
                                   .ended = TraceBuilder::absolute(4), .first_item = 1,
                                   .results = {{.outcome = trace::ItemOutcome::Failed, .value = {}, .value_omitted = 0}}});
        trace.flush();
        Run run(path);
        const RerunPlan plan = run.plan({0, 1});
        QCOMPARE(plan.items(), std::uint64_t(1));
        QCOMPARE(plan.refused().size(), std::size_t(1));
        QCOMPARE(plan.refused().front().items, std::uint64_t(1));
        QVERIFY2(plan.refused().front().why.contains(QStringLiteral("too long")), qPrintable(plan.refused().front().why));
    }

    void thePoolIsMadeAsTheTraceSaysWhereNoScenarioDoes_data() {
        QTest::addColumn<QString>("scenario");
        QTest::newRow("none") << QString();
        QTest::newRow("of another version") << QStringLiteral("{\"poolscope\": 99}");
    }
    void thePoolIsMadeAsTheTraceSaysWhereNoScenarioDoes() {
        QFETCH(QString, scenario);
        const QString path = m_folder.filePath(QStringLiteral("configured, %1").arg(QLatin1String(QTest::currentDataTag())));
        TraceBuilder trace(path.toStdString());
        trace.add(trace::RunStarted{.wall_clock_ns = 1, .host_pid = 4700, .version = "0", .program = "poolscope-host", .title = "T",
                                    .scenario = scenario.toStdString()});
        trace.add(trace::PoolCreated{.processes = 3, .start_method = "spawn", .initializer = "setup", .initargs = encode_value(Json{7, "x"}),
                                     .maxtasksperchild = 5, .processes_reason = {},
                                     .limits = {.max_memory_per_child = 1 << 20, .task_timeout = std::chrono::milliseconds(1500)},
                                     .jitter = 0.25, .restart_budget = RestartBudget{.deaths = 4, .per = std::chrono::seconds(10)},
                                     .item_attempts = 3});
        trace.flush();
        const Run run(path);
        const PoolSpec pool = scenarioOfRun(run.follower.state()).pool;
        QCOMPARE(pool.processes, std::optional<std::int64_t>(3));
        QCOMPARE(pool.start_method, std::optional<std::string>("spawn"));
        QCOMPARE(pool.initializer, std::optional<std::string>("setup"));
        QVERIFY(pool.initargs == (Json{7, "x"}));
        QCOMPARE(pool.maxtasksperchild, std::optional<std::int64_t>(5));
        QCOMPARE(pool.max_memory_per_child, std::optional<std::int64_t>(1 << 20));
        QCOMPARE(pool.task_timeout, std::optional<double>(1.5));
        QCOMPARE(pool.recycling_jitter, std::optional<double>(0.25));
        QCOMPARE(pool.restart_deaths, std::optional<std::int64_t>(4));
        QCOMPARE(pool.restart_seconds, std::optional<double>(10));
        QCOMPARE(pool.worker_lost_retries, std::optional<std::int64_t>(2));
        QVERIFY(check(pool).empty());
    }

    void theFailedAreRunAgainInANewPoolWhenThereIsNone() {
        openWindow();
        runScenario();
        MainWindow& window = *m_window;
        QVERIFY(window.rerunActions().failed->isEnabled());
        window.rerunActions().failed->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window.session().state().result_count() == 2 && !window.session().hasHost(), kPatienceMs);
        const PoolState& state = window.session().state();
        QCOMPARE(state.batches().size(), std::size_t(1));
        QCOMPARE(state.batches()[0].function, std::string("parse_int"));
        QCOMPARE(state.summary().title, std::string("Rerun of Numbers"));
        QCOMPARE(state.summary().processes, 2U);
        QStringList again;
        for (std::size_t row = 0; row < 2; ++row)
            again << window.session().values().argument(state.task(state.result(row).task), state.result(row).position, 100);
        again.sort();  // they run side by side
        QCOMPARE(again, (QStringList{QStringLiteral("['x']"), QStringLiteral("['y']")}));
        QCOMPARE(window.messages().bars().constFirst()->text(), QStringLiteral("Items run again: 2."));
    }

    void theSelectedAreRunAgainInThePoolThatIsOpen() {
        openWindow();
        MainWindow& window = *m_window;
        window.openFile(scenario());
        window.poolActions().startPool->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window.session().takesBatches(), kPatienceMs);
        window.session().submit(parse_scenario(kSomeFail).batches[1]);
        QTRY_COMPARE_WITH_TIMEOUT(window.session().state().result_count(), std::size_t(2), kPatienceMs);
        window.showPage(QStringLiteral("results"));
        QVERIFY(!window.rerunActions().selected->isEnabled());
        window.resultsPage().filterBar()->setText(QStringLiteral("value=20"));
        DataTable& table = window.resultsPage().table();
        QTRY_COMPARE(table.model()->rowCount(), 1);
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Down);
        table.selectAll();
        QVERIFY(window.rerunActions().selected->isEnabled());
        window.rerunActions().selected->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(window.session().state().batches().size(), std::size_t(2), kPatienceMs);
        const BatchInfo again = window.session().state().batches()[1];
        QCOMPARE(again.function, std::string("multiply"));
        QCOMPARE(again.method, std::string("starmap_async"));
        QTRY_COMPARE_WITH_TIMEOUT(table.model()->rowCount(), 2, kPatienceMs);  // 4 * 5 once more
        window.poolActions().stop->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!window.session().hasHost(), kPatienceMs);
    }

private:
    QString scenario() {
        QFile file(m_folder.filePath(QStringLiteral("numbers.json")));
        if (file.open(QIODevice::WriteOnly)) file.write(kSomeFail);
        return file.fileName();
    }
    void openWindow() {
        m_theme = std::make_unique<Theme>(*qApp);
        m_home = std::make_unique<QTemporaryDir>();
        m_window = std::make_unique<MainWindow>(Places(m_home->path()), *m_theme);
        m_window->resize(1200, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void runScenario() {
        m_window->openFile(scenario());
        m_window->run();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().state().result_count() == 6 && !m_window->session().hasHost(), kPatienceMs);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestRerun)
#include "tst_rerun.moc"
