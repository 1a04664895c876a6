// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "forms/json_text.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestJsonText : public QObject {
    Q_OBJECT

private slots:
    void aListIsReadWithAndWithoutBrackets_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("json");
        QTest::newRow("empty") << "" << "[]";
        QTest::newRow("blanks") << "  \n" << "[]";
        QTest::newRow("bare") << "\"blue\", 7" << "[\"blue\",7]";
        QTest::newRow("bracketed") << "[\"blue\", 7]" << "[\"blue\",7]";
        QTest::newRow("one value") << "0.2" << "[0.2]";
        QTest::newRow("one list") << "[[1, 2]]" << "[[1,2]]";
        QTest::newRow("two lists") << "[1, 2], [3]" << "[[1,2],[3]]";
        QTest::newRow("list and number") << "[1, 2], 3" << "[[1,2],3]";
        QTest::newRow("object") << "{\"a\": null}" << "[{\"a\":null}]";
        QTest::newRow("several lines") << "1,\n2,\n3" << "[1,2,3]";
        QTest::newRow("empty list") << "[]" << "[]";
        QTest::newRow("list of an empty list") << "[[]]" << "[[]]";
    }
    void aListIsReadWithAndWithoutBrackets() {
        QFETCH(QString, text);
        QFETCH(QString, json);
        const JsonReading reading = readJsonList(text);
        QCOMPARE(reading.problem, QString());
        QCOMPARE(QString::fromStdString(reading.value.dump()), json);
    }

    void whatIsNoJsonIsRefusedInWordsThatHelp_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("word") << "blue, 7" << "At character 1: text stands in double quotes: \"blue\".";
        QTest::newRow("second word") << "7, blue" << "At character 4: text stands in double quotes: \"blue\".";
        QTest::newRow("single quotes") << "'blue'" << "At character 1: text stands in double quotes, \"like this\".";
        QTest::newRow("Python's True") << "True" << "At character 1: write true in small letters.";
        QTest::newRow("Python's None") << "1, None" << "At character 4: write null for None.";
        QTest::newRow("tuple") << "(1, 2)" << "At character 1: a list stands in square brackets, [1, 2].";
        QTest::newRow("no comma") << "1 2" << "At character 3: a comma is missing before this.";
        QTest::newRow("open text") << "\"blue" << "A closing \" is missing at the end.";
        QTest::newRow("open list") << "[1, 2" << "Something is missing at the end: a value, or a closing bracket.";
        QTest::newRow("comma at the end") << "1, 2," << "Something is missing at the end: a value, or a closing bracket.";
        QTest::newRow("counts letters, not bytes") << QStringLiteral("\"\u00e4\u00f6\", blue")
                                                   << "At character 7: text stands in double quotes: \"blue\".";
    }
    void whatIsNoJsonIsRefusedInWordsThatHelp() {
        QFETCH(QString, text);
        QFETCH(QString, problem);
        QCOMPARE(readJsonList(text).problem, problem);
    }

    void bracketsThatOnlyMatchTheAddedOnesAreRefused() {
        QVERIFY(!readJsonList(QStringLiteral("1], [2")).isGood());
        QVERIFY(!readJsonObject(QStringLiteral("\"a\": 1}, {\"b\": 2")).isGood());
    }

    void endlessNestingIsRefused() {
        const QString deep(100'000, u'[');
        QVERIFY(!readJsonList(deep).isGood());
        QVERIFY(!readJsonList(deep + QString(100'000, u']')).isGood());
    }

    void bracketsInATextAreNoNesting() {
        QVERIFY(readJsonList(u'"' + QString(1000, u'[') + u'"').isGood());
    }

    void anObjectIsReadWithAndWithoutBraces() {
        const Json seed{{"seed", 1}};
        QVERIFY(readJsonObject(QStringLiteral("\"seed\": 1")).value == seed);
        QVERIFY(readJsonObject(QStringLiteral("{\"seed\": 1}")).value == seed);
        QVERIFY(readJsonObject(QString()).value == Json::object());
        QVERIFY(!readJsonObject(QStringLiteral("7")).isGood());
        QVERIFY(!readJsonObject(QStringLiteral("seed: 7")).isGood());
    }

    void aListIsWrittenSoThatItIsReadBack_data() {
        QTest::addColumn<QString>("json");
        for (const char* json : {"[]", "[1]", "[[1,2]]", "[[]]", "[[1],[2]]", "[\"a\",null,true,0.5]", "[{\"a\":[1]}]",
                                 "[\"tab\\there\"]", "[18446744073709551615]", "[1e+300]"})
            QTest::newRow(json) << QString::fromUtf8(json);
    }
    void aListIsWrittenSoThatItIsReadBack() {
        QFETCH(QString, json);
        const Json value = Json::parse(json.toStdString());
        for (const int width : {4, 72}) QVERIFY(readJsonList(jsonListText(value, width)).value == value);
    }

    void aLongListFillsSeveralLines() {
        QCOMPARE(jsonListText(Json::array({1, 2, 3}), 72), QStringLiteral("1, 2, 3"));
        QCOMPARE(jsonListText(Json::array({10, 20, 30, 40}), 6), QStringLiteral("10, 20,\n30, 40"));
        QCOMPARE(jsonListText(Json::parse("[[2, 3], [4, 5]]"), 10), QStringLiteral("[2, 3],\n[4, 5]"));
    }
};

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
