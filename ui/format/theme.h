// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <QByteArray>
#include <QFont>
#include <QObject>
#include <QPalette>
#include <QString>

#include "format/appearance.h"

class QApplication;
class QDBusVariant;

namespace poolscope::ui {

enum class MotionChoice { System, Reduced };
[[nodiscard]] QString motionKey(MotionChoice choice);          ///< "system", "reduced": for settings
[[nodiscard]] MotionChoice motionFromKey(const QString& key);  ///< System when the key is unknown

/// Sizes of text in per cent of the system's own.
inline constexpr int kSmallestText = 80;
inline constexpr int kLargestText = 200;

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
    /// Gives the application its own sizes of text back.
    ~Theme() override;

    void choose(ThemeChoice choice);
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] Appearance appearance() const { return m_appearance; }

    /// All text, in per cent of the system's size; kept between kSmallestText and kLargestText. Views that paint text
    /// follow their fonts.
    void setTextSize(int percent);
    [[nodiscard]] int textSize() const { return m_textSize; }

    /// Whether things may move that need not: Qt's own animations, and what fades away. System: as the desktop says.
    void chooseMotion(MotionChoice choice);
    [[nodiscard]] MotionChoice motion() const { return m_motion; }
    [[nodiscard]] bool isMotionReduced() const;

signals:
    /// Colours, sizes or motion.
    void changed();

private slots:
    /// Of the desktop portal: org.freedesktop.portal.Settings.SettingChanged.
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void apply();
    void applyFonts();

    QApplication& m_application;
    QPalette m_platformPalette;
    /// The platform's fonts, by the class of widgets that they are for; the empty name: for all others.
    std::vector<std::pair<QByteArray, QFont>> m_platformFonts;
    int m_textSize = 100;
    MotionChoice m_motion = MotionChoice::System;
    bool m_desktopReducesMotion = false;
    ThemeChoice m_choice = ThemeChoice::System;
    Appearance m_appearance = Appearance::Light;
    Appearance m_desktop = Appearance::Light;
    std::optional<Appearance> m_dressed;  ///< what the application wears now
    std::optional<bool> m_dressedStill;
};

}  // namespace poolscope::ui
