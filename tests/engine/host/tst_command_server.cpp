// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sys/resource.h>

#include "epoll_refusal.h"
#include "host/command_server.h"
#include "host/local_socket.h"
#include "host/protocol.h"

using namespace poolscope;
using namespace poolscope::host;
using std::chrono::milliseconds;

namespace {

class NotingListener final : public ClientListener {
public:
    void line_came(ClientId client, const Line& line) override {
        lines.push_back(line.kind == Line::Kind::TooLong ? "<too long>" : line.text);
        if (answer) answer(client, line);
    }
    void client_has_gone(ClientId) override { ++gone; }
    void told(const std::string& text) override { messages.push_back(text); }

    std::vector<std::string> lines;
    std::vector<std::string> messages;
    int gone = 0;
    std::function<void(ClientId, const Line&)> answer;
};

/// A server in a folder of its own, and a loop to turn.
struct Serving {
    explicit Serving(CommandServer::Limits limits = {4, {1000, 10'000}})
        : folder(open_run_folder(dir.filePath("run").toStdString())),
          server(std::make_unique<CommandServer>(loop, listener, limits)) {
        server->listen(listen_in(folder));
    }
    /// Turns the loop until it is so; false after 10 s.
    template <class Fact> bool until(Fact fact) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!fact()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            loop.run_once(milliseconds(20));
        }
        return true;
    }
    base::UniqueFd connect() { return connect_in(folder); }

    QTemporaryDir dir;
    base::UniqueFd folder;
    base::EventLoop loop;
    NotingListener listener;
    std::unique_ptr<CommandServer> server;
};

void send_text(const base::UniqueFd& socket, const std::string& text) {
    QCOMPARE(::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL), ssize_t(text.size()));
}

std::string receive_now(const base::UniqueFd& socket) {
    char buffer[4096];
    const ssize_t size = ::recv(socket.get(), buffer, sizeof buffer, MSG_DONTWAIT);
    return size > 0 ? std::string(buffer, static_cast<std::size_t>(size)) : std::string();
}

/// How often accept4() had no descriptor to give: this one stands before libc's.
std::atomic<int> refused_accepts = 0;

/// RLIMIT_NOFILE bounds numbers, not how many: below the lowest that is free, nothing can be opened.
rlim_t lowest_free() {
    return static_cast<rlim_t>(base::UniqueFd(::dup(STDERR_FILENO)).get());
}

bool has_ended(const base::UniqueFd& socket) {
    char byte = 0;
    return ::recv(socket.get(), &byte, 1, MSG_DONTWAIT) == 0;
}

}  // namespace

extern "C" int accept4(int listening, sockaddr* address, socklen_t* size, int flags) {
    const int socket = static_cast<int>(::syscall(SYS_accept4, listening, address, size, flags));
    if (socket < 0 && errno == EMFILE) ++refused_accepts;
    return socket;
}

class TestCommandServer : public QObject {
    Q_OBJECT
private slots:
    void garbageAndLongLines_reachTheListenerAndTheConnectionStays() {
        Serving serving;
        base::UniqueFd client = serving.connect();
        send_text(client, "\x01\x02 garbage\n" + std::string(1001, 'x') + "\nlast\n");
        QVERIFY(serving.until([&] { return serving.listener.lines.size() == 3; }));
        QCOMPARE(serving.listener.lines, (std::vector<std::string>{"\x01\x02 garbage", "<too long>", "last"}));
        QCOMPARE(serving.server->clients(), std::size_t(1));
    }

    void reply_reachesTheClientThatAsked() {
        Serving serving;
        serving.listener.answer = [&](ClientId id, const Line& line) { serving.server->send(id, "re: " + line.text); };
        base::UniqueFd one = serving.connect();
        base::UniqueFd other = serving.connect();
        send_text(one, "one\n");
        send_text(other, "other\n");
        QVERIFY(serving.until([&] { return serving.listener.lines.size() == 2; }));
        QCOMPARE(receive_now(one), std::string("re: one\n"));
        QCOMPARE(receive_now(other), std::string("re: other\n"));
    }

    void oneClientTooMany_isToldSoAndTheOthersStay() {
        Serving serving;
        std::vector<base::UniqueFd> clients;
        for (int i = 0; i < 4; ++i)
            clients.push_back(serving.connect());
        QVERIFY(serving.until([&] { return serving.server->clients() == 4; }));
        base::UniqueFd refused = serving.connect();
        QVERIFY(serving.until([&] { return !serving.listener.messages.empty(); }));
        const auto reply = parse_reply(receive_now(refused));
        QVERIFY(reply && !reply->ok);
        QVERIFY2(reply->error_message.find("too many clients") != std::string::npos, reply->error_message.c_str());
        QVERIFY(has_ended(refused));
        QCOMPARE(serving.server->clients(), std::size_t(4));
        clients.pop_back();
        QVERIFY(serving.until([&] { return serving.server->clients() == 3; }));
        base::UniqueFd again = serving.connect();
        QVERIFY(serving.until([&] { return serving.server->clients() == 4; }));
    }

    void clientThatDoesNotRead_isDroppedAloudAndNobodyWaits() {
        Serving serving({4, {1000, 100'000}});
        base::UniqueFd deaf = serving.connect();
        base::UniqueFd other = serving.connect();
        serving.listener.answer = [&](ClientId id, const Line& line) {
            if (line.text == "much") {
                for (int i = 0; i < 10'000; ++i)
                    serving.server->send(id, std::string(1000, 'x'));
            } else {
                serving.server->send(id, "here");
            }
        };
        send_text(deaf, "much\n");
        QVERIFY(serving.until([&] { return serving.listener.gone == 1; }));
        QCOMPARE(serving.listener.messages.size(), std::size_t(1));
        QVERIFY(serving.listener.messages[0].find("does not read") != std::string::npos);
        send_text(other, "there?\n");
        QVERIFY(serving.until([&] { return serving.listener.lines.size() == 2; }));
        QCOMPARE(receive_now(other), std::string("here\n"));
    }

    void slowClient_getsAllItsRepliesInTheEnd() {
        Serving serving({4, {1000, 8 * 1024 * 1024}});
        serving.listener.answer = [&](ClientId id, const Line&) {
            for (int i = 0; i < 4000; ++i)
                serving.server->send(id, std::string(999, 'x'));
        };
        base::UniqueFd client = serving.connect();
        send_text(client, "much\n");
        QVERIFY(serving.until([&] { return serving.server->unsent() > 0; }));
        std::size_t received = 0;
        QVERIFY(serving.until([&] {
            for (std::string text; !(text = receive_now(client)).empty();)
                received += text.size();
            return received == 4'000'000;
        }));
        QCOMPARE(serving.server->unsent(), std::size_t(0));
    }

    void clientThatGoes_isToldOnce() {
        Serving serving;
        base::UniqueFd client = serving.connect();
        QVERIFY(serving.until([&] { return serving.server->clients() == 1; }));
        send_text(client, "last words\n");
        client.reset();
        QVERIFY(serving.until([&] { return serving.listener.gone == 1; }));
        QCOMPARE(serving.listener.lines, std::vector<std::string>{"last words"});
        serving.server->send(ClientId{1}, "to nobody");
        QCOMPARE(serving.listener.gone, 1);
    }

    void clientThatTakesNoReply_isHeardToItsLastWord() {
        Serving serving({4, {1000, 1'000'000}});
        serving.listener.answer = [&](ClientId id, const Line&) {
            for (int i = 0; i < 30; ++i) serving.server->send(id, std::string(999, 'x'));  // more than is kept for later
        };
        base::UniqueFd client = serving.connect();
        QVERIFY(serving.until([&] { return serving.server->clients() == 1; }));
        std::string words;
        for (int i = 0; i < 160; ++i) words += std::string(899, 'w') + "\n";  // more than is read at a time
        send_text(client, words);
        client.reset();
        QVERIFY(serving.until([&] { return serving.listener.gone == 1; }));
        QCOMPARE(serving.listener.lines.size(), std::size_t(160));
        QVERIFY(serving.listener.messages.empty());
    }

    void adoptedConnection_isAClient() {
        Serving serving;
        auto [near_end, far_end] = connected_pair();
        serving.server->adopt(std::move(near_end));
        send_text(far_end, "hello\n");
        QVERIFY(serving.until([&] { return serving.listener.lines.size() == 1; }));
    }

    void shortageOfDescriptors_isToldOnceUntilAClientIsAccepted() {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("the sanitizer looks at memory through a pipe of its own, and takes a refusal for an error of the program");
#endif
        Serving serving;
        base::UniqueFd first = serving.connect();
        QVERIFY(serving.until([&] { return serving.server->clients() == 1; }));
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        for (const std::size_t times : {std::size_t{1}, std::size_t{2}}) {
            base::UniqueFd waiting = serving.connect();
            const rlimit none{lowest_free(), before.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
            const int before_this = refused_accepts;
            QVERIFY(serving.until([&] { return refused_accepts >= before_this + 3; }));
            QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
            QVERIFY(serving.until([&] { return serving.server->clients() == 2; }));
            QCOMPARE(serving.listener.messages.size(), times);
            waiting.reset();
            QVERIFY(serving.until([&] { return serving.server->clients() == 1; }));
        }
    }

    void listeningSocketThatIsNotWatchedAgain_isTriedAgain() {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("the sanitizer looks at memory through a pipe of its own, and takes a refusal for an error of the program");
#endif
        Serving serving;
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        base::UniqueFd waiting = serving.connect();
        const rlimit none{lowest_free(), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        QVERIFY(serving.until([&] { return !serving.listener.messages.empty(); }));
        tests::refuse_to_watch("socket", 2);
        QVERIFY(serving.until([&] { return tests::refusals_to_come() == 0; }));
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QVERIFY(serving.until([&] { return serving.server->clients() == 1; }));
        QCOMPARE(serving.listener.messages.size(), std::size_t{1});
    }

    void serverThatEnds_endsItsConnections() {
        Serving serving;
        base::UniqueFd client = serving.connect();
        QVERIFY(serving.until([&] { return serving.server->clients() == 1; }));
        serving.server.reset();
        QVERIFY(has_ended(client));
    }

    void anotherUsersProcess_isRefusedEvenWhereFilePermissionsLetItIn() {
        if (::geteuid() != 0) QSKIP("only root can become another user to try it");
        Serving serving;
        const std::string folder = serving.dir.filePath("run").toStdString();
        QCOMPARE(::chmod((folder + "/host.sock").c_str(), 0666), 0);
        QCOMPARE(::chmod(folder.c_str(), 0755), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            if (::setuid(65534) != 0) ::_exit(1);
            try {
                base::UniqueFd socket = connect_in(serving.folder);
                char byte = 0;
                if (::send(socket.get(), "x\n", 2, MSG_NOSIGNAL) < 0 && errno != EPIPE) ::_exit(2);
                int flags = 0;
                ::_exit(::recv(socket.get(), &byte, 1, flags) <= 0 ? 0 : 3);
            } catch (const std::exception&) {
                ::_exit(4);
            }
        }
        QVERIFY(serving.until([&] { return !serving.listener.messages.empty(); }));
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY2(serving.listener.messages[0].find("another user") != std::string::npos,
                 serving.listener.messages[0].c_str());
        QCOMPARE(serving.server->clients(), std::size_t(0));
        QCOMPARE(serving.listener.lines.size(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestCommandServer)
#include "tst_command_server.moc"
