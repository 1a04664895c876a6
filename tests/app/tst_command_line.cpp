// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <poolscope/trace.h>

#include "program_run.h"

namespace {

QByteArray scenario(const QByteArray& batches, const QByteArray& pool = "{\"processes\": 2}") {
    return "{\"poolscope\": 1, \"title\": \"A test\", \"pool\": " + pool + ", \"batches\": [" + batches + "]}";
}

const QByteArray kSquares = R"({"method": "map", "function": "square", "iterable": [1, 2, 3]})";
const QByteArray kLongSleep = R"({"method": "map", "function": "sleep", "iterable": [60, 60, 60, 60], "chunksize": 1})";

bool someTaskWasGiven(const poolscope::trace::Record& record) {
    return std::holds_alternative<poolscope::trace::TaskAssigned>(record.body);
}

}  // namespace

#define VERIFY_RUN(run, status)                                                                                        \
    QVERIFY2((run).exitedByItself() && (run).exitStatus() == (status), (run).seen().constData());                      \
    QVERIFY2(leftBehind({&(run)}).isEmpty(), leftBehind({&(run)}).constData())

/// The program's arguments, output and exit status; the program runs as a program.
class CommandLineTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { adoptOrphans(); }
    void help_isGivenForEverything_data();
    void help_isGivenForEverything();
    void badArguments_exitWithTwoAndSayWhatIsWrong_data();
    void badArguments_exitWithTwoAndSayWhatIsWrong();
    void badScenario_exitsWithTwoAndNamesEachProblem();
    void scenario_isReadFromStandardInput();
    void scenario_isFoundByItsName();
    void report_tellsOfBatchesWorkersAndTheWhole();
    void failedTask_exitsWithOne();
    void brokenPool_exitsWithThree();
    void interrupt_endsTheRunInOrder_data();
    void interrupt_endsTheRunInOrder();
    void interruptOfTheWholeGroup_endsTheRunInOrder_data();
    void interruptOfTheWholeGroup_endsTheRunInOrder();
    void killedHost_exitsWithThreeAndSaysSo();
    void traceThatCannotBeKept_costsNoResults();
    void fileThatIsRead_isNotReplaced();
    void keptTrace_isShownAndExported();
    void damagedTrace_isShownWithAWarning();
    void withoutDisplay_theScenarioRunsInTheTerminal();
    void picture_isMadeOfARunAndOfATrace();
    void functions_areListed();
    void scenarios_areListed();
};

void CommandLineTest::help_isGivenForEverything_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("contains");
    QTest::newRow("program") << "--help" << QByteArray("run");
    QTest::newRow("run") << "run --help" << QByteArray("--maxtasksperchild");
    QTest::newRow("trace") << "trace --help" << QByteArray("export");
    QTest::newRow("trace export") << "trace export --help" << QByteArray("chrome");
    QTest::newRow("trace check") << "trace check --help" << QByteArray("--json");
    QTest::newRow("version") << "--version" << QByteArray("poolscope 0.");
}

void CommandLineTest::help_isGivenForEverything() {
    QFETCH(QString, arguments);
    QFETCH(QByteArray, contains);
    ProgramRun run(arguments.split(' '));
    QVERIFY(run.run());
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains(contains), run.seen().constData());
}

void CommandLineTest::badArguments_exitWithTwoAndSayWhatIsWrong_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const QStringList& arguments, const char* message) {
        QTest::newRow(name) << arguments << QByteArray(message);
    };
    row("unknown option", {"--bogus"}, "--bogus");
    row("window for a file that is not there", {"no/such/file.json"}, "no/such/file.json: No such file or directory");
    row("picture size without a picture", {"--width", "100"}, "--screenshot");
    row("run without a scenario", {"run"}, "SCENARIO is required");
    row("run with two", {"run", "a", "b"}, "b");
    row("missing file", {"run", "no/such/file.json"},
        "no/such/file.json: cannot be read: open: No such file or directory");
    row("unknown name", {"run", "no-such-name"}, "is neither a file nor a scenario that came with the program");
    row("processes", {"run", "four-workers", "--processes", "0"},
        "--processes: Number of processes must be at least 1");
    row("maxtasksperchild", {"run", "four-workers", "--maxtasksperchild", "0.5"},
        "--maxtasksperchild: maxtasksperchild must be a positive int or None");
    row("chunksize", {"run", "four-workers", "--chunksize", "0"}, "--chunksize: Chunksize must be 1+, not 0");
    row("start method", {"run", "four-workers", "--start-method", "bogus"},
        "--start-method: cannot find context for 'bogus'");
    row("trace in no folder", {"run", "four-workers", "--trace", "/no/such/folder/trace"},
        "--trace: /no/such/folder/trace cannot be written");
    row("trace without a verb", {"trace"}, "subcommand is required");
    row("trace that is missing", {"trace", "show", "/no/such/trace"}, "/no/such/trace");
    row("trace that is none", {"trace", "show", "/etc/passwd"}, "poolscope: ");
    row("check of a trace that is none", {"trace", "check", "/etc/passwd"}, "is not a Poolscope trace");
    row("check of a trace that is missing", {"trace", "check", "/no/such/trace", "--json"}, "/no/such/trace");
    row("trace format", {"trace", "export", "/etc/passwd", "--format", "pdf"}, "must be csv, results, sqlite, json, chrome or text, not pdf");
    row("measure", {"compare", "a", "b", "--by", "x"}, "must be wall, work, first_result or median_task, not x");
    row("trace without a format", {"trace", "export", "/etc/passwd"}, "--format is required");
}

void CommandLineTest::badArguments_exitWithTwoAndSayWhatIsWrong() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    ProgramRun run(arguments);
    QVERIFY(run.run());
    VERIFY_RUN(run, 2);
    QVERIFY2(run.errors().contains(message), run.seen().constData());
    QCOMPARE(run.output(), QByteArray());
}

void CommandLineTest::badScenario_exitsWithTwoAndNamesEachProblem() {
    ProgramRun garbage({"run", "-"});
    QVERIFY(garbage
                .withInput("\x7f"
                           "ELF garbage")
                .run());
    VERIFY_RUN(garbage, 2);
    QVERIFY2(garbage.errors().contains("line 1, column 1: "), garbage.seen().constData());

    ProgramRun wrong({"run", "-", "--json"});
    QVERIFY(
        wrong.withInput(scenario(R"({"method": "map", "function": "sqare", "iterable": [1]})", R"({"processes": 0})"))
            .run());
    VERIFY_RUN(wrong, 2);
    QVERIFY2(wrong.errors().contains("/pool/processes: Number of processes must be at least 1\n"),
             wrong.seen().constData());
    QVERIFY2(wrong.errors().contains("/batches/0/function: unknown function 'sqare'; did you mean 'square'?\n"),
             wrong.seen().constData());
    QCOMPARE(wrong.output(), QByteArray());

    ProgramRun arguments({"run", "-"});
    QVERIFY(arguments.withInput(scenario(R"({"method": "apply", "function": "multiply", "args": [1, 2, 3]})")).run());
    VERIFY_RUN(arguments, 2);
    QVERIFY2(arguments.errors().contains("multiply"), arguments.seen().constData());
}

void CommandLineTest::scenario_isReadFromStandardInput() {
    ProgramRun run({"run", "-", "--json", "--chunksize", "1", "--maxtasksperchild", "1"});
    QVERIFY(run.withInput(scenario(kSquares)).run());
    VERIFY_RUN(run, 0);
    const QJsonObject document = run.document();
    QCOMPARE(document["batches"].toArray().at(0).toObject()["results"].toArray(), (QJsonArray{1, 4, 9}));
    QCOMPARE(document["batches"].toArray().at(0).toObject()["tasks"].toInt(), 3);
    QCOMPARE(document["pool"].toObject()["processes"].toInt(), 2);
    QCOMPARE(document["pool"].toObject()["maxtasksperchild"].toInt(), 1);
    QCOMPARE(document["summary"].toObject()["items"].toInt(), 3);
    QVERIFY2(run.errors().isEmpty(), run.seen().constData());
}

void CommandLineTest::scenario_isFoundByItsName() {
    ProgramRun run({"run", "words-and-checksums", "--json"});
    QVERIFY(run.run());
    VERIFY_RUN(run, 0);
    QCOMPARE(run.document()["batches"].toArray().size(), 2);
}

void CommandLineTest::report_tellsOfBatchesWorkersAndTheWhole() {
    ProgramRun run({"run", "-", "--start-method", "fork"});
    QVERIFY(run.withInput(scenario(kSquares, R"({"processes": 2, "initializer": "slow_start", "initargs": [0.01]})"))
                .run());
    VERIFY_RUN(run, 0);
    const QByteArray output = run.output();
    for (const char* part : {"A test\n", "2 processes, fork, initializer slow_start(0.01)\n", "1. map square",
                             "   succeeded in ", "3 items in ", "   results: 1, 4, 9\n", "SLOT  WORKER ",
                             "PoolWorker-1", "PoolWorker-2", "pool closed\n", "3 items done in "}) {
        QVERIFY2(output.contains(part), (QByteArray(part) + " is not in\n" + output).constData());
    }
    QVERIFY2(!output.contains('\x1b') && run.errors().isEmpty(), "no terminal, so no colours and no progress bar");
}

void CommandLineTest::failedTask_exitsWithOne() {
    ProgramRun run({"run", "-"});
    QVERIFY(
        run.withInput(scenario(R"({"method": "map", "function": "parse_int", "iterable": ["7", "x"], "chunksize": 1})"))
            .run());
    VERIFY_RUN(run, 1);
    QVERIFY2(run.output().contains("ValueError: invalid literal for int() with base 10: 'x' (item 1, PoolWorker-"),
             run.seen().constData());
    QVERIFY2(run.output().contains("results: 7, <"), run.seen().constData());
}

void CommandLineTest::brokenPool_exitsWithThree() {
    ProgramRun run({"run", "-", "--json"});
    QVERIFY(
        run.withInput(scenario(kSquares, R"({"processes": 2, "initializer": "fail_start", "initargs": ["no luck"]})"))
            .run());
    VERIFY_RUN(run, 3);
    QVERIFY2(run.errors().contains("the pool broke: ") && run.errors().contains("no luck"), run.seen().constData());
    QCOMPARE(run.document()["batches"].toArray().at(0).toObject()["state"].toString(), QString("failed"));
}

void CommandLineTest::interrupt_endsTheRunInOrder_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void CommandLineTest::interrupt_endsTheRunInOrder() {
    QFETCH(int, signal);
    ProgramRun run({"run", "-", "--json"});
    run.withInput(scenario(kLongSleep)).start();
    QVERIFY(run.waitForRecord(someTaskWasGiven));
    QCOMPARE(::kill(static_cast<pid_t>(run.pid()), signal), 0);
    QVERIFY2(run.finish(), run.seen().constData());
    VERIFY_RUN(run, 128 + signal);
    QCOMPARE(run.output(), QByteArray());
    QCOMPARE(run.errors(), QByteArray("poolscope: interrupted; the pool was terminated\n"));
}

void CommandLineTest::interruptOfTheWholeGroup_endsTheRunInOrder_data() {
    QTest::addColumn<QString>("method");
    for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << method;
}

/// Ctrl+C in a terminal: host and workers get the signal too, and none of them has anything to say.
void CommandLineTest::interruptOfTheWholeGroup_endsTheRunInOrder() {
    QFETCH(QString, method);
    ProgramRun run({"run", "-", "--json", "--start-method", method});
    run.inOwnProcessGroup().withInput(scenario(kLongSleep)).start();
    QVERIFY(run.waitForRecord(someTaskWasGiven));
    QCOMPARE(::killpg(static_cast<pid_t>(run.pid()), SIGINT), 0);
    QVERIFY2(run.finish(), run.seen().constData());
    VERIFY_RUN(run, 130);
    QCOMPARE(run.output(), QByteArray());
    QCOMPARE(run.errors(), QByteArray("poolscope: interrupted; the pool was terminated\n"));
}

void CommandLineTest::killedHost_exitsWithThreeAndSaysSo() {
    ProgramRun run({"run", "-"});
    run.withInput(scenario(kLongSleep)).start();
    pid_t host = 0;
    QVERIFY(run.waitForRecord([&host](const poolscope::trace::Record& record) {
        if (const auto* started = std::get_if<poolscope::trace::RunStarted>(&record.body)) host = started->host_pid;
        return someTaskWasGiven(record);
    }));
    QVERIFY(host > 0);
    QCOMPARE(::kill(host, SIGKILL), 0);
    QVERIFY2(run.finish(), run.seen().constData());
    VERIFY_RUN(run, 3);
    QVERIFY2(run.errors().contains("the host was ended by SIGKILL"), run.seen().constData());
}

void CommandLineTest::traceThatCannotBeKept_costsNoResults() {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("gone"));
    ProgramRun run({"run", "-", "--trace", folder.filePath("gone/trace")});
    run.withInput(scenario(R"({"method": "map", "function": "sleep", "iterable": [0.5, 0.5]})")).start();
    const auto begun = run.waitForRecord([](const poolscope::trace::Record& record) { return std::holds_alternative<poolscope::trace::TaskStarted>(record.body); });
    QVERIFY(begun && QDir(folder.path()).rmdir("gone"));
    QVERIFY(run.finish());
    QCOMPARE(run.exitStatus(), 3);
    QVERIFY2(run.output().contains("2 items done in 2 tasks"), run.seen().constData());
    const QByteArray left = run.errors().mid(run.errors().indexOf("the trace is ") + 13).split('\n').first();
    QVERIFY2(QFile::exists(QString::fromUtf8(left)), run.seen().constData());
    QVERIFY(QDir(QFileInfo(QString::fromUtf8(left)).path()).removeRecursively());
}

void CommandLineTest::fileThatIsRead_isNotReplaced() {
    QTemporaryDir folder;
    QFile file(folder.filePath("mine.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(scenario(kSquares));
    file.close();
    ProgramRun run({"run", file.fileName(), "--trace", file.fileName()});
    QVERIFY(run.run());
    VERIFY_RUN(run, 2);
    QVERIFY2(run.errors().contains("it is what is read"), run.seen().constData());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), scenario(kSquares));
}

void CommandLineTest::keptTrace_isShownAndExported() {
    const QTemporaryDir folder;
    const QString trace = folder.filePath("a trace");
    ProgramRun run({"run", "-", "--trace", trace});
    QVERIFY(run.withInput(scenario(kSquares)).run());
    VERIFY_RUN(run, 0);

    ProgramRun show({"trace", "show", trace});
    QVERIFY(show.run());
    VERIFY_RUN(show, 0);
    QVERIFY2(show.output().contains("square") && show.errors().isEmpty(), show.seen().constData());

    ProgramRun check({"trace", "check", trace});
    QVERIFY(check.run());
    VERIFY_RUN(check, 0);
    QVERIFY2(check.output().startsWith("sound: ") && check.output().contains("3 items submitted = 3 done"),
             check.seen().constData());
    ProgramRun checkJson({"trace", "check", trace, "--json"});
    QVERIFY(checkJson.run());
    VERIFY_RUN(checkJson, 0);
    QCOMPARE(checkJson.document()["sound"].toBool(), true);
    QCOMPARE(checkJson.document()["items"].toObject()["done"].toInt(), 3);

    ProgramRun json({"trace", "export", trace, "--format", "json"});
    QVERIFY(json.run());
    VERIFY_RUN(json, 0);
    const QByteArrayList lines = json.output().trimmed().split('\n');
    QVERIFY(lines.size() > 10);
    for (const QByteArray& line : lines)
        QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());

    ProgramRun csv({"trace", "export", trace, "--format", "csv", "--output", folder.filePath("items.csv")});
    QVERIFY(csv.run());
    VERIFY_RUN(csv, 0);
    QFile items(folder.filePath("items.csv"));
    QVERIFY(items.open(QIODevice::ReadOnly));
    QCOMPARE(items.readAll().trimmed().split('\n').size(), 4);  // a head and three items
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), (QStringList{"a trace", "items.csv"}));

    ProgramRun results({"trace", "export", trace, "--format", "results"});
    QVERIFY(results.run());
    VERIFY_RUN(results, 0);
    const QByteArrayList resultLines = results.output().trimmed().split('\n');
    QCOMPARE(resultLines.size(), 3);
    QCOMPARE(QJsonDocument::fromJson(resultLines[0])["state"].toString(), "done");

    ProgramRun nowhere({"trace", "export", trace, "--format", "sqlite"});
    QVERIFY(nowhere.run());
    VERIFY_RUN(nowhere, 2);
    ProgramRun sqlite({"trace", "export", trace, "--format", "sqlite", "--output", folder.filePath("run.sqlite")});
    QVERIFY(sqlite.run());
    VERIFY_RUN(sqlite, 0);
    QFile database(folder.filePath("run.sqlite"));
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(database.read(16) == QByteArrayView("SQLite format 3\0", 16));

#ifdef POOLSCOPE_WITH_WINDOW
    ProgramRun report({"trace", "report", trace, "--output", folder.filePath("report.html")});
    QVERIFY(report.run());
    VERIFY_RUN(report, 0);
    QFile page(folder.filePath("report.html"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QByteArray html = page.readAll();
    QVERIFY(html.startsWith("<!DOCTYPE html>") && html.contains("data:image/svg+xml;base64,"));
    ProgramRun noTrace({"trace", "report", folder.filePath("report.html"), "--output", folder.filePath("other.html")});
    QVERIFY(noTrace.run());
    VERIFY_RUN(noTrace, 2);
    QVERIFY(!QFile::exists(folder.filePath("other.html")));
#endif

    ProgramRun chrome({"trace", "export", trace, "--format", "chrome"});
    QVERIFY(chrome.run());
    VERIFY_RUN(chrome, 0);
    QVERIFY(!QJsonDocument::fromJson(chrome.output()).isNull());
}

void CommandLineTest::damagedTrace_isShownWithAWarning() {
    const QTemporaryDir folder;
    const QString trace = folder.filePath("trace");
    ProgramRun run({"run", "-", "--trace", trace});
    QVERIFY(run.withInput(scenario(kSquares)).run());
    VERIFY_RUN(run, 0);
    QFile file(trace);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    QVERIFY(file.seek(size / 2));
    QCOMPARE(file.write("\xff\xff\xff\xff"), qint64{4});
    QVERIFY(file.resize(size - 3));
    file.close();
    ProgramRun show({"trace", "show", trace});
    QVERIFY(show.run());
    VERIFY_RUN(show, 0);
    QVERIFY2(show.errors().contains("damaged byte"), show.seen().constData());
    QVERIFY2(show.errors().contains("are no whole record"), show.seen().constData());
    ProgramRun check({"trace", "check", trace});
    QVERIFY(check.run());
    VERIFY_RUN(check, 1);
    QVERIFY2(check.output().contains(": reading: "), check.seen().constData());
}

void CommandLineTest::withoutDisplay_theScenarioRunsInTheTerminal() {
    const QTemporaryDir folder;
    QFile file(folder.filePath("s.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(scenario(kSquares));
    file.close();
    ProgramRun run({file.fileName()});
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        run.withoutVariable(variable);
    QVERIFY(run.run());
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("results: 1, 4, 9") &&
                 run.output().contains("For the window, start poolscope where DISPLAY"),
             run.seen().constData());
}

void CommandLineTest::picture_isMadeOfARunAndOfATrace() {
#ifndef POOLSCOPE_WITH_WINDOW
    QSKIP("built without the window");
#endif
    const QTemporaryDir folder;
    const auto made = [&folder](const QString& name) {
        QFile picture(folder.filePath(name));
        return picture.open(QIODevice::ReadOnly) && picture.read(8) == "\x89PNG\r\n\x1a\n";
    };
    QFile file(folder.filePath("s.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(scenario(kSquares));
    file.close();
    const QStringList options{"--config",    folder.filePath("config"), "--width", "900", "--height", "600",
                              "--screenshot"};
    ProgramRun scenarioRun(options + QStringList{folder.filePath("run.png"), file.fileName()});
    scenarioRun.withoutVariable("QT_QPA_PLATFORM").withoutVariable("DISPLAY").withoutVariable("WAYLAND_DISPLAY");
    scenarioRun.withVariable("XDG_RUNTIME_DIR", folder.path());  // Qt makes one in TMPDIR otherwise, and leaves it
    QVERIFY(scenarioRun.run());
    VERIFY_RUN(scenarioRun, 0);
    QVERIFY2(made("run.png"), scenarioRun.seen().constData());

    const QString trace = folder.filePath("trace");
    ProgramRun kept({"run", file.fileName(), "--trace", trace});
    QVERIFY(kept.run());
    ProgramRun traceRun(options + QStringList{folder.filePath("trace.png"), "--page", "results", trace});
    traceRun.withVariable("XDG_RUNTIME_DIR", folder.path());
    QVERIFY(traceRun.run());
    VERIFY_RUN(traceRun, 0);
    QVERIFY2(made("trace.png"), traceRun.seen().constData());
}

void CommandLineTest::functions_areListed() {
    ProgramRun text({"functions"});
    QVERIFY(text.run());
    VERIFY_RUN(text, 0);
    QVERIFY2(text.output().contains("\nsquare(x") && text.output().contains("Initializers"), text.seen().constData());
    QVERIFY(text.output().indexOf("\nremember(key") > text.output().indexOf("Initializers"));

    ProgramRun json({"functions", "--json"});
    QVERIFY(json.run());
    VERIFY_RUN(json, 0);
    QStringList names, initializers;
    for (const QJsonValue& value : QJsonDocument::fromJson(json.output()).array()) {
        const QJsonObject function = value.toObject();
        names += function["name"].toString();
        if (function["initializer"].toBool()) initializers += names.last();
        QVERIFY2(!function["doc"].toString().isEmpty(), qPrintable(names.last() + " has no docstring"));
    }
    const QStringList wanted =
        QString(
            "busy count_words crash exit_with fail_start fibonacci hang host_note identity is_prime leak make_bytes "
            "mandelbrot_row monte_carlo_pi multiply parse_int plain_loop print_line raise_error random_walk recall remember run_command set_nice "
            "sha256_file "
            "sleep slow_start square task_info worker_info")
            .split(' ');
    QCOMPARE(names, wanted);
    QCOMPARE(initializers, (QStringList{"fail_start", "remember", "set_nice", "slow_start"}));
}

void CommandLineTest::scenarios_areListed() {
    ProgramRun run({"scenarios"});
    QVERIFY(run.run());
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("four-workers") && run.output().contains("first-look"), run.seen().constData());
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_command_line.moc"
