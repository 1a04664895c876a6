// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/filter_completion.h"

#include <QCoreApplication>

#include "filter/filter_lexer.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Filter", text);
}

}  // namespace

QString quotedForFilter(const QString& value) {
    const std::vector<FilterToken> tokens = lexFilter(value);
    if (tokens.size() == 2 && tokens[0].kind == FilterToken::Kind::Word) return value;
    QString inner = value;
    inner.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + inner + u'"';
}

FilterCompletions completeFilter(const QString& text, qsizetype cursor, const FilterVocabulary& vocabulary,
                                 const FilterValues& values) {
    const std::vector<FilterToken> tokens = lexFilter(QStringView(text).first(cursor));
    // The piece that is being typed, and what stands before it.
    std::size_t at = tokens.size() - 1;
    const bool isInPiece = at > 0 && tokens[at - 1].end == cursor &&
                           (tokens[at - 1].kind == FilterToken::Kind::Word || tokens[at - 1].kind == FilterToken::Kind::Quoted);
    if (isInPiece) --at;
    FilterCompletions found;
    found.begin = isInPiece ? tokens[at].begin : cursor;
    const QString piece = isInPiece ? tokens[at].text : QString();

    std::size_t back = at;
    while (back >= 2 && tokens[back - 1].kind == FilterToken::Kind::Comma)
        back -= 2;
    const bool isValue = back >= 2 && tokens[back - 1].kind == FilterToken::Kind::Operator;
    if (isValue) {
        const std::optional<FilterField> field = filterFieldNamed(tokens[back - 2].text);
        if (!field || !vocabulary.has(*field)) return found;
        if (*field == FilterField::State) {
            for (const FilterChoice& choice : vocabulary.states)
                if (choice.word.startsWith(piece, Qt::CaseInsensitive)) found.list.push_back({choice.word, {}});
        } else if (values) {
            for (const QString& value : values(*field))
                if (value.contains(piece, Qt::CaseInsensitive)) found.list.push_back({quotedForFilter(value), {}});
        }
        // What is there already needs no offer.
        if (found.list.size() == 1 && found.list.front().text == piece) found.list.clear();
        return found;
    }
    if (tokens[at].kind == FilterToken::Kind::Quoted) return found;
    for (const FilterField field : vocabulary.fields) {
        const FilterFieldInfo& info = infoOf(field);
        const QString name = QLatin1String(info.name);
        if (!name.startsWith(piece, Qt::CaseInsensitive)) continue;
        found.list.push_back({name + u':', say("%1: %2").arg(say(info.meaning), QLatin1String(info.example))});
    }
    return found;
}

}  // namespace poolscope::ui
