// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QSpinBox;

namespace poolscope::ui {

class Language;
class Presentation;
class Theme;

/// What of the window is a matter of taste or of need. Each change holds at once; there is nothing to accept.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    /// Borrows all of them; the language may be null, then it cannot be chosen here.
    SettingsDialog(Theme& theme, Language* language, Presentation& presentation, const QString& settingsFile,
                   QWidget* parent = nullptr);
    ~SettingsDialog() override;

signals:
    /// Something that has no signal of its own.
    void changed();
    void layoutResetWanted();
    /// How much may be kept is to be asked.
    void storageWanted();

private:
    void follow();

    Theme& m_theme;
    Language* m_language;
    Presentation& m_presentation;
    QComboBox* m_colours;
    QSpinBox* m_text;
    QSpinBox* m_presentationText;
    QComboBox* m_motion;
    QComboBox* m_words = nullptr;
};

}  // namespace poolscope::ui
