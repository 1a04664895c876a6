// SPDX-License-Identifier: MIT
#include <algorithm>

#include <QDirIterator>
#include <QFile>
#include <QTest>

namespace {

QStringList linesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (QString& line : lines) line = line.trimmed();
    lines.removeAll(QString());
    return lines;
}

/// The pieces of C++ in a Markdown file, each as its lines without indentation and empty ones.
QList<QStringList> codeIn(const QString& path) {
    QList<QStringList> pieces;
    bool inside = false;
    for (const QString& line : linesOf(path)) {
        if (!inside && line == QLatin1String("```cpp")) {
            inside = true;
            pieces.append(QStringList());
        } else if (inside && line == QLatin1String("```")) {
            inside = false;
        } else if (inside) {
            pieces.last().append(line);
        }
    }
    return pieces;
}

}  // namespace

/// What the README shows as code stands in an example that is built and run (tst_find_package).
class ReadmeTest : public QObject {
    Q_OBJECT

private slots:
    void everyPieceOfCode_isPartOfAnExample() {
        const QString top = qEnvironmentVariable("POOLSCOPE_SOURCE");
        QStringList examples;
        QDirIterator files(top + QLatin1String("/resources/examples"), {QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) examples.append(linesOf(files.next()).join(u'\n'));
        QVERIFY(!examples.isEmpty());
        const QList<QStringList> pieces = codeIn(top + QLatin1String("/README.md"));
        QVERIFY(pieces.size() >= 5);
        for (const QStringList& piece : pieces) {
            const QString text = piece.join(u'\n');
            const bool found = std::any_of(examples.begin(), examples.end(), [&](const QString& example) { return example.contains(text); });
            QVERIFY2(found, qPrintable("no example holds this code of the README:\n" + text));
        }
    }
};

QTEST_GUILESS_MAIN(ReadmeTest)
#include "tst_readme.moc"
