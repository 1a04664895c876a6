// SPDX-License-Identifier: MIT
#include <QtTest>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>

#include "host/protocol.h"

using namespace poolscope;

namespace {

HostReply refused(const std::string& line) {
    host::ParsedRequest parsed = host::parse_request(line);
    if (parsed.request) qFatal("accepted: %s", line.c_str());
    auto reply = host::parse_reply(parsed.refusal);
    if (!reply) qFatal("the refusal is no reply: %s", parsed.refusal.c_str());
    return *reply;
}

template <class Error, class F> std::string message_of(F f) {
    try {
        f();
    } catch (const Error& error) {
        return error.what();
    }
    return "<nothing was thrown>";
}

}  // namespace

class TestProtocol : public QObject {
    Q_OBJECT
private slots:
    void commandWithKeys_isParsed() {
        auto parsed = host::parse_request(R"({"id": 7, "command": "kill_worker", "worker": 3, "signal": "SIGKILL"})");
        QVERIFY(parsed.request.has_value());
        QCOMPARE(parsed.request->id.value(), std::uint64_t(7));
        QCOMPARE(parsed.request->command, std::string("kill_worker"));
        QCOMPARE(parsed.request->arguments.dump(), std::string(R"({"worker":3,"signal":"SIGKILL"})"));
    }

    void commandAsASender_isParsedByTheHost() {
        auto parsed =
            host::parse_request(host::request_line(12, {{"id", 99}, {"command", "keep"}, {"when_alone", "go_on"}}));
        QVERIFY(parsed.request.has_value());
        QCOMPARE(parsed.request->id.value(), std::uint64_t(12));
        QCOMPARE(parsed.request->arguments.dump(), std::string(R"({"when_alone":"go_on"})"));
    }

    void lineThatIsNoCommand_isRefusedByName_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<quint64>("id");
        QTest::addColumn<QString>("part");
        QTest::newRow("garbage") << "hello, host" << quint64(0) << "no command in JSON";
        QTest::newRow("torn") << R"({"id": 1, "command")" << quint64(0) << "no command in JSON";
        QTest::newRow("list") << "[1, 2]" << quint64(0) << "not a JSON object";
        QTest::newRow("no command") << R"({"id": 3})" << quint64(3) << "\"command\" is missing";
        QTest::newRow("command of another type") << R"({"id": 3, "command": 4})" << quint64(3) << "not a string";
        QTest::newRow("id of another type") << R"({"id": "x", "command": "hello"})" << quint64(0) << "\"id\"";
        QTest::newRow("negative id") << R"({"id": -1, "command": "hello"})" << quint64(0) << "\"id\"";
        QTest::newRow("id too great") << R"({"id": 9223372036854775808, "command": "hello"})" << quint64(0) << "\"id\"";
        QTest::newRow("too deep") << QString(65, '[') << quint64(0) << "deeper than 64";
        QTest::newRow("a key twice") << R"({"id": 1, "id": 2, "command": "hello"})" << quint64(0) << "given twice";
        QTest::newRow("no UTF-8") << QString("{\"id\": 1, \"command\": \"\\ud800\"}") << quint64(0)
                                  << "no command in JSON";
    }
    void lineThatIsNoCommand_isRefusedByName() {
        QFETCH(QString, line);
        QFETCH(quint64, id);
        QFETCH(QString, part);
        HostReply reply = refused(line.toStdString());
        QCOMPARE(reply.ok, false);
        QCOMPARE(quint64(reply.request), id);
        QVERIFY2(reply.error_message.find(part.toStdString()) != std::string::npos, reply.error_message.c_str());
    }

    void bracketsInStrings_doNotCountAsDepth() {
        std::string brackets(1000, '[');
        QVERIFY(host::parse_request(R"({"command": "hello", "text": "\"\\)" + brackets + "\"}").request.has_value());
    }

    void success_carriesItsBody() {
        auto reply = host::parse_reply(host::success_line(5, {{"batch", 3}}));
        QVERIFY(reply.has_value());
        QVERIFY(reply->ok);
        QCOMPARE(reply->request, std::uint64_t(5));
        QCOMPARE(reply->body.dump(), std::string(R"({"batch":3})"));
    }

    void failure_carriesTheErrorsTypeAsCPythonCallsIt() {
        auto type = [](const std::exception& error) {
            return host::parse_reply(host::failure_line(1, error))->error_type;
        };
        QCOMPARE(type(ValueError("x")), std::string("ValueError"));
        QCOMPARE(type(TypeError("x")), std::string("TypeError"));
        QCOMPARE(type(RuntimeError("x")), std::string("RuntimeError"));
        QCOMPARE(type(SystemError("x", 1)), std::string("SystemError"));
        QCOMPARE(type(BrokenPoolError("x")), std::string("BrokenPoolError"));
        QCOMPARE(type(CancelledError("x")), std::string("CancelledError"));
        QCOMPARE(type(std::bad_alloc()), std::string("MemoryError"));
        QCOMPARE(host::parse_reply(host::failure_line(1, ValueError("so\nit is")))->error_message,
                 std::string("so\nit is"));
    }

    void reply_isOneLineWhateverIsInIt() {
        std::string line = host::failure_line({}, "ValueError", "a\nb\xff\"");
        QCOMPARE(line.find('\n'), std::string::npos);
        QVERIFY(host::parse_reply(line).has_value());
        QCOMPARE(line.substr(0, 11), std::string("{\"id\":null,"));
    }

    void lineThatIsNoReply_isNotTakenForOne() {
        for (const char* line : {"", "x", "[]", "{}", R"({"id": 1})", R"({"id": 1, "ok": 1})"}) {
            QVERIFY2(!host::parse_reply(line), line);
        }
    }

    void unknownKey_isNamedWithTheKnownOnes() {
        Json object = {{"worker", 1}, {"sginal", 9}};
        QCOMPARE(message_of<TypeError>([&] {
                     host::require_known_keys(object, "kill_worker", {"worker", "signal"});
                 }),
                 std::string("unknown key \"sginal\" in kill_worker; known are worker, signal"));
        QCOMPARE(message_of<TypeError>([&] { host::require_known_keys(object, "close", {}); }),
                 std::string("unknown key \"worker\" in close, which has none"));
        QCOMPARE(message_of<TypeError>([&] { (void)host::required(object, "signal"); }),
                 std::string("\"signal\" is missing"));
        QCOMPARE(message_of<TypeError>([&] { (void)host::required_text(object, "worker"); }),
                 std::string("\"worker\" is not a string"));
    }
};

QTEST_GUILESS_MAIN(TestProtocol)
#include "tst_protocol.moc"
