// SPDX-License-Identifier: MIT
#include "include_rules.h"

#include <optional>

#include <QHash>
#include <QRegularExpression>

namespace {

struct Include {
    qsizetype line;
    QString target;  // as written
    bool isQuoted;
};

QList<Include> includesOf(const SourceFile& file) {
    static const QRegularExpression form(QStringLiteral(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"));
    QList<Include> found;
    for (qsizetype index = 0; index < file.lines.size(); ++index) {
        const auto match = form.match(file.lines[index]);
        if (match.hasMatch()) found.append({index + 1, match.captured(2), match.captured(1) == QLatin1String("\"")});
    }
    return found;
}

// Which rooms of engine/src a room may include beside itself.
const QHash<QString, QStringList>& allowedRooms() {
    static const QHash<QString, QStringList> table{
        {QStringLiteral("base"), {}},
        {QStringLiteral("process"), {QStringLiteral("base")}},
        {QStringLiteral("lane"), {QStringLiteral("base")}},
        {QStringLiteral("trace"), {QStringLiteral("base")}},
        {QStringLiteral("tasks"), QStringLiteral("base process lane trace").split(QLatin1Char(' '))},
        {QStringLiteral("worker"), QStringLiteral("base process lane trace tasks").split(QLatin1Char(' '))},
        {QStringLiteral("supervise"), QStringLiteral("base process lane trace tasks worker").split(QLatin1Char(' '))},
        {QStringLiteral("runs"), QStringLiteral("base trace").split(QLatin1Char(' '))},
        {QStringLiteral("host"),
         QStringLiteral("base process lane trace tasks worker supervise runs").split(QLatin1Char(' '))},
        // The simulator deals tasks by the dispatcher's own rule; nothing else of the engine knows the studies.
        {QStringLiteral("study"), QStringLiteral("base trace supervise runs host").split(QLatin1Char(' '))},
    };
    return table;
}

// The file of this project that a quoted include means: beside the including file, or from one of the folders that
// the room's targets are compiled with.
std::optional<QString> resolve(const SourceFile& file, const QString& target, const QStringList& bases,
                               const SourceTree& tree) {
    for (const QString& base : QStringList{file.folder()} + bases) {
        const QString path = base + QLatin1Char('/') + target;
        if (tree.contains(path)) return path;
    }
    return std::nullopt;
}

QString engineRoom(const QString& path) {
    return path.section(QLatin1Char('/'), 2, 2);
}
bool isQt(const QString& target) {
    static const QRegularExpression form(QStringLiteral("^(Qt?[A-Z]|q[a-z]+\\.h$)"));
    return form.match(target).hasMatch();
}
bool isPublic(const QString& target) {
    return target.startsWith(QLatin1String("poolscope/"));
}

QString publicHeaderBreach(const Include& include) {
    if (include.isQuoted) return QStringLiteral("a public header includes with <>, so that it works installed");
    if (isPublic(include.target) || include.target.startsWith(QLatin1String("nlohmann/"))) return {};
    // The standard library and POSIX: bare names, or the folders of the system.
    static const QRegularExpression system(QStringLiteral("^(sys/|linux/|[a-z_0-9]+(\\.h)?$)"));
    if (system.match(include.target).hasMatch() && !isQt(include.target)) return {};
    return QStringLiteral("a public header may include public headers, the standard library and nlohmann, not <%1>")
        .arg(include.target);
}

QString engineBreach(const SourceFile& file, const Include& include, const SourceTree& tree) {
    if (isQt(include.target)) return QStringLiteral("no Qt in the engine");
    if (!include.isQuoted) return {};
    const QString room = engineRoom(file.path);
    if (!allowedRooms().contains(room)) return QStringLiteral("engine/src/%1 is no room of the design").arg(room);
    const auto path = resolve(file, include.target, {QStringLiteral("engine/src")}, tree);
    if (!path) return QStringLiteral("\"%1\" is no file of the engine").arg(include.target);
    const QString other = engineRoom(*path);
    if (other == room || allowedRooms().value(room).contains(other)) return {};
    return QStringLiteral("%1 may not include %2 (%3)").arg(room, other, include.target);
}

QString uiBreach(const SourceFile& file, const Include& include, const SourceTree& tree) {
    if (!include.isQuoted || include.target.endsWith(QLatin1String(".moc"))) return {};
    const auto path = resolve(file, include.target, {QStringLiteral("ui")}, tree);
    if (!path || !path->startsWith(QLatin1String("ui/")))
        return QStringLiteral("ui sees its own files and <poolscope/...>, not \"%1\"").arg(include.target);
    const QString part = file.path.section(QLatin1Char('/'), 1, 1);
    const QString other = path->section(QLatin1Char('/'), 1, 1);
    const bool sees =
        part != QLatin1String("models") && part != QLatin1String("session") && part != QLatin1String("format");
    const bool isView =
        other == QLatin1String("views") || other == QLatin1String("forms") || other == QLatin1String("timeline") ||
                        other == QLatin1String("charts");
    if (isView && !sees) return QStringLiteral("ui/%1 may not know ui/%2 (%3)").arg(part, other, include.target);
    return {};
}

QString appBreach(const SourceFile& file, const Include& include, const SourceTree& tree) {
    if (!include.isQuoted || include.target.endsWith(QLatin1String(".moc"))) return {};
    const auto path = resolve(file, include.target, {QStringLiteral("app"), QStringLiteral("ui")}, tree);
    if (path && !path->startsWith(QLatin1String("engine/"))) return {};
    return QStringLiteral("app sees its own files, ui and <poolscope/...>, not \"%1\"").arg(include.target);
}

}  // namespace

QStringList includeBreaches(const SourceFile& file, const SourceTree& tree) {
    if (!file.isCpp()) return {};
    QStringList found;
    for (const Include& include : includesOf(file)) {
        QString message;
        if (isPublic(include.target) && !tree.contains(QStringLiteral("engine/include/") + include.target))
            message = QStringLiteral("there is no public header <%1>").arg(include.target);
        else if (include.target.contains(QLatin1String("../")))
            message = QStringLiteral("\"%1\": name the room, not the way there").arg(include.target);
        else if (file.path.startsWith(QLatin1String("engine/include/")))
            message = publicHeaderBreach(include);
        else if (file.path.startsWith(QLatin1String("engine/src/")))
            message = engineBreach(file, include, tree);
        else if (file.path.startsWith(QLatin1String("ui/")))
            message = uiBreach(file, include, tree);
        else if (file.path.startsWith(QLatin1String("app/")))
            message = appBreach(file, include, tree);
        if (!message.isEmpty()) found.append(breach(file, include.line, message));
    }
    return found;
}
