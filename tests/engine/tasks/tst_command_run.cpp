// SPDX-License-Identifier: MIT
#include <cerrno>
#include <csignal>

#include <sys/wait.h>

#include <QtTest>

#include "tasks/command_run.h"
#include <poolscope/errors.h>

using namespace poolscope;
using tasks::CommandOutcome;
using tasks::run_command_line;

namespace {

CommandOutcome shell(const std::string& script) { return run_command_line({"sh", "-c", script}); }

QStringList openDescriptors() { return QDir("/proc/self/fd").entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System); }

bool hasChild() {
    siginfo_t info{};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

}  // namespace

class TestCommandRun : public QObject {
    Q_OBJECT
private slots:
    void init() { m_descriptors = openDescriptors(); }
    void cleanup() {
        QVERIFY(!hasChild());
        QCOMPARE(openDescriptors(), m_descriptors);
    }

    void programThatExits_givesItsStatusAndOutput() {
        const CommandOutcome outcome = shell("echo out; echo err >&2; exit 3");
        QVERIFY(outcome.exit_status == 3 && !outcome.signal);
        QCOMPARE(outcome.output, std::string("out\n"));
        QCOMPARE(outcome.error_output, std::string("err\n"));
    }

    void programThatIsKilled_givesTheSignal() {
        const CommandOutcome outcome = shell("kill -KILL $$");
        QVERIFY(!outcome.exit_status && outcome.signal == SIGKILL);
    }

    void standardInputIsEmpty() { QVERIFY(run_command_line({"cat"}).exit_status == 0); }

    void signalsAreAtTheirDefaults() {
        struct sigaction ignore {}, before {};
        ignore.sa_handler = SIG_IGN;
        QCOMPARE(::sigaction(SIGPIPE, &ignore, &before), 0);
        const CommandOutcome outcome = shell("kill -PIPE $$; echo alive");
        QCOMPARE(::sigaction(SIGPIPE, &before, nullptr), 0);
        QVERIFY(outcome.signal == SIGPIPE);
    }

    void outputBeyondTheLimit_isReadAndDropped() {
        const CommandOutcome outcome = shell("head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2; exit 7");
        QVERIFY(outcome.exit_status == 7);
        QVERIFY(outcome.output.size() > tasks::kOutputLimit && outcome.output.size() < tasks::kOutputLimit + 100);
        QVERIFY(outcome.output.ends_with("[1951424 more bytes were dropped]\n"));
        QVERIFY(outcome.error_output.ends_with("[951424 more bytes were dropped]\n"));
    }

    void grandchildThatKeepsTheOutputOpen_isNotWaitedFor() {
        QElapsedTimer timer;
        timer.start();
        const CommandOutcome outcome = shell("sleep 60 & echo $!");
        QVERIFY(timer.elapsed() < 30000);
        const int grandchild = std::stoi(outcome.output);
        QCOMPARE(::kill(grandchild, SIGKILL), 0);
    }

    void programThatIsMissing_isAnErrorInPythonsWords() {
        try {
            static_cast<void>(run_command_line({"no-such-program-here"}));
        } catch (const SystemError& error) {
            QCOMPARE(error.what(), "[Errno 2] No such file or directory: 'no-such-program-here'");
            return;
        }
        QFAIL("nothing was thrown");
    }

    void argumentsThatCannotBe_areRefused() {
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(run_command_line({})));
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(run_command_line({""})));
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(run_command_line({std::string("a\0b", 3)})));
    }

private:
    QStringList m_descriptors;
};

QTEST_GUILESS_MAIN(TestCommandRun)
#include "tst_command_run.moc"
