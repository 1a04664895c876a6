// SPDX-License-Identifier: MIT
#include <QTest>

#include <poolscope/csv_field.h>

using namespace poolscope;

class CsvFieldTest : public QObject {
    Q_OBJECT

private slots:
    void whatNeedsQuotes_hasThem_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("field");
        QTest::newRow("nothing") << std::string() << std::string();
        QTest::newRow("plain") << std::string("map square; 3 'x'") << std::string("map square; 3 'x'");
        QTest::newRow("comma") << std::string("1,5") << std::string("\"1,5\"");
        QTest::newRow("quotes") << std::string("a \"b\" c") << std::string("\"a \"\"b\"\" c\"");
        QTest::newRow("line end") << std::string("a\nb") << std::string("\"a\nb\"");
        QTest::newRow("carriage return") << std::string("a\rb") << std::string("\"a\rb\"");
        QTest::newRow("other scripts") << std::string("Läufe") << std::string("Läufe");
    }
    void whatNeedsQuotes_hasThem() {
        QFETCH(std::string, text);
        QFETCH(std::string, field);
        QCOMPARE(csv_field(text), field);
        std::string line = "before,";
        append_csv_field(line, text);
        QCOMPARE(line, "before," + field);
    }
};

QTEST_GUILESS_MAIN(CsvFieldTest)
#include "tst_csv_field.moc"
