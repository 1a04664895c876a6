// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>
#include <sys/types.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "program_run.h"

namespace {

QByteArray scenario(const QByteArray& batches, const QByteArray& pool = "{\"processes\": 2}", const QByteArray& faults = "null") {
    return "{\"poolscope\": 1, \"title\": \"A test\", \"pool\": " + pool + ", \"faults\": " + faults + ", \"batches\": [" + batches +
           "]}";
}

const QByteArray kHang = R"({"method": "apply", "function": "hang"})";
const QByteArray kTwelve = R"({"method": "map", "function": "square", "iterable": {"range": [12]}, "chunksize": 3})";
const QByteArray kSleeps = R"({"method": "map", "function": "sleep", "iterable": [0.01, 0.02, 0.03, 0.04], "chunksize": 1})";

QJsonObject batch(const ProgramRun& run, qsizetype index = 0) {
    return run.document()["batches"].toArray().at(index).toObject();
}

}  // namespace

#define VERIFY_RUN(run, status)                                                                                        \
    QVERIFY2((run).exitedByItself() && (run).exitStatus() == (status), (run).seen().constData());                      \
    QVERIFY2(leftBehind({&(run)}).isEmpty(), leftBehind({&(run)}).constData())

/// What `poolscope run` takes beyond CPython's words: limits, faults and the output of tasks.
class RunOptionsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { adoptOrphans(); }

    void taskTimeout_endsTheItemAndIsTold_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << method;
    }
    void taskTimeout_endsTheItemAndIsTold() {
        QFETCH(QString, method);
        ProgramRun run({"run", "-", "--json", "--task-timeout", "200ms", "--start-method", method});
        QVERIFY(run.withInput(scenario(kHang + "," + kTwelve)).run());
        VERIFY_RUN(run, 1);
        QCOMPARE(run.document()["pool"].toObject()["task_timeout"].toDouble(), 0.2);
        QCOMPARE(batch(run)["timed_out"].toInt(), 1);
        const QJsonObject item = batch(run)["not_done"].toArray().at(0).toObject();
        QCOMPARE(item["state"].toString(), QString("timed_out"));
        QCOMPARE(item["cause"].toString(), QString("timed_out"));
        QVERIFY2(item["error"].toObject()["message"].toString().contains("task_timeout"), run.seen().constData());
        QCOMPARE(batch(run, 1)["done"].toInt(), 12);
        QCOMPARE(run.document()["summary"].toObject()["timed_out"].toInt(), 1);
    }

    void faultOfTheCommandLine_losesItsItemAlone() {
        ProgramRun run({"run", "-", "--json", "--processes", "1", "--fault", "kill at=task worker=1 nth=2"});
        QVERIFY(run.withInput(scenario(kTwelve)).run());
        VERIFY_RUN(run, 1);
        QCOMPARE(batch(run)["done"].toInt(), 11);
        const QJsonArray lost = batch(run)["not_done"].toArray();
        QCOMPARE(lost.size(), qsizetype{1});
        const QJsonObject item = lost.at(0).toObject();
        QCOMPARE(item["item"].toInt(), 3);
        QCOMPARE(item["state"].toString(), QString("lost"));
        QCOMPARE(item["cause"].toString(), QString("killed"));
        QCOMPARE(item["signal"].toInt(), SIGKILL);
        QCOMPARE(item["attempt"].toInt(), 1);
        QCOMPARE(item["arguments"].toArray(), QJsonArray{3});
        QCOMPARE(item["worker"].toString(), QString("PoolWorker-1"));
        const QJsonObject plan = run.document()["pool"].toObject()["faults"].toObject();
        QCOMPARE(plan["plan"].toArray().at(0).toObject()["do"].toString(), QString("kill"));
    }

    void retries_haveTheItemDoneAfterAll() {
        ProgramRun run({"run", "-", "--json", "--processes", "1", "--retries", "1", "--fault", "kill at=task worker=1 nth=2"});
        QVERIFY(run.withInput(scenario(kTwelve)).run());
        VERIFY_RUN(run, 0);
        QCOMPARE(batch(run)["done"].toInt(), 12);
        QCOMPARE(run.document()["summary"].toObject()["workers_started"].toInt(), 2);
    }

    void faultsFileWithAKeyTwice_isRefused() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("faults.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"seed": 7, "plan": [{"do": "exit", "at": "task"}], "seed": 8})");
        file.close();
        ProgramRun run({"run", "four-workers", "--faults", file.fileName()});
        QVERIFY(run.run());
        VERIFY_RUN(run, 2);
        QVERIFY2(run.errors().contains("seed: the key is given twice"), run.seen().constData());
    }

    void keptRuns_stayWithinTheLimitThatWasSetInTheWindow() {
        const QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath("config/poolscope"));
        QFile settings(home.filePath("config/poolscope/window.ini"));
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write("[General]\nlimitRuns=100\n\n[runs]\nlimitBytes=1000000000\nlimitRuns=2\n");
        settings.close();
        QStringList kept;
        for (int i = 0; i < 3; ++i) {
            ProgramRun run({"run", "-", "--keep"});
            run.withVariable("XDG_STATE_HOME", home.filePath("state")).withVariable("XDG_CONFIG_HOME", home.filePath("config"));
            QVERIFY(run.withInput(scenario(kTwelve)).run());
            VERIFY_RUN(run, 0);
            QCOMPARE(run.errors().contains("1 old run was removed"), i == 2);
            kept << run.errors().mid(run.errors().indexOf("kept as ") + 8).split('\n').first();
        }
        QVERIFY(!QFile::exists(kept[0]) && QFile::exists(kept[1]) && QFile::exists(kept[2]));
    }

    void faultsFile_standsInForTheScenariosOwn() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("faults.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"seed": 7, "plan": [{"do": "exit", "at": "task", "worker": 1, "nth": 1, "exit_code": 9}]})");
        file.close();
        const QByteArray given = scenario(kTwelve, R"({"processes": 1})", R"({"plan": [{"do": "segfault", "at": "task"}]})");
        ProgramRun run({"run", "-", "--json", "--faults", file.fileName(), "--fault-seed", "8"});
        QVERIFY(run.withInput(given).run());
        VERIFY_RUN(run, 1);
        QCOMPARE(batch(run)["not_done"].toArray().at(0).toObject()["exit_code"].toInt(), 9);
        QCOMPARE(run.document()["pool"].toObject()["faults"].toObject()["seed"].toInt(), 8);

        ProgramRun without({"run", "-", "--json", "--faults", "none"});
        QVERIFY(without.withInput(given).run());
        VERIFY_RUN(without, 0);
    }

    void restartBudget_breaksThePool() {
        ProgramRun run({"run", "-", "--json", "--restart-budget", "2/1h", "--fault", "abort at=task"});
        QVERIFY(run.withInput(scenario(kTwelve)).run());
        VERIFY_RUN(run, 3);
        QVERIFY2(run.errors().contains("the pool broke: "), run.seen().constData());
        const QJsonObject ends = batch(run);
        QCOMPARE(ends["done"].toInt() + ends["failed"].toInt() + ends["lost"].toInt() + ends["timed_out"].toInt() +
                     ends["cancelled"].toInt(),
                 12);
    }

    void limits_areTakenAndRecycleWorkers() {
        ProgramRun run({"run", "-", "--json", "--processes", "1", "--maxitemsperchild", "6", "--max-memory-per-child", "4GiB",
                        "--max-age-per-child", "1h", "--initializer-timeout", "1min", "--recycling-jitter", "0", "--seed", "5"});
        QVERIFY(run.withInput(scenario(kTwelve)).run());
        VERIFY_RUN(run, 0);
        const QJsonObject pool = run.document()["pool"].toObject();
        QCOMPARE(pool["maxitemsperchild"].toInt(), 6);
        QCOMPARE(pool["max_memory_per_child"].toDouble(), 4.0 * (1 << 30));
        QCOMPARE(pool["max_age_per_child"].toDouble(), 3600.0);
        QCOMPARE(pool["initializer_timeout"].toDouble(), 60.0);
        QCOMPARE(pool["seed"].toInt(), 5);
        const QJsonObject first = run.document()["workers"].toArray().at(0).toObject();
        QCOMPARE(first["end"].toObject()["cause"].toString(), QString("maxitemsperchild"));
    }

    void outputOfTasks_isShownBehindItsItemAndLeavesTheDocumentAlone_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << method;
    }
    void outputOfTasks_isShownBehindItsItemAndLeavesTheDocumentAlone() {
        QFETCH(QString, method);
        ProgramRun run({"run", "-", "--json", "--show-output", "--start-method", method});
        QVERIFY(run.withInput(scenario(R"({"method": "starmap", "function": "print_line", "chunksize": 1,
                                            "iterable": [["hello"], ["oops", "stderr"]]})",
                                       R"({"processes": 2, "capture_output": false})"))
                    .run());
        VERIFY_RUN(run, 0);
        QByteArrayList lines = run.errors().trimmed().split('\n');
        std::sort(lines.begin(), lines.end());
        QCOMPARE(lines, (QByteArrayList{"[1/0 out] hello", "[1/1 err] oops"}));
        QCOMPARE(batch(run)["done"].toInt(), 2);
    }

    void outputOfTasks_isSilentUnlessAskedFor() {
        ProgramRun run({"run", "-", "--json"});
        QVERIFY(run.withInput(scenario(R"({"method": "map", "function": "print_line", "iterable": ["hello"]})")).run());
        VERIFY_RUN(run, 0);
        QCOMPARE(run.errors(), QByteArray());
        QCOMPARE(batch(run)["done"].toInt(), 1);
    }

    void slowReader_hasTheWholeDocumentInTheEnd() {
        ProgramRun run({"run", "-", "--json", "--fault", "slow_reader bytes=4KiB"});
        QVERIFY(run.withInput(scenario(kTwelve + "," + kSleeps)).run());
        VERIFY_RUN(run, 0);
        QCOMPARE(batch(run, 1)["done"].toInt(), 4);
    }

    void fullDisk_isToldAndNobodyWaits() {
        ProgramRun run({"run", "-", "--json", "--fault", "fill_disk bytes=500"});
        QVERIFY(run.withInput(scenario(kTwelve)).run());
        VERIFY_RUN(run, 3);
        QVERIFY2(run.errors().contains("breaks off") || run.errors().contains("No space left"), run.seen().constData());
    }

    void fullDisk_leavesWhatWasRecordedUntilThen() {
        ProgramRun run({"run", "-", "--json", "--fault", "fill_disk bytes=1000"});
        QVERIFY(run.withInput(scenario(kTwelve + "," + kSleeps)).run());
        VERIFY_RUN(run, 3);
        QVERIFY2(run.errors().contains("the recording of the run stopped: No space left on device"), run.seen().constData());
        QCOMPARE(run.document().value("summary").toObject().value("recording_stopped").toString(), QString("No space left on device"));
    }

    void interruptDuringFaults_endsInOrderAndWithoutATrace() {
        ProgramRun run({"run", "-", "--fault", "stop at=task nth=1 worker=1", "--show-output"});
        run.withInput(scenario(kHang)).start();
        QVERIFY(run.waitForRecord([](const poolscope::trace::Record& record) {
            return std::holds_alternative<poolscope::trace::TaskAssigned>(record.body);
        }));
        QCOMPARE(::kill(static_cast<pid_t>(run.pid()), SIGINT), 0);
        QVERIFY2(run.finish(), run.seen().constData());
        VERIFY_RUN(run, 130);
        QCOMPARE(run.output(), QByteArray());
        QCOMPARE(run.errors(), QByteArray("poolscope: interrupted; the pool was terminated\n"));
    }

    void wrongOptions_exitWithTwoAndAreNamed_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const QStringList& options, const char* message) {
            QTest::newRow(qPrintable(options.join(' '))) << options << QByteArray(message);
        };
        row({"--task-timeout", "0"}, "--task-timeout: task_timeout must be a positive number of seconds or None");
        row({"--initializer-timeout", "soon"}, "--initializer-timeout: initializer_timeout must be a positive number of seconds");
        row({"--max-memory-per-child", "lots"}, "--max-memory-per-child: max_memory_per_child must be a positive int or None");
        row({"--max-age-per-child", "-1"}, "--max-age-per-child: max_age_per_child must be a positive number of seconds");
        row({"--maxitemsperchild", "0"}, "--maxitemsperchild: maxitemsperchild must be a positive int or None");
        row({"--recycling-jitter", "1"}, "--recycling-jitter: recycling_jitter must be a number from 0 up to but not including 1");
        row({"--restart-budget", "5"}, "--restart-budget: must be DEATHS/SECONDS, 5/10s for example, or none");
        row({"--restart-budget", "x/10"}, "--restart-budget: deaths must be a whole number from 0 to 1000000000");
        row({"--restart-budget", "1/x"}, "--restart-budget: seconds must be a positive number of seconds");
        row({"--retries", "-1"}, "--retries: retry must be a whole number from 0 to 1000000");
        row({"--seed", "x"}, "--seed: seed must be a whole number from 0 to 9223372036854775807");
        row({"--fault-seed", "x"}, "--fault-seed: must be a whole number from 0 to 18446744073709551615, not \"x\"");
        row({"--fault", "kil"}, "--fault 'kil': do: unknown fault 'kil'; did you mean 'kill'?");
        row({"--fault", "kill", "--fault", "delay"}, "--fault 'delay': seconds: delay needs seconds above 0");
        row({"--faults", "/no/such"}, "--faults /no/such: cannot be read");
        row({"--faults", "/etc/passwd"}, "--faults /etc/passwd: is not JSON");
    }
    void wrongOptions_exitWithTwoAndAreNamed() {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, message);
        ProgramRun run(QStringList{"run", "four-workers"} + options);
        QVERIFY(run.run());
        VERIFY_RUN(run, 2);
        QVERIFY2(run.errors().contains(message), run.seen().constData());
        QCOMPARE(run.output(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(RunOptionsTest)
#include "tst_run_options.moc"
