// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/cpp_literal.h"

#include <limits>

#include <QStringList>

#include <nlohmann/json.hpp>

namespace poolscope::ui {

namespace {

constexpr QLatin1String kJson("poolscope::Json");

bool fitsInt(const Json& number) {
    if (number.is_number_unsigned()) return number.get<std::uint64_t>() <= INT32_MAX;
    const std::int64_t value = number.get<std::int64_t>();
    return value >= INT32_MIN && value <= INT32_MAX;
}

bool fitsLong(const Json& number) {
    return !number.is_number_unsigned() || number.get<std::uint64_t>() <= INT64_MAX;
}

QString typeOf(const Json& value) {
    if (value.is_boolean()) return QStringLiteral("bool");
    if (value.is_string()) return QStringLiteral("std::string");
    if (value.is_number_integer() && fitsLong(value))
        return fitsInt(value) ? QStringLiteral("int") : QStringLiteral("std::int64_t");
    if (value.is_number()) return QStringLiteral("double");
    if (value.is_array() && !value.empty()) return QStringLiteral("std::vector<%1>").arg(cppTypeOf(value));
    return kJson;
}

/// The wider of two number types; Json for what does not go together.
QString widerOf(const QString& a, const QString& b) {
    static const QStringList numbers{QStringLiteral("int"), QStringLiteral("std::int64_t"), QStringLiteral("double")};
    if (a == b) return a;
    const qsizetype width = qMax(numbers.indexOf(a), numbers.indexOf(b));
    return numbers.contains(a) && numbers.contains(b) ? numbers[width] : kJson;
}

QString quoted(const std::string& text) {
    QString result = QStringLiteral("\"");
    for (const char32_t c : QString::fromStdString(text).toUcs4()) {
        switch (c) {
        case U'\\': result += QLatin1String("\\\\"); break;
        case U'"': result += QLatin1String("\\\""); break;
        case U'\n': result += QLatin1String("\\n"); break;
        case U'\r': result += QLatin1String("\\r"); break;
        case U'\t': result += QLatin1String("\\t"); break;
        default:
            // Three octal digits end by themselves; hexadecimal ones would go on into the next letter.
            if (c < 0x20 || c == 0x7f) result += QStringLiteral("\\%1").arg(static_cast<uint>(c), 3, 8, QLatin1Char('0'));
            else if (QChar::isPrint(c)) result += QString::fromUcs4(&c, 1);
            else if (c < 0x10000) result += QStringLiteral("\\u%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
            else result += QStringLiteral("\\U%1").arg(static_cast<uint>(c), 8, 16, QLatin1Char('0'));
        }
    }
    return result + u'"';
}

QString number(const Json& value) {
    // The smallest number has no literal: its minus is an operator on one that does not fit.
    if (value.is_number_integer() && !value.is_number_unsigned() &&
        value.get<std::int64_t>() == std::numeric_limits<std::int64_t>::min())
        return QStringLiteral("-9223372036854775807 - 1");
    return QString::fromStdString(value.dump()) + (value.is_number_integer() && !fitsLong(value) ? QStringLiteral("u") : QString());
}

QString jsonParse(const Json& value) {
    return QStringLiteral("poolscope::Json::parse(R\"json(%1)json\")").arg(QString::fromStdString(value.dump()));
}

}  // namespace

QString cppTypeOf(const Json& values) {
    if (values.empty()) return QStringLiteral("int");
    QString type = typeOf(values.front());
    for (const Json& value : values) type = widerOf(type, typeOf(value));
    return type;
}

QString cppLiteral(const Json& value, const QString& type) {
    if (type == kJson) return cppArgument(value);
    if (value.is_string()) return quoted(value.get<std::string>());
    if (value.is_boolean()) return value.get<bool>() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.is_number()) return number(value);
    if (!value.is_array()) return jsonParse(value);
    const QString inner = cppTypeOf(value);
    QStringList elements;
    for (const Json& element : value) elements << cppLiteral(element, inner);
    return u'{' + elements.join(QLatin1String(", ")) + u'}';
}

QString cppArgument(const Json& value) {
    if (value.is_null()) return QStringLiteral("poolscope::Json()");
    if (value.is_array() && !value.empty() && !cppTypeOf(value).contains(kJson))
        return typeOf(value) + cppLiteral(value, typeOf(value));
    if (value.is_structured()) return jsonParse(value);
    return cppLiteral(value, typeOf(value));
}

QString cppName(const QString& name) {
    QString identifier;
    for (const QChar c : name) {
        const bool fits = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u':';
        identifier += fits ? c : QLatin1Char('_');
    }
    return identifier.isEmpty() || identifier[0].isDigit() ? u'_' + identifier : identifier;
}

}  // namespace poolscope::ui
