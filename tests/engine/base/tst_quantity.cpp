// SPDX-License-Identifier: MIT
#include <QTest>

#include <poolscope/quantity.h>

using poolscope::bytes_from_text;
using poolscope::seconds_from_text;

class QuantityTest : public QObject {
    Q_OBJECT

private slots:
    void size_isReadAsPeopleTypeIt_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("bytes");
        const auto row = [](const char* text, quint64 bytes) { QTest::newRow(text) << QString(text) << bytes; };
        row("0", 0);
        row("4096", 4096);
        row("4096B", 4096);
        row("200MiB", 200ULL << 20);
        row("200 mib", 200ULL << 20);
        row("1.5GiB", 3ULL << 29);
        row("2G", 2ULL << 30);
        row("7k", 7 * 1024);
        row("7kB", 7000);
        row("3TB", 3'000'000'000'000ULL);
        row("1T", 1ULL << 40);
        row("1e6", 1'000'000);
        row("9007199254740993", 9'007'199'254'740'993ULL);  // more than a double holds
    }
    void size_isReadAsPeopleTypeIt() {
        QFETCH(QString, text);
        QFETCH(quint64, bytes);
        const auto read = bytes_from_text(text.toStdString());
        QVERIFY(read);
        QCOMPARE(quint64{*read}, bytes);
    }

    void whatIsNoSize_isRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "MiB", "-1", "-1MiB", "1.5", "0.1kB0", "10 XB", "1,5GiB", "1MiB/s", "nan", "inf", "1e30",
                                 "9223372036854775808G", " 5", "5MiB5", "5\xc3\xa4"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void whatIsNoSize_isRefused() {
        QFETCH(QString, text);
        QVERIFY(!bytes_from_text(text.toStdString()));
    }

    void time_isReadAsPeopleTypeIt() {
        QCOMPARE(seconds_from_text("0.5"), std::optional<double>(0.5));
        QCOMPARE(seconds_from_text("1.5s"), std::optional<double>(1.5));
        QCOMPARE(seconds_from_text("500ms"), std::optional<double>(0.5));
        QCOMPARE(seconds_from_text("2 min"), std::optional<double>(120));
        QCOMPARE(seconds_from_text("1h"), std::optional<double>(3600));
        QCOMPARE(seconds_from_text("-3"), std::optional<double>(-3));
        for (const char* text : {"", "s", "1 fortnight", "1,5", "nan", "5s5"}) QVERIFY2(!seconds_from_text(text), text);
    }
};

QTEST_GUILESS_MAIN(QuantityTest)
#include "tst_quantity.moc"
