// SPDX-License-Identifier: MIT
#include <QtTest>

#include "promised_rows.h"

namespace {

const QString kSpdx = QStringLiteral("// SPDX-License-Identifier: MIT");

/// A document with these lines in a table, and a test with these rows.
SourceTree treeOf(const QStringList& lines, const QStringList& rows) {
    QStringList document{QStringLiteral("| line | what happens |"), QStringLiteral("|---|---|")};
    document += lines;
    QStringList test{kSpdx};
    for (const QString& row : rows) test.append(QStringLiteral("    {\"%1\",").arg(row));
    return SourceTree({{QStringLiteral("engine/SEMANTICS.md"), document},
                       {QStringLiteral("tests/engine/semantics/tst_promised_calls.cpp"), test},
                       {QStringLiteral("tests/engine/host/tst_other.cpp"), {kSpdx}}});
}

}  // namespace

class TestPromisedRows : public QObject {
    Q_OBJECT
private slots:
    void everyPromiseOfTheDocument_hasItsTestAndTheOtherWayRound() {
        const SourceTree tree = SourceTree::read(qEnvironmentVariable("POOLSCOPE_SOURCE"));
        QVERIFY2(tree.contains(QStringLiteral("engine/SEMANTICS.md")), "POOLSCOPE_SOURCE names the top of the project");
        const QStringList breaches = promiseBreaches(tree);
        QVERIFY2(breaches.isEmpty(), qPrintable(QLatin1Char('\n') + breaches.join(QLatin1Char('\n'))));
    }

    void whatIsMissing_isFound_data() {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<QString>("expected");
        const QString row = QStringLiteral("apply: blocks");
        const QString line = QStringLiteral("| apply: blocks | |");
        QTest::newRow("nothing") << QStringList{line} << QStringList{row} << QString();
        QTest::newRow("a line that names its test") << QStringList{line, QStringLiteral("| killed | `tst_other` shows it |")}
                                                    << QStringList{row} << QString();
        QTest::newRow("a line that has a row and names a test besides") << QStringList{QStringLiteral("| apply: blocks | see `tst_other` |")}
                                                                        << QStringList{row} << QString();
        QTest::newRow("a line without a row") << QStringList{line, QStringLiteral("| map: order | gh-1 |")} << QStringList{row}
                                              << QStringLiteral("engine/SEMANTICS.md:4: no test has the row \"map: order\"");
        QTest::newRow("a row without a line") << QStringList{line} << QStringList{row, QStringLiteral("map: order")}
                                              << QStringLiteral("tests/engine/semantics/tst_promised_calls.cpp:3: engine/SEMANTICS.md does not tell of \"map: order\"");
        QTest::newRow("a test that there is not") << QStringList{line, QStringLiteral("| killed | `tst_gone` |")} << QStringList{row}
                                                  << QStringLiteral("engine/SEMANTICS.md:4: there is no test tst_gone");
    }
    void whatIsMissing_isFound() {
        QFETCH(QStringList, lines);
        QFETCH(QStringList, rows);
        QFETCH(QString, expected);
        QCOMPARE(promiseBreaches(treeOf(lines, rows)).join(QLatin1Char('\n')), expected);
    }
};

QTEST_GUILESS_MAIN(TestPromisedRows)
#include "tst_promised_rows.moc"
