// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QPointer>

#include "session/places.h"

class QAction;
class QMainWindow;
class QMenu;
class QSettings;

namespace poolscope::ui {

class FirstLayout;
class Language;
class Presentation;
class SettingsDialog;
class Theme;

/// How the window looks and speaks to whom: theme, size of text, motion, language, presentation, layout. Each change is
/// remembered at once.
class Comfort : public QObject {
    Q_OBJECT

public:
    /// Borrows the theme. To be made when the window has been built and before its layout is restored.
    Comfort(const Places& places, Theme& theme, QMainWindow& window);
    ~Comfort() override;

    /// Dresses the program as it was remembered. To be called before the first window is built; the language may be null.
    static void restore(const QSettings& settings, Theme& theme, Language* language);
    /// Lets the language be chosen. Borrowed.
    void setLanguage(Language& language);

    QAction* settings;
    QAction* larger;
    QAction* smaller;
    QAction* normal;
    QAction* present;
    QAction* resetLayout;

    void addTo(QMenu& view);
    [[nodiscard]] Presentation& presentation() { return *m_presentation; }
    [[nodiscard]] SettingsDialog* dialog() const;  ///< null until it was asked for

signals:
    /// Asked for in the settings: how much may be kept.
    void storageWanted();

private:
    void setTextSize(int percent);
    void remember();
    void showSettings();

    Places m_places;
    Theme& m_theme;
    QMainWindow& m_window;
    Language* m_language = nullptr;
    Presentation* m_presentation;
    std::unique_ptr<FirstLayout> m_first;
    QPointer<SettingsDialog> m_dialog;
};

}  // namespace poolscope::ui
