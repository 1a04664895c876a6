// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include "bench/row_list.h"
#include "program_run.h"

/// `poolscope bench` as a user runs it: that each row can be measured and what is printed, never how fast anything was.
class BenchTest : public QObject {
    Q_OBJECT

    static QJsonObject rowOf(const ProgramRun& run, const QString& id) {
        const QJsonArray rows = run.document()["rows"].toArray();
        for (const QJsonValue& row : rows) {
            if (row["row"].toString() == id) return row.toObject();
        }
        return {};
    }

private slots:
    void initTestCase() { adoptOrphans(); }

    void everyRow_canBeMeasured_data() {
        QTest::addColumn<QString>("id");
        for (const poolscope::bench::RowSpec& row : poolscope::bench::all_rows())
            if (row.is_in_a_glance) QTest::newRow(row.id.c_str()) << QString::fromStdString(row.id);
    }
    void everyRow_canBeMeasured() {
        QFETCH(QString, id);
        ProgramRun run({"bench", "--quick", "--alone", "--json", "--rows", id});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 0);
        const QJsonObject row = rowOf(run, id);
        QCOMPARE(row["row"].toString(), id);
        QVERIFY(!row["title"].toString().isEmpty() && !row["unit"].toString().isEmpty());
        const QJsonObject sides = row["sides"].toObject();
        if (sides.isEmpty()) {
            const QString why = row["left_out"].toArray().isEmpty() ? QStringLiteral("it needs a window, or a second processor") : row["left_out"][0].toString();
            QSKIP(qPrintable("this machine or build cannot measure the row: " + why));
        }
        const QJsonObject ours = sides["Poolscope"].toObject();
        QVERIFY2(ours["error"].isNull(), run.seen());
        QVERIFY2(ours["value"]["median"].isDouble(), run.seen());
        QVERIFY2(ours["value"]["median"].toDouble() >= 0, run.seen());
        QVERIFY2(ours["value"]["samples"].toArray().size() == 1, run.seen());
        const QByteArray left = leftBehind({&run});
        QVERIFY2(left.isEmpty(), left.constData());
    }

    void rowsThatTakeLong_canBeMeasuredWithLess_data() {
        QTest::addColumn<QString>("request");
        for (const poolscope::bench::RowSpec& row : poolscope::bench::all_rows()) {
            if (row.is_in_a_glance) continue;
            const QString request = QString::fromStdString(row.request).replace(QStringLiteral("1073741824"), QStringLiteral("4194304"));
            QTest::newRow(row.id.c_str()) << request + QStringLiteral(" workers=2 seconds=0.05 watch=0.1");
        }
    }
    void rowsThatTakeLong_canBeMeasuredWithLess() {
        QFETCH(QString, request);
        QProcess program;
        program.start(qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope-bench"), QStringList());
        QVERIFY2(program.waitForStarted(), qPrintable(program.errorString()));
        program.write(QStringLiteral("prepare %1\nsample\nfinish\n").arg(request).toUtf8());
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished(60'000));
        const QByteArray said = program.readAllStandardOutput();
        const QList<QByteArray> answers = said.split('\n');
        QVERIFY2(answers.size() == 4 && answers[0] == "ok" && answers[1].startsWith("ok ") && answers[2] == "ok", said.constData());
        bool isNumber = false;
        const double value = answers[1].mid(3).toDouble(&isNumber);
        const bool mayBeNothing = request.contains(QStringLiteral("idle"));
        QVERIFY2(isNumber && std::isfinite(value) && (value > 0 || (mayBeNothing && value == 0)), said.constData());
    }

    void besidePython_bothSidesAndTheirRatioAreThere() {
        if (!QFileInfo::exists("/usr/bin/python3")) QSKIP("there is no /usr/bin/python3 here");
        ProgramRun run({"bench", "--quick", "--json", "--rows", "map_single,commands", "--samples", "2"});
        QVERIFY2(run.run(), run.seen());
        const QJsonObject sides = rowOf(run, "map_single")["sides"].toObject();
        QCOMPARE(sides.keys(), QStringList({"Poolscope", "multiprocessing.Pool"}));
        const QJsonObject peer = sides["multiprocessing.Pool"].toObject();
        QVERIFY2(peer["value"]["median"].toDouble() > 0, run.seen());
        QVERIFY2(peer["poolscope_is_better_by"]["samples"].toArray().size() == 2, run.seen());
        QCOMPARE(rowOf(run, "commands")["sides"].toObject().keys(), QStringList({"Poolscope", "xargs -P"}));
        QVERIFY(!run.document()["machine"].toObject()["kernel"].toString().isEmpty());
    }
    void theTable_isForPeople() {
        ProgramRun run({"bench", "--quick", "--alone", "--rows", "host_ready,map"});
        QVERIFY2(run.run(), run.seen());
        QVERIFY2(run.output().contains("host ready"), run.seen());
        QVERIFY2(run.output().contains("map, default chunk"), run.seen());
        QVERIFY2(run.output().contains("items/s"), run.seen());
        QVERIFY2(run.output().contains(" Linux "), run.seen());
    }
    void aWrongRow_isRefusedWithTheNamesOfAll() {
        ProgramRun run({"bench", "--rows", "mop"});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 2);
        QVERIFY2(run.errors().contains("there is no row 'mop'; the rows are apply_async,"), run.seen());
    }
};

QTEST_GUILESS_MAIN(BenchTest)
#include "tst_bench.moc"
