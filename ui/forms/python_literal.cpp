// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/python_literal.h"

#include <nlohmann/json.hpp>

namespace poolscope::ui {

namespace {

QString spaces(qsizetype count) {
    return QString(count, u' ');
}

/// Elements packed into lines of at most kCodeWidth.
QString filled(const QStringList& elements, qsizetype indent) {
    QString lines = spaces(indent);
    qsizetype column = indent;
    for (const QString& element : elements) {
        if (column > indent && column + element.size() + 2 > kCodeWidth) {
            lines += u'\n' + spaces(indent);
            column = indent;
        }
        if (column > indent) {
            lines += u' ';
            ++column;
        }
        lines += element + u',';
        column += element.size() + 1;
    }
    return lines;
}

}  // namespace

QString pythonString(const QString& text) {
    QString quoted = QStringLiteral("\"");
    for (const char32_t c : text.toUcs4()) {
        switch (c) {
        case U'\\': quoted += QLatin1String("\\\\"); break;
        case U'"': quoted += QLatin1String("\\\""); break;
        case U'\n': quoted += QLatin1String("\\n"); break;
        case U'\r': quoted += QLatin1String("\\r"); break;
        case U'\t': quoted += QLatin1String("\\t"); break;
        default:
            // Marks that are not seen, or turn the writing direction, would make the code lie about itself.
            if (QChar::isPrint(c)) quoted += QString::fromUcs4(&c, 1);
            else if (c < 0x100) quoted += QStringLiteral("\\x%1").arg(static_cast<uint>(c), 2, 16, QLatin1Char('0'));
            else if (c < 0x10000) quoted += QStringLiteral("\\u%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
            else quoted += QStringLiteral("\\U%1").arg(static_cast<uint>(c), 8, 16, QLatin1Char('0'));
        }
    }
    return quoted + u'"';
}

QString pythonLiteral(const Json& value) {
    switch (value.type()) {
    case Json::value_t::null: return QStringLiteral("None");
    case Json::value_t::boolean: return value.get<bool>() ? QStringLiteral("True") : QStringLiteral("False");
    case Json::value_t::string: return pythonString(QString::fromStdString(value.get<std::string>()));
    case Json::value_t::array: {
        QStringList elements;
        for (const Json& element : value) elements << pythonLiteral(element);
        return u'[' + elements.join(QLatin1String(", ")) + u']';
    }
    case Json::value_t::object: {
        QStringList members;
        for (const auto& [key, member] : value.items())
            members << pythonString(QString::fromStdString(key)) + QLatin1String(": ") + pythonLiteral(member);
        return u'{' + members.join(QLatin1String(", ")) + u'}';
    }
    default: return QString::fromStdString(value.dump());
    }
}

QString pythonLiteral(const Json& value, qsizetype indent, qsizetype column) {
    const QString line = pythonLiteral(value);
    if (column + line.size() <= kCodeWidth || !value.is_array() || value.empty()) return line;
    QStringList elements;
    for (const Json& element : value) elements << pythonLiteral(element);
    return QLatin1String("[\n") + filled(elements, indent + 4) + u'\n' + spaces(indent) + u']';
}

QString pythonTuple(const Json& list) {
    QStringList elements;
    for (const Json& element : list) elements << pythonLiteral(element);
    return u'(' + elements.join(QLatin1String(", ")) + (elements.size() == 1 ? QLatin1String(",)") : QLatin1String(")"));
}

QString pythonName(const QString& name) {
    static const QStringList keywords = QStringLiteral(
                                            "False None True and as assert async await break class continue def del elif "
                                            "else except finally for from global if import in is lambda nonlocal not or "
                                            "pass raise return try while with yield")
                                            .split(u' ');
    QString identifier;
    for (const QChar c : name) {
        const bool fits = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        if (fits) identifier += c;
        else if (!identifier.endsWith(u'_') || c == u'_') identifier += u'_';
    }
    if (identifier.isEmpty() || identifier[0].isDigit()) identifier.prepend(u'_');
    return keywords.contains(identifier) ? identifier + u'_' : identifier;
}

QString wrappedCall(const QString& head, const QStringList& arguments, const QString& tail, qsizetype indent) {
    const QString inside = arguments.join(QLatin1String(", "));
    const QString line = head + u'(' + inside + u')' + tail;
    // An argument over several lines has its own layout already.
    if (inside.contains(u'\n')) return line;
    if (indent + line.size() <= kCodeWidth || arguments.isEmpty()) return line;
    const QString deeper = spaces(indent + 4);
    const bool fitsOneLine = deeper.size() + inside.size() <= kCodeWidth;
    const QString body = fitsOneLine ? deeper + inside : deeper + arguments.join(QLatin1String(",\n") + deeper) + u',';
    return head + QLatin1String("(\n") + body + u'\n' + spaces(indent) + u')' + tail;
}

}  // namespace poolscope::ui
