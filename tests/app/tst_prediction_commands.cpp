// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <poolscope/run_store.h>

#include "program_run.h"

namespace {

/// `poolscope whatif` and `poolscope estimate`, which both predict.
class PredictionCommandsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void whatif_saysWhatWasLostAndWhatWouldBe();
    void whatif_takesEverySetting();
    void whatif_takesTheFolderOfARun();
    void whatif_thousandsOfWorkers();
    void whatif_countsTheProcessorsOfTheRecordedRun();
    void verify_runsItAndKeepsThePair();
    void whatif_report_isAPageWithBothSchedules();
    void whatif_refusesNonsense_data();
    void whatif_refusesNonsense();
    void advise_findsTheBetterOrderOrSaysThereIsNone();
    void advise_report_isAPage();
    void advise_tellsEveryStepAsALine();
    void estimate_tellsTasksAndWarnings();
    void estimate_words_nameTheField();
    void figures_areMeasuredOnceAndKept();

private:
    QTemporaryDir m_folder;
    QString m_trace = m_folder.filePath(QStringLiteral("trace"));
    static QByteArray pageOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ProgramRun& prepared(ProgramRun& run) { return run.withVariable("XDG_STATE_HOME", m_folder.filePath("state")); }
};

#define VERIFY_RUN(run, status)                                                                                        \
    QVERIFY2((run).exitedByItself() && (run).exitStatus() == (status), (run).seen().constData());                      \
    QVERIFY2(leftBehind({&(run)}).isEmpty(), leftBehind({&(run)}).constData())

const QByteArray kNaps = R"({"poolscope": 1, "title": "naps", "pool": {"processes": 2}, "batches": [{"method": "map", "function": "sleep",
    "iterable": [0.01, 0.01, 0.01, 0.01, 0.01, 0.06], "chunksize": 1}]})";

void PredictionCommandsTest::initTestCase() {
    adoptOrphans();
    ProgramRun run({"run", "-", "--trace", m_trace});
    QVERIFY(run.withInput(kNaps).run());
    QVERIFY2(run.exitStatus() == 0, run.seen());
}

void PredictionCommandsTest::whatif_saysWhatWasLostAndWhatWouldBe() {
    ProgramRun run({"whatif", m_trace, "--order", "longest_first", "--json"});
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 0);
    const QJsonObject recorded = run.document()["recorded"].toObject(), whatIf = run.document()["what_if"].toObject();
    QCOMPARE(recorded["shape"].toObject()["processes"].toInt(), 2);
    QVERIFY(recorded["seconds"].toDouble() >= 0.08);
    QVERIFY(whatIf["predicted"].toObject()["seconds"].toDouble() >= 0.06);
    QVERIFY(whatIf["predicted"].toObject()["low"].toDouble() < whatIf["predicted"].toObject()["high"].toDouble());
    const QJsonObject loss = recorded["loss"].toObject();
    double sum = 0;
    for (const QJsonValue& seconds : loss["seconds"].toObject()) sum += seconds.toDouble();
    QVERIFY(qAbs(sum - (loss["measured"].toDouble() - loss["ideal"].toDouble())) < 1e-6);
    QVERIFY(loss["seconds"].toObject()["order"].toDouble() > 0);
}

void PredictionCommandsTest::whatif_takesEverySetting() {
    ProgramRun run({"whatif", m_trace, "--processes", "3", "--chunksize", "none", "--maxtasksperchild", "2", "--start-method", "spawn",
                    "--order", "shuffled", "--cores", "8"});
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("what if") && run.output().contains("spawn") && run.output().contains("shuffled"), run.seen());
    // Recorded with chunks of one: what was asked for is not as it was.
    for (const QByteArray& line : run.output().split('\n'))
        if (line.startsWith("what if")) QVERIFY2(line.contains("the pool's") && !line.contains("as it was"), run.seen());
}

void PredictionCommandsTest::whatif_takesTheFolderOfARun() {
    ProgramRun run({"whatif", m_folder.path(), "--processes", "1"});
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("what if"), run.seen().constData());
}

void PredictionCommandsTest::whatif_thousandsOfWorkers() {
    ProgramRun run({"whatif", m_trace, "--processes", "5000", "--json"});
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 0);
    QCOMPARE(run.document()["what_if"].toObject()["predicted"].toObject()["workers_started"].toInt(), 5000);
}

void PredictionCommandsTest::whatif_countsTheProcessorsOfTheRecordedRun() {
    const QString run_folder = m_folder.filePath(QStringLiteral("elsewhere"));
    QVERIFY(QDir().mkpath(run_folder) && QFile::copy(m_trace, run_folder + QStringLiteral("/trace")));
    poolscope::begin_run_file(run_folder.toStdString());
    QFile notes(run_folder + QStringLiteral("/run.json"));
    QVERIFY(notes.open(QIODevice::ReadWrite));
    QJsonObject document = QJsonDocument::fromJson(notes.readAll()).object();
    QJsonObject environment = document["environment"].toObject();
    QVERIFY(environment.contains("usable_cpus"));
    environment["usable_cpus"] = 77;
    document["environment"] = environment;
    QVERIFY(notes.resize(0) && notes.seek(0) && notes.write(QJsonDocument(document).toJson()) > 0);
    notes.close();
    ProgramRun run({"whatif", run_folder, "--json"});
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 0);
    QCOMPARE(run.document()["cores"].toDouble(), 77.0);
    ProgramRun other({"whatif", run_folder, "--json", "--cores", "3"});
    QVERIFY(prepared(other).run());
    QCOMPARE(other.document()["cores"].toDouble(), 3.0);
}

void PredictionCommandsTest::verify_runsItAndKeepsThePair() {
    ProgramRun run({"whatif", m_trace, "--processes", "3", "--order", "longest_first", "--verify", "--json", "--keep-runs", "1", "--runs",
                    m_folder.filePath(QStringLiteral("kept"))});
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 0);
    const auto kept = poolscope::RunStore(m_folder.filePath(QStringLiteral("kept")).toStdString()).list();
    QCOMPARE(kept.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(kept[0].folder), run.document()["verified_run"].toString());
    QVERIFY(kept[0].origin && kept[0].origin->study == "whatif" && kept[0].origin->part == "3 workers, forkserver, longest_first");
    QVERIFY(run.document()["verified_seconds"].toDouble() >= 0.06);
    ProgramRun again({"whatif", m_trace, "--json"});
    QVERIFY(prepared(again).run());
    QCOMPARE(again.document()["error"].toObject()["runs"].toInt(), 1);
}

void PredictionCommandsTest::whatif_report_isAPageWithBothSchedules() {
    const QString page = m_folder.filePath(QStringLiteral("whatif.html"));
    ProgramRun run({"whatif", m_trace, "--order", "longest_first", "--verify", "--report", page});
    QVERIFY(prepared(run).run());
#ifndef POOLSCOPE_WITH_WINDOW
    VERIFY_RUN(run, 2);
    QVERIFY2(run.errors().contains("--report: this program was built without the window"), run.seen().constData());
    QSKIP("built without the window, which draws the pictures");
#endif
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("verified"), run.seen().constData());
    const QByteArray html = pageOf(page);
    for (const char* part : {"<title>What if: naps</title>", "data:image/", "longest first", "Verified: it took", "multiprocessing"})
        QVERIFY2(html.contains(part), part);
    for (const auto& [target, problem] : {std::pair{m_trace, "it is what is read"}, std::pair{QStringLiteral("/nowhere/at/all.html"), "/nowhere/at"}}) {
        ProgramRun refused({"whatif", m_trace, "--report", target});
        QVERIFY(prepared(refused).run());
        VERIFY_RUN(refused, 2);
        QVERIFY2(refused.errors().contains("--report: ") && refused.errors().contains(problem), refused.seen().constData());
    }
}

void PredictionCommandsTest::whatif_refusesNonsense_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no trace") << QStringList{"whatif", "/nowhere"};
    QTest::newRow("processes") << QStringList{"whatif", m_trace, "--processes", "0"};
    QTest::newRow("chunksize") << QStringList{"whatif", m_trace, "--chunksize", "0"};
    QTest::newRow("order") << QStringList{"whatif", m_trace, "--order", "alphabetical"};
    QTest::newRow("method") << QStringList{"whatif", m_trace, "--start-method", "bogus"};
}
void PredictionCommandsTest::whatif_refusesNonsense() {
    QFETCH(QStringList, arguments);
    ProgramRun run(arguments);
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 2);
    QVERIFY(run.errors().startsWith("poolscope: "));
}

void PredictionCommandsTest::advise_findsTheBetterOrderOrSaysThereIsNone() {
    ProgramRun run({"advise", "-", "--budget", "3s", "--json", "--keep-runs", "1", "--runs", m_folder.filePath(QStringLiteral("advised"))});
    QVERIFY(prepared(run).withInput(kNaps).run());
    VERIFY_RUN(run, 0);
    QSet<QString> parts;
    for (const poolscope::StoredRun& each : poolscope::RunStore(m_folder.filePath(QStringLiteral("advised")).toStdString()).list())
        parts << (each.origin ? QString::fromStdString(each.origin->part) : QString());
    QVERIFY2(parts.size() > 1 && parts.contains(QStringLiteral("now")), run.seen());
    const QJsonArray configurations = run.document()["configurations"].toArray();
    QVERIFY2(configurations.size() > 1, run.seen());  // more workers, or the long nap first
    QVERIFY(configurations.at(0).toObject()["is_present"].toBool());
    QVERIFY(configurations.at(1).toObject()["predicted_seconds"].toDouble() > 0.05);
    QVERIFY(configurations.at(1).toObject()["scenario"].toObject()["batches"].isArray());
    QVERIFY(!run.document()["verdict"].toString().isEmpty());
    ProgramRun wrong({"advise", "-", "--budget", "soon"});
    QVERIFY(prepared(wrong).withInput(kNaps).run());
    VERIFY_RUN(wrong, 2);
}

void PredictionCommandsTest::advise_report_isAPage() {
#ifndef POOLSCOPE_WITH_WINDOW
    QSKIP("built without the window, which writes the page");
#endif
    const QString page = m_folder.filePath(QStringLiteral("advice.html"));
    ProgramRun run({"advise", "-", "--budget", "2s", "--report", page});
    QVERIFY(prepared(run).withInput(kNaps).run());
    VERIFY_RUN(run, 0);
    const QByteArray html = pageOf(page);
    for (const char* part : {"<title>A better configuration of", "naps", "Configurations", "multiprocessing", "configuration,present,better"})
        QVERIFY2(html.contains(part), part);
}

void PredictionCommandsTest::advise_tellsEveryStepAsALine() {
    ProgramRun run({"advise", "-", "--budget", "2s", "--events"});
    QVERIFY(prepared(run).withInput(kNaps).run());
    VERIFY_RUN(run, 0);
    QList<QJsonObject> events;
    for (const QByteArray& line : run.output().trimmed().split('\n')) {
        events << QJsonDocument::fromJson(line).object();
        QVERIFY2(!events.last().isEmpty(), line);
    }
    QCOMPARE(events.first()["stage"].toString(), QString("present"));
    QCOMPARE(events.last()["stage"].toString(), QString("ended"));
    // Scenarios may be large: they come once, with the first of the runs.
    int withScenarios = 0;
    double left = 1e9;
    for (const QJsonObject& event : events) {
        const QJsonArray configurations = event["configurations"].toArray();
        if (!configurations.isEmpty() && configurations.at(0).toObject().contains("scenario")) ++withScenarios;
        if (event["stage"].toString() != "trying") continue;
        QVERIFY(event["seconds_left"].toDouble() <= left);
        left = event["seconds_left"].toDouble();
    }
    QCOMPARE(withScenarios, 1);
    QVERIFY(left <= 2);
    const QJsonObject present = events.last()["configurations"].toArray().at(0).toObject();
    QVERIFY2(present["measured_words"].toArray().at(1).toString().startsWith("measured: "), run.seen());
    const QStringList kinds{"better", "as_good", "nothing_faster", "out_of_time", "not_certain", "none_could_run"};
    QVERIFY2(kinds.contains(events.last()["verdict_kind"].toString()), run.seen());
}

void PredictionCommandsTest::estimate_tellsTasksAndWarnings() {
    ProgramRun run({"estimate", "-", "--json"});
    QVERIFY(prepared(run).withInput(R"({"poolscope": 1, "title": "", "pool": {"processes": 4}, "batches":
        [{"method": "map", "function": "sleep", "iterable": [1, 1, 1, 1, 1, 1], "chunksize": 6}]})").run());
    VERIFY_RUN(run, 0);
    QCOMPARE(run.document()["tasks"].toInt(), 1);
    QCOMPARE(run.document()["work_seconds"].toDouble(), 6.0);
    QVERIFY(run.document()["start_seconds"].toDouble() > 0);
    QCOMPARE(run.document()["warnings"].toArray().at(0).toObject()["place"].toString(), QString("/batches/0/chunksize"));
}

void PredictionCommandsTest::estimate_words_nameTheField() {
    ProgramRun run({"estimate", "four-workers"});
    QVERIFY(prepared(run).run());
    VERIFY_RUN(run, 0);
    QVERIFY2(run.output().contains("4 processes") && run.output().contains("start: "), run.seen());
}

void PredictionCommandsTest::figures_areMeasuredOnceAndKept() {
    ProgramRun first({"estimate"}), second({"estimate"}), anew({"estimate", "--measure"});
    QVERIFY(prepared(first).run());
    VERIFY_RUN(first, 0);
    // Which part of a start a millisecond falls to differs from run to run; a start always takes some time.
    const QJsonObject spawn = first.document()["start"].toObject()["spawn"].toObject();
    QVERIFY(spawn.contains("latency") && spawn["latency"].toDouble() >= 0);
    QVERIFY(spawn["first"].toDouble() + spawn["serial"].toDouble() + spawn["latency"].toDouble() > 0);
    QVERIFY(QFile::exists(m_folder.filePath("state/poolscope/machine.json")));
    for (const char* method : {"fork", "spawn", "forkserver"})
        QVERIFY2(first.document()["start"].toObject()[QLatin1String(method)].toObject()["memory_bytes"].toDouble() > 100'000, first.seen().constData());
    ProgramRun crowd({"estimate", "-", "--json"});
    QVERIFY(prepared(crowd).withInput(R"({"poolscope": 1, "pool": {"processes": 100}, "batches": [{"method": "map", "function": "square", "iterable": [1]}]})").run());
    QVERIFY2(crowd.document()["memory_bytes"].toDouble() > 10'000'000, crowd.seen().constData());
    QVERIFY(prepared(second).run());
    QCOMPARE(second.output(), first.output());
    QVERIFY(prepared(anew).run());
    VERIFY_RUN(anew, 0);
    QVERIFY(anew.document()["measured_at_s"].toDouble() >= first.document()["measured_at_s"].toDouble());
}

}  // namespace

QTEST_GUILESS_MAIN(PredictionCommandsTest)
#include "tst_prediction_commands.moc"
