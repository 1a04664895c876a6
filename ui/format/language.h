// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>
#include <QString>

class QCoreApplication;

namespace poolscope::ui {

class SpokenWords;

enum class LanguageChoice { System, English, German };
[[nodiscard]] QString languageKey(LanguageChoice choice);          ///< "system", "en", "de": for settings
[[nodiscard]] LanguageChoice languageFromKey(const QString& key);  ///< System when the key is unknown

/// The language of the window: its words, Qt's own words, and how numbers are written.
class Language : public QObject {
    Q_OBJECT

public:
    /// Borrows the application, which must outlive it. Nothing is changed until choose() is called.
    explicit Language(QCoreApplication& application, QObject* parent = nullptr);
    ~Language() override;

    /// Before the first window: it is built in that language. Later: what is on the screen is put into the new one, as
    /// far as its words stand in properties of widgets and actions; changed() tells the others.
    void choose(LanguageChoice choice);
    [[nodiscard]] LanguageChoice choice() const { return m_choice; }
    /// What the choice came to: "en" or "de".
    [[nodiscard]] QString code() const { return m_code; }

signals:
    void changed();

private:
    QCoreApplication& m_application;
    std::unique_ptr<SpokenWords> m_words;
    LanguageChoice m_choice = LanguageChoice::System;
    QString m_code;
};

}  // namespace poolscope::ui
