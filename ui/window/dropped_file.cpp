// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/dropped_file.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace poolscope::ui {

DroppedFile droppedFile(const QMimeData& dragged) {
    DroppedFile found;
    const QList<QUrl> urls = dragged.urls();
    for (const QUrl& url : urls) {
        if (!url.isLocalFile()) continue;
        if (!found.path.isEmpty()) {
            ++found.others;
            continue;
        }
        found.path = url.toLocalFile();
        const QFileInfo trace(QDir(found.path), QStringLiteral("trace"));
        if (QFileInfo(found.path).isDir() && trace.isFile()) found.path = trace.filePath();
    }
    return found;
}

}  // namespace poolscope::ui
