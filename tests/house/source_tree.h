// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

/// One text file of the project, as the rules see it.
struct SourceFile {
    QString path;  ///< from the project's top, with "/"
    QStringList lines;

    [[nodiscard]] QString name() const { return path.section(QLatin1Char('/'), -1); }
    [[nodiscard]] QString folder() const { return path.section(QLatin1Char('/'), 0, -2); }
    [[nodiscard]] bool isCpp() const {
        return path.endsWith(QLatin1String(".h")) || path.endsWith(QLatin1String(".cpp"));
    }
};

/// The text files under the rooms of the project (app, engine, ui, tests, resources, .ci).
class SourceTree {
public:
    /// Reads a project from disk. An empty tree when the folder is not one.
    [[nodiscard]] static SourceTree read(const QString& top);
    /// A tree that exists only here; for showing that a rule finds what it should.
    explicit SourceTree(QList<SourceFile> files);

    [[nodiscard]] const QList<SourceFile>& files() const { return m_files; }
    [[nodiscard]] bool contains(const QString& path) const { return m_paths.contains(path); }

private:
    QList<SourceFile> m_files;
    QSet<QString> m_paths;
};

/// "path:line: message", as compilers say it, so that editors jump there. Lines count from 1.
[[nodiscard]] QString breach(const SourceFile& file, qsizetype line, const QString& message);
