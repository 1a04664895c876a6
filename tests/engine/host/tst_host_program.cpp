// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <map>

#include <sys/socket.h>

#include <poolscope/errors.h>
#include <poolscope/value.h>

#include "host/local_socket.h"
#include "host_under_test.h"

using namespace host_under_test;

namespace {

void addStartMethods() {
    QTest::addColumn<QString>("method");
    for (const char* method : {"fork", "spawn", "forkserver"})
        QTest::newRow(method) << method;
}

/// The values of a batch in input order, as JSON text.
std::string values_of(const std::string& trace_path, std::uint32_t batch_number) {
    std::map<std::uint64_t, Json> values;
    for (const trace::TaskEnded& task : records<trace::TaskEnded>(trace_path)) {
        if (task.batch.value != batch_number) continue;
        for (std::size_t i = 0; i < task.results.size(); ++i) {
            values[task.first_item + i] = value_to_json(task.results[i].value);
        }
    }
    Json list = Json::array();
    for (const auto& [item, value] : values)
        list.push_back(value);
    return list.dump();
}

}  // namespace

/// The real program, with real workers, told what to do by a client.
class TestHostProgram : public QObject {
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
        QVERIFY2(!std::filesystem::exists(folder_ + "/host.sock"), "the socket is left");
        const std::string faults = faults_of_run(folder_);
        QVERIFY2(faults.empty(), faults.c_str());
        dir_.reset();
    }

    void scenario_runsToItsEnd_data() { addStartMethods(); }
    void scenario_runsToItsEnd() {
        QFETCH(QString, method);
        HostClient& client = launch();
        const auto started = reply_to(client, client.start(scenario(method.toStdString(), R"([
            {"method": "map", "function": "square", "iterable": {"range": [5]}},
            {"method": "starmap", "function": "multiply", "iterable": [[2, 3], [4, 5]]},
            {"method": "apply_async", "function": "identity", "kwargs": {"x": "text"}},
            {"method": "imap_unordered", "function": "square", "iterable": []}])"),
                                                           AfterBatches::Close));
        QVERIFY2(started && started->ok, started ? started->error_message.c_str() : "no reply");
        QCOMPARE(started->body.at("processes").get<int>(), 2);
        QCOMPARE(QString::fromStdString(started->body.at("start_method").get<std::string>()), method);
        QVERIFY(reply_to(client, client.join())->ok);
        const std::string trace_path = client.trace_path();
        QCOMPARE(values_of(trace_path, 1), std::string("[0,1,4,9,16]"));
        QCOMPARE(values_of(trace_path, 2), std::string("[6,20]"));
        QCOMPARE(values_of(trace_path, 3), std::string("[\"text\"]"));
        QCOMPARE(values_of(trace_path, 4), std::string("[]"));
        const auto run = records<trace::RunStarted>(trace_path);
        QCOMPARE(run.size(), std::size_t(1));
        QCOMPARE(run[0].title, std::string("under test"));
        QCOMPARE(run[0].program, std::string("poolscope-host"));
        QCOMPARE(Json::parse(run[0].scenario).at("batches").size(), std::size_t(4));
        QCOMPARE(load_scenario(folder_ + "/scenario.json").batches.size(), std::size_t(4));
        QCOMPARE(records<trace::BatchEnded>(trace_path).size(), std::size_t(4));
        QCOMPARE(int(records<trace::PoolPhaseChanged>(trace_path).back().phase), int(trace::PoolPhase::Ended));
        const auto hello = reply_to(client, client.send({{"command", "hello"}}));
        QCOMPARE(hello->body.at("phase").get<std::string>(), std::string("ended"));
    }

    void blockingBatch_holdsBackTheNextAndAsynchronousOnesDoNot() {
        HostClient& client = launch();
        QVERIFY(reply_to(client, client.start(scenario("fork", R"([
            {"method": "apply_async", "function": "sleep", "args": [0.3]},
            {"method": "apply", "function": "sleep", "args": [0.1]},
            {"method": "apply_async", "function": "square", "args": [3]}])"),
                                              AfterBatches::Close))
                    ->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        std::vector<std::string> order;
        trace::Reader reader(client.trace_path());
        while (auto record = reader.next()) {
            if (const auto* begun = std::get_if<trace::BatchSubmitted>(&record->body)) {
                order.push_back("+" + std::to_string(begun->batch.value));
            }
            if (const auto* ended = std::get_if<trace::BatchEnded>(&record->body)) {
                order.push_back("-" + std::to_string(ended->batch.value));
            }
        }
        const auto at = [&](const std::string& what) {
            return std::find(order.begin(), order.end(), what) - order.begin();
        };
        QVERIFY(at("+1") < at("+2") && at("+2") < at("-1"));
        QVERIFY(at("-2") < at("+3"));
        QVERIFY(at("+3") < at("-1"));
    }

    void submit_isAnsweredWhenItsTurnComes() {
        HostClient& client = launch();
        QVERIFY(reply_to(client, client.start(scenario("fork", "[]"), AfterBatches::KeepOpen))->ok);
        const auto first = client.submit(batch(R"({"method": "apply", "function": "sleep", "args": [0.1]})"));
        const auto second = client.submit(batch(R"({"method": "map", "function": "square", "iterable": [7]})"));
        QCOMPARE(reply_to(client, first)->body.at("batch").get<int>(), 1);
        QCOMPARE(reply_to(client, second)->body.at("batch").get<int>(), 2);
        const auto wrong =
            reply_to(client, client.submit(batch(R"({"method": "map", "function": "sqare", "iterable": [7]})")));
        QVERIFY(!wrong->ok);
        QCOMPARE(wrong->error_type, std::string("TypeError"));
        QVERIFY(reply_to(client, client.close())->ok);
        const auto late =
            reply_to(client, client.submit(batch(R"({"method": "apply", "function": "square", "args": [1]})")));
        QCOMPARE(late->error_message, std::string("Pool not running"));
        QVERIFY(reply_to(client, client.join())->ok);
        QCOMPARE(values_of(client.trace_path(), 2), std::string("[49]"));
    }

    void joinOfAnOpenPool_isRefusedAsInCPython() {
        HostClient& client = launch();
        QVERIFY(reply_to(client, client.start(scenario("fork", "[]"), AfterBatches::KeepOpen))->ok);
        const auto refused = reply_to(client, client.join());
        QCOMPARE(refused->error_type, std::string("ValueError"));
        QCOMPARE(refused->error_message, std::string("Pool is still running"));
        QVERIFY(reply_to(client, client.terminate())->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        QVERIFY(reply_to(client, client.terminate())->ok);  // again: nothing happens
        QVERIFY(reply_to(client, client.close())->ok);
    }

    void batchesThatWaitWhenThePoolIsTerminated_areToldAndNeverRun() {
        HostClient& client = launch();
        QVERIFY(reply_to(client, client.start(scenario("fork", "[]"), AfterBatches::KeepOpen))->ok);
        const auto hangs = client.submit(batch(R"({"method": "apply", "function": "hang"})"));
        QVERIFY(reply_to(client, hangs)->ok);
        const auto waits = client.submit(batch(R"({"method": "map", "function": "square", "iterable": [7]})"));
        (void)client.terminate();
        QCOMPARE(reply_to(client, waits)->error_type, std::string("CancelledError"));
        QVERIFY(reply_to(client, client.join())->ok);
        QCOMPARE(records<trace::BatchSubmitted>(client.trace_path()).size(), std::size_t(1));
        const auto messages = records<trace::Message>(client.trace_path());
        QVERIFY(std::any_of(messages.begin(), messages.end(), [](const trace::Message& message) {
            return message.text.find("map square over 1 item did not run") != std::string::npos;
        }));
    }

    void workerThatIsKilled_losesItsTaskAlone() {
        HostClient& client = launch();
        QVERIFY(reply_to(client, client.start(scenario("forkserver", "[]", 1), AfterBatches::KeepOpen))->ok);
        QVERIFY(reply_to(client, client.submit(batch(R"({"method": "apply_async", "function": "hang"})")))->ok);
        // Before it has begun, the task is not the worker's to lose: another gets it.
        QVERIFY(holds([&] { return records<trace::TaskStarted>(client.trace_path()).size() == 1; }));
        QVERIFY(reply_to(client, client.kill_worker(WorkerId{1}, SIGKILL))->ok);
        QVERIFY(holds([&] { return !records<trace::BatchEnded>(client.trace_path()).empty(); }));
        QCOMPARE(int(records<trace::BatchEnded>(client.trace_path())[0].outcome), int(trace::BatchOutcome::Lost));
        QVERIFY(
            reply_to(client, client.submit(batch(R"({"method": "apply", "function": "square", "args": [6]})")))->ok);
        QVERIFY(holds([&] { return values_of(client.trace_path(), 2) == "[36]"; }));
        const auto dead = reply_to(client, client.kill_worker(WorkerId{1}, SIGKILL));
        QCOMPARE(dead->error_type, std::string("ValueError"));
        QCOMPARE(reply_to(client, client.kill_worker(WorkerId{99}, SIGKILL))->error_type, std::string("ValueError"));
    }

    void initializerThatFails_breaksThePoolAndTheHostSaysSo() {
        HostClient& client = launch();
        Scenario wanted = scenario("fork", R"([{"method": "apply", "function": "square", "args": [1]},
                                               {"method": "apply", "function": "square", "args": [2]}])");
        wanted.pool.initializer = "fail_start";
        wanted.pool.initargs = {"no database"};
        QVERIFY(reply_to(client, client.start(wanted, AfterBatches::KeepOpen))->ok);
        QVERIFY(holds([&] {
            const auto phases = records<trace::PoolPhaseChanged>(client.trace_path());
            return !phases.empty() && phases.back().phase == trace::PoolPhase::Ended;
        }));
        const auto refused =
            reply_to(client, client.submit(batch(R"({"method": "apply", "function": "square", "args": [1]})")));
        QCOMPARE(refused->error_type, std::string("BrokenPoolError"));
        QVERIFY(reply_to(client, client.join())->ok);
    }

    void secondPool_isRefused() {
        HostClient& client = launch();
        QVERIFY(!reply_to(client, client.send({{"command", "start"}, {"scenario", {{"poolscope", 2}}}}))->ok);
        QVERIFY(reply_to(client, client.start(scenario("fork", "[]"), AfterBatches::Close))->ok);
        QCOMPARE(reply_to(client, client.start(scenario("fork", "[]"), AfterBatches::Close))->error_type,
                 std::string("RuntimeError"));
    }

    void garbageFromOneClient_disturbsNobody() {
        HostClient& client = launch();
        QVERIFY(reply_to(client, client.start(scenario("fork", "[]"), AfterBatches::KeepOpen))->ok);
        base::UniqueFd other = host::connect_in(host::open_existing_folder(folder_));
        std::string garbage;
        for (int i = 0; i < 5000; ++i)
            garbage += "{\"id\": " + std::to_string(i) + ", \"command\": [[[\n\x01\xff\n";
        std::size_t sent = 0;
        std::string replies;
        QVERIFY(holds([&] {
            const ssize_t size =
                ::send(other.get(), garbage.data() + sent, garbage.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (size > 0) sent += static_cast<std::size_t>(size);
            char buffer[65536];
            for (ssize_t got = 0; (got = ::recv(other.get(), buffer, sizeof buffer, MSG_DONTWAIT)) > 0;) {
                replies.append(buffer, static_cast<std::size_t>(got));
            }
            return sent == garbage.size() && std::count(replies.begin(), replies.end(), '\n') == 10'000;
        }));
        QVERIFY(
            reply_to(client, client.submit(batch(R"({"method": "apply", "function": "square", "args": [1]})")))->ok);
    }

    void manyClients_areServedAndTheRestIsRefused() {
        HostClient& client = launch();
        std::vector<HostClient> clients;
        for (int i = 0; i < 31; ++i)
            clients.push_back(HostClient::attach(folder_));
        std::string why;
        try {
            (void)HostClient::attach(folder_);
        } catch (const SystemError& error) {
            why = error.what();
        }
        QVERIFY2(why.find("too many clients are connected") != std::string::npos, why.c_str());
        for (HostClient& one : clients)
            QVERIFY(reply_to(one, one.send({{"command", "hello"}}))->ok);
        clients.clear();
        QVERIFY(reply_to(client, client.send({{"command", "hello"}}))->ok);
        HostClient again = HostClient::attach(folder_);
    }

    void largeScenario_isSentWithoutBlockingAndRuns() {
        HostClient& client = launch();
        Scenario wanted = scenario("fork", R"([{"method": "map", "function": "identity", "iterable": []}])");
        for (int i = 0; i < 20; ++i)
            wanted.batches[0].iterable.push_back(std::string(200'000, 'x'));
        QVERIFY(reply_to(client, client.start(wanted, AfterBatches::Close))->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        QCOMPARE(int(records<trace::BatchEnded>(client.trace_path()).at(0).outcome),
                 int(trace::BatchOutcome::Succeeded));
    }

    void functions_areTheCatalogue() {
        HostClient& client = launch();
        const auto reply = reply_to(client, client.functions());
        QVERIFY(reply && reply->ok);
        QVERIFY(reply->body.at("functions").size() > 20);
    }

    void functionsOfAModule_runInWorkersOfEachKind_data() { addStartMethods(); }
    void functionsOfAModule_runInWorkersOfEachKind() {
        QFETCH(QString, method);
        HostClient& client = launch();
        Scenario wanted = scenario(
            method.toStdString(),
            R"([{"method": "apply", "function": "geometry::distance", "args": [{"x": 0, "y": 0}, {"x": 3, "y": 4}]}])");
        wanted.modules = {QCoreApplication::applicationDirPath().toStdString() + "/modules/geometry.so"};
        const auto started = reply_to(client, client.start(wanted, AfterBatches::Close));
        QVERIFY2(started && started->ok, started ? started->error_message.c_str() : "no reply");
        QVERIFY(reply_to(client, client.join())->ok);
        QCOMPARE(int(records<trace::BatchEnded>(client.trace_path()).at(0).outcome),
                 int(trace::BatchOutcome::Succeeded));
        const Json functions = reply_to(client, client.functions())->body.at("functions");
        QVERIFY(std::any_of(functions.begin(), functions.end(),
                            [](const Json& function) { return function.at("name") == "geometry::distance"; }));
    }

    void noteOfTheHost_isKnownToForkedWorkersOnly() {
        HostClient& client = launch();
        const auto id =
            client.send({{"command", "start"},
                         {"scenario", to_json(scenario("fork", R"([{"method": "apply", "function": "host_note"}])"))},
                         {"options", {{"host_note", "from the host"}}},
                         {"after", "close"}});
        QVERIFY(reply_to(client, id)->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        QCOMPARE(values_of(client.trace_path(), 1), std::string("[\"from the host\"]"));
    }

private:
    HostClient& launch() {
        client_.emplace(HostClient::launch({.run_folder = folder_}));
        return *client_;
    }

    std::unique_ptr<QTemporaryDir> dir_;
    std::string folder_;
    std::optional<HostClient> client_;
    long descriptors_ = 0;
};

QTEST_GUILESS_MAIN(TestHostProgram)
#include "tst_host_program.moc"
