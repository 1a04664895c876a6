// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/places.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace poolscope::ui {

namespace {

/// Qt 6.4 has no StateLocation.
QString stateHome() {
    const QString set = qEnvironmentVariable("XDG_STATE_HOME");
    // The specification says that relative paths are to be ignored.
    return QDir::isAbsolutePath(set) ? set : QDir::homePath() + QStringLiteral("/.local/state");
}

}  // namespace

Places::Places(const QString& configFolder) {
    if (configFolder.isEmpty()) {
        m_config =
            QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/poolscope");
        m_state = stateHome() + QStringLiteral("/poolscope");
    } else {
        m_config = QDir(configFolder).absolutePath();
        m_state = m_config + QStringLiteral("/state");
    }
}

std::unique_ptr<QSettings> Places::openSettings() const {
    QDir().mkpath(m_config);
    return std::make_unique<QSettings>(settingsFile(), QSettings::IniFormat);
}

QString Places::newRunFolder() const {
    QDir().mkpath(runsFolder());
    const QString stem =
        QStringLiteral("%1/%2-%3")
            .arg(runsFolder(), QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd_HH-mm-ss")))
            .arg(QCoreApplication::applicationPid());
    QString folder = stem;
    for (int again = 2; QFileInfo::exists(folder); ++again)
        folder = stem + QStringLiteral("-%1").arg(again);
    return folder;
}

QString scenariosFolder() {
    const QString program = QCoreApplication::applicationDirPath();
    for (const char* const place : {"/../share/poolscope/scenarios", "/../resources/scenarios",
                                    "/../../resources/scenarios", "/../../../resources/scenarios"}) {
        const QFileInfo folder(program + QLatin1String(place));
        if (folder.isDir()) return folder.canonicalFilePath();
    }
    const QString source = qEnvironmentVariable("POOLSCOPE_SOURCE");
    const QFileInfo folder(source + QStringLiteral("/resources/scenarios"));
    return !source.isEmpty() && folder.isDir() ? folder.canonicalFilePath() : QString();
}

}  // namespace poolscope::ui
