// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <poolscope/scenario.h>

#include "golden_text.h"

#include "forms/cpp_code.h"
#include "forms/cpp_literal.h"
#include "forms/scenario_folder.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {



bool compiles(const QString& code, QString& errors) {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("copied.cpp")));
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.write(code.toUtf8());
    file.close();
    QProcess compiler;
    compiler.start(QStringLiteral("c++"), {QStringLiteral("-std=c++20"), QStringLiteral("-fsyntax-only"), QStringLiteral("-I"),
                                           qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/engine/include"), file.fileName()});
    if (!compiler.waitForFinished(110'000)) {
        compiler.kill();
        compiler.waitForFinished();
        errors = QStringLiteral("the compiler did not end");
        return false;
    }
    errors = QString::fromUtf8(compiler.readAllStandardError());
    return compiler.exitStatus() == QProcess::NormalExit && compiler.exitCode() == 0;
}

}  // namespace

class TestCppCode : public QObject {
    Q_OBJECT

private slots:
    void theDefaultPoolIsWrittenAsOneTypesIt() {
        QCOMPARE(cppCode(parse_scenario(R"({"poolscope": 1, "pool": {},
            "batches": [{"method": "map", "function": "square", "iterable": {"range": [10]}}]})")),
                 golden("default_pool.cpp.txt"));
    }

    void everyOptionAndMethodIsWritten() {
        const QString code = cppCode(parse_scenario(golden("everything_cpp.json").toStdString()));
        QCOMPARE(code, golden("everything.cpp.txt"));
    }

    void listsThatAreTypedHalfAreWrittenAsFarAsTheyGo() {
        Scenario scenario = parse_scenario(golden("everything_cpp.json").toStdString());
        BatchSpec& batch = scenario.batches[0];
        batch.method = Method::StarMap;
        for (const char* const typed : {"[[2, 3], 5]", "[1, 2]", "[{\"a\": 1}, []]", "[[], [1, 2]]"}) {
            batch.iterable = Json::parse(typed);
            QVERIFY2(cppCode(scenario).contains(QStringLiteral("std::tuple<")), typed);
        }
    }

    void valuesHaveTheTypeTheyShare_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("type");
        QTest::newRow("whole") << "[1, -2]" << "int";
        QTest::newRow("large") << "[1, 5000000000]" << "std::int64_t";
        QTest::newRow("real") << "[1, 0.5]" << "double";
        QTest::newRow("text") << "[\"a\"]" << "std::string";
        QTest::newRow("lists") << "[[1], [2, 3]]" << "std::vector<int>";
        QTest::newRow("mixed") << "[1, \"a\"]" << "poolscope::Json";
        QTest::newRow("nothing") << "[null]" << "poolscope::Json";
        QTest::newRow("too large") << "[18446744073709551615]" << "double";
    }
    void valuesHaveTheTypeTheyShare() {
        QFETCH(QString, json);
        QFETCH(QString, type);
        QCOMPARE(cppTypeOf(Json::parse(json.toStdString())), type);
    }

    void textsAreEscaped() {
        QCOMPARE(cppArgument(Json("a\"b\\c\n\x07" "1")), QStringLiteral("\"a\\\"b\\\\c\\n\\0071\""));
    }

    void theCompilerTakesWhatIsCopied_data() {
        QTest::addColumn<QString>("code");
        QTest::newRow("everything") << cppCode(parse_scenario(golden("everything_cpp.json").toStdString()));
        QTest::newRow("wide") << cppCode(parse_scenario(golden("wide_cpp.json").toStdString()));
    }
    void theCompilerTakesWhatIsCopied() {
        if (QStandardPaths::findExecutable(QStringLiteral("c++")).isEmpty())
            QSKIP("there is no c++ on this machine to compile the code with");
        QFETCH(QString, code);
        QString errors;
        QVERIFY2(compiles(code, errors), qPrintable(errors + code));
    }
};

QTEST_GUILESS_MAIN(TestCppCode)
#include "tst_cpp_code.moc"
