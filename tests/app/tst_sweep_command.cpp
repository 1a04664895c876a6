// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/run_store.h>

#include "program_run.h"

namespace {

QByteArray sweep(const QByteArray& parameters, const QByteArray& more = {},
                 const QByteArray& batches = R"({"method": "map", "function": "square", "iterable": {"range": [12]}})") {
    return R"({"poolscope_sweep": 1, "title": "A test", "parameters": )" + parameters + more +
           R"(, "scenario": {"poolscope": 1, "title": "s", "pool": {"processes": 2}, "batches": [)" + batches + "]}}";
}
const QByteArray kShort = R"(, "repetitions": 2, "warm_up": 1, "stop_when_settled": false)";

class SweepCommandTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { adoptOrphans(); }

    void json_hasEveryRunAndTheVerdict();
    void table_tellsEachConfiguration();
    void failingRuns_areTheExitStatus();
    void badSweep_isRefusedWithItsPlace();
    void interrupted_goesOnWithoutRepeating();
    void events_tellEachRun();
    void csv_hasEachRun();
    void report_isAPageWithPictures();
    void unwritableFiles_areRefusedBeforeTheFirstRun();
    void keptRuns_areInTheStoreWithTheirSweep();
    void keptRuns_areAsManyAsWereAskedForAcrossAStop();
    void nothingToGoOnFrom_isRefused();
    void shelvedSweep_isFoundByName();
    void shelvedSweep_goesOnFromAnyFolder();

private:
    QTemporaryDir m_folder;
    QString file(const QByteArray& text, const QString& name = QStringLiteral("sweep.json")) {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    }
    QByteArray text(const QString& path) {
        QFile read(path);
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }
    QString state() { return m_folder.filePath(QStringLiteral("state.json")); }
};

#define VERIFY_RUN(run, status)                                                                                        \
    QVERIFY2((run).exitedByItself() && (run).exitStatus() == (status), (run).seen().constData());                      \
    QVERIFY2(leftBehind({&(run)}).isEmpty(), leftBehind({&(run)}).constData())

void SweepCommandTest::json_hasEveryRunAndTheVerdict() {
    ProgramRun run({"sweep", file(sweep(R"({"processes": [1, 2], "chunksize": [1, 6]})", kShort)), "--json", "--state", state()});
    QVERIFY(run.run());
    VERIFY_RUN(run, 0);
    const QJsonObject document = run.document();
    QCOMPARE(document["results"].toArray().size(), 4 * 3);
    QCOMPARE(document["configurations"].toArray().size(), 4);
    for (const QJsonValue& value : document["configurations"].toArray()) {
        QCOMPARE(value.toObject()["seconds"].toArray().size(), 2);
        QVERIFY(value.toObject()["median"].toDouble() > 0);
    }
    QVERIFY(document["verdict"].toObject()["best"].isDouble());
    QVERIFY(document["environment"].toObject().contains("kernel"));
    QCOMPARE(document["is_complete"].toBool(), true);
}

void SweepCommandTest::table_tellsEachConfiguration() {
    ProgramRun run({"sweep", "-", "--state", state()});
    QVERIFY(run.withInput(sweep(R"({"start_method": ["fork", "forkserver"]})", kShort)).run());
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("A test") && run.output().contains("start_method forkserver") && run.output().contains("fastest"),
             run.seen().constData());
}

void SweepCommandTest::failingRuns_areTheExitStatus() {
    const QByteArray wrong = R"({"method": "map", "function": "sqrt_of_nothing", "iterable": [1]})";
    ProgramRun unknown({"sweep", "-", "--state", state()});
    QVERIFY(unknown.withInput(sweep(R"({"processes": [1]})", kShort, wrong)).run());
    VERIFY_RUN(unknown, 2);
    ProgramRun run({"sweep", "-", "--json", "--state", state()});
    QVERIFY(run.withInput(sweep(R"({"processes": [1]})", kShort, R"({"method": "apply", "function": "exit_with", "args": [3]})")).run());
    VERIFY_RUN(run, 1);
    QCOMPARE(run.document()["configurations"].toArray().at(0).toObject()["failed"].toInt(), 2);
    QVERIFY(run.document()["results"].toArray().at(0).toObject()["problem"].toString().contains("exit_with"));
}

void SweepCommandTest::badSweep_isRefusedWithItsPlace() {
    ProgramRun run({"sweep", "-"});
    QVERIFY(run.withInput(sweep(R"({"processes": [1, 0]})")).run());
    VERIFY_RUN(run, 2);
    QVERIFY2(run.errors().contains("processes, value 2: Number of processes must be at least 1"), run.seen().constData());
    ProgramRun missing({"sweep", "/nowhere/sweep.json"});
    QVERIFY(missing.run());
    VERIFY_RUN(missing, 2);
}

void SweepCommandTest::interrupted_goesOnWithoutRepeating() {
    // Each run takes long enough that the sweep is in the middle when two of them are kept.
    const QString path = file(sweep(R"({"processes": [1, 2]})", R"(, "repetitions": 3, "warm_up": 0, "stop_when_settled": false)",
                                    R"({"method": "apply", "function": "sleep", "args": [0.2]})"));
    const QString kept = m_folder.filePath(QStringLiteral("kept.json"));
    ProgramRun first({"sweep", path, "--json", "--state", kept});
    first.start();
    const auto keptRuns = [&kept] {
        QFile state(kept);
        if (!state.open(QIODevice::ReadOnly)) return qsizetype(0);
        return QJsonDocument::fromJson(state.readAll()).object()["results"].toArray().size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(keptRuns() >= 2, 30'000);
    ::kill(static_cast<pid_t>(first.pid()), SIGINT);
    QVERIFY(first.finish());
    VERIFY_RUN(first, 130);
    const QJsonArray before = first.document()["results"].toArray();
    QCOMPARE(first.document()["is_complete"].toBool(), false);
    QVERIFY(before.size() >= 2 && before.size() < 6);
    ProgramRun second({"sweep", path, "--json", "--continue", "--state", kept});
    QVERIFY(second.run());
    VERIFY_RUN(second, 0);
    const QJsonArray after = second.document()["results"].toArray();
    QCOMPARE(after.size(), 6);
    for (qsizetype i = 0; i < before.size(); ++i) QCOMPARE(after.at(i), before.at(i));
}

void SweepCommandTest::events_tellEachRun() {
    ProgramRun run({"sweep", "-", "--events", "--state", state()});
    QVERIFY(run.withInput(sweep(R"({"processes": [1, 2]})", kShort)).run());
    VERIFY_RUN(run, 0);
    const QList<QByteArray> lines = run.output().trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 6);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QJsonObject event = QJsonDocument::fromJson(lines[i]).object();
        QCOMPARE(event["made"].toInt(), static_cast<int>(i));
        QCOMPARE(event["planned"].toInt(), 6);
    }
}

void SweepCommandTest::csv_hasEachRun() {
    const QString csv = m_folder.filePath(QStringLiteral("runs.csv"));
    ProgramRun run({"sweep", "-", "--csv", csv, "--state", state(), "--repetitions", "1"});
    QVERIFY(run.withInput(sweep(R"({"processes": [1, 2]})", R"(, "stop_when_settled": false, "warm_up": 0)")).run());
    VERIFY_RUN(run, 0);
    QFile written(csv);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().trimmed().split('\n').size(), 3);
}

void SweepCommandTest::report_isAPageWithPictures() {
    const QString page = m_folder.filePath(QStringLiteral("sweep.html"));
    ProgramRun run({"sweep", "-", "--report", page, "--state", state()});
    QVERIFY(run.withInput(sweep(R"({"processes": [1, 2]})", kShort)).run());
#ifndef POOLSCOPE_WITH_WINDOW
    VERIFY_RUN(run, 2);
    QVERIFY2(run.errors().contains("--report: this program was built without the window"), run.seen().constData());
    QSKIP("built without the window, which draws the pictures");
#endif
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("fastest"), run.seen().constData());
    const QByteArray html = text(page);
    QVERIFY2(html.contains("<title>A test</title>") && html.contains("image/svg+xml") && html.contains("processes 2"), run.seen().constData());
    ProgramRun nowhere({"sweep", "-", "--report", "/nowhere/at/all.html", "--state", state()});
    QVERIFY(nowhere.withInput(sweep(R"({"processes": [1]})", kShort)).run());
    VERIFY_RUN(nowhere, 2);
    QVERIFY2(nowhere.errors().contains("--report: /nowhere/at/all.html cannot be written"), nowhere.seen().constData());
}

void SweepCommandTest::unwritableFiles_areRefusedBeforeTheFirstRun() {
    const QString kept = m_folder.filePath(QStringLiteral("never.json"));
    for (const QString& place : {m_folder.path(), file({}, QStringLiteral("plain")) + "/in/a/file.csv"}) {
        ProgramRun run({"sweep", "-", "--csv", place, "--state", kept});
        QVERIFY(run.withInput(sweep(R"({"processes": [1]})", kShort)).run());
        VERIFY_RUN(run, 2);
        QVERIFY2(run.errors().contains("--csv: " + place.toUtf8() + " cannot be written"), run.seen().constData());
        QVERIFY2(!QFile::exists(kept), "a run was made");
    }
}

void SweepCommandTest::keptRuns_areInTheStoreWithTheirSweep() {
    const QString store = m_folder.filePath(QStringLiteral("kept"));
    ProgramRun run({"sweep", "-", "--json", "--state", state(), "--keep-runs", "1", "--runs", store});
    QVERIFY(run.withInput(sweep(R"({"processes": [1, 2]})", kShort)).run());
    VERIFY_RUN(run, 0);
    const std::vector<poolscope::StoredRun> kept = poolscope::RunStore(store.toStdString()).list();
    QCOMPARE(kept.size(), std::size_t{2});  // of each configuration one, and no warm-up
    QStringList parts, folders;
    for (const poolscope::StoredRun& each : kept) {
        QVERIFY(each.origin && each.origin->study == "sweep" && each.origin->title == "A test" && each.origin->repetition == 1);
        QCOMPARE(each.origin->id, kept.front().origin->id);
        QVERIFY(each.digest && each.digest->items == 12 && !each.is_stale && !each.is_live);
        QVERIFY(each.environment.has_value());
        QVERIFY2(!each.is_kept(), "a run of a sweep may go to make room");
        parts << QString::fromStdString(each.origin->part);
        folders << QString::fromStdString(each.folder);
    }
    parts.sort();
    QCOMPARE(parts, QStringList({"processes 1", "processes 2"}));
    QStringList told;
    for (const QJsonValue& result : run.document()["results"].toArray())
        if (result.toObject().contains("run_folder")) told << result.toObject()["run_folder"].toString();
    folders.sort();
    told.sort();
    QCOMPARE(told, folders);
#ifdef POOLSCOPE_WITH_WINDOW
    ProgramRun list({"runs", "--runs", store}), listed({"runs", "--runs", store, "--json"}), none({"runs", "--runs", m_folder.filePath(QStringLiteral("empty"))});
    QVERIFY(list.run() && listed.run() && none.run());
    VERIFY_RUN(list, 0);
    QVERIFY2(list.output().contains("processes 2 (1)") && list.output().contains("2 runs in "), list.seen().constData());
    const QJsonArray all = listed.document()["runs"].toArray();
    QCOMPARE(all.size(), 2);
    for (const QJsonValue& each : all) {
        QCOMPARE(each.toObject()["done"].toInt(), 12);
        QVERIFY(folders.contains(each.toObject()["folder"].toString()) && each.toObject()["wall_seconds"].toDouble() > 0);
        QCOMPARE(each.toObject()["study"].toObject()["kind"].toString(), QStringLiteral("sweep"));
    }
    QVERIFY2(none.exitStatus() == 0 && none.output().contains("No run is kept in "), none.seen().constData());
    const QString table = m_folder.filePath(QStringLiteral("runs.csv"));
    ProgramRun pinned({"runs", "--runs", store, "--baseline", QFileInfo(folders[0]).fileName(), "--csv", table});
    QVERIFY(pinned.run());
    VERIFY_RUN(pinned, 0);
    QVERIFY2(pinned.output().contains("AGAINST BASELINE") && pinned.output().contains("is it"), pinned.seen().constData());
    QVERIFY(poolscope::RunStore::look(folders[0].toStdString())->notes.baseline);
    QCOMPARE(text(table).count("\r\n"), 3);
    QVERIFY2(text(table).startsWith("folder,") && text(table).contains("study_kind"), text(table).constData());
    const qint64 size = QFileInfo(folders[0] + "/trace").size();
    ProgramRun among({"runs", "--runs", store, "--csv", folders[0] + "/trace"});
    QVERIFY(among.run());
    VERIFY_RUN(among, 2);
    QVERIFY2(among.errors().contains("the runs are kept there"), among.seen().constData());
    QCOMPARE(QFileInfo(folders[0] + "/trace").size(), size);
    ProgramRun unpinned({"runs", "--runs", store, "--baseline", "none"}), nowhere({"runs", "--runs", store, "--baseline", "/nowhere"});
    QVERIFY(unpinned.run() && nowhere.run());
    QVERIFY(!poolscope::RunStore::look(folders[0].toStdString())->notes.baseline);
    VERIFY_RUN(nowhere, 2);
    const QString page = m_folder.filePath(QStringLiteral("compared.html"));
    ProgramRun compared({"compare", folders[0], folders[1], "--report", page});
    QVERIFY(compared.run());
    VERIFY_RUN(compared, 0);
    QVERIFY2(compared.output().contains("B took ") && compared.output().contains("processes 2 (1)"), compared.seen().constData());
    const QByteArray html = text(page);
    QVERIFY2(html.count("<img ") >= 4 && html.contains("B took "), compared.seen().constData());
    ProgramRun missing({"compare", folders[0], "/nowhere/run", "--report", page});
    QVERIFY(missing.run());
    VERIFY_RUN(missing, 2);
#endif
}

void SweepCommandTest::keptRuns_areAsManyAsWereAskedForAcrossAStop() {
    const QString store = m_folder.filePath(QStringLiteral("resumed")), path = file(sweep(R"({"processes": [1, 2]})", R"(, "repetitions": 3, "warm_up": 0, "stop_when_settled": false)"));
    const QString kept = m_folder.filePath(QStringLiteral("resumed.json"));
    ProgramRun first({"sweep", path, "--state", kept, "--keep-runs", "2", "--runs", store});
    QVERIFY(first.run());
    VERIFY_RUN(first, 0);
    QCOMPARE(poolscope::RunStore(store.toStdString()).list().size(), std::size_t{4});
    // As if it had been stopped after four runs.
    auto document = nlohmann::ordered_json::parse(text(kept).toStdString());
    auto& results = document["results"];
    results.erase(results.begin() + 4, results.end());
    file(QByteArray::fromStdString(document.dump()), QStringLiteral("resumed.json"));
    ProgramRun second({"sweep", path, "--continue", "--state", kept, "--keep-runs", "2", "--runs", store});
    QVERIFY(second.run());
    VERIFY_RUN(second, 0);
    QCOMPARE(poolscope::RunStore(store.toStdString()).list().size(), std::size_t{4});
}

void SweepCommandTest::nothingToGoOnFrom_isRefused() {
    ProgramRun run({"sweep", file(sweep(R"({"processes": [1]})")), "--continue", "--state", m_folder.filePath("none.json")});
    QVERIFY(run.run());
    VERIFY_RUN(run, 2);
    QVERIFY2(run.errors().contains("nothing to go on from"), run.seen().constData());
}

void SweepCommandTest::shelvedSweep_isFoundByName() {
    ProgramRun run({"sweep", "how-many-workers", "--continue", "--state", m_folder.filePath("none.json")});
    QVERIFY(run.run());
    VERIFY_RUN(run, 2);  // it was read, and there is nothing to go on from
    QVERIFY2(run.errors().contains("nothing to go on from"), run.seen().constData());
}

void SweepCommandTest::shelvedSweep_goesOnFromAnyFolder() {
    const auto told = [this](const QString& folder) {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_STATE_HOME", m_folder.filePath("state"));
        program.setProcessEnvironment(environment);
        program.setWorkingDirectory(folder);
        program.start(qEnvironmentVariable("POOLSCOPE_BIN") + "/poolscope", {"sweep", "how-many-workers", "--continue"});
        return program.waitForFinished(60'000) ? program.readAllStandardError() : QByteArray("did not end");
    };
    const QByteArray here = told(m_folder.path());
    QVERIFY2(here.contains("nothing to go on from: "), here.constData());
    QCOMPARE(told(QDir::rootPath()), here);
}

}  // namespace

QTEST_GUILESS_MAIN(SweepCommandTest)
#include "tst_sweep_command.moc"
