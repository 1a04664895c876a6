// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/spoken_words.h"

#include <algorithm>
#include <optional>

#include <QLibraryInfo>
#include <QMutexLocker>

namespace poolscope::ui {

namespace {

/// In the pattern each %1 and %n stands for some text; nothing when too little else would be left to recognise.
std::optional<SpokenWords::Template> templateOf(const QString& text, const SpokenWords::Source& source) {
    static const QRegularExpression place(QStringLiteral("%L?[1-9n]"));
    QString pattern;
    QStringList names;
    qsizetype from = 0;
    qsizetype letters = 0;
    for (auto places = place.globalMatch(text); places.hasNext();) {
        const QRegularExpressionMatch match = places.next();
        const QString between = text.mid(from, match.capturedStart() - from);
        letters += between.trimmed().size();
        pattern += QRegularExpression::escape(between) + QStringLiteral("(.*)");
        names << match.captured();
        from = match.capturedEnd();
    }
    const QString rest = text.mid(from);
    letters += rest.trimmed().size();
    pattern += QRegularExpression::escape(rest);
    constexpr qsizetype kFewestLetters = 3;
    if (names.isEmpty() || letters < kFewestLetters) return std::nullopt;
    return SpokenWords::Template{QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                                                    QRegularExpression::DotMatchesEverythingOption),
                                 names, letters, source};
}

}  // namespace

void SpokenWords::speak(const QString& code) {
    const QMutexLocker lock(&m_mutex);
    m_hasCatalogue = m_catalogue.load(QStringLiteral(":/translations/poolscope_%1.qm").arg(code));
    const QString folder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    m_hasQts = m_hasCatalogue && m_ofQt.load(QStringLiteral("qtbase_") + code, folder);
    m_known.clear();
    m_said.clear();
}

QString SpokenWords::translate(const char* context, const char* text, const char* disambiguation, int count) const {
    if (!context || !text) return {};
    const QMutexLocker lock(&m_mutex);
    QString translated = m_hasCatalogue ? m_catalogue.translate(context, text, disambiguation, count) : QString();
    if (translated.isEmpty() && m_hasQts) translated = m_ofQt.translate(context, text, disambiguation, count);
    // Literals stay where they are, so that their addresses tell whether they were met before.
    const auto key = std::pair<const void*, const void*>(context, text);
    if (!m_known.contains(key)) {
        m_known.insert(key);
        m_said[translated.isEmpty() ? QString::fromUtf8(text) : translated] << Source{context, text, disambiguation, count};
    }
    return translated;
}

SpokenWords::Spoken SpokenWords::spoken() const {
    const QMutexLocker lock(&m_mutex);
    Spoken spoken{m_said, {}, {}};
    for (auto said = m_said.cbegin(); said != m_said.cend(); ++said) {
        if (said.key().contains(u'&')) spoken.names[QString(said.key()).remove(u'&')] += said.value();
        if (!said.key().contains(u'%')) continue;
        if (auto found = templateOf(said.key(), said->constFirst())) spoken.templates.append(*std::move(found));
    }
    std::stable_sort(spoken.templates.begin(), spoken.templates.end(),
                     [](const Template& a, const Template& b) { return a.letters > b.letters; });
    return spoken;
}

}  // namespace poolscope::ui
