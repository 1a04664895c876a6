// SPDX-License-Identifier: MIT
#include <QtTest>

#include "include_rules.h"

class TestIncludeRules : public QObject {
    Q_OBJECT
private slots:
    void everyIncludeOfTheTree_goesTheAllowedWay();
    void anIncludeAgainstTheDirection_isFound_data();
    void anIncludeAgainstTheDirection_isFound();
    void anIncludeAlongTheDirection_passes_data();
    void anIncludeAlongTheDirection_passes();
};

namespace {

// A tree with one file in each place, beside the file under test.
SourceTree treeWith(const SourceFile& file) {
    QList<SourceFile> files{file};
    for (const char* path : {"engine/include/poolscope/pool.h", "engine/src/base/fd.h", "engine/src/process/child.h",
                             "engine/src/lane/ring.h", "engine/src/trace/writer.h", "engine/src/tasks/registry.h",
                             "engine/src/worker/loop.h", "engine/src/supervise/table.h", "engine/src/host/server.h",
                             "engine/src/study/law.h",
                             "ui/models/rows.h", "ui/views/board.h", "app/options.h"})
        files.append({QLatin1String(path), {}});
    return SourceTree(files);
}

void rows(std::initializer_list<std::pair<const char*, const char*>> cases) {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("include");
    for (const auto& [path, include] : cases)
        QTest::addRow("%s in %s", include, path) << QString::fromLatin1(path) << QString::fromLatin1(include);
}

}  // namespace

void TestIncludeRules::everyIncludeOfTheTree_goesTheAllowedWay() {
    const SourceTree tree = SourceTree::read(qEnvironmentVariable("POOLSCOPE_SOURCE"));
    QVERIFY2(tree.files().size() > 20, "POOLSCOPE_SOURCE names the top of the project");
    QStringList breaches;
    for (const SourceFile& file : tree.files())
        breaches += includeBreaches(file, tree);
    QVERIFY2(breaches.isEmpty(), qPrintable(QLatin1Char('\n') + breaches.join(QLatin1Char('\n'))));
}

void TestIncludeRules::anIncludeAgainstTheDirection_isFound_data() {
    rows({{"engine/src/base/a.cpp", "\"process/child.h\""},
          {"engine/src/process/a.cpp", "\"lane/ring.h\""},
          {"engine/src/lane/a.cpp", "\"trace/writer.h\""},
          {"engine/src/trace/a.cpp", "\"process/child.h\""},
          {"engine/src/tasks/a.cpp", "\"worker/loop.h\""},
          {"engine/src/worker/a.cpp", "\"supervise/table.h\""},
          {"engine/src/supervise/a.cpp", "\"host/server.h\""},
          {"engine/src/host/a.cpp", "\"study/law.h\""},
          {"engine/src/study/a.cpp", "\"process/child.h\""},
          {"engine/src/host/a.cpp", "<QString>"},
          {"engine/src/host/a.cpp", "<QtCore/QString>"},
          {"engine/src/extras/a.cpp", "\"base/fd.h\""},
          {"engine/src/base/a.cpp", "\"nowhere.h\""},
          {"engine/src/lane/a.cpp", "\"../base/fd.h\""},
          {"engine/src/base/a.cpp", "<poolscope/nowhere.h>"},
          {"engine/include/poolscope/a.h", "\"pool.h\""},
          {"engine/include/poolscope/a.h", "<boost/any.hpp>"},
          {"engine/include/poolscope/a.h", "<QObject>"},
          {"ui/views/a.cpp", "\"base/fd.h\""},
          {"ui/models/a.cpp", "\"views/board.h\""},
          {"ui/views/a.cpp", "\"options.h\""},
          {"app/a.cpp", "\"host/server.h\""}});
}

void TestIncludeRules::anIncludeAgainstTheDirection_isFound() {
    QFETCH(QString, path);
    QFETCH(QString, include);
    const SourceFile file{path, {QString(), QStringLiteral("#include ") + include}};
    const QStringList breaches = includeBreaches(file, treeWith(file));
    QCOMPARE(breaches.size(), 1);
    QVERIFY2(breaches.first().startsWith(path + QStringLiteral(":2: ")), qPrintable(breaches.first()));
}

void TestIncludeRules::anIncludeAlongTheDirection_passes_data() {
    rows({{"engine/src/base/a.cpp", "<poolscope/pool.h>"},
          {"engine/src/process/a.cpp", "\"base/fd.h\""},
          {"engine/src/process/a.cpp", "\"child.h\""},
          {"engine/src/worker/a.cpp", "\"tasks/registry.h\""},
          {"engine/src/supervise/a.cpp", "\"process/child.h\""},
          {"engine/src/host/a.cpp", "\"supervise/table.h\""},
          {"engine/src/study/a.cpp", "\"supervise/table.h\""},
          {"engine/src/lane/a.cpp", "<boost/any.hpp>"},
          {"engine/include/poolscope/a.h", "<poolscope/pool.h>"},
          {"engine/include/poolscope/a.h", "<vector>"},
          {"engine/include/poolscope/a.h", "<sys/types.h>"},
          {"engine/include/poolscope/a.h", "<nlohmann/json.hpp>"},
          {"ui/views/a.cpp", "\"models/rows.h\""},
          {"ui/views/a.cpp", "<QWidget>"},
          {"app/a.cpp", "\"views/board.h\""},
          {"app/a.cpp", "<poolscope/pool.h>"},
          {"tests/engine/base/tst_fd.cpp", "\"base/fd.h\""}});
}

void TestIncludeRules::anIncludeAlongTheDirection_passes() {
    QFETCH(QString, path);
    QFETCH(QString, include);
    const SourceFile file{path, {QStringLiteral("#include ") + include}};
    QCOMPARE(includeBreaches(file, treeWith(file)), QStringList());
}

QTEST_GUILESS_MAIN(TestIncludeRules)
#include "tst_include_rules.moc"
