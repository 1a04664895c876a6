// SPDX-License-Identifier: MIT
#include <QTest>

#include <cerrno>

#include <poolscope/scenario.h>

using namespace poolscope;

namespace {

QString problemsOf(const QString& text) {
    try {
        (void)fault_from_text(text.toStdString());
    } catch (const ScenarioError& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

}  // namespace

/// A fault in one line.
class FaultTextTest : public QObject {
    Q_OBJECT

private slots:
    void line_isReadAsAFault() {
        const Fault kill = fault_from_text("kill worker=1 at=task nth=3");
        QVERIFY((kill == Fault{.action = FaultAction::Kill, .at = FaultPoint::Task, .worker = 1, .nth = 3}));
        QVERIFY(fault_from_text("  kill\tat=task ") == Fault{});
        QVERIFY((fault_from_text("delay at=initializer seconds=500ms") ==
                 Fault{.action = FaultAction::Delay, .at = FaultPoint::Initializer, .duration = std::chrono::milliseconds(500)}));
        QVERIFY((fault_from_text("fail message='no data base'") == Fault{.action = FaultAction::Fail, .message = "no data base"}));
        QVERIFY((fault_from_text("fail message=7") == Fault{.action = FaultAction::Fail, .message = "7"}));
        QVERIFY((fault_from_text("fail message=") == Fault{.action = FaultAction::Fail}));
        QVERIFY((fault_from_text("refuse slot=1 nth=2 times=3 errno=ENOMEM") ==
                 Fault{.action = FaultAction::Refuse, .slot = 1, .nth = 2, .times = 3, .error_number = ENOMEM}));
        QVERIFY((fault_from_text("fill_disk bytes=64KiB") == Fault{.action = FaultAction::FillDisk, .bytes = 65536}));
        QVERIFY((fault_from_text("exit exit_code=0 probability=0.5") ==
                 Fault{.action = FaultAction::Exit, .probability = 0.5, .exit_code = 0}));
        QVERIFY((fault_from_text(R"({"do": "kill", "at": "task", "nth": 3})") == Fault{.nth = 3}));
    }

    void faultAsText_readsBackTheSame_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"kill at=task", "stop at=idle slot=0 seconds=1.5", "segfault at=writing worker=2 nth=0", "abort at=reading probability=0.25",
              "exit at=start exit_code=3", "delay at=initializer seconds=0.001", "fail at=task message='it is \"so\"'",
              "fail at=task message=\"it's\"", "refuse times=4 errno=EAGAIN", "fill_disk bytes=0", "slow_reader bytes=1000",
              "full_lane worker=1 nth=2 seconds=1.0", "{\"do\":\"fail\",\"at\":\"task\",\"message\":\"'\\\"\"}"})
            QTest::newRow(text) << QString(text);
    }
    void faultAsText_readsBackTheSame() {
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(to_text(fault_from_text(text.toStdString()))), text);
    }

    void whatIsWrong_isNamedByItsKey_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* text, const char* problem) { QTest::newRow(text) << QString(text) << QString(problem); };
        row("", "no fault is named: say for example \"kill at=task worker=1 nth=3\"");
        row("kil at=task", "do: unknown fault 'kil'; did you mean 'kill'?");
        row("kill at", "\"at\" is not of the form key=value");
        row("kill at=tsak", "at: unknown point 'tsak'; did you mean 'task'?");
        row("kill nth=3 nth=4", "nth: is given twice");
        row("kill nth=three", "nth: must be a whole number from 0 to 18446744073709551615, not \"three\"");
        row("kill wroker=1", "wroker: unknown key 'wroker'; did you mean 'worker'?");
        row("delay seconds=soon", "seconds: must be a number, not \"soon\"");
        row("fail message='open", "the closing ' is missing");
        row("{\"do\": \"kill\"", "line 1, column 14: syntax error while parsing object - unexpected end of input; expected '}'");
        row("{\"do\": \"kill\", \"do\": \"stop\"}", "/do: the key is given twice");
    }
    void whatIsWrong_isNamedByItsKey() {
        QFETCH(QString, text);
        QFETCH(QString, problem);
        QCOMPARE(problemsOf(text), problem);
    }
};

QTEST_GUILESS_MAIN(FaultTextTest)
#include "tst_fault_text.moc"
