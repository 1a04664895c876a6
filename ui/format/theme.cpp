// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/theme.h"

#include <QApplication>
#include <QDBusVariant>
#include <QFont>
#include <QStyleFactory>

#include "format/desktop_appearance.h"

namespace poolscope::ui {

QString themeKey(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::System: return QStringLiteral("system");
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    }
    return {};
}

ThemeChoice themeFromKey(const QString& key) {
    if (key == themeKey(ThemeChoice::Light)) return ThemeChoice::Light;
    if (key == themeKey(ThemeChoice::Dark)) return ThemeChoice::Dark;
    return ThemeChoice::System;
}

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent), m_application(application), m_platformPalette(application.palette()) {
    m_desktop = desktopAppearance().value_or(appearanceOf(m_platformPalette));
    watchDesktopAppearance(this, SLOT(settingChanged(QString, QString, QDBusVariant)));
}

void Theme::choose(ThemeChoice choice) {
    m_choice = choice;
    apply();
}

void Theme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group != QLatin1String("org.freedesktop.appearance") || key != QLatin1String("color-scheme")) return;
    m_desktop = appearanceFromPortal(value.variant()).value_or(appearanceOf(m_platformPalette));
    if (m_choice == ThemeChoice::System) apply();
}

void Theme::apply() {
    m_appearance = m_choice == ThemeChoice::System  ? m_desktop
                   : m_choice == ThemeChoice::Light ? Appearance::Light
                                                    : Appearance::Dark;
    m_application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    m_application.setPalette(themePalette(m_appearance));
    m_application.setStyleSheet(themeStyleSheet(m_appearance));
    emit changed();
}

}  // namespace poolscope::ui
