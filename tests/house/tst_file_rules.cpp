// SPDX-License-Identifier: MIT
#include <QtTest>

#include "file_rules.h"

class TestFileRules : public QObject {
    Q_OBJECT
private slots:
    void everyFileOfTheTree_keepsTheRules();
    void theTopOfTheTree_holdsTheAgreedNamesOnly();
    void aFileThatBreaksARule_isFound_data();
    void aFileThatBreaksARule_isFound();
    void aGoodFile_passes();
    void aTreeOfLongFiles_isFound();
    void aStrangerAtTheTop_isFound();
};

namespace {

QString sourceFolder() {
    return qEnvironmentVariable("POOLSCOPE_SOURCE");
}
const QString kMit = QStringLiteral("// SPDX-License-Identifier: MIT");
QString listed(const QStringList& breaches) {
    return QLatin1Char('\n') + breaches.join(QLatin1Char('\n'));
}

}  // namespace

void TestFileRules::everyFileOfTheTree_keepsTheRules() {
    const SourceTree tree = SourceTree::read(sourceFolder());
    QVERIFY2(tree.files().size() > 20, "POOLSCOPE_SOURCE names the top of the project");
    QStringList breaches = sizeBreaches(tree);
    for (const SourceFile& file : tree.files())
        breaches += fileBreaches(file);
    QVERIFY2(breaches.isEmpty(), qPrintable(listed(breaches)));
}

void TestFileRules::theTopOfTheTree_holdsTheAgreedNamesOnly() {
    const QStringList breaches =
        topLevelBreaches(QDir(sourceFolder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    QVERIFY2(breaches.isEmpty(), qPrintable(listed(breaches)));
}

void TestFileRules::aFileThatBreaksARule_isFound_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("expected");
    const QStringList good{kMit, QString()};
    QTest::newRow("camel case") << "engine/src/base/EventLoop.h" << good << "engine/src/base/EventLoop.h:1: ";
    QTest::newRow("vague name") << "engine/src/base/string_utils.h" << good << "engine/src/base/string_utils.h:1: ";
    QTest::newRow("no licence") << "engine/src/base/a.h" << QStringList{QStringLiteral("#pragma once")}
                                << "engine/src/base/a.h:1: ";
    QTest::newRow("another room's licence") << "ui/views/a.h" << good << "ui/views/a.h:1: ";
    QTest::newRow("script without licence")
        << "tests/run" << QStringList{QStringLiteral("#!/bin/sh"), QString()} << "tests/run:1: ";
    QTest::newRow("left undone") << "engine/src/base/a.h"
                                 << QStringList{kMit, QStringLiteral("// TO"
                                                                     "DO: more")}
                                 << "engine/src/base/a.h:2: ";
    QTest::newRow("a machine's folder") << "resources/scenarios/a.json"
                                        << QStringList{QStringLiteral("{\"lines\": \"/ho"
                                                                      "me/me/list\"}")}
                                        << "resources/scenarios/a.json:1: ";
    QTest::newRow("too long") << "engine/src/base/a.h" << good + QStringList(500, QStringLiteral("int x;"))
                              << "engine/src/base/a.h:500: ";
}

void TestFileRules::aFileThatBreaksARule_isFound() {
    QFETCH(QString, path);
    QFETCH(QStringList, lines);
    QFETCH(QString, expected);
    const QStringList breaches = fileBreaches({path, lines});
    QCOMPARE(breaches.size(), 1);
    QVERIFY2(breaches.first().startsWith(expected), qPrintable(breaches.first()));
}

void TestFileRules::aGoodFile_passes() {
    QCOMPARE(fileBreaches(
                 {QStringLiteral("engine/src/base/unique_fd.h"), {kMit, QStringLiteral("#pragma once"), QString()}}),
             QStringList());
    QCOMPARE(fileBreaches({QStringLiteral("engine/CMakeLists.txt"), {QStringLiteral("# /usr/share is everywhere")}}),
             QStringList());
}

void TestFileRules::aTreeOfLongFiles_isFound() {
    const QStringList longText(450, QStringLiteral("int x;"));
    QList<SourceFile> files{{QStringLiteral("engine/src/base/long.h"), longText}};
    for (int number = 0; number < 8; ++number)
        files.append({QStringLiteral("engine/src/base/short_%1.h").arg(number), {kMit}});
    QCOMPARE(sizeBreaches(SourceTree(files)).size(), 1);
    files.append({QStringLiteral("engine/src/base/short_8.h"), {kMit}});
    QCOMPARE(sizeBreaches(SourceTree(files)).size(), 0);
}

void TestFileRules::aStrangerAtTheTop_isFound() {
    const QStringList names{QStringLiteral("engine"), QStringLiteral(".ci"), QStringLiteral("LICENSES"),
                            QStringLiteral("scripts")};
    QCOMPARE(topLevelBreaches(names).size(), 1);
}

QTEST_GUILESS_MAIN(TestFileRules)
#include "tst_file_rules.moc"
