// SPDX-License-Identifier: MIT
#include <barrier>
#include <csignal>
#include <filesystem>
#include <future>
#include <numeric>
#include <set>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include <linux/capability.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/host_list.h>
#include <poolscope/monitor.h>
#include <poolscope/pool.h>
#include <poolscope/run_store.h>

#include "checked_trace.h"
#include "host/announcement.h"
#include "host_under_test.h"
#include "leftovers.h"

using namespace host_under_test;
namespace fs = std::filesystem;

namespace {

int twice(int x) { return 2 * x; }
int nap(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    return milliseconds;
}

std::vector<int> numbers(int count) {
    std::vector<int> list(static_cast<std::size_t>(count));
    std::iota(list.begin(), list.end(), 0);
    return list;
}

std::uint64_t items_done(const std::string& trace_path) {
    trace::Reader reader(trace_path, trace::ReadValues::No);
    PoolState state;
    while (const auto record = reader.next()) state.apply(*record);
    return state.summary().items_done;
}

}  // namespace
POOLSCOPE_FUNCTION(twice);
POOLSCOPE_FUNCTION(nap);

/// Pools of this very program, watched over their sockets.
class TestMonitor : public QObject {
    Q_OBJECT
private slots:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        fs::permissions(dir_->path().toStdString(), fs::perms::owner_all);
        qputenv("XDG_RUNTIME_DIR", dir_->path().toUtf8());
        qputenv("XDG_STATE_HOME", dir_->filePath("state").toUtf8());
        folder_ = dir_->filePath("run").toStdString();
        leftovers_ = std::make_unique<tests::Leftovers>();
    }
    void cleanup() {
        QCOMPARE(leftovers_->found(), std::string());
        QVERIFY(!fs::exists(folder_ + "/host.sock"));
        QVERIFY(host::announced_folders().empty());
        const std::string faults = faults_of_run(folder_);
        QVERIFY2(faults.empty(), faults.c_str());
        dir_.reset();
    }

    void monitorsOfOneSecondHaveFoldersOfTheirOwn() {
        constexpr std::size_t kThreads = 8;
        std::vector<std::shared_ptr<PoolMonitor>> monitors;
        for (std::size_t i = 0; i < kThreads; ++i) monitors.push_back(monitor());
        std::vector<std::string> traces(kThreads);
        std::barrier together(static_cast<std::ptrdiff_t>(kThreads));
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < kThreads; ++i)
                threads.emplace_back([&, i] {
                    together.arrive_and_wait();
                    try {
                        traces[i] = monitors[i]->trace_file();
                    } catch (const std::exception& error) {
                        traces[i] = error.what();
                    }
                });
        }
        for (const std::string& trace : traces) QVERIFY2(trace.ends_with("/trace"), trace.c_str());
        QCOMPARE(std::set<std::string>(traces.begin(), traces.end()).size(), kThreads);
    }

    // As in a container, where a pid comes again: the dead link cannot be removed, and is not waited for.
    void aDeadLinkThatCannotBeRemovedKeepsNobodyWaiting() {
        const std::string above = dir_->filePath("poolscope").toStdString(), folder = above + "/hosts";
        QVERIFY(::mkdir(above.c_str(), 0700) == 0 && ::mkdir(folder.c_str(), 0700) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::alarm(10);
            bool is_set = ::symlink("/nowhere", (folder + "/" + std::to_string(::getpid()) + "-1").c_str()) == 0;
            is_set = is_set && ::chmod(folder.c_str(), 0500) == 0;
            // No mode stops a superuser who has his capabilities.
            __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
            __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {};
            is_set = is_set && ::syscall(SYS_capset, &header, none) == 0;
            if (is_set) const host::Announcement announced(folder_);
            ::_exit(is_set ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QCOMPARE(::chmod(folder.c_str(), 0700), 0);
    }

    void aMonitoredPoolCanBeAttachedToAndTellsItsWholeHistory_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << method;
    }
    void aMonitoredPoolCanBeAttachedToAndTellsItsWholeHistory() {
        QFETCH(QString, method);
        Pool pool({.processes = 2, .context = get_context(method.toStdString()), .monitor = monitor({.title = "Doubling", .folder = folder_})});
        QCOMPARE(pool.map(twice, numbers(100)).back(), 198);  // before anybody looks
        HostClient client = HostClient::attach(folder_);
        QCOMPARE(client.control(), Control::ReadOnly);
        QCOMPARE(client.host_pid(), ::getpid());
        QCOMPARE(client.greeting().at("program").get<std::string>(), "tst_monitor");
        QCOMPARE(client.greeting().at("phase").get<std::string>(), "running");
        QVERIFY(holds([&] { return items_done(client.trace_path()) == 100; }));
        const auto started = records<trace::RunStarted>(client.trace_path());
        QCOMPARE(started.at(0).title, "Doubling");
        QCOMPARE(started.at(0).program, "tst_monitor");
        QVERIFY(holds([&] { return RunStore::look(folder_)->environment.has_value(); }));
        QVERIFY(RunStore::look(folder_)->is_live);
    }

    void readOnlyIsEnforcedByTheServer() {
        Pool pool({.processes = 1, .monitor = monitor({.folder = folder_})});
        HostClient client = HostClient::attach(folder_);
        const std::function<std::uint64_t()> orders[] = {
            [&] { return client.resize(3); },
            [&] { return client.pause(); },
            [&] { return client.resume(); },
            [&] { return client.terminate(); },
            [&] { return client.close(); },
            [&] { return client.kill_worker(WorkerId{1}, SIGKILL); },
            [&] { return client.drain_worker(WorkerId{1}); },
            [&] { return client.restart_worker(WorkerId{1}); },
            [&] { return client.cancel_batch(BatchId{1}); },
            [&] { return client.set_limits({}); },
        };
        for (const auto& order : orders) {
            const auto reply = reply_to(client, order());
            QVERIFY(reply && !reply->ok);
            QCOMPARE(reply->error_type, "PermissionError");
            QVERIFY(reply->error_message.find("tst_monitor") != std::string::npos);
        }
        QVERIFY(reply_to(client, client.workers())->ok);
        QVERIFY(reply_to(client, client.functions())->ok);
        QCOMPARE(pool.processes(), 1U);
        QCOMPARE(pool.apply(twice, 4), 8);
    }

    void whatOnlyTheProgramMayDoIsRefusedEvenWithControl() {
        Pool pool({.processes = 1, .monitor = monitor({.control = Control::Allowed, .folder = folder_})});
        HostClient client = HostClient::attach(folder_);
        for (const char* line : {R"({"command": "start", "scenario": {}})", R"({"command": "submit", "batch": {}})",
                                 R"({"command": "keep", "when_alone": "terminate"})", R"({"command": "shut_down"})", R"({"command": "explode"})",
                                 R"({"command": "resize"})", R"({"command": "resize", "processes": 0})", R"({"command": "pause", "x": 1})"}) {
            const auto reply = reply_to(client, client.send(Json::parse(line)));
            QVERIFY2(reply && !reply->ok, line);
            QVERIFY2(reply->error_type == "ValueError" || reply->error_type == "TypeError", reply->error_type.c_str());
        }
        QCOMPARE(pool.apply(twice, 4), 8);
    }

    void controlThatIsAllowedReachesThePool() {
        Pool pool({.processes = 1, .monitor = monitor({.control = Control::Allowed, .folder = folder_})});
        HostClient client = HostClient::attach(folder_);
        QCOMPARE(client.control(), Control::Allowed);
        QVERIFY(reply_to(client, client.resize(3))->ok);
        QCOMPARE(pool.processes(), 3U);
        QVERIFY(reply_to(client, client.pause())->ok);
        auto later = pool.apply_async(twice, 7);
        const auto workers = reply_to(client, client.workers());
        QCOMPARE(workers->body.at("paused").get<bool>(), true);
        QVERIFY(!later.ready());
        QVERIFY(reply_to(client, client.resume())->ok);
        QCOMPARE(later.get(kBound), 14);
        auto endless = pool.apply_async(nap, 600'000);
        QVERIFY(holds([&] { return !records<trace::TaskAssigned>(client.trace_path()).empty() && records<trace::BatchSubmitted>(client.trace_path()).size() == 2; }));
        QVERIFY(reply_to(client, client.cancel_batch(BatchId{2}))->ok);
        QVERIFY_THROWS_EXCEPTION(CancelledError, static_cast<void>(endless.get(kBound)));
        QVERIFY(!reply_to(client, client.cancel_batch(BatchId{2}))->ok);
    }

    void terminatingFromOutsideEndsTheWorkersAndTheProgramLearnsIt() {
        Pool pool({.processes = 2, .monitor = monitor({.control = Control::Allowed, .folder = folder_})});
        auto handle = pool.apply_async(nap, 600'000);
        HostClient client = HostClient::attach(folder_);
        QVERIFY(!reply_to(client, client.join())->ok);
        QVERIFY(reply_to(client, client.terminate())->ok);
        QVERIFY(reply_to(client, client.join())->ok);
        QVERIFY_THROWS_EXCEPTION(CancelledError, static_cast<void>(handle.get(kBound)));
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(pool.apply(twice, 1)));
        // From here on it is a run like another.
        QVERIFY(holds([&] { return !RunStore::look(folder_)->is_live; }));
        QVERIFY(HostLister(dir_->path().toStdString()).look().empty());
    }

    void hostsAreListedWithWhatTheyRun() {
        Pool first({.processes = 2, .context = get_context("spawn"), .monitor = monitor({.title = "First", .folder = folder_})});
        Pool second({.processes = 1, .monitor = monitor({.title = "Second", .control = Control::Allowed})});
        QCOMPARE(first.map(twice, numbers(10), 1).size(), std::size_t{10});
        HostLister lister;
        std::vector<HostInfo> hosts;
        QVERIFY(holds([&] {
            hosts = lister.look();
            return hosts.size() == 2 && hosts[1].tasks_done == 10;
        }));
        QCOMPARE(hosts[0].title, "Second");
        QCOMPARE(hosts[0].control, Control::Allowed);
        QVERIFY(hosts[0].run_folder.find("/state/poolscope/runs/") != std::string::npos);
        QCOMPARE(hosts[1].title, "First");
        QCOMPARE(hosts[1].control, Control::ReadOnly);
        QCOMPARE(hosts[1].program, "tst_monitor");
        QCOMPARE(hosts[1].pid, ::getpid());
        QCOMPARE(hosts[1].processes, 2U);
        QCOMPARE(hosts[1].start_method, "spawn");
        QCOMPARE(hosts[1].phase, "running");
        QVERIFY(!hosts[1].user.empty() && hosts[1].problem.empty());
        QVERIFY(hosts[1].started_ns > 0);
    }

    void aBlockedCallbackDelaysOrdersAndNothingElse() {
        Pool pool({.processes = 1, .monitor = monitor({.control = Control::Allowed, .folder = folder_})});
        std::promise<void> go_on;
        std::promise<void> is_in;
        auto handle = pool.apply_async(twice, args(1), {.callback = [&](const int&) {
                                           is_in.set_value();
                                           go_on.get_future().wait();
                                       }});
        is_in.get_future().wait();
        HostClient client = HostClient::attach(folder_);
        const std::uint64_t order = client.resize(2);
        HostClient other = HostClient::attach(folder_);  // is answered all the same
        QVERIFY(reply_to(other, other.functions())->ok);
        QVERIFY(!client.wait(milliseconds(30)));
        go_on.set_value();
        QVERIFY(reply_to(client, order)->ok);
    }

    void clientsThatGoOrTalkNonsenseHarmNothing() {
        Pool pool({.processes = 1, .monitor = monitor({.control = Control::Allowed, .folder = folder_})});
        for (int i = 0; i < 50; ++i) {
            HostClient client = HostClient::attach(folder_);
            static_cast<void>(client.resize(1 + static_cast<std::uint32_t>(i % 3)));
            static_cast<void>(client.workers());
        }
        HostClient client = HostClient::attach(folder_);
        QVERIFY(!reply_to(client, client.send({{"command", Json::array()}}))->ok);
        QCOMPARE(pool.apply(twice, 21), 42);
    }

    void thePoolGoesWhileClientsAsk() {
        for (int i = 0; i < 10; ++i) {
            const std::string folder = folder_ + std::to_string(i);
            auto pool = std::make_unique<Pool>(PoolOptions{.processes = 1, .monitor = monitor({.control = Control::Allowed, .folder = folder})});
            HostClient client = HostClient::attach(folder);
            for (int j = 0; j < 20; ++j) static_cast<void>(client.resize(1 + static_cast<std::uint32_t>(j % 2)));
            const std::uint64_t last = client.send({{"command", "workers"}});
            pool.reset();
            static_cast<void>(last);
            QVERIFY(holds([&] { return client.wait(milliseconds(10)) && (static_cast<void>(client.receive()), !client.connected()); }));
        }
    }

    void wrongUsesAreRefused() {
        const auto one = monitor({.folder = folder_});
        {
            const Pool pool({.processes = 1, .monitor = one});
            QVERIFY_THROWS_EXCEPTION(ValueError, Pool({.processes = 1, .monitor = one}));
            QVERIFY_THROWS_EXCEPTION(SystemError, Pool({.processes = 1, .monitor = monitor({.folder = folder_})}));
        }
        QVERIFY_THROWS_EXCEPTION(ValueError, Pool({.processes = 1, .trace = folder_ + "2", .monitor = monitor({.folder = folder_ + "3"})}));
        // A folder that is open to others is refused, and nothing runs.
        fs::create_directory(folder_ + "4");
        fs::permissions(folder_ + "4", fs::perms::all);
        QVERIFY_THROWS_EXCEPTION(SystemError, Pool({.processes = 1, .monitor = monitor({.folder = folder_ + "4"})}));
    }

    void aPoolThatCannotStartLeavesNothing() {
        Context nowhere = get_context("spawn");
        nowhere.set_executable(folder_ + "/no-such-program");
        try {
            Pool pool({.processes = 1, .context = nowhere, .monitor = monitor({.folder = folder_})});
            static_cast<void>(pool.apply(twice, 1));
            QFAIL("it should not run");
        } catch (const BrokenPoolError&) {
        } catch (const SystemError&) {
        }
        QVERIFY(!fs::exists(folder_ + "/host.sock"));
    }

    void anotherUserIsRefused() {
        if (::geteuid() != 0) QSKIP("only root can become another user");
        fs::permissions(dir_->path().toStdString(), fs::perms::all);
        Pool pool({.processes = 1, .monitor = monitor({.folder = folder_})});
        // As if the folder were open: the socket itself looks who comes.
        fs::permissions(folder_, fs::perms::all);
        fs::permissions(folder_ + "/host.sock", fs::perms::all);
        const pid_t child = ::fork();
        if (child == 0) {
            // From within: the folders above may be closed to others.
            if (::chdir(folder_.c_str()) != 0 || ::setgid(12345) != 0 || ::setuid(12345) != 0) ::_exit(3);
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            std::string("host.sock").copy(address.sun_path, sizeof address.sun_path - 1);
            if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) ::_exit(4);
            static_cast<void>(!::write(fd, "{\"id\": 1, \"command\": \"hello\"}\n", 30));
            char byte = 0;
            ::_exit(::read(fd, &byte, 1) <= 0 ? 0 : 5);  // hung up on, without a word
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(WEXITSTATUS(status), 0);
        QVERIFY(HostClient::attach(folder_).connected());
        fs::permissions(folder_, fs::perms::owner_all);
    }

    void linksOfTheDeadAreSwept() {
        const std::string hosts = host::announcement_folders().at(0);
        {
            const host::Announcement announcement(folder_);  // nobody lives there
            QVERIFY(fs::is_symlink(hosts + "/" + std::to_string(::getpid()) + "-1"));
            QVERIFY(host::announced_folders().empty());
        }
        QVERIFY(fs::is_empty(hosts));
        // A place that others may write to is not used.
        fs::permissions(hosts, fs::perms::all);
        const host::Announcement elsewhere(folder_);
        QVERIFY(fs::is_empty(hosts));
    }

private:
    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<tests::Leftovers> leftovers_;
    std::string folder_;
};

int main(int argc, char** argv) {
    run_worker_if_asked(argc, argv);
    QCoreApplication application(argc, argv);
    TestMonitor test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_monitor.moc"
