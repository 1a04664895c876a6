// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <set>

#include "host_under_test.h"

using namespace host_under_test;

namespace {

std::size_t ready_workers(HostClient& client) {
    const auto reply = reply_to(client, client.workers());
    if (!reply || !reply->ok) return 0;
    const Json& workers = reply->body.at("workers");
    return std::size_t(std::count_if(workers.begin(), workers.end(), [](const Json& worker) {
        return worker.at("ready") == true && worker.at("retiring") == false;
    }));
}

trace::PoolChanged last_change(const HostClient& client) {
    const auto changes = records<trace::PoolChanged>(client.trace_path());
    return changes.empty() ? trace::PoolChanged{} : changes.back();
}

}  // namespace

/// Orders for a pool that runs in the real host program; what followed is read in its trace.
class TestHostControl : public QObject {
    Q_OBJECT
private slots:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = dir_->filePath("run").toStdString();
        descriptors_ = open_descriptors();
    }
    void cleanup() {
        client_.reset();
        QVERIFY2(!has_children(), "a child is left");
        QCOMPARE(open_descriptors(), descriptors_);
        const std::string faults = faults_of_run(folder_);
        QVERIFY2(faults.empty(), faults.c_str());
        dir_.reset();
    }

    void resize_startsAndSendsAwayWorkers_data() { add_start_methods(); }
    void resize_startsAndSendsAwayWorkers() {
        HostClient& client = start(2);
        QVERIFY(reply_to(client, client.resize(4))->ok);
        QVERIFY(holds([&] { return ready_workers(client) == 4; }));
        QVERIFY(holds([&] { return last_change(client).processes == 4; }));
        QVERIFY(reply_to(client, client.resize(1))->ok);
        QVERIFY(holds([&] { return records<trace::WorkerEnded>(client.trace_path()).size() == 3; }));
        for (const auto& ended : records<trace::WorkerEnded>(client.trace_path()))
            QCOMPARE(int(ended.cause), int(EndCause::Resized));
        const auto reply = reply_to(client, client.workers());
        QCOMPARE(reply->body.at("processes").get<int>(), 1);
        QCOMPARE(reply->body.at("workers").size(), std::size_t{1});
        QCOMPARE(reply->body.at("workers")[0].at("slot").get<int>(), 0);
    }

    void pausedPool_beginsNothingUntilResumed_data() { add_start_methods(); }
    void pausedPool_beginsNothingUntilResumed() {
        HostClient& client = start(1);
        QVERIFY(reply_to(client, client.pause())->ok);
        QVERIFY(reply_to(client, client.submit(batch(R"({"method": "map_async", "function": "square", "iterable": [6]})")))->ok);
        auto reply = reply_to(client, client.workers());
        QVERIFY(reply->body.at("paused") == true);
        QVERIFY(reply->body.at("workers")[0].at("task").is_null());
        QVERIFY(records<trace::TaskAssigned>(client.trace_path()).empty());
        QVERIFY(reply_to(client, client.resume())->ok);
        QVERIFY(holds([&] { return records<trace::BatchEnded>(client.trace_path()).size() == 1; }));
        reply = reply_to(client, client.workers());
        QVERIFY(reply->body.at("paused") == false);
        QCOMPARE(reply->body.at("workers")[0].at("tasks_done").get<int>(), 1);
    }

    void drainedAndRestartedWorkers_areReplaced_data() { add_start_methods(); }
    void drainedAndRestartedWorkers_areReplaced() {
        HostClient& client = start(2);
        QVERIFY(holds([&] { return ready_workers(client) == 2; }));
        QVERIFY(reply_to(client, client.drain_worker(WorkerId{1}))->ok);
        QVERIFY(reply_to(client, client.restart_worker(WorkerId{2}))->ok);
        QVERIFY(holds([&] { return ready_workers(client) == 2 && records<trace::WorkerEnded>(client.trace_path()).size() == 2; }));
        for (const auto& ended : records<trace::WorkerEnded>(client.trace_path()))
            QCOMPARE(int(ended.cause), int(EndCause::ByUser));
        QCOMPARE(reply_to(client, client.drain_worker(WorkerId{1}))->error_type, std::string("ValueError"));
        QCOMPARE(reply_to(client, client.restart_worker(WorkerId{99}))->error_type, std::string("ValueError"));
    }

    void cancel_endsABatchATaskOrAnItem_data() { add_start_methods(); }
    void cancel_endsABatchATaskOrAnItem() {
        HostClient& client = start(1);
        const auto submit = [&](const char* text) { return reply_to(client, client.submit(batch(text))); };
        QVERIFY(submit(R"({"method": "apply_async", "function": "hang"})")->ok);
        QVERIFY(submit(R"({"method": "map_async", "function": "square", "iterable": {"range": [8]}, "chunksize": 2})")->ok);
        QVERIFY(submit(R"({"method": "apply_async", "function": "hang"})")->ok);
        QVERIFY(holds([&] { return records<trace::TaskStarted>(client.trace_path()).size() == 1; }));
        QVERIFY(reply_to(client, client.cancel_item(BatchId{2}, 7))->ok);
        QCOMPARE(reply_to(client, client.cancel_item(BatchId{2}, 8))->error_type, std::string("ValueError"));
        QCOMPARE(reply_to(client, client.cancel_task(TaskId{99}))->error_type, std::string("ValueError"));
        QCOMPARE(reply_to(client, client.cancel_batch(BatchId{9}))->error_type, std::string("ValueError"));
        QVERIFY(reply_to(client, client.cancel_task(TaskId{1}))->ok);
        QVERIFY(holds([&] { return records<trace::TaskStarted>(client.trace_path()).size() == 2; }));  // the second that hangs
        QVERIFY(reply_to(client, client.cancel_batch(BatchId{3}))->ok);
        QVERIFY(holds([&] { return records<trace::BatchEnded>(client.trace_path()).size() == 3; }));
        for (const auto& ended : records<trace::BatchEnded>(client.trace_path()))
            QCOMPARE(int(ended.outcome), int(trace::BatchOutcome::Cancelled));
        std::set<std::uint64_t> cancelled;
        int done = 0;
        for (const auto& task : records<trace::TaskEnded>(client.trace_path())) {
            for (std::size_t i = 0; i < task.results.size() && task.batch == BatchId{2}; ++i) {
                if (task.results[i].outcome == trace::ItemOutcome::Cancelled) cancelled.insert(task.first_item + i);
                if (task.results[i].outcome == trace::ItemOutcome::Done) ++done;
            }
        }
        QCOMPARE(done, 7);
        QVERIFY(cancelled == std::set<std::uint64_t>{7});
        QCOMPARE(reply_to(client, client.cancel_batch(BatchId{1}))->error_type, std::string("ValueError"));
    }

    void cancelledBlockingBatch_givesTheNextItsTurn() {
        HostClient& client = start(1, "fork");
        QVERIFY(reply_to(client, client.submit(batch(R"({"method": "apply", "function": "hang"})")))->ok);
        (void)client.submit(batch(R"({"method": "apply", "function": "square", "args": [6]})"));  // answered in its turn
        (void)client.cancel_batch(BatchId{1});
        QVERIFY(holds([&] { return records<trace::BatchEnded>(client.trace_path()).size() == 2; }));
        const auto ended = records<trace::BatchEnded>(client.trace_path());
        QVERIFY(ended[0].outcome == trace::BatchOutcome::Cancelled && ended[1].outcome == trace::BatchOutcome::Succeeded);
    }

    void newLimits_holdForNewWorkers_data() { add_start_methods(); }
    void newLimits_holdForNewWorkers() {
        HostClient& client = start(1);
        WorkerLimits limits;
        limits.maxtasksperchild = 1;
        limits.task_timeout = std::chrono::milliseconds(200);
        QVERIFY(reply_to(client, client.set_limits(limits))->ok);
        QVERIFY(holds([&] { return last_change(client).maxtasksperchild == 1U; }));
        QCOMPARE(last_change(client).limits.task_timeout, limits.task_timeout);
        QVERIFY(reply_to(client, client.restart_worker(WorkerId{1}))->ok);
        QVERIFY(reply_to(client, client.submit(batch(R"({"method": "map", "function": "square", "iterable": [1, 2], "chunksize": 1})")))->ok);
        QVERIFY(reply_to(client, client.submit(batch(R"({"method": "apply", "function": "hang"})")))->ok);
        QVERIFY(reply_to(client, client.close())->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        std::vector<EndCause> causes;
        for (const auto& ended : records<trace::WorkerEnded>(client.trace_path())) causes.push_back(ended.cause);
        QVERIFY(causes.size() >= 4);
        QVERIFY(causes[0] == EndCause::ByUser && causes[1] == EndCause::MaxTasksPerChild && causes[2] == EndCause::MaxTasksPerChild);
        QVERIFY(causes[3] == EndCause::TimedOut);
    }

    void faultsOfTheScenario_befallThePool_data() { add_start_methods(); }
    void faultsOfTheScenario_befallThePool() {
        QFETCH(QString, method);
        client_.emplace(HostClient::launch({.run_folder = folder_}));
        HostClient& client = *client_;
        Scenario wanted = scenario(method.toStdString(), R"([{"method": "map", "function": "square", "iterable": [1, 2, 3]}])", 1);
        wanted.faults.faults = {fault_from_text("segfault at=task worker=1 nth=2")};
        QVERIFY(reply_to(client, client.start(wanted, AfterBatches::Close))->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        const auto ended = records<trace::WorkerEnded>(client.trace_path());
        QVERIFY(!ended.empty() && ended[0].cause == EndCause::Crashed);
        QCOMPARE(int(records<trace::BatchEnded>(client.trace_path()).at(0).outcome), int(trace::BatchOutcome::Lost));
        const auto created = records<trace::PoolCreated>(client.trace_path());
        QVERIFY(faults_from_json(Json::parse(created.at(0).faults)) == wanted.faults);
        QVERIFY2(created.at(0).captures_output, "a host takes in what its tasks write");
        QVERIFY(load_scenario(folder_ + "/scenario.json").faults == wanted.faults);
    }

    void callsInARow_areTakenInOrderThoughNobodyWaitsForTheirReplies() {
        constexpr int kCalls = 2000;
        HostClient& client = start(2, "fork");
        for (int i = 0; i < kCalls; ++i)
            (void)client.submit({.method = Method::ApplyAsync, .function = "square", .args = {i}, .chunksize = {}});
        std::size_t replies = 0;
        std::uint64_t last_batch = 0;
        QVERIFY(holds([&] {
            for (const HostReply& reply : client.receive()) {
                const auto number = reply.ok ? reply.body.at("batch").get<std::uint64_t>() : 0;
                if (number == last_batch + 1) ++replies;
                last_batch = number;
            }
            return replies == kCalls;
        }));
        QVERIFY(holds([&] { return records<trace::BatchEnded>(client.trace_path()).size() == kCalls; }));
        const auto submitted = records<trace::BatchSubmitted>(client.trace_path());
        QCOMPARE(submitted.size(), std::size_t{kCalls});
        for (int i = 0; i < kCalls; ++i)
            QCOMPARE(submitted[std::size_t(i)].description, "[" + std::to_string(i) + "]");
    }

    void callsThatNobodyLooksAfter_goOutWithTheLastWordOfTheirClient() {
        start(1, "fork");
        (void)client_->send({{"command", "keep"}, {"when_alone", "go_on"}});
        for (int i = 0; i < 3; ++i)
            (void)client_->submit({.method = Method::ApplyAsync, .function = "square", .args = {i}, .chunksize = {}});
        client_.reset();
        QVERIFY(holds([&] { return records<trace::BatchEnded>(folder_ + "/trace").size() == 3; }));
        HostClient client = HostClient::attach(folder_);
        QVERIFY(reply_to(client, client.shut_down())->ok);
        QVERIFY(holds([] { return !has_children(); }));
    }

    void callBehindABlockingBatch_waitsForItsTurn() {
        HostClient& client = start(2, "fork");
        (void)client.submit(batch(R"({"method": "map", "function": "sleep", "iterable": [0.05]})"));
        const auto call = client.submit(batch(R"({"method": "apply_async", "function": "square", "args": [3]})"));
        QCOMPARE(reply_to(client, call)->body.at("batch").get<int>(), 2);
        QVERIFY(holds([&] { return records<trace::BatchEnded>(client.trace_path()).size() == 2; }));
        QCOMPARE(records<trace::BatchEnded>(client.trace_path())[0].batch.value, 1u);
    }

    void sizeThatWasKnown_isNotToldAgainWhenTheInputEnds() {
        HostClient& client = start(2, "fork");
        QVERIFY(reply_to(client, client.submit(batch(R"({"method": "map", "function": "square", "iterable": {"range": [0, 10]}})")))->ok);
        QVERIFY(holds([&] { return records<trace::BatchEnded>(client.trace_path()).size() == 1; }));
        QVERIFY(records<trace::BatchInputEnded>(client.trace_path()).empty());
        QCOMPARE(records<trace::BatchSubmitted>(client.trace_path())[0].items, std::optional<std::uint64_t>(10));
    }

    void orders_areRefusedWhenThePoolEnds() {
        HostClient& client = start(1, "fork");
        QVERIFY(reply_to(client, client.terminate())->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        QCOMPARE(reply_to(client, client.resize(2))->error_message, std::string("Pool not running"));
        QCOMPARE(reply_to(client, client.pause())->error_message, std::string("Pool not running"));
        QCOMPARE(reply_to(client, client.resume())->error_message, std::string("Pool not running"));
        QCOMPARE(reply_to(client, client.set_limits({}))->error_message, std::string("Pool not running"));
        QCOMPARE(reply_to(client, client.cancel_batch(BatchId{1}))->error_message, std::string("Pool not running"));
        const auto reply = reply_to(client, client.workers());
        QVERIFY(reply->ok && reply->body.at("workers").empty());
    }

private:
    static void add_start_methods() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << method;
    }
    static std::string row_method() {
        QFETCH(QString, method);
        return method.toStdString();
    }
    HostClient& start(std::int64_t processes, const char* start_method = nullptr) {
        const std::string method = start_method != nullptr ? start_method : row_method();
        client_.emplace(HostClient::launch({.run_folder = folder_}));
        const auto reply = reply_to(*client_, client_->start(scenario(method, "[]", processes), AfterBatches::KeepOpen));
        if (!reply || !reply->ok) qFatal("the pool did not start");
        return *client_;
    }

    std::unique_ptr<QTemporaryDir> dir_;
    std::string folder_;
    std::optional<HostClient> client_;
    long descriptors_ = 0;
};

QTEST_GUILESS_MAIN(TestHostControl)
#include "tst_host_control.moc"
