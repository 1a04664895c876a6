// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/catalogue.h>

#include "host/host_commands.h"
#include "host/protocol.h"

using namespace poolscope;
using namespace poolscope::host;

namespace {

class NotingControl final : public HostControl {
public:
    void keep(WhenAlone choice) override { chosen = choice; }
    [[nodiscard]] WhenAlone when_alone() const override { return chosen; }
    void shut_down() override { shut = true; }
    [[nodiscard]] std::string run_folder() const override { return "/run/folder"; }
    WhenAlone chosen = WhenAlone::Terminate;
    bool shut = false;
};

/// Commands to a host whose pool was not started.
struct Commanded {
    Commanded()
        : trace(dir.filePath("trace").toStdString(), {}),
          run(loop, trace, {"poolscope-worker", "poolscope-worker-dynamic"},
              dir.filePath("scenario.json").toStdString()),
          commands(run, control) {}

    std::optional<HostReply> handle(const std::string& line, Line::Kind kind = Line::Kind::Whole) {
        std::optional<HostReply> reply;
        int replies = 0;
        commands.handle({kind, line}, [&](const std::string& text) {
            reply = parse_reply(text);
            ++replies;
        });
        if (replies > 1) qFatal("more than one reply to %s", line.c_str());
        return reply;
    }

    QTemporaryDir dir;
    base::EventLoop loop;
    RunTrace trace;
    NotingControl control;
    PoolRun run;
    HostCommands commands;
};

}  // namespace

class TestHostCommands : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { register_catalogue(); }

    void hello_saysWhoAnswers() {
        Commanded host;
        const auto reply = host.handle(R"({"id": 1, "command": "hello"})");
        QVERIFY(reply && reply->ok);
        QCOMPARE(reply->body.at("phase").get<std::string>(), std::string("new"));
        QCOMPARE(reply->body.at("run_folder").get<std::string>(), std::string("/run/folder"));
        QCOMPARE(reply->body.at("when_alone").get<std::string>(), std::string("terminate"));
        QCOMPARE(reply->body.at("protocol").get<int>(), 1);
    }

    void emptyLine_isIgnored() {
        Commanded host;
        QVERIFY(!host.handle(""));
        QVERIFY(!host.handle(" \r"));
    }

    void wrongCommand_isRefusedInWords_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* name, const char* line, const char* type, const char* part) {
            QTest::newRow(name) << line << type << part;
        };
        row("unknown command", R"({"id": 1, "command": "trminate"})", "ValueError", "did you mean 'terminate'");
        row("unknown key", R"({"id": 1, "command": "close", "now": true})", "TypeError", "unknown key \"now\"");
        row("no pool: submit",
            R"({"id": 1, "command": "submit", "batch": {"method": "map", "function": "square", "iterable": []}})",
            "ValueError", "send start first");
        row("no pool: close", R"({"id": 1, "command": "close"})", "ValueError", "send start first");
        row("no pool: terminate", R"({"id": 1, "command": "terminate"})", "ValueError", "send start first");
        row("no pool: join", R"({"id": 1, "command": "join"})", "ValueError", "send start first");
        row("no pool: kill", R"({"id": 1, "command": "kill_worker", "worker": 1, "signal": 9})", "ValueError",
            "send start first");
        row("no scenario", R"({"id": 1, "command": "start"})", "TypeError", "\"scenario\" is missing");
        row("scenario of another type", R"({"id": 1, "command": "start", "scenario": []})", "TypeError",
            "not an object");
        row("scenario with a typing error", R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "pol": {}}})",
            "ValueError", "/pol");
        row("after", R"({"id": 1, "command": "start", "scenario": {"poolscope": 1}, "after": "sleep"})", "ValueError",
            "\"after\"");
        row("options", R"({"id": 1, "command": "start", "scenario": {"poolscope": 1}, "options": {"x": 1}})",
            "TypeError", "unknown key \"x\"");
        row("grace",
            R"({"id": 1, "command": "start", "scenario": {"poolscope": 1}, "options": {"terminate_grace_ms": -1}})",
            "ValueError", "terminate_grace_ms");
        row("processes", R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "pool": {"processes": 0}}})",
            "ValueError", "Number of processes must be at least 1");
        row("maxtasksperchild",
            R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "pool": {"maxtasksperchild": 0}}})",
            "ValueError", "maxtasksperchild must be a positive int or None");
        row("context",
            R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "pool": {"start_method": "bogus"}}})",
            "ValueError", "cannot find context for 'bogus'");
        row("initializer",
            R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "pool": {"initializer": "remembr"}}})",
            "TypeError", "initializer must be a callable");
        row("initargs",
            R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "pool": {"initializer": "remember", "initargs": [1, 2, 3]}}})",
            "TypeError", "/pool: remember()");
        row("function",
            R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "batches": [{"method": "map", "function": "sqare", "iterable": [1]}]}})",
            "TypeError", "/batches/0: ");
        row("module", R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "modules": ["/none.so"]}})",
            "ValueError", "/none.so");
        row("worker", R"({"id": 1, "command": "kill_worker", "worker": 0, "signal": 9})", "ValueError", "\"worker\"");
        row("worker of another type", R"({"id": 1, "command": "kill_worker", "worker": "1", "signal": 9})", "TypeError",
            "\"worker\"");
        row("signal", R"({"id": 1, "command": "kill_worker", "worker": 1, "signal": "SIGFOO"})", "ValueError",
            "SIGFOO");
        row("signal number", R"({"id": 1, "command": "kill_worker", "worker": 1, "signal": 0})", "ValueError",
            "\"signal\"");
        row("no pool: pause", R"({"id": 1, "command": "pause"})", "ValueError", "send start first");
        row("no pool: resume", R"({"id": 1, "command": "resume"})", "ValueError", "send start first");
        row("no pool: workers", R"({"id": 1, "command": "workers"})", "ValueError", "send start first");
        row("pause of one worker", R"({"id": 1, "command": "pause", "worker": 1})", "TypeError",
            "unknown key \"worker\" in pause, which has none");
        row("no pool: resize", R"({"id": 1, "command": "resize", "processes": 2})", "ValueError", "send start first");
        row("resize to nothing", R"({"id": 1, "command": "resize", "processes": 0})", "ValueError",
            "Number of processes must be at least 1");
        row("resize to far too many", R"({"id": 1, "command": "resize", "processes": 18446744073709551615})", "ValueError",
            "Number of processes must be at most 10000");
        row("resize to a half", R"({"id": 1, "command": "resize", "processes": 1.5})", "TypeError", "\"processes\"");
        row("resize without a number", R"({"id": 1, "command": "resize"})", "TypeError", "\"processes\" is missing");
        row("no pool: drain", R"({"id": 1, "command": "drain_worker", "worker": 1})", "ValueError", "send start first");
        row("drain no worker", R"({"id": 1, "command": "drain_worker"})", "TypeError", "\"worker\" is missing");
        row("drain worker 0", R"({"id": 1, "command": "drain_worker", "worker": 0})", "ValueError", "\"worker\"");
        row("restart worker of text", R"({"id": 1, "command": "restart_worker", "worker": "x"})", "TypeError", "\"worker\"");
        row("no pool: restart", R"({"id": 1, "command": "restart_worker", "worker": 1})", "ValueError", "send start first");
        row("no pool: cancel a batch", R"({"id": 1, "command": "cancel", "batch": 1})", "ValueError", "send start first");
        row("no pool: cancel a task", R"({"id": 1, "command": "cancel", "task": 1})", "ValueError", "send start first");
        row("no pool: cancel an item", R"({"id": 1, "command": "cancel", "batch": 1, "item": 0})", "ValueError",
            "send start first");
        row("cancel nothing", R"({"id": 1, "command": "cancel"})", "TypeError", "\"batch\" is missing");
        row("cancel an item of no batch", R"({"id": 1, "command": "cancel", "item": 1})", "TypeError", "\"batch\" is missing");
        row("cancel batch and task", R"({"id": 1, "command": "cancel", "batch": 1, "task": 1})", "TypeError", "cancel takes");
        row("cancel a negative item", R"({"id": 1, "command": "cancel", "batch": 1, "item": -1})", "ValueError", "\"item\"");
        row("cancel task 0", R"({"id": 1, "command": "cancel", "task": 0})", "ValueError", "\"task\"");
        row("no pool: limits", R"({"id": 1, "command": "set_limits", "limits": {}})", "ValueError", "send start first");
        row("no limits", R"({"id": 1, "command": "set_limits"})", "TypeError", "\"limits\" is missing");
        row("limits of another type", R"({"id": 1, "command": "set_limits", "limits": [1]})", "ValueError", "/limits: ");
        row("unknown limit", R"({"id": 1, "command": "set_limits", "limits": {"processes": 3}})", "ValueError",
            "/limits/processes: unknown key");
        row("limit of zero", R"({"id": 1, "command": "set_limits", "limits": {"task_timeout": 0}})", "ValueError",
            "/limits/task_timeout: task_timeout must be a positive number of seconds or None");
        row("faults of a scenario",
            R"({"id": 1, "command": "start", "scenario": {"poolscope": 1, "faults": {"plan": [{"do": "kil"}]}}})", "ValueError",
            "/faults/plan/0/do: unknown fault 'kil'");
        row("keep", R"({"id": 1, "command": "keep", "when_alone": "maybe"})", "ValueError", "\"when_alone\"");
    }
    void wrongCommand_isRefusedInWords() {
        QFETCH(QString, line);
        QFETCH(QString, type);
        QFETCH(QString, part);
        Commanded host;
        const auto reply = host.handle(line.toStdString());
        QVERIFY(reply && !reply->ok);
        QCOMPARE(reply->request, std::uint64_t(1));
        QCOMPARE(QString::fromStdString(reply->error_type), type);
        const QString message = QString::fromStdString(reply->error_message);
        QVERIFY2(message.contains(part), qPrintable(message));
        QCOMPARE(host.run.stage(), PoolStage::None);
    }

    void lineTooLong_isToldWithoutAnId() {
        Commanded host;
        const auto reply = host.handle("", Line::Kind::TooLong);
        QVERIFY(reply && !reply->ok);
        QCOMPARE(reply->request, std::uint64_t(0));
    }

    void keep_changesWhatHappensWhenAlone() {
        Commanded host;
        QVERIFY(host.handle(R"({"id": 1, "command": "keep", "when_alone": "go_on"})")->ok);
        QVERIFY(host.control.chosen == WhenAlone::GoOn);
        QVERIFY(host.handle(R"({"id": 1, "command": "keep", "when_alone": "terminate"})")->ok);
        QVERIFY(host.control.chosen == WhenAlone::Terminate);
    }

    void shutDown_isAnsweredAndPassedOn() {
        Commanded host;
        QVERIFY(host.handle(R"({"id": 1, "command": "shut_down"})")->ok);
        QVERIFY(host.control.shut);
    }

    void functions_areListedWithTheirDocstrings() {
        Commanded host;
        const auto reply = host.handle(R"({"id": 1, "command": "functions"})");
        QVERIFY(reply && reply->ok);
        bool square = false;
        bool remember = false;
        for (const Json& function : reply->body.at("functions")) {
            QVERIFY2(!function.at("doc").get<std::string>().empty(), function.at("name").get<std::string>().c_str());
            if (function.at("name") == "square") {
                square = true;
                QVERIFY(function.at("parameters") == Json::array({"x"}));
                QVERIFY(!function.at("is_initializer").get<bool>());
            }
            if (function.at("name") == "remember") remember = function.at("is_initializer").get<bool>();
        }
        QVERIFY(square && remember);
    }
};

QTEST_GUILESS_MAIN(TestHostCommands)
#include "tst_host_commands.moc"
