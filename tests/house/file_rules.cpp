// SPDX-License-Identifier: MIT
#include "file_rules.h"

#include <QHash>
#include <QRegularExpression>

namespace {

constexpr qsizetype kLongestFile = 500;
constexpr qsizetype kLongFile = 400;

// Files that may be longer, each with the reason why it is one subject all the same.
const QHash<QString, QString>& longFiles() {
    static const QHash<QString, QString> table{};
    return table;
}

void checkName(const SourceFile& file, QStringList& found) {
    if (!file.isCpp()) return;
    static const QRegularExpression snake(QStringLiteral("^[a-z][a-z0-9_]*\\.(h|cpp)$"));
    static const QRegularExpression vague(
        QStringLiteral("(^|_)(utils?|utilities|helpers?|common|managers?|misc)(_|\\.)"));
    if (!snake.match(file.name()).hasMatch())
        found.append(breach(file, 1, QStringLiteral("a file name is snake_case")));
    if (vague.match(file.name()).hasMatch()) found.append(breach(file, 1, QStringLiteral("the name tells no subject")));
}

// "MIT", "GPL-3.0-or-later", or empty where either will do.
QString licenceOf(const QString& path) {
    for (const char* room : {"engine/", "tests/engine/", "resources/examples/"})
        if (path.startsWith(QLatin1String(room))) return QStringLiteral("MIT");
    for (const char* room : {"ui/", "app/", "tests/ui/", "tests/app/"})
        if (path.startsWith(QLatin1String(room))) return QStringLiteral("GPL-3.0-or-later");
    return {};
}

void checkLicence(const SourceFile& file, QStringList& found) {
    const bool isScript = file.lines.first().startsWith(QLatin1String("#!"));
    if (!file.isCpp() && !isScript) return;
    const QString line = file.lines.value(isScript ? 1 : 0);
    const QString licence = line.section(QLatin1String("SPDX-License-Identifier: "), 1).trimmed();
    const QString wanted = licenceOf(file.path);
    if (licence.isEmpty())
        found.append(breach(file, 1, QStringLiteral("no SPDX-License-Identifier in the first line")));
    else if (!wanted.isEmpty() && licence != wanted)
        found.append(breach(file, 1, QStringLiteral("the licence of this room is %1, not %2").arg(wanted, licence)));
}

void checkLines(const SourceFile& file, QStringList& found) {
    // Put together from parts, so that this file does not find itself.
    static const QRegularExpression undone(QStringLiteral("\\b(TO"
                                                          "DO|FIX"
                                                          "ME|X"
                                                          "XX)\\b"));
    static const QRegularExpression machine(QStringLiteral("(^|[\\s\"'`(=:])/(wo"
                                                           "rk|ho"
                                                           "me|ro"
                                                           "ot)/"));
    for (qsizetype index = 0; index < file.lines.size(); ++index) {
        const QString& line = file.lines[index];
        if (undone.match(line).hasMatch())
            found.append(breach(file, index + 1, QStringLiteral("something is left to do")));
        if (machine.match(line).hasMatch())
            found.append(breach(file, index + 1, QStringLiteral("a folder of one machine: %1").arg(line.trimmed())));
    }
}

// The last line's end makes an empty string behind it, which is no line.
qsizetype lineCount(const SourceFile& file) {
    return file.lines.size() - (file.lines.last().isEmpty() ? 1 : 0);
}

void checkLength(const SourceFile& file, QStringList& found) {
    const qsizetype count = lineCount(file);
    if (file.isCpp() && count > kLongestFile && !longFiles().contains(file.path))
        found.append(breach(file, kLongestFile, QStringLiteral("%1 lines: split it by subject").arg(count)));
}

}  // namespace

QStringList fileBreaches(const SourceFile& file) {
    QStringList found;
    checkName(file, found);
    checkLicence(file, found);
    checkLines(file, found);
    checkLength(file, found);
    return found;
}

QStringList sizeBreaches(const SourceTree& tree) {
    qsizetype all = 0;
    QStringList longOnes;
    for (const SourceFile& file : tree.files()) {
        if (!file.isCpp()) continue;
        ++all;
        if (lineCount(file) > kLongFile)
            longOnes.append(breach(file, lineCount(file), QStringLiteral("over 400 lines")));
    }
    return longOnes.size() * 10 > all ? longOnes : QStringList();
}

QStringList topLevelBreaches(const QStringList& names) {
    static const QRegularExpression allowed(
        QStringLiteral("^(app|engine|ui|tests|resources|CMakeLists\\.txt|README\\.md|CMakePresets\\.json|LICENSE.*|"
                       "\\..*|build|CMakeUserPresets\\.json|compile_commands\\.json)$"));
    QStringList found;
    for (const QString& name : names)
        if (!allowed.match(name).hasMatch())
            found.append(QStringLiteral("%1:1: not one of the names at the top; give it a room").arg(name));
    return found;
}
