// SPDX-License-Identifier: MIT
#include <csignal>

#include <nlohmann/json.hpp>

#include <QtTest>

#include <poolscope/signal_name.h>

#include "tasks/command_run.h"

using poolscope::tasks::CommandOutcome;
using poolscope::tasks::run_command_line;

namespace {

std::string caller() { return QCoreApplication::applicationDirPath().toStdString() + "/call_function"; }

CommandOutcome call(const std::vector<std::string>& calls) {
    std::vector<std::string> argv{caller()};
    argv.insert(argv.end(), calls.begin(), calls.end());
    return run_command_line(argv);
}

}  // namespace

class TestMisbehaviour : public QObject {
    Q_OBJECT
private slots:
    void crash_endsByTheSignalItself_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("signal");
        QTest::newRow("default") << "[]" << SIGSEGV;
        QTest::newRow("null") << "[null]" << SIGSEGV;
        QTest::newRow("by name") << "[\"SIGABRT\"]" << SIGABRT;
        QTest::newRow("short name") << "[\"fpe\"]" << SIGFPE;
        QTest::newRow("by number") << "[15]" << SIGTERM;
        QTest::newRow("SIGKILL") << "[9]" << SIGKILL;
    }
    void crash_endsByTheSignalItself() {
        QFETCH(QString, arguments);
        QFETCH(int, signal);
        const CommandOutcome outcome = call({"crash", arguments.toStdString()});
        QVERIFY2(outcome.signal == signal, outcome.error_output.c_str());
    }

    void crashByASignalThatEndsNothing_comesBack() {
        const CommandOutcome outcome = call({"crash", "[\"SIGCHLD\"]"});
        QVERIFY(outcome.exit_status == 0);
        QCOMPARE(outcome.output, std::string("null\n"));
    }

    void crashByAnUnknownSignal_isAnError() {
        for (const char* arguments : {"[\"SIGNONE\"]", "[0]", "[1000]", "[99999999999]"}) {
            const CommandOutcome outcome = call({"crash", arguments});
            QVERIFY(outcome.signal == SIGABRT);  // the uncaught exception
            QVERIFY2(outcome.error_output.find("ValueError") != std::string::npos, outcome.error_output.c_str());
        }
    }

    void exitWith_endsWithTheCode() { QVERIFY(call({"exit_with", "[42]"}).exit_status == 42); }

    void hang_neverComesBack() {
        const CommandOutcome outcome = run_command_line({"timeout", "--signal=KILL", "0.2", caller(), "hang", "[]"});
        QVERIFY(outcome.signal == SIGKILL || outcome.exit_status == 128 + SIGKILL);
        QVERIFY(outcome.output.empty());
    }

    void leak_keepsWhatItTook() {
        const CommandOutcome outcome = call({"leak", "[0]", "leak", "[30]", "leak", "[30]"});
        const auto lines = QString::fromStdString(outcome.output).split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY2(lines[2].toInt() >= lines[0].toInt() + 55, outcome.output.c_str());
    }

    void setNice_changesThePriorityOfTheProcess() {
        const CommandOutcome outcome = call({"set_nice", "[7]", "run_command", "[[\"nice\"]]"});
        QVERIFY2(outcome.output.find("\"stdout\":\"7\\n\"") != std::string::npos, outcome.output.c_str());
    }

    void signalsHaveNames() {
        QVERIFY(poolscope::signal_from_name("SIGSEGV") == SIGSEGV && poolscope::signal_from_name("kill") == SIGKILL);
        QVERIFY(!poolscope::signal_from_name("") && !poolscope::signal_from_name("SIG") && !poolscope::signal_from_name("9"));
        QCOMPARE(poolscope::signal_name(SIGTERM), std::string("SIGTERM"));
    }
};

QTEST_GUILESS_MAIN(TestMisbehaviour)
#include "tst_misbehaviour.moc"
