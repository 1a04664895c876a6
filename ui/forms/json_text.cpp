// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/json_text.h"

#include <QCoreApplication>

namespace poolscope::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("poolscope::ui::JsonText", text);
}

bool isWordLetter(QChar c) {
    return c.isLetterOrNumber() || c == u'_';
}

/// The word that `position` stands in or right behind, for the advice in a message.
QString wordAt(const QString& text, qsizetype position) {
    qsizetype begin = position;
    while (begin > 0 && isWordLetter(text[begin - 1])) --begin;
    qsizetype end = position;
    while (end < text.size() && isWordLetter(text[end])) ++end;
    return text.mid(begin, end - begin);
}

/// Says what is wrong at `position` (counted in characters of `text`) and how JSON writes it.
QString adviceAt(const QString& text, qsizetype position) {
    if (position >= text.size()) {
        const bool openText = text.count(u'"') % 2 != 0;
        return openText ? tr("A closing \" is missing at the end.")
                        : tr("Something is missing at the end: a value, or a closing bracket.");
    }
    const QChar found = text[position];
    const QString place = tr("At character %1: ").arg(position + 1);
    if (found == u'\'') return place + tr("text stands in double quotes, \"like this\".");
    const QString word = wordAt(text, position);
    if (word.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0 ||
        word.compare(QLatin1String("false"), Qt::CaseInsensitive) == 0)
        return place + tr("write %1 in small letters.").arg(word.toLower());
    if (word == QLatin1String("None")) return place + tr("write null for None.");
    if (!word.isEmpty() && (word[0].isLetter() || word[0] == u'_'))
        return place + tr("text stands in double quotes: \"%1\".").arg(word);
    if (found == u'(' || found == u')') return place + tr("a list stands in square brackets, [1, 2].");
    if (found == u'"' || !word.isEmpty()) return place + tr("a comma is missing before this.");
    return place + tr("\"%1\" cannot stand here.").arg(found);
}

/// Brackets inside brackets. Values are walked by functions that call themselves, so what is typed has a bound.
bool nestsTooDeeply(const QString& text) {
    constexpr int kDeepest = 200;
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"') quoted = !quoted;
        if (quoted) {
            if (c == u'\\') ++i;
            continue;
        }
        if (c == u'[' || c == u'{') ++depth;
        if (c == u']' || c == u'}') --depth;
        if (depth > kDeepest) return true;
    }
    return false;
}

/// Parses `open + text + close`; a problem's place is counted in `text`.
JsonReading parse(const QString& text, const char* open, const char* close) {
    if (nestsTooDeeply(text)) return {Json(), tr("Too many brackets inside one another.")};
    const std::string document = open + text.toStdString() + close;
    try {
        return {Json::parse(document), {}};
    } catch (const Json::parse_error& error) {
        // `byte` counts from 1 and is the last byte that was read.
        const std::size_t lead = std::char_traits<char>::length(open);
        const std::size_t byte = error.byte > lead ? error.byte - 1 - lead : 0;
        const QByteArray utf8 = text.toUtf8();
        qsizetype position = QString::fromUtf8(utf8.left(static_cast<qsizetype>(byte))).size();
        if (static_cast<qsizetype>(byte) >= utf8.size()) position = text.size();
        return {Json(), adviceAt(text, position)};
    } catch (const Json::exception&) {
        return {Json(), tr("A number is too large.")};
    }
}

bool isWritten(const QString& text, QChar open, QChar close) {
    return text.startsWith(open) && text.endsWith(close);
}

}  // namespace

JsonReading readJsonList(const QString& text) {
    const QString trimmed = text.trimmed();
    if (isWritten(trimmed, u'[', u']')) {
        // "[1], [2]" starts and ends like a list, too, but is two of them.
        const bool whole = Json::accept(trimmed.toStdString());
        if (whole) return parse(trimmed, "", "");
        JsonReading several = parse(text, "[", "]");
        return several.isGood() ? several : parse(text, "", "");
    }
    JsonReading values = parse(text, "[", "]");
    // Text such as "1], [2" closes the bracket that was added for it.
    if (values.isGood() && !values.value.is_array()) values = {Json(), tr("The brackets do not match.")};
    return values;
}

JsonReading readJsonObject(const QString& text) {
    const QString trimmed = text.trimmed();
    JsonReading members = isWritten(trimmed, u'{', u'}') ? parse(text, "", "") : parse(text, "{", "}");
    if (members.isGood() && !members.value.is_object())
        members = {Json(), tr("Named values look like this: \"name\": 1.")};
    return members;
}

QString jsonLine(const Json& value) {
    if (value.is_array()) {
        QStringList parts;
        for (const Json& element : value) parts << jsonLine(element);
        return u'[' + parts.join(QLatin1String(", ")) + u']';
    }
    if (value.is_object()) {
        QStringList parts;
        for (const auto& [name, member] : value.items())
            parts << jsonLine(Json(name)) + QLatin1String(": ") + jsonLine(member);
        return u'{' + parts.join(QLatin1String(", ")) + u'}';
    }
    return QString::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

QString jsonListText(const Json& list, int width) {
    if (!list.is_array()) return jsonLine(list);
    if (list.empty()) return {};
    QString bare;
    qsizetype column = 0;
    for (const Json& element : list) {
        const QString part = jsonLine(element);
        if (!bare.isEmpty()) {
            const bool fits = column + 2 + part.size() <= width;
            bare += fits ? QLatin1String(", ") : QLatin1String(",\n");
            column = fits ? column + 2 : 0;
        }
        bare += part;
        column += part.size();
    }
    // A list that holds one list would be read as that list.
    if (list.size() == 1 && list.front().is_array()) return u'[' + bare + u']';
    return bare;
}

QString jsonObjectText(const Json& object) {
    if (!object.is_object()) return jsonLine(object);
    return object.empty() ? QString() : jsonLine(object);
}

}  // namespace poolscope::ui
