// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <poolscope/run_store.h>

#include "program_run.h"

/// `poolscope code` as a program: what the window's "Copy as" gives, from the command line.
class TestCodeCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(text);
        return file.fileName();
    }
    QString squares() {
        return write(QStringLiteral("squares.json"),
                     "{\"poolscope\": 1, \"title\": \"Squares\", \"pool\": {\"processes\": 2, \"start_method\": \"fork\"},"
                     " \"batches\": [{\"method\": \"map\", \"function\": \"square\", \"iterable\": [3, 4]}]}");
    }

private slots:
    void aScenarioIsPrintedInBothLanguages() {
        ProgramRun python({"code", squares()});
        QVERIFY(python.run());
        QVERIFY2(python.exitStatus() == 0 && python.errors().isEmpty(), python.seen());
        QVERIFY2(python.output().startsWith("# Squares\n") && python.output().contains("with get_context(\"fork\").Pool(processes=2) as pool:"),
                 python.output());
        ProgramRun cpp({"code", squares(), "--language", "cpp"});
        QVERIFY(cpp.run());
        QVERIFY2(cpp.output().startsWith("// Squares\n") && cpp.output().contains("pool.map(square, "), cpp.seen());
        ProgramRun shelved({"code", "four-workers"});
        QVERIFY(shelved.run());
        QVERIFY2(shelved.exitStatus() == 0 && shelved.output().contains("multiprocessing"), shelved.seen());
    }

    void standardInputIsRead() {
        QFile file(squares());
        QVERIFY(file.open(QIODevice::ReadOnly));
        ProgramRun code({"code", "-"});
        QVERIFY(code.withInput(file.readAll()).run());
        QVERIFY2(code.exitStatus() == 0 && code.output().startsWith("# Squares\n"), code.seen());
    }

    /// What is printed runs as it is.
    void thePythonProgramRuns() {
        const QString interpreter = QStringLiteral("/usr/bin/python3");
        if (!QFile::exists(interpreter)) QSKIP("there is no python3 here");
        const QString program = m_folder.filePath(QStringLiteral("squares.py"));
        ProgramRun code({"code", squares(), "--output", program});
        QVERIFY(code.run());
        QVERIFY2(code.exitStatus() == 0 && code.output().isEmpty(), code.seen());
        QProcess run;
        run.start(interpreter, {program});
        QVERIFY(run.waitForFinished(30'000));
        QCOMPARE(run.readAllStandardOutput(), "[9, 16]\n");
    }

    void aKeptRunHasWhatWasMeasuredAboveIt() {
        const QString state = m_folder.filePath(QStringLiteral("state"));
        ProgramRun run({"run", squares(), "--keep"});
        QVERIFY(run.withVariable(QStringLiteral("XDG_STATE_HOME"), state).run());
        const auto runs = poolscope::RunStore((state + QStringLiteral("/poolscope/runs")).toStdString()).list();
        QCOMPARE(runs.size(), std::size_t{1});
        const QString folder = QString::fromStdString(runs[0].folder);
        for (const QString& source : {folder, folder + u'/', folder + QStringLiteral("/trace")}) {
            ProgramRun code({"code", source});
            QVERIFY(code.run());
            QVERIFY2(code.exitStatus() == 0 && code.output().contains("\n# measured: ") && code.output().contains(" in one run\n# on "), code.seen());
        }
    }

    void whatIsReadIsNotWrittenOver() {
        const QString scenario = squares();
        ProgramRun code({"code", scenario, "--output", scenario});
        QVERIFY(code.run());
        QCOMPARE(code.exitStatus(), 2);
        QFile file(scenario);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().startsWith("{\"poolscope\""));
    }

    void badInputIsNamed_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("said");
        const QString nowhere = m_folder.filePath(QStringLiteral("nowhere/code.py"));
        QTest::newRow("no such scenario") << QStringList{"code", "no-such"} << 2 << QByteArray("no-such");
        QTest::newRow("an empty folder") << QStringList{"code", m_folder.path()} << 2 << QByteArray("trace");
        QTest::newRow("a language there is not") << QStringList{"code", "four-workers", "--language", "perl"} << 2 << QByteArray("python or cpp");
        QTest::newRow("a file that cannot be written") << QStringList{"code", "four-workers", "--output", nowhere} << 3 << nowhere.toUtf8();
    }
    void badInputIsNamed() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QByteArray, said);
        ProgramRun code(arguments);
        QVERIFY(code.run());
        QVERIFY2(code.exitStatus() == status && code.errors().contains(said), code.seen());
    }
};

QTEST_GUILESS_MAIN(TestCodeCommand)
#include "tst_code_command.moc"
