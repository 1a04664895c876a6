// SPDX-License-Identifier: MIT
#include <QCoreApplication>
#include <QTest>

#ifndef Q_MOC_RUN
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "leftovers.h"
#include "process/fork_server.h"
#include "process/worker_start.h"
#include "under_valgrind.h"
#endif

using namespace poolscope::process;
using poolscope::tests::Leftovers;
using poolscope::base::UniqueFd;

namespace {

constexpr int kRounds = 100;

/// In this program, as a fork server, workers do what the environment says.
void serve_if_asked(int argc, char** argv) {
    if (argc != 3 || std::strcmp(argv[1], kForkServerArgument) != 0) return;
    ForkServerDuties duties;
    duties.load_module = [](const std::string&) { return std::string(); };
    duties.worker_main = [server = ::getpid()] {
        if (std::getenv("KILL_THE_SERVER") != nullptr) ::kill(server, SIGKILL);
        while (true) pause();
    };
    serve_forks(static_cast<std::int32_t>(std::strtol(argv[2], nullptr, 10)), duties);
}

}  // namespace

/// Between its clone and the server's answer a worker is known to nobody: whatever happens then, none is left.
class ForkServerTest : public QObject {
    Q_OBJECT

    UniqueFd any_ = UniqueFd(::eventfd(0, EFD_CLOEXEC));  // stands for lane, doorbell and bell

    ForkServer started() {
        auto server = ForkServer::start(own_executable(), any_.get(), any_.get());
        if (!server) qFatal("%s", server.failure().message.c_str());
        return std::move(server.value());
    }
    bool request(ForkServer& server, std::uint32_t token) {
        ForkServer::WorkerRequest wanted;
        wanted.token = token;
        wanted.lane = any_.get();
        return server.request_worker(wanted);
    }
    /// The next answers, waited for with a bound; none when the server has gone.
    static std::vector<ForkServer::Answer> answers(ForkServer& server, bool& gone) {
        pollfd watched{server.socket(), POLLIN, 0};
        if (poll(&watched, 1, 20'000) != 1) qFatal("the fork server neither answers nor goes");
        return server.receive(gone);
    }

private slots:
    void cleanup() { qunsetenv("KILL_THE_SERVER"); }

    void workerThatWasTaken_outlivesTheServer() {
        const Leftovers leftovers;
        {
            OwnedChild worker;
            {
                ForkServer server = started();
                QVERIFY(request(server, 7));
                bool gone = false;
                auto taken = answers(server, gone);
                QCOMPARE(taken.size(), std::size_t(1));
                QVERIFY(taken[0].kind == ForkServer::Answer::Kind::Started);
                QCOMPARE(taken[0].token, 7u);
                worker = std::move(taken[0].child);
                QCOMPARE(::getpgid(worker.pid()), worker.pid());
            }
            QVERIFY(!worker.try_reap());
        }
        QCOMPARE(leftovers.found(), std::string());
    }

    /// The kernel drops a descriptor that comes when there may be no more.
    void workerWhosePidfdFindsNoRoom_isEnded() {
        SKIP_UNDER_VALGRIND("it keeps descriptors of its own beyond the limit");
        ForkServer server = started();
        QVERIFY(request(server, 7));
        pollfd watched{server.socket(), POLLIN, 0};
        QCOMPARE(poll(&watched, 1, 60'000), 1);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit none{0, limit.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        bool gone = false;
        const auto taken = server.receive(gone);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        QVERIFY(!gone);
        QCOMPARE(taken.size(), std::size_t(1));
        QVERIFY(taken[0].kind == ForkServer::Answer::Kind::StartFailed);
        QCOMPARE(taken[0].token, 7u);
        QCOMPARE(taken[0].error_number, EMFILE);
        QVERIFY2(taken[0].message.find("RLIMIT_NOFILE") != std::string::npos, taken[0].message.c_str());
        QCOMPARE(children().size(), std::size_t(1));  // the server
    }

    void workersThatNobodyTook_endWithTheServer() {
        const Leftovers leftovers;
        for (int round = 0; round < kRounds / 10; ++round) {
            ForkServer server = started();
            for (std::uint32_t token = 1; token <= 5; ++token) QVERIFY(request(server, token));
            pollfd watched{server.socket(), POLLIN, 0};
            QCOMPARE(poll(&watched, 1, 60'000), 1);
        }
        QCOMPARE(leftovers.found(), std::string());
    }

    void workersOfAServerThatDiesBeforeItAnswers_endToo() {
        const Leftovers leftovers;
        qputenv("KILL_THE_SERVER", "1");
        int unknown = 0;
        for (int round = 0; round < kRounds; ++round) {
            ForkServer server = started();
            QVERIFY(request(server, 1));
            bool gone = false;
            std::vector<ForkServer::Answer> taken;
            while (!gone)
                for (auto& answer : answers(server, gone)) taken.push_back(std::move(answer));
            if (taken.empty()) ++unknown;
        }
        qInfo("%d of %d workers were known to nobody", unknown, kRounds);
        QCOMPARE(leftovers.found(), std::string());
    }

    void serverThatIsStopped_isEndedWithoutBeingAsked() {
        const Leftovers leftovers;
        {
            ForkServer server = started();
            QVERIFY(request(server, 1));
            bool gone = false;
            const auto taken = answers(server, gone);
            QCOMPARE(taken.size(), std::size_t(1));
            for (const pid_t child : children()) {
                if (child != taken[0].child.pid()) QCOMPARE(::kill(child, SIGSTOP), 0);
            }
            QVERIFY(request(server, 2));
        }
        QCOMPARE(leftovers.found(), std::string());
    }

private:
    static std::vector<pid_t> children() {
        std::vector<pid_t> found;
        QFile file(QStringLiteral("/proc/self/task/%1/children").arg(::getpid()));
        if (!file.open(QIODevice::ReadOnly)) return found;
        for (const QByteArray& pid : file.readAll().split(' '))
            if (!pid.trimmed().isEmpty()) found.push_back(pid.trimmed().toInt());
        return found;
    }
};

int main(int argc, char** argv) {
    serve_if_asked(argc, argv);
    QCoreApplication application(argc, argv);
    ForkServerTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_fork_server.moc"
