// SPDX-License-Identifier: MIT
#include "promised_rows.h"

#include <QHash>
#include <QRegularExpression>

namespace {

const QString kDocument = QStringLiteral("engine/SEMANTICS.md");

struct Place {
    const SourceFile* file = nullptr;
    qsizetype line = 0;
};

// The rows of the tests: {"the line's name", at the margin of a table of promises.
QHash<QString, Place> testedRows(const SourceTree& tree) {
    static const QRegularExpression program(QStringLiteral("/tst_promised_[a-z_]+\\.cpp$"));
    static const QRegularExpression row(QStringLiteral("^    \\{\"((?:[^\"\\\\]|\\\\.)+)\","));
    QHash<QString, Place> rows;
    for (const SourceFile& file : tree.files()) {
        if (!program.match(file.path).hasMatch()) continue;
        for (qsizetype index = 0; index < file.lines.size(); ++index) {
            const auto match = row.match(file.lines[index]);
            if (match.hasMatch()) rows.insert(match.captured(1), {&file, index + 1});
        }
    }
    return rows;
}

bool isTest(const SourceTree& tree, const QString& name) {
    const QString end = QLatin1Char('/') + name + QLatin1String(".cpp");
    for (const SourceFile& file : tree.files())
        if (file.path.endsWith(end)) return true;
    return false;
}

// "| the line | what happens |", but not a head nor the rule below it, nor the table of the programs themselves.
QStringList cellsOf(const QString& line) {
    if (!line.startsWith(QLatin1String("| "))) return {};
    QStringList cells = line.mid(1).split(QLatin1Char('|'));
    for (QString& cell : cells) cell = cell.trimmed();
    static const QStringList heads{QStringLiteral("line"), QStringLiteral("table"), QStringLiteral("shown by another program")};
    return heads.contains(cells.first()) ? QStringList() : cells;
}

}  // namespace

QStringList promiseBreaches(const SourceTree& tree) {
    static const QRegularExpression testName(QStringLiteral("`(?:[a-z/_]*/)?(tst_[a-z0-9_]+)`"));
    QStringList found;
    QHash<QString, Place> untold = testedRows(tree);
    for (const SourceFile& file : tree.files()) {
        if (file.path != kDocument) continue;
        for (qsizetype index = 0; index < file.lines.size(); ++index) {
            const QStringList cells = cellsOf(file.lines[index]);
            if (cells.size() < 2) continue;
            bool namesTest = false;
            for (auto names = testName.globalMatch(cells[1]); names.hasNext();) {
                const QString name = names.next().captured(1);
                namesTest = true;
                if (!isTest(tree, name)) found.append(breach(file, index + 1, QStringLiteral("there is no test %1").arg(name)));
            }
            if (untold.remove(cells[0]) == 0 && !namesTest)
                found.append(breach(file, index + 1, QStringLiteral("no test has the row \"%1\"").arg(cells[0])));
        }
    }
    for (auto row = untold.cbegin(); row != untold.cend(); ++row)
        found.append(breach(*row->file, row->line, QStringLiteral("%1 does not tell of \"%2\"").arg(kDocument, row.key())));
    return found;
}
