// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/filter_toggle.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "filter/filter.h"
#include "filter/filter_completion.h"

namespace poolscope::ui {

namespace {

/// The condition that toggling changes; null when there is none.
const FilterNode* listOf(const Filter& filter, FilterField field) {
    const FilterNode& root = filter.root();
    if (root.kind != FilterNode::Kind::All) return nullptr;
    const auto found = std::find_if(root.parts.begin(), root.parts.end(), [field](const FilterNode& part) {
        return part.isList && part.field == field && !part.isNegated;
    });
    return found == root.parts.end() ? nullptr : &*found;
}

/// As it is written in full: "fail" is "failed".
QString fullWord(const QString& word, FilterField field, const FilterVocabulary& vocabulary) {
    if (field != FilterField::State) return word;
    for (const FilterChoice& choice : vocabulary.states)
        if (choice.word.startsWith(word, Qt::CaseInsensitive)) return choice.word;
    return word;
}

/// Room for one more condition: beside alternatives it would belong to the last of them.
QString withRoom(const QString& text, const FilterNode& root) {
    const bool hasAlternatives = root.parts.size() == 1 && root.parts.front().kind == FilterNode::Kind::Any;
    const QString before = hasAlternatives ? u'(' + text.trimmed() + u')' : text.trimmed();
    return before + (before.isEmpty() ? QString() : QStringLiteral(" "));
}

}  // namespace

QStringList chosenInFilter(const QString& text, FilterField field, const FilterVocabulary& vocabulary) {
    const ParsedFilter parsed = parseFilter(text, vocabulary);
    QStringList chosen;
    if (const FilterNode* const list = parsed.problem ? nullptr : listOf(parsed.filter, field))
        for (const QString& word : list->written)
            chosen << fullWord(word, field, vocabulary);
    return chosen;
}

QString toggledInFilter(const QString& text, FilterField field, const QString& value, const FilterVocabulary& vocabulary) {
    const ParsedFilter parsed = parseFilter(text, vocabulary);
    if (parsed.problem) return text;
    const QString name = QLatin1String(infoOf(field).name) + u':';
    const FilterNode* const list = listOf(parsed.filter, field);
    if (!list) {
        return withRoom(text, parsed.filter.root()) + name + quotedForFilter(value);
    }
    QStringList words = chosenInFilter(text, field, vocabulary);
    if (words.removeAll(value) == 0) words << value;
    QStringList quoted;
    for (const QString& word : std::as_const(words))
        quoted << quotedForFilter(word);
    const QString before = text.first(list->begin).trimmed();
    const QString after = text.sliced(list->end).trimmed();
    QStringList parts{before, words.isEmpty() ? QString() : name + quoted.join(u','), after};
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString replacedInFilter(const QString& text, FilterField field, const QString& conditions, const FilterVocabulary& vocabulary) {
    const ParsedFilter parsed = parseFilter(text, vocabulary);
    if (parsed.problem) return conditions.isEmpty() ? text : conditions;
    std::vector<std::pair<qsizetype, qsizetype>> places;
    for (const FilterNode& part : parsed.filter.root().parts)
        if (part.field == field && part.kind != FilterNode::Kind::Any && part.kind != FilterNode::Kind::All && !part.isNegated)
            places.emplace_back(part.begin, part.end);
    std::sort(places.begin(), places.end());
    QStringList kept;
    qsizetype from = 0;
    for (const auto& [begin, end] : places) {
        kept << text.sliced(from, begin - from).trimmed();
        from = end;
    }
    kept << text.sliced(from).trimmed();
    kept.removeAll(QString());
    const QString rest = kept.join(u' ');
    return conditions.isEmpty() ? rest : withRoom(rest, parsed.filter.root()) + conditions;
}

}  // namespace poolscope::ui
