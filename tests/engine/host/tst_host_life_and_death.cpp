// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fstream>
#include <set>

#include <unistd.h>

#include <poolscope/errors.h>

#include "host_under_test.h"

using namespace host_under_test;

namespace {

void addStartMethods() {
    QTest::addColumn<QString>("method");
    for (const char* method : {"fork", "spawn", "forkserver"})
        QTest::newRow(method) << method;
}

/// Two workers that hang, seen running.
bool hangs(const std::string& trace_path) {
    return holds([&] { return records<trace::TaskAssigned>(trace_path).size() >= 2; }) &&
           holds([&] { return records<trace::WorkerReady>(trace_path).size() >= 2; });
}

std::set<pid_t> children_of(pid_t parent) {
    std::set<pid_t> found;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/" + std::to_string(parent) + "/task")) {
        std::ifstream list(thread.path() / "children");
        for (pid_t pid = 0; list >> pid;)
            found.insert(pid);
    }
    return found;
}

constexpr const char* kHang =
    R"([{"method": "apply_async", "function": "hang"}, {"method": "apply_async", "function": "hang"}])";

}  // namespace

/// How hosts end, and what goes with them. Each test ends by proving that nothing is left.
class TestHostLifeAndDeath : public QObject {
    Q_OBJECT
private slots:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = dir_->filePath("run").toStdString();
        descriptors_ = open_descriptors();
        threads_ = threads();  // Qt Test has one that watches over it
    }
    void cleanup() {
        // A host that outlived its client is reaped by the thread that waits for it.
        QVERIFY2(holds([] { return !has_children(); }), "a child is left");
        QVERIFY2(holds([&] { return threads() == threads_; }), "a thread is left");
        QCOMPARE(open_descriptors(), descriptors_);
        QVERIFY2(!std::filesystem::exists(folder_ + "/host.sock") || socket_stays_, "the socket is left");
        socket_stays_ = false;
        const std::string faults = faults_of_run(folder_);
        QVERIFY2(faults.empty(), faults.c_str());
        dir_.reset();
    }

    void clientThatIsDestroyed_takesHostAndWorkersAlong_data() { addStartMethods(); }
    void clientThatIsDestroyed_takesHostAndWorkersAlong() {
        QFETCH(QString, method);
        std::vector<Watched> processes;
        {
            HostClient client = HostClient::launch({.run_folder = folder_});
            QVERIFY(reply_to(client, client.start(scenario(method.toStdString(), kHang), AfterBatches::KeepOpen))->ok);
            QVERIFY(hangs(client.trace_path()));
            processes = living_workers(client.trace_path());
            processes.emplace_back(client.host_pid());
        }
        for (const Watched& process : processes)
            QVERIFY(process.ended(milliseconds(2000)));
    }

    void clientThatIsKilled_takesHostAndWorkersAlong_data() { addStartMethods(); }
    void clientThatIsKilled_takesHostAndWorkersAlong() {
        QFETCH(QString, method);
        const pid_t client = ::fork();
        if (client == 0) {
            HostClient launched = HostClient::launch({.run_folder = folder_});
            (void)launched.start(scenario(method.toStdString(), kHang), AfterBatches::KeepOpen);
            for (;;)
                ::pause();
        }
        const std::string trace_path = folder_ + "/trace";
        QVERIFY(holds([&] { return std::filesystem::exists(trace_path); }));
        QVERIFY(hangs(trace_path));
        std::vector<Watched> processes = living_workers(trace_path);
        processes.emplace_back(records<trace::RunStarted>(trace_path).at(0).host_pid);
        ::kill(client, SIGKILL);
        QCOMPARE(::waitpid(client, nullptr, 0), client);
        for (const Watched& process : processes)
            QVERIFY(process.ended(milliseconds(5000)));
    }

    /// The new window's side: the one that launched the host is gone without a word.
    void clientThatIsKilled_leavesAHostToldToGoOnToTheNext_data() { addStartMethods(); }
    void clientThatIsKilled_leavesAHostToldToGoOnToTheNext() {
        QFETCH(QString, method);
        const pid_t client = ::fork();
        if (client == 0) {
            HostClient launched = HostClient::launch({.run_folder = folder_, .when_alone = WhenAlone::GoOn});
            (void)launched.start(scenario(method.toStdString(), kHang, 3), AfterBatches::KeepOpen);
            for (;;)
                ::pause();
        }
        const std::string trace_path = folder_ + "/trace";
        QVERIFY(holds([&] { return std::filesystem::exists(trace_path); }));
        QVERIFY(hangs(trace_path));
        QVERIFY(holds([&] { return records<trace::WorkerReady>(trace_path).size() == 3; }));
        const std::vector<Watched> workers = living_workers(trace_path);
        const Watched host(records<trace::RunStarted>(trace_path).at(0).host_pid);
        ::kill(client, SIGKILL);
        QCOMPARE(::waitpid(client, nullptr, 0), client);
        HostClient next = HostClient::attach(folder_, std::chrono::milliseconds::max());
        QCOMPARE(next.host_pid(), std::int32_t(host.pid()));
        const auto hello = reply_to(next, next.send({{"command", "hello"}}));
        QVERIFY(hello && hello->ok);
        QCOMPARE(hello->body.at("phase").get<std::string>(), std::string("running"));
        // Two hang, as before; the third takes what the next one wants done.
        QVERIFY(reply_to(next, next.submit(batch(R"({"method": "map", "function": "square", "iterable": [2, 3]})")))->ok);
        QVERIFY(holds([&] { return !records<trace::BatchEnded>(trace_path).empty(); }));
        for (const Watched& worker : workers)
            QVERIFY(!worker.ended(milliseconds(0)));
        QVERIFY(reply_to(next, next.shut_down())->ok);
        QVERIFY(host.ended());
        for (const Watched& worker : workers)
            QVERIFY(worker.ended());
    }

    void hostThatIsKilled_takesAllItsProcessesAlongAndIsReported_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("busy");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const bool busy : {false, true})
                QTest::addRow("%s, %s", method, busy ? "busy" : "idle") << method << busy;
    }
    void hostThatIsKilled_takesAllItsProcessesAlongAndIsReported() {
        QFETCH(QString, method);
        QFETCH(bool, busy);
        socket_stays_ = true;  // nobody was there to remove it; the next host does
        HostClient client = HostClient::launch({.run_folder = folder_});
        QVERIFY(reply_to(client, client.start(scenario(method.toStdString(), busy ? kHang : "[]"), AfterBatches::KeepOpen))->ok);
        if (busy) QVERIFY(hangs(client.trace_path()));
        QVERIFY(holds([&] { return records<trace::WorkerReady>(client.trace_path()).size() == 2; }));
        std::vector<Watched> processes;
        std::size_t workers = 0;
        for (const pid_t child : children_of(client.host_pid())) processes.emplace_back(child);
        for (const trace::WorkerStarted& started : records<trace::WorkerStarted>(client.trace_path()))
            workers += children_of(client.host_pid()).contains(started.pid);
        QCOMPARE(workers, std::size_t(2));
        QCOMPARE(processes.size(), std::size_t(method == QLatin1String("forkserver") ? 3 : 2));  // the server is one of them
        QElapsedTimer since_the_kill;
        since_the_kill.start();
        Watched(client.host_pid()).signal(SIGKILL);
        // Within a second on a machine with time to spare; a loaded one may take longer, what is promised is that they go.
        for (const Watched& process : processes)
            QVERIFY(process.ended(std::chrono::seconds(10)));
        qInfo("all gone %lld ms after the host's end", static_cast<long long>(since_the_kill.elapsed()));
        QVERIFY(holds([&] {
            return client.wait(milliseconds(10)) && (static_cast<void>(client.receive()), !client.connected());
        }));
        QVERIFY(holds([&] { return client.host_exit().has_value(); }));
        QCOMPARE(client.host_exit()->signal, std::optional<int>(SIGKILL));
    }

    void signal_endsTheHostInOrderWithItsStatus_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("status");
        QTest::newRow("SIGINT") << SIGINT << 130;
        QTest::newRow("SIGTERM") << SIGTERM << 143;
        QTest::newRow("SIGHUP") << SIGHUP << 129;
    }
    void signal_endsTheHostInOrderWithItsStatus() {
        QFETCH(int, signal);
        QFETCH(int, status);
        HostClient client = HostClient::launch({.run_folder = folder_});
        QVERIFY(reply_to(client, client.start(scenario("forkserver", kHang), AfterBatches::KeepOpen))->ok);
        QVERIFY(hangs(client.trace_path()));
        const std::vector<Watched> workers = living_workers(client.trace_path());
        Watched(client.host_pid()).signal(signal);
        QVERIFY(holds([&] { return client.host_exit().has_value(); }));
        QCOMPARE(client.host_exit()->exit_code, std::optional<int>(status));
        for (const Watched& worker : workers)
            QVERIFY(worker.ended());
        const auto phases = records<trace::PoolPhaseChanged>(client.trace_path());
        QVERIFY(!phases.empty());
        QCOMPARE(int(phases.back().phase), int(trace::PoolPhase::Ended));
        QCOMPARE(records<trace::BatchEnded>(client.trace_path()).size(), std::size_t(2));
    }

    void secondSignal_endsTheHostAtOnceAndItsWorkersWithIt_data() { addStartMethods(); }
    void secondSignal_endsTheHostAtOnceAndItsWorkersWithIt() {
        QFETCH(QString, method);
        HostClient client = HostClient::launch({.run_folder = folder_});
        QVERIFY(reply_to(client, client.start(scenario(method.toStdString(), kHang), AfterBatches::KeepOpen))->ok);
        QVERIFY(hangs(client.trace_path()));
        const std::vector<Watched> workers = living_workers(client.trace_path());
        const Watched host(client.host_pid());
        // Both are there before the host can act upon the first.
        for (const int signal : {SIGSTOP, SIGINT, SIGTERM, SIGCONT})
            host.signal(signal);
        QVERIFY(host.ended(milliseconds(5000)));
        QCOMPARE(client.host_exit()->exit_code, std::optional<int>(130));
        for (const Watched& worker : workers)
            QVERIFY(worker.ended(milliseconds(2000)));
        QVERIFY(records<trace::PoolPhaseChanged>(client.trace_path()).empty());
        QVERIFY(records<trace::Message>(client.trace_path()).back().text.find("at once") != std::string::npos);
    }

    void hostToldToGoOn_outlivesItsClientAndTakesAnother() {
        std::vector<Watched> processes;
        {
            HostClient client = HostClient::launch({.run_folder = folder_, .when_alone = WhenAlone::GoOn});
            QVERIFY(reply_to(client, client.start(scenario("forkserver", "[]"), AfterBatches::KeepOpen))->ok);
            QVERIFY(holds([&] { return records<trace::WorkerReady>(client.trace_path()).size() >= 2; }));
            processes = living_workers(client.trace_path());
            processes.emplace_back(client.host_pid());
        }
        QVERIFY(!processes.back().ended(milliseconds(0)));
        HostClient again = HostClient::attach(folder_);
        QCOMPARE(again.host_pid(), std::int32_t(processes.back().pid()));
        const auto hello = reply_to(again, again.send({{"command", "hello"}}));
        QVERIFY(hello && hello->ok);
        QCOMPARE(hello->body.at("phase").get<std::string>(), std::string("running"));
        const auto done =
            reply_to(again, again.submit(batch(R"({"method": "map", "function": "square", "iterable": [2, 3]})")));
        QVERIFY(done && done->ok);
        QCOMPARE(done->body.at("batch").get<int>(), 1);
        QVERIFY(reply_to(again, again.shut_down())->ok);
        for (const Watched& process : processes)
            QVERIFY(process.ended());
        QVERIFY(!again.host_exit());  // not this client's child
    }

    void hostToldToGoOn_endsWhenItsWorkIsDoneAndNobodyCame() {
        std::optional<Watched> host;
        {
            HostClient client = HostClient::launch({.run_folder = folder_, .when_alone = WhenAlone::GoOn});
            QVERIFY(
                reply_to(client,
                         client.start(scenario("fork", R"([{"method": "apply", "function": "sleep", "args": [0.3]}])"),
                                      AfterBatches::Close))
                    ->ok);
            host.emplace(client.host_pid());
        }
        QVERIFY(host->ended());
        QCOMPARE(records<trace::BatchEnded>(folder_ + "/trace").size(), std::size_t(1));
    }

    void keep_changesItsMindInTime() {
        std::optional<Watched> host;
        {
            HostClient client = HostClient::launch({.run_folder = folder_, .when_alone = WhenAlone::GoOn});
            QVERIFY(reply_to(client, client.start(scenario("fork", kHang), AfterBatches::KeepOpen))->ok);
            QVERIFY(reply_to(client, client.send({{"command", "keep"}, {"when_alone", "terminate"}}))->ok);
            host.emplace(client.host_pid());
        }
        QVERIFY(host->ended(milliseconds(5000)));
    }

    void lastOfTwoClients_decidesTheEnd() {
        std::optional<Watched> host;
        {
            std::optional<HostClient> launcher = HostClient::launch({.run_folder = folder_});
            host.emplace(launcher->host_pid());
            HostClient second = HostClient::attach(folder_);
            QVERIFY(reply_to(*launcher, launcher->send({{"command", "keep"}, {"when_alone", "go_on"}}))->ok);
            QVERIFY(reply_to(second, second.send({{"command", "keep"}, {"when_alone", "terminate"}}))->ok);
            launcher.reset();
            QVERIFY(reply_to(second, second.send({{"command", "hello"}}))->ok);
        }
        QVERIFY(host->ended(milliseconds(5000)));
    }

    void shutDown_isAnsweredAndEndsWithStatusZero() {
        HostClient client = HostClient::launch({.run_folder = folder_});
        QVERIFY(reply_to(client, client.shut_down())->ok);
        QVERIFY(holds([&] { return client.host_exit().has_value(); }));
        QCOMPARE(client.host_exit()->exit_code, std::optional<int>(0));
        QVERIFY(std::filesystem::exists(client.trace_path()));
    }

    void folderThatIsInUse_isRefusedAndItsHostLivesOn() {
        HostClient client = HostClient::launch({.run_folder = folder_});
        try {
            (void)HostClient::launch({.run_folder = folder_});
            QFAIL("two hosts in one folder");
        } catch (const SystemError& error) {
            QVERIFY2(std::string(error.what()).find(folder_) != std::string::npos, error.what());
        }
        QVERIFY(reply_to(client, client.send({{"command", "hello"}}))->ok);
    }

    void veryLongFolder_works() {
        folder_ = dir_->filePath(QString(200, 'r') + "/" + QString(100, 'u')).toStdString();
        HostClient client = HostClient::launch({.run_folder = folder_});
        HostClient other = HostClient::attach(folder_);
        QVERIFY(reply_to(other, other.send({{"command", "hello"}}))->ok);
    }

    void hostWithWrongArguments_saysSoWithStatus2() {
        const std::string program = QCoreApplication::applicationDirPath().toStdString() + "/poolscope-host";
        const std::string command = program + " --run-foldr x 2>" + folder_ + ".txt";
        const int status = std::system(command.c_str());
        QCOMPARE(WEXITSTATUS(status), 2);
        std::ifstream output(folder_ + ".txt");
        const std::string text{std::istreambuf_iterator<char>(output), {}};
        QVERIFY2(text.find("--run-foldr") != std::string::npos, text.c_str());
    }

private:
    std::unique_ptr<QTemporaryDir> dir_;
    std::string folder_;
    long descriptors_ = 0;
    long threads_ = 0;
    bool socket_stays_ = false;
};

QTEST_GUILESS_MAIN(TestHostLifeAndDeath)
#include "tst_host_life_and_death.moc"
