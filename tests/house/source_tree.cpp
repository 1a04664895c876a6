// SPDX-License-Identifier: MIT
#include "source_tree.h"

#include <algorithm>

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace {

// A file with a zero byte in its head is a picture, an archive or a trace: no rule speaks of those.
bool isText(const QByteArray& content) {
    return !content.left(4096).contains('\0');
}

}  // namespace

SourceTree SourceTree::read(const QString& top) {
    QList<SourceFile> files;
    const QDir root(top);
    for (const char* room : {"app", "engine", "ui", "tests", "resources", ".ci"}) {
        QDirIterator entries(root.filePath(QLatin1String(room)), QDir::Files | QDir::Hidden,
                             QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            QFile file(entries.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            const QByteArray content = file.readAll();
            if (!isText(content)) continue;
            files.append({root.relativeFilePath(file.fileName()), QString::fromUtf8(content).split(QLatin1Char('\n'))});
        }
    }
    return SourceTree(std::move(files));
}

SourceTree::SourceTree(QList<SourceFile> files) : m_files(std::move(files)) {
    std::sort(m_files.begin(), m_files.end(),
              [](const SourceFile& left, const SourceFile& right) { return left.path < right.path; });
    for (const SourceFile& file : std::as_const(m_files))
        m_paths.insert(file.path);
}

QString breach(const SourceFile& file, qsizetype line, const QString& message) {
    return QStringLiteral("%1:%2: %3").arg(file.path).arg(line).arg(message);
}
