// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/scenario_folder.h"

#include <QCoreApplication>
#include <QDir>

namespace poolscope::ui {

QString scenarioFolder() {
    // Seen from the program, so that a tree can be moved and an installation be unpacked anywhere.
    const QDir program(QCoreApplication::applicationDirPath());
    for (const char* way : {"../share/poolscope/scenarios",          // installed: bin/poolscope
                            "../../../resources/scenarios"}) {       // built: build/PRESET/bin/poolscope
        const QString folder = QDir::cleanPath(program.filePath(QLatin1String(way)));
        if (QDir(folder).exists()) return folder;
    }
    return {};
}

QStringList scenarioFiles(const QString& folder) {
    if (folder.isEmpty()) return {};
    const QDir shelf(folder);
    QStringList paths;
    for (const QString& name : shelf.entryList({QStringLiteral("*.json")}, QDir::Files | QDir::Readable, QDir::Name))
        paths << shelf.filePath(name);
    return paths;
}

}  // namespace poolscope::ui
