// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/theme.h"

#include <QApplication>
#include <QDBusVariant>
#include <QFont>
#include <QStyleFactory>

#include "format/desktop_appearance.h"
#include "format/field_style.h"
#include "format/still_style.h"

namespace poolscope::ui {

namespace {

/// Of which a platform may have fonts of their own (QPlatformTheme::Font).
constexpr const char* kClassesWithFonts[] = {"QMenu",      "QMenuBar",    "QMessageBox",   "QLabel",      "QTipLabel",
                                             "QStatusBar", "QTitleBar",   "QMdiSubWindowTitleBar", "QDockWidgetTitle",
                                             "QPushButton", "QCheckBox",  "QRadioButton",  "QToolButton", "QAbstractItemView",
                                             "QListView",  "QHeaderView", "QListBox",      "QComboMenuItem", "QComboLineEdit",
                                             "QSmallFont", "QMiniFont"};

QFont scaled(QFont font, int percent) {
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * percent / 100);
    else if (font.pixelSize() > 0)
        font.setPixelSize(qMax(1, font.pixelSize() * percent / 100));
    return font;
}

}  // namespace

QString motionKey(MotionChoice choice) {
    return choice == MotionChoice::Reduced ? QStringLiteral("reduced") : QStringLiteral("system");
}

MotionChoice motionFromKey(const QString& key) {
    return key == motionKey(MotionChoice::Reduced) ? MotionChoice::Reduced : MotionChoice::System;
}

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
    m_platformFonts.emplace_back(QByteArray(), QApplication::font());
    for (const char* const name : kClassesWithFonts)
        if (QApplication::font(name) != QApplication::font()) m_platformFonts.emplace_back(name, QApplication::font(name));
    m_desktopReducesMotion = !desktopAnimates().value_or(true);
    m_desktop = desktopAppearance().value_or(appearanceOf(m_platformPalette));
    watchDesktopAppearance(this, SLOT(settingChanged(QString, QString, QDBusVariant)));
}

Theme::~Theme() {
    m_textSize = 100;
    applyFonts();
}

void Theme::choose(ThemeChoice choice) {
    m_choice = choice;
    apply();
}

void Theme::setTextSize(int percent) {
    percent = qBound(kSmallestText, percent, kLargestText);
    if (percent == m_textSize) return;
    m_textSize = percent;
    applyFonts();
    // Widgets that a sheet dresses keep their font until it is set again.
    if (m_dressed) m_application.setStyleSheet(themeStyleSheet(m_appearance));
    emit changed();
}

void Theme::applyFonts() {
    for (const auto& [name, font] : m_platformFonts)
        QApplication::setFont(scaled(font, m_textSize), name.isEmpty() ? nullptr : name.constData());
}

void Theme::chooseMotion(MotionChoice choice) {
    if (choice == m_motion) return;
    m_motion = choice;
    apply();
}

bool Theme::isMotionReduced() const {
    return m_motion == MotionChoice::Reduced || m_desktopReducesMotion;
}

void Theme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == QLatin1String("org.gnome.desktop.interface") && key == QLatin1String("enable-animations")) {
        m_desktopReducesMotion = !animatesFromPortal(value.variant()).value_or(true);
        apply();
        return;
    }
    if (group != QLatin1String("org.freedesktop.appearance") || key != QLatin1String("color-scheme")) return;
    m_desktop = appearanceFromPortal(value.variant()).value_or(appearanceOf(m_platformPalette));
    if (m_choice == ThemeChoice::System) apply();
}

void Theme::apply() {
    m_appearance = m_choice == ThemeChoice::System  ? m_desktop
                   : m_choice == ThemeChoice::Light ? Appearance::Light
                                                    : Appearance::Dark;
    // Each of these measures every widget anew.
    if (m_dressedStill != isMotionReduced()) {
        m_dressedStill = isMotionReduced();
        QStyle* const fields = new FieldStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        m_application.setStyle(isMotionReduced() ? new StillStyle(fields) : fields);
    }
    if (m_dressed != m_appearance) {
        m_dressed = m_appearance;
        m_application.setPalette(themePalette(m_appearance));
        m_application.setStyleSheet(themeStyleSheet(m_appearance));
    }
    emit changed();
}

}  // namespace poolscope::ui
