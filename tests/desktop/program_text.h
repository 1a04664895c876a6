// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>

/// A program's end: what it said on both channels, and its exit status (-1: it did not start or was killed).
struct Said {
    QByteArray words;
    int status = -1;
};

inline Said said(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
    return {process.readAll(), ended ? process.exitCode() : -1};
}

inline Said poolscopeSaid(const QStringList& arguments) {
    return said(qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"), arguments);
}

/// What `poolscope COMMAND... --help` says; asked once.
inline QString helpOf(const QStringList& command) {
    static QHash<QStringList, QString> known;
    QString& help = known[command];
    if (help.isEmpty()) help = QString::fromUtf8(poolscopeSaid(command + QStringList{QStringLiteral("--help")}).words);
    return help;
}

/// The options that `poolscope COMMAND... --help` lists.
inline QSet<QString> optionsInHelp(const QStringList& command) {
    static const QRegularExpression option(QStringLiteral("^  (-\\w,)?(--[a-z-]+)"), QRegularExpression::MultilineOption);
    QSet<QString> found;
    auto matches = option.globalMatch(helpOf(command));
    while (matches.hasNext()) found.insert(matches.next().captured(2));
    return found;
}

/// The commands that `poolscope COMMAND... --help` lists.
inline QStringList commandsInHelp(const QStringList& command) {
    static const QRegularExpression line(QStringLiteral("^  ([a-z]+) "), QRegularExpression::MultilineOption);
    QStringList found;
    auto matches = line.globalMatch(helpOf(command).section(QStringLiteral("Subcommands:"), 1));
    while (matches.hasNext()) found << matches.next().captured(1);
    return found;
}

/// Every command with a help of its own: {}, {"run"}, {"trace", "show"}, ...
inline QList<QStringList> allCommands(const QStringList& from = {}) {
    QList<QStringList> all{from};
    for (const QString& name : commandsInHelp(from)) all << allCommands(from + QStringList{name});
    return all;
}
