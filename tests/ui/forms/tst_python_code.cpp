// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <poolscope/scenario.h>

#include "golden_text.h"

#include "forms/python_code.h"
#include "forms/python_literal.h"
#include "forms/scenario_folder.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

Scenario scenarioOf(const char* json) {
    return parse_scenario(json);
}

struct PythonRun {
    int status = -1;
    QString output;
    QString errors;
};

PythonRun runPython(const QStringList& arguments, const QString& input = {}) {
    QProcess python;
    python.start(QStringLiteral("python3"), arguments);
    python.write(input.toUtf8());
    python.closeWriteChannel();
    if (!python.waitForFinished(60'000)) {
        python.kill();
        python.waitForFinished();
        return {-1, {}, QStringLiteral("python3 did not end")};
    }
    return {python.exitStatus() == QProcess::NormalExit ? python.exitCode() : -1,
            QString::fromUtf8(python.readAllStandardOutput()), QString::fromUtf8(python.readAllStandardError())};
}

bool hasPython() {
    return !QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty();
}

}  // namespace

class TestPythonCode : public QObject {
    Q_OBJECT

private slots:
    void theDefaultPoolIsWrittenAsOneTypesIt() {
        const QString code = pythonCode(scenarioOf(R"({"poolscope": 1, "pool": {},
            "batches": [{"method": "map", "function": "square", "iterable": {"range": [10]}}]})"));
        QCOMPARE(code, golden("default_pool.py.txt"));
    }

    void everyOptionAndMethodIsWritten() {
        QCOMPARE(pythonCode(parse_scenario(golden("everything_python.json").toStdString())), golden("everything.py.txt"));
    }

    void theLinesOfAFileAreReadBeforeThePoolStarts() {
        const QString code = pythonCode(parse_scenario(golden("lines.json").toStdString()));
        QCOMPARE(code, golden("lines.py.txt"));
    }

    void aFunctionOfOnesOwnIsImported() {
        const QString code = pythonCode(scenarioOf(R"({"poolscope": 1, "pool": {},
            "batches": [{"method": "apply", "function": "my::area", "args": []}]})"));
        QVERIFY2(code.contains(QLatin1String("from my_module import my_area\n")), qPrintable(code));
        QVERIFY2(code.contains(QLatin1String("print(pool.apply(my_area))")), qPrintable(code));
    }

    void literalsArePythons_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("python");
        QTest::newRow("constants") << "[true, false, null]" << "[True, False, None]";
        QTest::newRow("numbers") << "[0, -7, 0.5, 1e300, 18446744073709551615]" << "[0, -7, 0.5, 1e+300, 18446744073709551615]";
        QTest::newRow("text") << "[\"a\\\"b\\\\c\\n\\t\"]" << "[\"a\\\"b\\\\c\\n\\t\"]";
        QTest::newRow("letters") << QStringLiteral("[\"\u00e4\u03c0\"]") << QStringLiteral("[\"\u00e4\u03c0\"]");
        QTest::newRow("marks that are not seen") << "[\"\\u0007\\u202e\\u200b\"]" << "[\"\\x07\\u202e\\u200b\"]";
        QTest::newRow("object") << "{\"a\": {\"b\": []}}" << "{\"a\": {\"b\": []}}";
    }
    void literalsArePythons() {
        QFETCH(QString, json);
        QFETCH(QString, python);
        QCOMPARE(pythonLiteral(Json::parse(json.toStdString())), python);
    }

    void namesBecomeIdentifiers() {
        QCOMPARE(pythonName(QStringLiteral("is_prime")), QStringLiteral("is_prime"));
        QCOMPARE(pythonName(QStringLiteral("my::area")), QStringLiteral("my_area"));
        QCOMPARE(pythonName(QStringLiteral("lambda")), QStringLiteral("lambda_"));
        QCOMPARE(pythonName(QStringLiteral("2nd")), QStringLiteral("_2nd"));
    }

    void pythonCompilesTheCodeOfEveryScenario_data() {
        QTest::addColumn<QString>("code");
        QTest::newRow("everything") << pythonCode(parse_scenario(golden("everything_python.json").toStdString()));
        QTest::newRow("nothing") << pythonCode(Scenario{});
        const Scenario hostile = parse_scenario(golden("hostile.json").toStdString());
        QTest::newRow("hostile names and texts") << pythonCode(hostile);
        const QString folder = qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/resources/scenarios");
        for (const QString& file : scenarioFiles(folder))
            QTest::newRow(qPrintable(file.section(u'/', -1))) << pythonCode(load_scenario(file.toStdString()));
    }
    void pythonCompilesTheCodeOfEveryScenario() {
        if (!hasPython()) QSKIP("there is no python3 on this machine to compile the code with");
        QFETCH(QString, code);
        const PythonRun run = runPython({QStringLiteral("-c"), QStringLiteral("import sys; compile(sys.stdin.buffer.read(), 'code', 'exec')")}, code);
        QVERIFY2(run.status == 0, qPrintable(run.errors + code));
    }

    void whatIsCopiedRuns_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << QString::fromLatin1(method);
    }
    void whatIsCopiedRuns() {
        if (!hasPython()) QSKIP("there is no python3 on this machine to run the code with");
        QFETCH(QString, method);
        // No worker reaches the limit: CPython's map divides by the workers it has, which is none while all are replaced.
        Scenario scenario = scenarioOf(R"json({"poolscope": 1,
            "pool": {"processes": 2, "initializer": "remember", "initargs": ["colour", "blue"], "maxtasksperchild": 50},
            "batches": [{"method": "map", "function": "square", "iterable": {"range": [1, 6]}, "chunksize": 1},
                        {"method": "starmap", "function": "multiply", "iterable": [[2, 3], [4, 5]]},
                        {"method": "apply_async", "function": "recall", "args": ["colour"]},
                        {"method": "map", "function": "is_prime", "iterable": [1, 2, 9, 97]},
                        {"method": "map", "function": "fibonacci", "iterable": [0, 1, 10]},
                        {"method": "imap", "function": "parse_int", "iterable": ["42"]}]})json");
        scenario.pool.start_method = method.toStdString();
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("copied.py")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(pythonCode(scenario).toUtf8());
        file.close();
        const PythonRun run = runPython({file.fileName()});
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        QCOMPARE(run.output, QStringLiteral("[1, 4, 9, 16, 25]\n[6, 20]\n[False, True, False, True]\n[0, 1, 55]\nblue\n42\n"));
    }
};

QTEST_GUILESS_MAIN(TestPythonCode)
#include "tst_python_code.moc"
