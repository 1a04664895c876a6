// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/language.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLocale>

#include "format/retranslation.h"
#include "format/spoken_words.h"

/// The catalogues lie in a static library, whose resources are not registered by themselves.
static void registerCatalogues() {
    Q_INIT_RESOURCE(poolscope_translations);
}

namespace poolscope::ui {

QString languageKey(LanguageChoice choice) {
    switch (choice) {
    case LanguageChoice::System: return QStringLiteral("system");
    case LanguageChoice::English: return QStringLiteral("en");
    case LanguageChoice::German: return QStringLiteral("de");
    }
    return {};
}

LanguageChoice languageFromKey(const QString& key) {
    if (key == languageKey(LanguageChoice::English)) return LanguageChoice::English;
    if (key == languageKey(LanguageChoice::German)) return LanguageChoice::German;
    return LanguageChoice::System;
}

Language::Language(QCoreApplication& application, QObject* parent)
    : QObject(parent), m_application(application), m_words(std::make_unique<SpokenWords>()) {
    registerCatalogues();
    m_application.installTranslator(m_words.get());
}

Language::~Language() {
    m_application.removeTranslator(m_words.get());
}

void Language::choose(LanguageChoice choice) {
    m_choice = choice;
    const QLocale system = QLocale::system();
    // The language of the user's list that there is first; QLocale::system().language() would be the one of numbers.
    bool isGerman = choice == LanguageChoice::German;
    if (choice == LanguageChoice::System) {
        const QStringList wanted = system.uiLanguages();
        for (const QString& name : wanted) {
            const QString language = name.section(u'-', 0, 0);
            if (language != QLatin1String("de") && language != QLatin1String("en") && language != QLatin1String("C")) continue;
            isGerman = language == QLatin1String("de");
            break;
        }
    }
    const QString code = isGerman ? QStringLiteral("de") : QStringLiteral("en");
    // Numbers as the system writes them, unless another language was asked for.
    const bool isSystems = system.name().section(u'_', 0, 0) == code;
    QLocale::setDefault(choice == LanguageChoice::System || isSystems ? system : QLocale(code));
    if (code == m_code) return;
    const bool isFirst = m_code.isEmpty();
    m_code = code;

    const SpokenWords::Spoken before = m_words->spoken();
    m_words->speak(code);
    if (isFirst) return;
    // Qt's own windows and ours are told, as by a new translator.
    QEvent told(QEvent::LanguageChange);
    QCoreApplication::sendEvent(&m_application, &told);
    retranslateWidgets(before);
    emit changed();
}

}  // namespace poolscope::ui
