// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPalette>
#include <QString>

#include "format/appearance.h"

class QApplication;
class QDBusVariant;

namespace poolscope::ui {

enum class ThemeChoice { System, Light, Dark };
[[nodiscard]] QString themeKey(ThemeChoice choice);          ///< "system", "light", "dark": for settings
[[nodiscard]] ThemeChoice themeFromKey(const QString& key);  ///< System when the key is unknown

/// Palette of an appearance; every role and every group is set, so that no colour of the platform shines through.
[[nodiscard]] QPalette themePalette(Appearance appearance);
/// The little that the Fusion style cannot say by palette: flat tool bars, tabs, headers, rounded fields.
[[nodiscard]] QString themeStyleSheet(Appearance appearance);

/// Dresses the application and follows the desktop while the choice is System.
class Theme : public QObject {
    Q_OBJECT

public:
    /// Borrows the application, which must outlive the theme. Nothing is changed until choose() is called.
    explicit Theme(QApplication& application, QObject* parent = nullptr);

    void choose(ThemeChoice choice);
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] Appearance appearance() const { return m_appearance; }

signals:
    void changed();

private slots:
    /// Of the desktop portal: org.freedesktop.portal.Settings.SettingChanged.
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void apply();

    QApplication& m_application;
    QPalette m_platformPalette;
    ThemeChoice m_choice = ThemeChoice::System;
    Appearance m_appearance = Appearance::Light;
    Appearance m_desktop = Appearance::Light;
};

}  // namespace poolscope::ui
