// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMutex>
#include <QRegularExpression>
#include <QSet>
#include <QTranslator>

namespace poolscope::ui {

/// The catalogues of words, the program's own and Qt's, which remember what it was asked: so that a text which stands in some widget
/// can be traced back to its source and said again in another language.
class SpokenWords : public QTranslator {
    Q_OBJECT

public:
    struct Source {
        QByteArray context, text, disambiguation;
        int count = -1;
    };
    /// Words with places for arguments ("Written: %1"), and what recognises them.
    struct Template {
        QRegularExpression pattern;
        QStringList places;  ///< in the order in which the pattern captures them: "%2", "%1"
        qsizetype letters = 0;  ///< how many of them stand between the places
        Source source;
    };
    /// What was said so far, by how it reads.
    struct Spoken {
        QHash<QString, QList<Source>> plain;
        /// The same without the letter that a key reaches them by: names that were made of labels.
        QHash<QString, QList<Source>> names;
        QList<Template> templates;  ///< those that say most first
    };

    /// "en": the words of the source; another: those of the catalogue of that name that is built into the program, and of
    /// the one that is installed with Qt.
    /// Forgets what was said.
    void speak(const QString& code);
    [[nodiscard]] Spoken spoken() const;

    QString translate(const char* context, const char* text, const char* disambiguation, int count) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }

private:
    QTranslator m_catalogue;
    QTranslator m_ofQt;
    bool m_hasCatalogue = false;
    bool m_hasQts = false;
    // Texts are asked for from any thread.
    mutable QMutex m_mutex;
    mutable QSet<std::pair<const void*, const void*>> m_known;
    mutable QHash<QString, QList<Source>> m_said;
};

}  // namespace poolscope::ui
