// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QSettings>
#include <QString>
#include <QStringList>

namespace poolscope::ui {

/// Where the window keeps its things. By the XDG base directories, or all under one folder (--config) when it is given.
class Places {
public:
    explicit Places(const QString& configFolder = {});

    /// Settings of the window: `window.ini` in the XDG configuration folder.
    [[nodiscard]] std::unique_ptr<QSettings> openSettings() const;
    [[nodiscard]] QString settingsFile() const { return m_config + QStringLiteral("/window.ini"); }
    /// One folder for each run, the newest last by name: `runs` in the XDG state folder.
    [[nodiscard]] QString runsFolder() const { return m_state + QStringLiteral("/runs"); }
    /// A folder for a new run, which does not exist yet: "2026-01-31_14-05-09-4711".
    [[nodiscard]] QString newRunFolder() const;

private:
    QString m_config;
    QString m_state;
};

/// The folder of the scenarios that come with the program; empty when it is not found. Looked for beside the program
/// (as installed: ../share/poolscope/scenarios) and in the source tree that a build lies in.
[[nodiscard]] QString scenariosFolder();

}  // namespace poolscope::ui
